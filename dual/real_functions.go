package dual

import (
	"example.com/sobolev/internal/series"
)

// Exp returns eˣ.
func (x Real[F]) Exp() Real[F] {
	var c [1]float64
	series.Exp(c[:], float64(x.Real))
	return x.chain(&c)
}

// Expm1 returns eˣ − 1.
func (x Real[F]) Expm1() Real[F] {
	var c [1]float64
	series.Expm1(c[:], float64(x.Real))
	return x.chain(&c)
}

// Exp2 returns 2ˣ.
func (x Real[F]) Exp2() Real[F] {
	var c [1]float64
	series.Exp2(c[:], float64(x.Real))
	return x.chain(&c)
}

// Log returns the natural logarithm of x.
func (x Real[F]) Log() Real[F] {
	var c [1]float64
	series.Log(c[:], float64(x.Real))
	return x.chain(&c)
}

// Log1p returns log(1 + x).
func (x Real[F]) Log1p() Real[F] {
	var c [1]float64
	series.Log1p(c[:], float64(x.Real))
	return x.chain(&c)
}

// Log2 returns the binary logarithm of x.
func (x Real[F]) Log2() Real[F] {
	var c [1]float64
	series.Log2(c[:], float64(x.Real))
	return x.chain(&c)
}

// Log10 returns the decimal logarithm of x.
func (x Real[F]) Log10() Real[F] {
	var c [1]float64
	series.Log10(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sqrt returns the square root of x.
func (x Real[F]) Sqrt() Real[F] {
	var c [1]float64
	series.Sqrt(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cbrt returns the cube root of x.
func (x Real[F]) Cbrt() Real[F] {
	var c [1]float64
	series.Cbrt(c[:], float64(x.Real))
	return x.chain(&c)
}

// PowReal returns x^p for a constant exponent.
func (x Real[F]) PowReal(p float64) Real[F] {
	var c [1]float64
	series.Pow(c[:], float64(x.Real), p)
	return x.chain(&c)
}

// Sin returns the sine of x.
func (x Real[F]) Sin() Real[F] {
	var c [1]float64
	series.Sin(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cos returns the cosine of x.
func (x Real[F]) Cos() Real[F] {
	var c [1]float64
	series.Cos(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tan returns the tangent of x.
func (x Real[F]) Tan() Real[F] {
	var c [1]float64
	series.Tan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asin returns the arc sine of x.
func (x Real[F]) Asin() Real[F] {
	var c [1]float64
	series.Asin(c[:], float64(x.Real))
	return x.chain(&c)
}

// Acos returns the arc cosine of x.
func (x Real[F]) Acos() Real[F] {
	var c [1]float64
	series.Acos(c[:], float64(x.Real))
	return x.chain(&c)
}

// Atan returns the arc tangent of x.
func (x Real[F]) Atan() Real[F] {
	var c [1]float64
	series.Atan(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sinh returns the hyperbolic sine of x.
func (x Real[F]) Sinh() Real[F] {
	var c [1]float64
	series.Sinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Cosh returns the hyperbolic cosine of x.
func (x Real[F]) Cosh() Real[F] {
	var c [1]float64
	series.Cosh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Tanh returns the hyperbolic tangent of x.
func (x Real[F]) Tanh() Real[F] {
	var c [1]float64
	series.Tanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Asinh returns the inverse hyperbolic sine of x.
func (x Real[F]) Asinh() Real[F] {
	var c [1]float64
	series.Asinh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Acosh returns the inverse hyperbolic cosine of x.
func (x Real[F]) Acosh() Real[F] {
	var c [1]float64
	series.Acosh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Atanh returns the inverse hyperbolic tangent of x.
func (x Real[F]) Atanh() Real[F] {
	var c [1]float64
	series.Atanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sinc returns sin(x)/x.
func (x Real[F]) Sinc() Real[F] {
	var c [1]float64
	series.Sinc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erf returns the error function of x.
func (x Real[F]) Erf() Real[F] {
	var c [1]float64
	series.Erf(c[:], float64(x.Real))
	return x.chain(&c)
}

// Erfc returns 1 − erf(x).
func (x Real[F]) Erfc() Real[F] {
	var c [1]float64
	series.Erfc(c[:], float64(x.Real))
	return x.chain(&c)
}

// Lgamma returns the logarithm of |Γ(x)|.
func (x Real[F]) Lgamma() Real[F] {
	var c [1]float64
	series.Lgamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Digamma returns the derivative of Lgamma.
func (x Real[F]) Digamma() Real[F] {
	var c [1]float64
	series.Digamma(c[:], float64(x.Real))
	return x.chain(&c)
}

// Sigmoid returns 1/(1 + e⁻ˣ).
func (x Real[F]) Sigmoid() Real[F] {
	var c [1]float64
	series.Sigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// Softplus returns log(1 + eˣ).
func (x Real[F]) Softplus() Real[F] {
	var c [1]float64
	series.Softplus(c[:], float64(x.Real))
	return x.chain(&c)
}

// LogSigmoid returns log(sigmoid(x)) = −softplus(−x).
func (x Real[F]) LogSigmoid() Real[F] {
	var c [1]float64
	series.LogSigmoid(c[:], float64(x.Real))
	return x.chain(&c)
}

// SiLU returns x·sigmoid(x).
func (x Real[F]) SiLU() Real[F] {
	var c [1]float64
	series.SiLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELU returns x·Φ(x), Φ the standard normal distribution.
func (x Real[F]) GELU() Real[F] {
	var c [1]float64
	series.GELU(c[:], float64(x.Real))
	return x.chain(&c)
}

// GELUTanh returns the tanh approximation of GELU.
func (x Real[F]) GELUTanh() Real[F] {
	var c [1]float64
	series.GELUTanh(c[:], float64(x.Real))
	return x.chain(&c)
}

// ReLU returns max(x, 0).
func (x Real[F]) ReLU() Real[F] {
	var c [1]float64
	series.ReLU(c[:], float64(x.Real))
	return x.chain(&c)
}

// LeakyReLU returns x for x > 0 and slope·x otherwise.
func (x Real[F]) LeakyReLU(slope float64) Real[F] {
	var c [1]float64
	series.LeakyReLU(c[:], float64(x.Real), slope)
	return x.chain(&c)
}

// ELU returns x for x > 0 and alpha·(eˣ − 1) otherwise.
func (x Real[F]) ELU(alpha float64) Real[F] {
	var c [1]float64
	series.ELU(c[:], float64(x.Real), alpha)
	return x.chain(&c)
}
