package jet

import "example.com/sobolev/internal/series"

// The functions of one variable are their rules, composed with x: see [Algebra.Apply] for what happens at the edge of
// a domain. The special cases of the value are those of package math.

// Exp returns eˣ.
func (x Number[F]) Exp() Number[F] { return x.Apply(series.Exp) }

// Expm1 returns eˣ − 1, accurate near 0.
func (x Number[F]) Expm1() Number[F] { return x.Apply(series.Expm1) }

// Exp2 returns 2ˣ.
func (x Number[F]) Exp2() Number[F] { return x.Apply(series.Exp2) }

// Log returns the natural logarithm of x.
func (x Number[F]) Log() Number[F] { return x.Apply(series.Log) }

// Log1p returns log(1 + x), accurate near 0.
func (x Number[F]) Log1p() Number[F] { return x.Apply(series.Log1p) }

// Log2 returns the binary logarithm of x.
func (x Number[F]) Log2() Number[F] { return x.Apply(series.Log2) }

// Log10 returns the decimal logarithm of x.
func (x Number[F]) Log10() Number[F] { return x.Apply(series.Log10) }

// Sin returns the sine of x.
func (x Number[F]) Sin() Number[F] { return x.Apply(series.Sin) }

// Cos returns the cosine of x.
func (x Number[F]) Cos() Number[F] { return x.Apply(series.Cos) }

// Tan returns the tangent of x.
func (x Number[F]) Tan() Number[F] { return x.Apply(series.Tan) }

// Asin returns the arc sine of x.
func (x Number[F]) Asin() Number[F] { return x.Apply(series.Asin) }

// Acos returns the arc cosine of x.
func (x Number[F]) Acos() Number[F] { return x.Apply(series.Acos) }

// Atan returns the arc tangent of x.
func (x Number[F]) Atan() Number[F] { return x.Apply(series.Atan) }

// Sinh returns the hyperbolic sine of x.
func (x Number[F]) Sinh() Number[F] { return x.Apply(series.Sinh) }

// Cosh returns the hyperbolic cosine of x.
func (x Number[F]) Cosh() Number[F] { return x.Apply(series.Cosh) }

// Tanh returns the hyperbolic tangent of x.
func (x Number[F]) Tanh() Number[F] { return x.Apply(series.Tanh) }

// Asinh returns the inverse hyperbolic sine of x.
func (x Number[F]) Asinh() Number[F] { return x.Apply(series.Asinh) }

// Acosh returns the inverse hyperbolic cosine of x.
func (x Number[F]) Acosh() Number[F] { return x.Apply(series.Acosh) }

// Atanh returns the inverse hyperbolic tangent of x.
func (x Number[F]) Atanh() Number[F] { return x.Apply(series.Atanh) }

// Sinc returns sin(x)/x, which is 1 at 0; no order is lost there.
func (x Number[F]) Sinc() Number[F] { return x.Apply(series.Sinc) }

// Erf returns the error function of x.
func (x Number[F]) Erf() Number[F] { return x.Apply(series.Erf) }

// Erfc returns 1 − erf(x), to all digits for large x.
func (x Number[F]) Erfc() Number[F] { return x.Apply(series.Erfc) }

// Lgamma returns the logarithm of |Γ(x)|.
func (x Number[F]) Lgamma() Number[F] { return x.Apply(series.Lgamma) }

// Digamma returns the derivative of Lgamma.
func (x Number[F]) Digamma() Number[F] { return x.Apply(series.Digamma) }

// Sigmoid returns 1/(1 + e⁻ˣ).
func (x Number[F]) Sigmoid() Number[F] { return x.Apply(series.Sigmoid) }

// Softplus returns log(1 + eˣ), without overflow.
func (x Number[F]) Softplus() Number[F] { return x.Apply(series.Softplus) }

// LogSigmoid returns log(sigmoid(x)) = −softplus(−x).
func (x Number[F]) LogSigmoid() Number[F] { return x.Apply(series.LogSigmoid) }

// SiLU returns x·sigmoid(x).
func (x Number[F]) SiLU() Number[F] { return x.Apply(series.SiLU) }

// GELU returns x·Φ(x), Φ the standard normal distribution.
func (x Number[F]) GELU() Number[F] { return x.Apply(series.GELU) }

// GELUTanh returns the tanh approximation of GELU.
func (x Number[F]) GELUTanh() Number[F] { return x.Apply(series.GELUTanh) }

// ReLU returns max(x, 0) as a layer's activation: its slope at 0 is 0 whatever the seed.
func (x Number[F]) ReLU() Number[F] { return x.Apply(series.ReLU) }
