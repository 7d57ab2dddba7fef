package dual

import "example.com/sobolev/internal/series"

// Float is the storage type of a number's coefficients.
type Float interface {
	~float32 | ~float64
}

// A Rule states one differentiable function of a real variable: it fills c[k] with the Taylor coefficient
// φ⁽ᵏ⁾(a)/k! for every k < len(c), at the real point a. len(c) is at least 1 and c[0] is the value φ(a).
// A rule given to [Scalar.Apply] holds in every number type and at every order.
type Rule = series.Rule

// Scalar is what generic numeric code may ask of a number. It is satisfied by [Real], [Number], [Nested] and
// [Any] of this package and by the numbers of packages hyperdual and jet, so that a function written once,
//
//	func f[T dual.Scalar[T]](x []T) T { return x[0].Mul(x[1]).Add(x[0].Sin()) }
//
// can be evaluated with any of them. All methods return new values and leave their operands unchanged.
// There is no Less or Equal: branch through [Scalar.Value].
type Scalar[T Scalar[T]] interface {
	Add(y T) T
	Sub(y T) T
	Mul(y T) T
	Div(y T) T
	Neg() T
	Inv() T
	Scale(c float64) T // c·x
	Shift(c float64) T // x + c
	Lift(c float64) T  // the constant c, as a T like the receiver
	Value() float64    // the primal

	Apply(rule Rule) T // rule(x), see Rule

	Exp() T
	Expm1() T
	Exp2() T
	Log() T
	Log1p() T
	Log2() T
	Log10() T
	Sqrt() T
	Cbrt() T
	PowReal(p float64) T
	Pow(y T) T
	Hypot(y T) T

	Sin() T
	Cos() T
	Tan() T
	Asin() T
	Acos() T
	Atan() T
	Atan2(x T) T // the angle of the point (x, receiver)
	Sinh() T
	Cosh() T
	Tanh() T
	Asinh() T
	Acosh() T
	Atanh() T
	Sinc() T // sin(x)/x

	Erf() T
	Erfc() T
	Lgamma() T
	Digamma() T

	Sigmoid() T
	Softplus() T
	LogSigmoid() T
	SiLU() T
	GELU() T
	GELUTanh() T
	ReLU() T
	LeakyReLU(slope float64) T
	ELU(alpha float64) T

	Abs() T
	Max(y T) T
	Min(y T) T
	Clamp(lo, hi float64) T
}
