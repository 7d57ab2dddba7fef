package funcs

import "example.com/sobolev/dual"

// Zakharov returns Σ xᵢ² + s² + s⁴ with s = ½ Σ i xᵢ, i from 1, for any number of coordinates. Its minimum is 0 at
// the origin.
func Zakharov[T dual.Scalar[T]](x []T) T {
	sum, s := x[0].Mul(x[0]), x[0].Scale(0.5)
	for i, xi := range x[1:] {
		sum = sum.Add(xi.Mul(xi))
		s = s.Add(xi.Scale(0.5 * float64(i+2)))
	}
	s = s.Mul(s)
	return sum.Add(s.Shift(1).Mul(s))
}

var zakharov = Function{
	Name:   "Zakharov",
	Note:   "one basin, quadratic along a plane and of degree four across it",
	Box:    []Interval{{-5, 10}},
	Lowest: everywhere(0, 0),
}
