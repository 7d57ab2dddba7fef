package funcs

import "example.com/sobolev/dual"

// Beale returns (1.5 − x + xy)² + (2.25 − x + xy²)² + (2.625 − x + xy³)² (Beale 1958). Its minimum is 0 at (3, 0.5).
func Beale[T dual.Scalar[T]](x []T) T {
	u, y := x[0], x[1]
	y2 := y.Mul(y)
	a := u.Mul(y.Shift(-1)).Shift(1.5)
	b := u.Mul(y2.Shift(-1)).Shift(2.25)
	c := u.Mul(y2.Mul(y).Shift(-1)).Shift(2.625)
	return a.Mul(a).Add(b.Mul(b)).Add(c.Mul(c))
}

var beale = Function{
	Name:   "Beale",
	Dim:    2,
	Note:   "flat valleys along the axes and walls of degree eight at the corners: values reach 180,000",
	Box:    []Interval{{-4.5, 4.5}},
	Lowest: at(0, []float64{3, 0.5}),
}
