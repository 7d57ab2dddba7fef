package dual

import "example.com/sobolev/internal/series"

// The activation functions of neural networks are functions over [Scalar], not methods of it: they are their rules,
// and every number type has them through Apply. At a kink their slope is one fixed number whatever the seed, as a
// layer's is; Abs, Max and Min follow the seed.

// Sigmoid returns the logistic function 1/(1 + e⁻ˣ).
//
// Special cases are (in order):
//
//	Sigmoid(+Inf+eϵ) = 1+0ϵ
//	Sigmoid(-Inf+eϵ) = 0+0ϵ
//	Sigmoid(NaN+eϵ) = NaN+NaNϵ
func Sigmoid[T Scalar[T]](x T) T { return x.Apply(series.Sigmoid) }

// Softplus returns log(1 + eˣ), without overflow.
//
// Special cases are (in order):
//
//	Softplus(+Inf+eϵ) = +Inf+eϵ
//	Softplus(-Inf+eϵ) = 0+0ϵ
//	Softplus(NaN+eϵ) = NaN+NaNϵ
func Softplus[T Scalar[T]](x T) T { return x.Apply(series.Softplus) }

// LogSigmoid returns log(sigmoid(x)) = −softplus(−x).
//
// Special cases are (in order):
//
//	LogSigmoid(+Inf+eϵ) = -0+0ϵ
//	LogSigmoid(-Inf+eϵ) = -Inf+eϵ
//	LogSigmoid(NaN+eϵ) = NaN+NaNϵ
func LogSigmoid[T Scalar[T]](x T) T { return x.Apply(series.LogSigmoid) }

// SiLU returns x·sigmoid(x), also known as swish.
//
// Special cases are (in order):
//
//	SiLU(+Inf+eϵ) = +Inf+eϵ
//	SiLU(-Inf+eϵ) = -0+0ϵ
//	SiLU(NaN+eϵ) = NaN+NaNϵ
func SiLU[T Scalar[T]](x T) T { return x.Apply(series.SiLU) }

// GELU returns x·Φ(x), Φ the distribution function of the standard normal law (Hendrycks & Gimpel 2016).
//
// Special cases are (in order):
//
//	GELU(+Inf+eϵ) = +Inf+eϵ
//	GELU(-Inf+eϵ) = -0+0ϵ
//	GELU(NaN+eϵ) = NaN+NaNϵ
func GELU[T Scalar[T]](x T) T { return x.Apply(series.GELU) }

// GELUTanh returns x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))), the approximation of [GELU] that many networks were
// trained with.
//
// Special cases are those of GELU.
func GELUTanh[T Scalar[T]](x T) T { return x.Apply(series.GELUTanh) }

// ReLU returns max(x, 0) with the slope 0 at 0. For the slope along the seed write x.Max(x.Lift(0)).
//
// Special cases are (in order):
//
//	ReLU(±0+eϵ) = 0+0ϵ
//	ReLU(+Inf+eϵ) = +Inf+eϵ
//	ReLU(-Inf+eϵ) = 0+0ϵ
//	ReLU(NaN+eϵ) = NaN+NaNϵ
func ReLU[T Scalar[T]](x T) T { return x.Apply(series.ReLU) }

// LeakyReLU returns x for x > 0 and slope·x otherwise, with the slope 0 at 0.
//
// Special cases are (in order):
//
//	LeakyReLU(±0+eϵ) = ±0·slope+0ϵ
//	LeakyReLU(+Inf+eϵ) = +Inf+eϵ
//	LeakyReLU(-Inf+eϵ) = -Inf·slope+slope·eϵ (0+0ϵ for slope 0)
//	LeakyReLU(NaN+eϵ) = NaN+NaNϵ
func LeakyReLU[T Scalar[T]](x T, slope float64) T { return x.Apply(leakyReLU.rule(slope)) }

// ELU returns x for x > 0 and alpha·(eˣ − 1) otherwise, also its derivatives at 0 (Clevert et al. 2016).
//
// Special cases are (in order):
//
//	ELU(±0+eϵ) = ±0·alpha+alpha·eϵ
//	ELU(+Inf+eϵ) = +Inf+eϵ
//	ELU(-Inf+eϵ) = -alpha+0ϵ
//	ELU(NaN+eϵ) = NaN+NaNϵ
func ELU[T Scalar[T]](x T, alpha float64) T { return x.Apply(elu.rule(alpha)) }
