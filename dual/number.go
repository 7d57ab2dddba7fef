package dual

import (
	"fmt"

	"example.com/sobolev/internal/number"
)

// Number is the dual number Real + Emag·ϵ with ϵ² = 0. Seeded with Emag = 1 it carries through any computation its
// value and its derivative: f(x + ϵ) = f(x) + f'(x)·ϵ.
//
// The value part of every operation equals that of Go's operators and package math bit for bit (for float32: rounded
// from the float64 result). A number whose Emag is 0 is a constant: the functions leave its Emag 0, also where the
// derivative is infinite or does not exist.
//
// == compares both parts. To branch on the value alone use Value.
type Number[F Float] struct {
	Real, Emag F
}

var _ Directions[Number[float64], float64] = Number[float64]{}

// Variable returns x + 1ϵ, the variable that derivatives are taken in.
func Variable[F Float](x F) Number[F] { return Number[F]{Real: x, Emag: 1} }

// Constant returns x + 0ϵ.
func Constant[F Float](x F) Number[F] { return Number[F]{Real: x} }

// Format implements [fmt.Formatter]: %v prints (1+2ϵ), %+v adds field names, %#v prints Go syntax, and %e, %f, %g
// with their flags, width and precision apply to both parts.
func (x Number[F]) Format(s fmt.State, verb rune) {
	number.Format(s, verb, fmt.Sprintf("%T", x), number.Part{Name: "Real", Value: x.Real},
		number.Part{Name: "Emag", Unit: "ϵ", Value: x.Emag})
}

// Value returns the primal.
func (x Number[F]) Value() float64 { return float64(x.Real) }

// AppendCoefficients appends Real and Emag to dst. See [Coefficients].
func (x Number[F]) AppendCoefficients(dst []float64) []float64 {
	return append(dst, float64(x.Real), float64(x.Emag))
}

// Lift returns the constant c.
func (x Number[F]) Lift(c float64) Number[F] { return Number[F]{Real: F(c)} }

// Add returns x + y.
func (x Number[F]) Add(y Number[F]) Number[F] { return Number[F]{x.Real + y.Real, x.Emag + y.Emag} }

// Sub returns x − y.
func (x Number[F]) Sub(y Number[F]) Number[F] { return Number[F]{x.Real - y.Real, x.Emag - y.Emag} }

// Neg returns −x.
func (x Number[F]) Neg() Number[F] { return Number[F]{-x.Real, -x.Emag} }

// Shift returns x + c.
func (x Number[F]) Shift(c float64) Number[F] { return Number[F]{x.Real + F(c), x.Emag} }

// Scale returns c·x. As in Mul, a slope that is zero stays zero.
func (x Number[F]) Scale(c float64) Number[F] {
	slope := F(c) * x.Emag
	if slope != slope && x.Emag == 0 {
		slope = 0
	}
	return Number[F]{F(c) * x.Real, slope}
}

// Mul returns x·y. A slope that is zero stays out of the product, so that ∞ times a constant has no slope NaN.
func (x Number[F]) Mul(y Number[F]) Number[F] {
	slope := F(x.Real*y.Emag) + F(x.Emag*y.Real)
	if slope != slope { // looked at afterwards, which costs least
		slope = 0
		if y.Emag != 0 {
			slope = F(x.Real * y.Emag)
		}
		if x.Emag != 0 {
			slope += F(x.Emag * y.Real)
		}
	}
	return Number[F]{F(x.Real * y.Real), slope}
}

// Div returns x/y. The value is the correctly rounded quotient, which x·(1/y) would not be.
//
// Special cases are (in order):
//
//	Div(x constant, y constant) is a constant, also for y = 0
//	Div(x constant 0, 0+eϵ) = NaN+NaNϵ
//	Div(x, 0+eϵ) = ±Inf, slope ∓Inf·e
func (x Number[F]) Div(y Number[F]) Number[F] {
	q, e := x.Real/y.Real, x.Emag
	if y.Emag != 0 {
		e -= F(q * y.Emag)
	}
	if e != 0 {
		e /= y.Real
	}
	return Number[F]{q, e}
}

// Inv returns 1/x, with the special cases of Div.
func (x Number[F]) Inv() Number[F] { return Number[F]{Real: 1}.Div(x) }
