package dual

// Float is the storage type of a number's coefficients.
type Float interface {
	~float32 | ~float64
}

// A Rule states one differentiable function of a real variable: it fills c[k] with the Taylor coefficient
// φ⁽ᵏ⁾(a)/k! for every k < len(c), at the real point a. len(c) is at least 1 and c[0] is the value φ(a).
// A rule given to Apply holds in every number type and at every order. It must not keep c, which is used again.
type Rule func(c []float64, a float64)

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

	Pow(y T) T
	Hypot(y T) T
	Atan2(x T) T // the angle of the point (x, receiver)

	Abs() T
	Max(y T) T
	Min(y T) T
	Clamp(lo, hi float64) T

	// The elementary functions: go generate writes these lines.
	Exp() T              // eˣ
	Expm1() T            // eˣ − 1, accurate near 0
	Exp2() T             // 2ˣ
	Log() T              // the natural logarithm of x
	Log1p() T            // log(1 + x), accurate near 0
	Log2() T             // the binary logarithm of x, with the special cases of Log
	Log10() T            // the decimal logarithm of x, with the special cases of Log
	Sqrt() T             // the square root of x
	Cbrt() T             // the cube root of x
	PowReal(p float64) T // x^p for a constant exponent
	Sin() T              // the sine of x
	Cos() T              // the cosine of x
	Tan() T              // the tangent of x
	Asin() T             // the arc sine of x
	Acos() T             // the arc cosine of x
	Atan() T             // the arc tangent of x
	Sinh() T             // the hyperbolic sine of x
	Cosh() T             // the hyperbolic cosine of x
	Tanh() T             // the hyperbolic tangent of x; its slope is sech²x, to all digits for large x too
	Asinh() T            // the inverse hyperbolic sine of x
	Acosh() T            // the inverse hyperbolic cosine of x
	Atanh() T            // the inverse hyperbolic tangent of x
	Sinc() T             // sin(x)/x, which is 1 with slope 0 at 0
	Erf() T              // the error function of x
	Erfc() T             // 1 − erf(x), to all digits for large x
	Lgamma() T           // the logarithm of |Γ(x)|
	Digamma() T          // the derivative of Lgamma
	// End of the elementary functions.
}
