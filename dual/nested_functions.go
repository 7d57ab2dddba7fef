package dual

import (
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Exp returns eˣ.
func (x Nested[T]) Exp() Nested[T] {
	return x.chain(x.Real.Exp(), series.Exp)
}

// Expm1 returns eˣ − 1.
func (x Nested[T]) Expm1() Nested[T] {
	return x.chain(x.Real.Expm1(), series.Expm1)
}

// Exp2 returns 2ˣ.
func (x Nested[T]) Exp2() Nested[T] {
	return x.chain(x.Real.Exp2(), series.Exp2)
}

// Log returns the natural logarithm of x.
func (x Nested[T]) Log() Nested[T] {
	return x.chainWithin(x.Real.Log(), series.Log, number.NonNegative)
}

// Log1p returns log(1 + x).
func (x Nested[T]) Log1p() Nested[T] {
	return x.chainWithin(x.Real.Log1p(), series.Log1p, number.AboveMinusOne)
}

// Log2 returns the binary logarithm of x.
func (x Nested[T]) Log2() Nested[T] {
	return x.chainWithin(x.Real.Log2(), series.Log2, number.NonNegative)
}

// Log10 returns the decimal logarithm of x.
func (x Nested[T]) Log10() Nested[T] {
	return x.chainWithin(x.Real.Log10(), series.Log10, number.NonNegative)
}

// Sqrt returns the square root of x.
func (x Nested[T]) Sqrt() Nested[T] {
	return x.chainWithin(x.Real.Sqrt(), series.Sqrt, number.NonNegative)
}

// Cbrt returns the cube root of x.
func (x Nested[T]) Cbrt() Nested[T] {
	return x.chain(x.Real.Cbrt(), series.Cbrt)
}

// PowReal returns x^p for a constant exponent.
func (x Nested[T]) PowReal(p float64) Nested[T] {
	return x.chainWithin(x.Real.PowReal(p), func(c []float64, a float64) { series.Pow(c, a, p) }, number.PowDomain(p))
}

// Sin returns the sine of x.
func (x Nested[T]) Sin() Nested[T] {
	return x.chain(x.Real.Sin(), series.Sin)
}

// Cos returns the cosine of x.
func (x Nested[T]) Cos() Nested[T] {
	return x.chain(x.Real.Cos(), series.Cos)
}

// Tan returns the tangent of x.
func (x Nested[T]) Tan() Nested[T] {
	return x.chain(x.Real.Tan(), series.Tan)
}

// Asin returns the arc sine of x.
func (x Nested[T]) Asin() Nested[T] {
	return x.chainWithin(x.Real.Asin(), series.Asin, number.MinusOneToOne)
}

// Acos returns the arc cosine of x.
func (x Nested[T]) Acos() Nested[T] {
	return x.chainWithin(x.Real.Acos(), series.Acos, number.MinusOneToOne)
}

// Atan returns the arc tangent of x.
func (x Nested[T]) Atan() Nested[T] {
	return x.chain(x.Real.Atan(), series.Atan)
}

// Sinh returns the hyperbolic sine of x.
func (x Nested[T]) Sinh() Nested[T] {
	return x.chain(x.Real.Sinh(), series.Sinh)
}

// Cosh returns the hyperbolic cosine of x.
func (x Nested[T]) Cosh() Nested[T] {
	return x.chain(x.Real.Cosh(), series.Cosh)
}

// Tanh returns the hyperbolic tangent of x.
func (x Nested[T]) Tanh() Nested[T] {
	return x.chain(x.Real.Tanh(), series.Tanh)
}

// Asinh returns the inverse hyperbolic sine of x.
func (x Nested[T]) Asinh() Nested[T] {
	return x.chain(x.Real.Asinh(), series.Asinh)
}

// Acosh returns the inverse hyperbolic cosine of x.
func (x Nested[T]) Acosh() Nested[T] {
	return x.chainWithin(x.Real.Acosh(), series.Acosh, number.AtLeastOne)
}

// Atanh returns the inverse hyperbolic tangent of x.
func (x Nested[T]) Atanh() Nested[T] {
	return x.chainWithin(x.Real.Atanh(), series.Atanh, number.MinusOneToOne)
}

// Sinc returns sin(x)/x.
func (x Nested[T]) Sinc() Nested[T] {
	return x.chain(x.Real.Sinc(), series.Sinc)
}

// Erf returns the error function of x.
func (x Nested[T]) Erf() Nested[T] {
	return x.chain(x.Real.Erf(), series.Erf)
}

// Erfc returns 1 − erf(x).
func (x Nested[T]) Erfc() Nested[T] {
	return x.chain(x.Real.Erfc(), series.Erfc)
}

// Lgamma returns the logarithm of |Γ(x)|.
func (x Nested[T]) Lgamma() Nested[T] {
	return x.chain(x.Real.Lgamma(), series.Lgamma)
}

// Digamma returns the derivative of Lgamma.
func (x Nested[T]) Digamma() Nested[T] {
	return x.chain(x.Real.Digamma(), series.Digamma)
}

// Sigmoid returns 1/(1 + e⁻ˣ).
func (x Nested[T]) Sigmoid() Nested[T] {
	return x.chain(x.Real.Sigmoid(), series.Sigmoid)
}

// Softplus returns log(1 + eˣ).
func (x Nested[T]) Softplus() Nested[T] {
	return x.chain(x.Real.Softplus(), series.Softplus)
}

// LogSigmoid returns log(sigmoid(x)) = −softplus(−x).
func (x Nested[T]) LogSigmoid() Nested[T] {
	return x.chain(x.Real.LogSigmoid(), series.LogSigmoid)
}

// SiLU returns x·sigmoid(x).
func (x Nested[T]) SiLU() Nested[T] {
	return x.chain(x.Real.SiLU(), series.SiLU)
}

// GELU returns x·Φ(x), Φ the standard normal distribution.
func (x Nested[T]) GELU() Nested[T] {
	return x.chain(x.Real.GELU(), series.GELU)
}

// GELUTanh returns the tanh approximation of GELU.
func (x Nested[T]) GELUTanh() Nested[T] {
	return x.chain(x.Real.GELUTanh(), series.GELUTanh)
}

// ReLU returns max(x, 0).
func (x Nested[T]) ReLU() Nested[T] {
	return x.chain(x.Real.ReLU(), series.ReLU)
}

// LeakyReLU returns x for x > 0 and slope·x otherwise.
func (x Nested[T]) LeakyReLU(slope float64) Nested[T] {
	return x.chain(x.Real.LeakyReLU(slope), func(c []float64, a float64) { series.LeakyReLU(c, a, slope) })
}

// ELU returns x for x > 0 and alpha·(eˣ − 1) otherwise.
func (x Nested[T]) ELU(alpha float64) Nested[T] {
	return x.chain(x.Real.ELU(alpha), func(c []float64, a float64) { series.ELU(c, a, alpha) })
}
