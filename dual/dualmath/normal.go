package dualmath

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

// NormalCDF returns Φ(x), the distribution function of the standard normal law, to full relative accuracy in the lower
// tail as far as floats reach, to −38. For the upper tail 1 − Φ(x) take Φ(−x).
//
// Special cases are (in order):
//
//	NormalCDF(+Inf) = 1, 0, 0, …
//	NormalCDF(-Inf) = 0, 0, 0, …
//	NormalCDF(NaN) = NaN, NaN, NaN, …
func NormalCDF[T dual.Scalar[T]](x T) T { return x.Apply(series.NormalCDF) }

// NormalPDF returns e^(−x²/2)/√(2π), the density of the standard normal law.
//
// Special cases are (in order):
//
//	NormalPDF(±Inf) = 0, 0, 0, …
//	NormalPDF(NaN) = NaN, NaN, NaN, …
func NormalPDF[T dual.Scalar[T]](x T) T { return x.Apply(series.NormalPDF) }

// LogNormalCDF returns the logarithm of [NormalCDF], where that itself is below every float, too.
//
// Special cases are (in order):
//
//	LogNormalCDF(+Inf) = 0, 0, 0, …
//	LogNormalCDF(-Inf) = -Inf, +Inf, -1, 0, …
//	LogNormalCDF(NaN) = NaN, NaN, NaN, …
func LogNormalCDF[T dual.Scalar[T]](x T) T { return x.Apply(series.LogNormalCDF) }

// NormalQuantile returns the number x with Φ(x) = p, to full relative accuracy for small p and close to 1/2. What is
// above 1/2 is known to the digits that 1 − p has; where that is a number of its own, take −Φ⁻¹ of it.
//
// Special cases are (in order):
//
//	NormalQuantile(0) = -Inf, +Inf, -Inf, … (NaN derivatives along a seed that leads below 0)
//	NormalQuantile(1) = +Inf, +Inf, +Inf, … (NaN derivatives along a seed that leads above 1)
//	NormalQuantile(p) = NaN, NaN, NaN, … for p < 0, p > 1 and NaN
func NormalQuantile[T dual.Scalar[T]](p T) T { return p.Apply(series.NormalQuantile) }
