package dual

import (
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Exp returns eˣ.
func (x Number3[F]) Exp() Number3[F] {
	var c [2]float64
	series.Exp(c[:], float64(x.Real))
	return x.chain(&c)
}

// Expm1 returns eˣ − 1.
func (x Number3[F]) Expm1() Number3[F] {
	var c [2]float64
	series.Expm1(c[:], float64(x.Real))
	return x.chain(&c)
}

// Exp2 returns 2ˣ.
func (x Number3[F]) Exp2() Number3[F] {
	var c [2]float64
	series.Exp2(c[:], float64(x.Real))
	return x.chain(&c)
}

// Log returns the natural logarithm of x.
func (x Number3[F]) Log() Number3[F] {
	var c [2]float64
	series.Log(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Log1p returns log(1 + x).
func (x Number3[F]) Log1p() Number3[F] {
	var c [2]float64
	series.Log1p(c[:], float64(x.Real))
	return x.chainWithin(&c, number.AboveMinusOne)
}

// Log2 returns the binary logarithm of x.
func (x Number3[F]) Log2() Number3[F] {
	var c [2]float64
	series.Log2(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Log10 returns the decimal logarithm of x.
func (x Number3[F]) Log10() Number3[F] {
	var c [2]float64
	series.Log10(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Sqrt returns the square root of x.
func (x Number3[F]) Sqrt() Number3[F] {
	var c [2]float64
	series.Sqrt(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Cbrt returns the cube root of x.
func (x Number3[F]) Cbrt() Number3[F] {
	var c [2]float64
	series.Cbrt(c[:], float64(x.Real))
	return x.chain(&c)
}

// PowReal returns x^p for a constant exponent.
func (x Number3[F]) PowReal(p float64) Number3[F] {
	var c [2]float64
	series.Pow(c[:], float64(x.Real), p)
	return x.chainWithin(&c, number.PowDomain(p))
}

// Sin returns the sine of x.
func (x Number3[F]) Sin() Number3[F] {
	var c [2]float64
	series.Sin(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cos returns the cosine of x.
func (x Number3[F]) Cos() Number3[F] {
	var c [2]float64
	series.Cos(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tan returns the tangent of x.
func (x Number3[F]) Tan() Number3[F] {
	var c [2]float64
	series.Tan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asin returns the arc sine of x.
func (x Number3[F]) Asin() Number3[F] {
	var c [2]float64
	series.Asin(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Acos returns the arc cosine of x.
func (x Number3[F]) Acos() Number3[F] {
	var c [2]float64
	series.Acos(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Atan returns the arc tangent of x.
func (x Number3[F]) Atan() Number3[F] {
	var c [2]float64
	series.Atan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sinh returns the hyperbolic sine of x.
func (x Number3[F]) Sinh() Number3[F] {
	var c [2]float64
	series.Sinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cosh returns the hyperbolic cosine of x.
func (x Number3[F]) Cosh() Number3[F] {
	var c [2]float64
	series.Cosh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tanh returns the hyperbolic tangent of x.
func (x Number3[F]) Tanh() Number3[F] {
	var c [2]float64
	series.Tanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asinh returns the inverse hyperbolic sine of x.
func (x Number3[F]) Asinh() Number3[F] {
	var c [2]float64
	series.Asinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Acosh returns the inverse hyperbolic cosine of x.
func (x Number3[F]) Acosh() Number3[F] {
	var c [2]float64
	series.Acosh(c[:], float64(x.Real))
	return x.chainWithin(&c, number.AtLeastOne)
}

// Atanh returns the inverse hyperbolic tangent of x.
func (x Number3[F]) Atanh() Number3[F] {
	var c [2]float64
	series.Atanh(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Sinc returns sin(x)/x.
func (x Number3[F]) Sinc() Number3[F] {
	var c [2]float64
	series.Sinc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erf returns the error function of x.
func (x Number3[F]) Erf() Number3[F] {
	var c [2]float64
	series.Erf(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erfc returns 1 − erf(x).
func (x Number3[F]) Erfc() Number3[F] {
	var c [2]float64
	series.Erfc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Lgamma returns the logarithm of |Γ(x)|.
func (x Number3[F]) Lgamma() Number3[F] {
	var c [2]float64
	series.Lgamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Digamma returns the derivative of Lgamma.
func (x Number3[F]) Digamma() Number3[F] {
	var c [2]float64
	series.Digamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sigmoid returns 1/(1 + e⁻ˣ).
func (x Number3[F]) Sigmoid() Number3[F] {
	var c [2]float64
	series.Sigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// Softplus returns log(1 + eˣ).
func (x Number3[F]) Softplus() Number3[F] {
	var c [2]float64
	series.Softplus(c[:], float64(x.Real))
	return x.chain(&c)
}

// LogSigmoid returns log(sigmoid(x)) = −softplus(−x).
func (x Number3[F]) LogSigmoid() Number3[F] {
	var c [2]float64
	series.LogSigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// SiLU returns x·sigmoid(x).
func (x Number3[F]) SiLU() Number3[F] {
	var c [2]float64
	series.SiLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELU returns x·Φ(x), Φ the standard normal distribution.
func (x Number3[F]) GELU() Number3[F] {
	var c [2]float64
	series.GELU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELUTanh returns the tanh approximation of GELU.
func (x Number3[F]) GELUTanh() Number3[F] {
	var c [2]float64
	series.GELUTanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// ReLU returns max(x, 0).
func (x Number3[F]) ReLU() Number3[F] {
	var c [2]float64
	series.ReLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// LeakyReLU returns x for x > 0 and slope·x otherwise.
func (x Number3[F]) LeakyReLU(slope float64) Number3[F] {
	var c [2]float64
	series.LeakyReLU(c[:], float64(x.Real), slope)
	return x.chain(&c)
}

// ELU returns x for x > 0 and alpha·(eˣ − 1) otherwise.
func (x Number3[F]) ELU(alpha float64) Number3[F] {
	var c [2]float64
	series.ELU(c[:], float64(x.Real), alpha)
	return x.chain(&c)
}
