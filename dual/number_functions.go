package dual

import (
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Exp returns eˣ.
func (x Number[F]) Exp() Number[F] {
	var c [2]float64
	series.Exp(c[:], float64(x.Real))
	return x.chain(&c)
}

// Expm1 returns eˣ − 1, accurate near 0.
func (x Number[F]) Expm1() Number[F] {
	var c [2]float64
	series.Expm1(c[:], float64(x.Real))
	return x.chain(&c)
}

// Exp2 returns 2ˣ.
func (x Number[F]) Exp2() Number[F] {
	var c [2]float64
	series.Exp2(c[:], float64(x.Real))
	return x.chain(&c)
}

// Log returns the natural logarithm of x.
//
// Special cases are (in order):
//
//	Log(0+eϵ) = -Inf+Infϵ for e > 0
//	Log(0+eϵ) = -Inf+NaNϵ for e < 0
//	Log(0) = -Inf+0ϵ for the constant 0
//	Log(x < 0) = NaN+NaNϵ
func (x Number[F]) Log() Number[F] {
	var c [2]float64
	series.Log(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Log1p returns log(1 + x), accurate near 0.
//
// Special cases are (in order):
//
//	Log1p(-1+eϵ) = -Inf+Infϵ for e > 0
//	Log1p(-1+eϵ) = -Inf+NaNϵ for e < 0
//	Log1p(-1) = -Inf+0ϵ for the constant -1
//	Log1p(x < -1) = NaN+NaNϵ
func (x Number[F]) Log1p() Number[F] {
	var c [2]float64
	series.Log1p(c[:], float64(x.Real))
	return x.chainWithin(&c, number.AboveMinusOne)
}

// Log2 returns the binary logarithm of x, with the special cases of Log.
func (x Number[F]) Log2() Number[F] {
	var c [2]float64
	series.Log2(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Log10 returns the decimal logarithm of x, with the special cases of Log.
func (x Number[F]) Log10() Number[F] {
	var c [2]float64
	series.Log10(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Sqrt returns the square root of x.
//
// Special cases are (in order):
//
//	Sqrt(0+eϵ) = 0+Infϵ for e > 0
//	Sqrt(0+eϵ) = 0+NaNϵ for e < 0
//	Sqrt(0) = 0+0ϵ for the constant 0
//	Sqrt(x < 0) = NaN+NaNϵ
func (x Number[F]) Sqrt() Number[F] {
	var c [2]float64
	series.Sqrt(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Cbrt returns the cube root of x.
//
// Special cases are (in order):
//
//	Cbrt(0+eϵ) = 0±Infϵ, the sign that of e
//	Cbrt(0) = 0+0ϵ for the constant 0
func (x Number[F]) Cbrt() Number[F] {
	var c [2]float64
	series.Cbrt(c[:], float64(x.Real))
	return x.chain(&c)
}

// PowReal returns x^p for a constant exponent.
//
// Special cases are (in order):
//
//	PowReal(x, ±0) = 1+0ϵ for any x, also 0 and NaN
//	PowReal(x, p) for an integer p follows exact powers: right at 0 and for negative x
//	PowReal(0+eϵ, p) = 0+NaNϵ for p not an integer and e < 0
//	PowReal(0+eϵ, p) = 0+Infϵ for 0 < p < 1 and e > 0
//	PowReal(0+eϵ, p) = 0+0ϵ for p > 1 not an integer and e > 0
//	PowReal(x, p) = NaN+NaNϵ for finite x < 0 and p not an integer
//	value as math.Pow elsewhere
func (x Number[F]) PowReal(p float64) Number[F] {
	var c [2]float64
	series.Pow(c[:], float64(x.Real), p)
	return x.chainWithin(&c, number.PowDomain(p))
}

// Sin returns the sine of x.
//
// Special cases are (in order):
//
//	Sin(±Inf) = NaN+NaNϵ
func (x Number[F]) Sin() Number[F] {
	var c [2]float64
	series.Sin(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cos returns the cosine of x.
//
// Special cases are (in order):
//
//	Cos(±Inf) = NaN+NaNϵ
func (x Number[F]) Cos() Number[F] {
	var c [2]float64
	series.Cos(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tan returns the tangent of x.
//
// Special cases are (in order):
//
//	Tan(±Inf) = NaN+NaNϵ
func (x Number[F]) Tan() Number[F] {
	var c [2]float64
	series.Tan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asin returns the arc sine of x.
//
// Special cases are (in order):
//
//	Asin(±1+eϵ) = ±π/2±Infϵ, the sign that of e, where the seed points into [-1, 1]
//	Asin(±1+eϵ) = ±π/2+NaNϵ where it points out of it
//	Asin(±1) = ±π/2+0ϵ for constants
//	Asin(x) = NaN+NaNϵ for x outside [-1, 1]
func (x Number[F]) Asin() Number[F] {
	var c [2]float64
	series.Asin(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Acos returns the arc cosine of x.
//
// Special cases are (in order):
//
//	Acos(±1+eϵ) has slope ±Inf, the sign that of -e, where the seed points into [-1, 1]
//	Acos(±1+eϵ) has slope NaN where it points out of it
//	Acos(±1) has slope 0 for constants
//	Acos(x) = NaN+NaNϵ for x outside [-1, 1]
func (x Number[F]) Acos() Number[F] {
	var c [2]float64
	series.Acos(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Atan returns the arc tangent of x.
func (x Number[F]) Atan() Number[F] {
	var c [2]float64
	series.Atan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sinh returns the hyperbolic sine of x.
func (x Number[F]) Sinh() Number[F] {
	var c [2]float64
	series.Sinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cosh returns the hyperbolic cosine of x.
func (x Number[F]) Cosh() Number[F] {
	var c [2]float64
	series.Cosh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tanh returns the hyperbolic tangent of x; its slope is sech²x, to all digits for large x too.
func (x Number[F]) Tanh() Number[F] {
	var c [2]float64
	series.Tanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asinh returns the inverse hyperbolic sine of x.
func (x Number[F]) Asinh() Number[F] {
	var c [2]float64
	series.Asinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Acosh returns the inverse hyperbolic cosine of x.
//
// Special cases are (in order):
//
//	Acosh(1+eϵ) = 0+Infϵ for e > 0
//	Acosh(1+eϵ) = 0+NaNϵ for e < 0
//	Acosh(1) = 0+0ϵ for the constant 1
//	Acosh(x < 1) = NaN+NaNϵ
func (x Number[F]) Acosh() Number[F] {
	var c [2]float64
	series.Acosh(c[:], float64(x.Real))
	return x.chainWithin(&c, number.AtLeastOne)
}

// Atanh returns the inverse hyperbolic tangent of x.
//
// Special cases are (in order):
//
//	Atanh(±1+eϵ) = ±Inf±Infϵ, the sign that of e, where the seed points into [-1, 1]
//	Atanh(±1+eϵ) = ±Inf+NaNϵ where it points out of it
//	Atanh(±1) = ±Inf+0ϵ for constants
//	Atanh(x) = NaN+NaNϵ for x outside [-1, 1]
func (x Number[F]) Atanh() Number[F] {
	var c [2]float64
	series.Atanh(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Sinc returns sin(x)/x, which is 1 with slope 0 at 0.
func (x Number[F]) Sinc() Number[F] {
	var c [2]float64
	series.Sinc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erf returns the error function of x.
func (x Number[F]) Erf() Number[F] {
	var c [2]float64
	series.Erf(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erfc returns 1 − erf(x), to all digits for large x.
func (x Number[F]) Erfc() Number[F] {
	var c [2]float64
	series.Erfc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Lgamma returns the logarithm of |Γ(x)|.
func (x Number[F]) Lgamma() Number[F] {
	var c [2]float64
	series.Lgamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Digamma returns the derivative of Lgamma.
func (x Number[F]) Digamma() Number[F] {
	var c [2]float64
	series.Digamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sigmoid returns 1/(1 + e⁻ˣ).
func (x Number[F]) Sigmoid() Number[F] {
	var c [2]float64
	series.Sigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// Softplus returns log(1 + eˣ), without overflow.
func (x Number[F]) Softplus() Number[F] {
	var c [2]float64
	series.Softplus(c[:], float64(x.Real))
	return x.chain(&c)
}

// LogSigmoid returns log(sigmoid(x)) = −softplus(−x).
func (x Number[F]) LogSigmoid() Number[F] {
	var c [2]float64
	series.LogSigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// SiLU returns x·sigmoid(x).
func (x Number[F]) SiLU() Number[F] {
	var c [2]float64
	series.SiLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELU returns x·Φ(x), Φ the standard normal distribution.
func (x Number[F]) GELU() Number[F] {
	var c [2]float64
	series.GELU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELUTanh returns the tanh approximation of GELU.
func (x Number[F]) GELUTanh() Number[F] {
	var c [2]float64
	series.GELUTanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// ReLU returns max(x, 0) as a layer's activation: its slope at 0 is 0 whatever the seed.
func (x Number[F]) ReLU() Number[F] {
	var c [2]float64
	series.ReLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// LeakyReLU returns x for x > 0 and slope·x otherwise, also its slope at 0.
func (x Number[F]) LeakyReLU(slope float64) Number[F] {
	var c [2]float64
	series.LeakyReLU(c[:], float64(x.Real), slope)
	return x.chain(&c)
}

// ELU returns x for x > 0 and alpha·(eˣ − 1) otherwise.
func (x Number[F]) ELU(alpha float64) Number[F] {
	var c [2]float64
	series.ELU(c[:], float64(x.Real), alpha)
	return x.chain(&c)
}
