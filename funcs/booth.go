package funcs

import "example.com/sobolev/dual"

// Booth returns (x + 2y − 7)² + (2x + y − 5)², a convex quadratic. Its minimum is 0 at (1, 3).
func Booth[T dual.Scalar[T]](x []T) T {
	a := x[0].Add(x[1].Scale(2)).Shift(-7)
	b := x[0].Scale(2).Add(x[1]).Shift(-5)
	return a.Mul(a).Add(b.Mul(b))
}

var booth = Function{
	Name:   "Booth",
	Dim:    2,
	Note:   "a plain quadratic bowl with its axes turned by 45 degrees: the easy one",
	Box:    []Interval{{-10, 10}},
	Lowest: at(0, []float64{1, 3}),
}
