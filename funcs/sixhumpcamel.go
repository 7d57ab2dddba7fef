package funcs

import "example.com/sobolev/dual"

// SixHumpCamel returns (4 − 2.1x² + x⁴/3) x² + xy + (4y² − 4) y² (Dixon and Szegő 1978). It is even, f(−x) = f(x),
// and has six local minima; the two lowest are worth −1.0316.
func SixHumpCamel[T dual.Scalar[T]](x []T) T {
	s, t := x[0].Mul(x[0]), x[1].Mul(x[1])
	a := s.Scale(1.0 / 3).Shift(-2.1).Mul(s).Shift(4).Mul(s)
	return a.Add(x[0].Mul(x[1])).Add(t.Shift(-1).Mul(t).Scale(4))
}

var sixHumpCamel = Function{
	Name: "SixHumpCamel",
	Dim:  2,
	Note: "six minima on a low plain between steep walls",
	Box:  []Interval{{-3, 3}, {-2, 2}},
	Lowest: at(-1.0316284534898774,
		[]float64{0.089842013100318062, -0.71265640302073963},
		[]float64{-0.089842013100318062, 0.71265640302073963}),
}
