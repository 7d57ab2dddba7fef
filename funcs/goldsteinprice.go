package funcs

import "example.com/sobolev/dual"

// GoldsteinPrice returns the function of Goldstein and Price (1971), a product of two polynomials of degree four.
// Its minimum is 3 at (0, −1). The published factors
//
//	1 + (x+y+1)² (19 − 14x + 3x² − 14y + 6xy + 3y²)
//	30 + (2x−3y)² (18 − 32x + 12x² + 48y − 36xy + 27y²)
//
// are polynomials of one variable each, s = x + y and d = 2x − 3y, and are computed as such:
// 1 + (s+1)² (19 − 14s + 3s²) and 30 + d² (18 − 16d + 3d²).
func GoldsteinPrice[T dual.Scalar[T]](x []T) T {
	s := x[0].Add(x[1])
	d := x[0].Scale(2).Sub(x[1].Scale(3))
	s1 := s.Shift(1)
	a := s1.Mul(s1).Mul(s.Scale(3).Shift(-14).Mul(s).Shift(19)).Shift(1)
	b := d.Mul(d).Mul(d.Scale(3).Shift(-16).Mul(d).Shift(18)).Shift(30)
	return a.Mul(b)
}

var goldsteinPrice = Function{
	Name:   "GoldsteinPrice",
	Dim:    2,
	Note:   "values from 3 to a million: without a logarithm or scaled targets the walls hide the floor",
	Box:    []Interval{{-2, 2}},
	Lowest: at(3, []float64{0, -1}),
}
