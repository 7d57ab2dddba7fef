package funcs

import "example.com/sobolev/dual"

// Matyas returns 0.26 (x² + y²) − 0.48xy, computed as ¼ (x−y)² + 0.01 (x+y)², a sum of squares that cannot lose
// digits. Its minimum is 0 at the origin.
func Matyas[T dual.Scalar[T]](x []T) T {
	d, s := x[0].Sub(x[1]), x[0].Add(x[1])
	return d.Mul(d).Scale(0.25).Add(s.Mul(s).Scale(0.01))
}

var matyas = Function{
	Name:   "Matyas",
	Dim:    2,
	Note:   "a quadratic bowl, 25 times steeper across the diagonal than along it",
	Box:    []Interval{{-10, 10}},
	Lowest: at(0, []float64{0, 0}),
}
