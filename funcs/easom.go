package funcs

import (
	"math"

	"example.com/sobolev/dual"
)

// Easom returns −cos x cos y exp(−(x−π)² − (y−π)²) (Easom 1990). Its minimum is −1 at (π, π); a few units away the
// function and all its derivatives are 0 to many digits.
func Easom[T dual.Scalar[T]](x []T) T {
	a, b := x[0].Shift(-math.Pi), x[1].Shift(-math.Pi)
	return x[0].Cos().Mul(x[1].Cos()).Mul(a.Mul(a).Add(b.Mul(b)).Neg().Exp()).Neg()
}

var easom = Function{
	Name:   "Easom",
	Dim:    2,
	Note:   "one narrow hole in a flat plane of 40,000 units: samples and gradients nearly all say zero",
	Box:    []Interval{{-100, 100}},
	Lowest: at(-1, []float64{math.Pi, math.Pi}),
}
