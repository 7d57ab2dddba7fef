package hyperdual

import (
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Exp returns eˣ.
func (x Chunk[F]) Exp() Chunk[F] {
	var c [3]float64
	series.Exp(c[:], float64(x.Real))
	return x.chain(&c)
}

// Expm1 returns eˣ − 1.
func (x Chunk[F]) Expm1() Chunk[F] {
	var c [3]float64
	series.Expm1(c[:], float64(x.Real))
	return x.chain(&c)
}

// Exp2 returns 2ˣ.
func (x Chunk[F]) Exp2() Chunk[F] {
	var c [3]float64
	series.Exp2(c[:], float64(x.Real))
	return x.chain(&c)
}

// Log returns the natural logarithm of x.
func (x Chunk[F]) Log() Chunk[F] {
	var c [3]float64
	series.Log(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Log1p returns log(1 + x).
func (x Chunk[F]) Log1p() Chunk[F] {
	var c [3]float64
	series.Log1p(c[:], float64(x.Real))
	return x.chainWithin(&c, number.AboveMinusOne)
}

// Log2 returns the binary logarithm of x.
func (x Chunk[F]) Log2() Chunk[F] {
	var c [3]float64
	series.Log2(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Log10 returns the decimal logarithm of x.
func (x Chunk[F]) Log10() Chunk[F] {
	var c [3]float64
	series.Log10(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Sqrt returns the square root of x.
func (x Chunk[F]) Sqrt() Chunk[F] {
	var c [3]float64
	series.Sqrt(c[:], float64(x.Real))
	return x.chainWithin(&c, number.NonNegative)
}

// Cbrt returns the cube root of x.
func (x Chunk[F]) Cbrt() Chunk[F] {
	var c [3]float64
	series.Cbrt(c[:], float64(x.Real))
	return x.chain(&c)
}

// PowReal returns x^p for a constant exponent.
func (x Chunk[F]) PowReal(p float64) Chunk[F] {
	var c [3]float64
	series.Pow(c[:], float64(x.Real), p)
	return x.chainWithin(&c, number.PowDomain(p))
}

// Sin returns the sine of x.
func (x Chunk[F]) Sin() Chunk[F] {
	var c [3]float64
	series.Sin(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cos returns the cosine of x.
func (x Chunk[F]) Cos() Chunk[F] {
	var c [3]float64
	series.Cos(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tan returns the tangent of x.
func (x Chunk[F]) Tan() Chunk[F] {
	var c [3]float64
	series.Tan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asin returns the arc sine of x.
func (x Chunk[F]) Asin() Chunk[F] {
	var c [3]float64
	series.Asin(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Acos returns the arc cosine of x.
func (x Chunk[F]) Acos() Chunk[F] {
	var c [3]float64
	series.Acos(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Atan returns the arc tangent of x.
func (x Chunk[F]) Atan() Chunk[F] {
	var c [3]float64
	series.Atan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sinh returns the hyperbolic sine of x.
func (x Chunk[F]) Sinh() Chunk[F] {
	var c [3]float64
	series.Sinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cosh returns the hyperbolic cosine of x.
func (x Chunk[F]) Cosh() Chunk[F] {
	var c [3]float64
	series.Cosh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tanh returns the hyperbolic tangent of x.
func (x Chunk[F]) Tanh() Chunk[F] {
	var c [3]float64
	series.Tanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asinh returns the inverse hyperbolic sine of x.
func (x Chunk[F]) Asinh() Chunk[F] {
	var c [3]float64
	series.Asinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Acosh returns the inverse hyperbolic cosine of x.
func (x Chunk[F]) Acosh() Chunk[F] {
	var c [3]float64
	series.Acosh(c[:], float64(x.Real))
	return x.chainWithin(&c, number.AtLeastOne)
}

// Atanh returns the inverse hyperbolic tangent of x.
func (x Chunk[F]) Atanh() Chunk[F] {
	var c [3]float64
	series.Atanh(c[:], float64(x.Real))
	return x.chainWithin(&c, number.MinusOneToOne)
}

// Sinc returns sin(x)/x.
func (x Chunk[F]) Sinc() Chunk[F] {
	var c [3]float64
	series.Sinc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erf returns the error function of x.
func (x Chunk[F]) Erf() Chunk[F] {
	var c [3]float64
	series.Erf(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erfc returns 1 − erf(x).
func (x Chunk[F]) Erfc() Chunk[F] {
	var c [3]float64
	series.Erfc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Lgamma returns the logarithm of |Γ(x)|.
func (x Chunk[F]) Lgamma() Chunk[F] {
	var c [3]float64
	series.Lgamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Digamma returns the derivative of Lgamma.
func (x Chunk[F]) Digamma() Chunk[F] {
	var c [3]float64
	series.Digamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sigmoid returns 1/(1 + e⁻ˣ).
func (x Chunk[F]) Sigmoid() Chunk[F] {
	var c [3]float64
	series.Sigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// Softplus returns log(1 + eˣ).
func (x Chunk[F]) Softplus() Chunk[F] {
	var c [3]float64
	series.Softplus(c[:], float64(x.Real))
	return x.chain(&c)
}

// LogSigmoid returns log(sigmoid(x)) = −softplus(−x).
func (x Chunk[F]) LogSigmoid() Chunk[F] {
	var c [3]float64
	series.LogSigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// SiLU returns x·sigmoid(x).
func (x Chunk[F]) SiLU() Chunk[F] {
	var c [3]float64
	series.SiLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELU returns x·Φ(x), Φ the standard normal distribution.
func (x Chunk[F]) GELU() Chunk[F] {
	var c [3]float64
	series.GELU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELUTanh returns the tanh approximation of GELU.
func (x Chunk[F]) GELUTanh() Chunk[F] {
	var c [3]float64
	series.GELUTanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// ReLU returns max(x, 0).
func (x Chunk[F]) ReLU() Chunk[F] {
	var c [3]float64
	series.ReLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// LeakyReLU returns x for x > 0 and slope·x otherwise.
func (x Chunk[F]) LeakyReLU(slope float64) Chunk[F] {
	var c [3]float64
	series.LeakyReLU(c[:], float64(x.Real), slope)
	return x.chain(&c)
}

// ELU returns x for x > 0 and alpha·(eˣ − 1) otherwise.
func (x Chunk[F]) ELU(alpha float64) Chunk[F] {
	var c [3]float64
	series.ELU(c[:], float64(x.Real), alpha)
	return x.chain(&c)
}
