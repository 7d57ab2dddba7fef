package funcs

import "example.com/sobolev/dual"

// Franke returns Franke's surface (1979), two Gaussian peaks, a wide slope and a dip over the unit square:
//
//	¾ exp(−((9x−2)² + (9y−2)²)/4) + ¾ exp(−(9x+1)²/49 − (9y+1)/10)
//	+ ½ exp(−((9x−7)² + (9y−3)²)/4) − ⅕ exp(−(9x−4)² − (9y−7)²)
//
// Its lowest value is 0.0011153 at (0.45571, 0.78419).
func Franke[T dual.Scalar[T]](x []T) T {
	u, v := x[0].Scale(9), x[1].Scale(9)
	u1 := u.Shift(1)
	peak := squaredDistance(u, v, 2, 2).Scale(-0.25).Exp().Scale(0.75)
	slope := u1.Mul(u1).Scale(-1.0 / 49).Sub(v.Shift(1).Scale(0.1)).Exp().Scale(0.75)
	hill := squaredDistance(u, v, 7, 3).Scale(-0.25).Exp().Scale(0.5)
	dip := squaredDistance(u, v, 4, 7).Neg().Exp().Scale(0.2)
	return peak.Add(slope).Add(hill).Sub(dip)
}

// squaredDistance returns (x−a)² + (y−b)².
func squaredDistance[T dual.Scalar[T]](x, y T, a, b float64) T {
	x, y = x.Shift(-a), y.Shift(-b)
	return x.Mul(x).Add(y.Mul(y))
}

var franke = Function{
	Name:   "Franke",
	Dim:    2,
	Note:   "peaks of several widths on a slope: the standard test of scattered-data interpolation",
	Box:    []Interval{{0, 1}},
	Lowest: at(0.0011152824431753479, []float64{0.45571037931856348, 0.78419067761367510}),
}
