package dual

import (
	"fmt"

	"example.com/sobolev/internal/number"
)

// Chunk is a number that carries the derivatives in many directions at once: up to 128, one for each variable that it
// was seeded with. [Gradient] and [Jacobian] make Chunks and read them; a function to be differentiated
// only computes with them.
//
// A Chunk is a small value held on the stack: Real + scale·t, where t is a vector of derivatives. Elementary functions,
// Scale, Neg and Shift change Real and scale alone and cost the same as with one direction, and so does every
// operation on numbers with the same t, such as x·x. Only an operation that meets two different vectors computes a
// new one, and only over the window of directions where one of them is not zero. The vectors live in memory that belongs
// to the driver's work slice and is used again by the next evaluation.
//
// In each direction special cases are those of [Number]. A Chunk must not be kept beyond the evaluation it was made
// for, and numbers of two evaluations, as when Gradient is called within a function that is itself being differentiated with
// Chunks, do not mix: an operation on two of them panics instead of confusing their directions. For derivatives of
// derivatives see package hyperdual.
type Chunk[F Float] struct {
	Real  F
	scale F
	tan   *tangent[F] // nil: a constant, whatever scale
}

var _ Directions[Chunk[float64], float64] = Chunk[float64]{}

// Format implements [fmt.Formatter]: %v prints (1+2ϵ₀+3ϵ₁), directions that are zero left out.
func (x Chunk[F]) Format(s fmt.State, verb rune) {
	parts := []number.Part{{Name: "Real", Value: x.Real}}
	if x.tan != nil {
		for i := x.tan.lo; i < x.tan.hi; i++ {
			if e := x.slope(i); e != 0 {
				name := fmt.Sprintf("E%dmag", i)
				parts = append(parts, number.Part{Name: name, Unit: "ϵ" + number.Subscript(i), Value: e})
			}
		}
	}
	number.Format(s, verb, fmt.Sprintf("%T", x), parts...)
}

// Value returns the primal.
func (x Chunk[F]) Value() float64 { return float64(x.Real) }

// slope returns the derivative in direction i.
func (x Chunk[F]) slope(i int) F { return number.Times(x.scale, x.tan.slope(i)) }

// Lift returns the constant c.
func (x Chunk[F]) Lift(c float64) Chunk[F] { return Chunk[F]{Real: F(c)} }

// Neg returns −x.
func (x Chunk[F]) Neg() Chunk[F] { return Chunk[F]{-x.Real, -x.scale, x.tan} }

// Shift returns x + c.
func (x Chunk[F]) Shift(c float64) Chunk[F] { return Chunk[F]{x.Real + F(c), x.scale, x.tan} }

// Scale returns c·x.
func (x Chunk[F]) Scale(c float64) Chunk[F] {
	s := F(c) * x.scale
	if !lasts(s, x, F(c)) {
		return x.each(func(n Number[F]) Number[F] { return n.Scale(c) })
	}
	return Chunk[F]{F(c) * x.Real, s, x.tan}
}

// Add returns x + y.
func (x Chunk[F]) Add(y Chunk[F]) Chunk[F] {
	if x.tan == y.tan {
		return Chunk[F]{x.Real + y.Real, x.scale + y.scale, x.tan}
	}
	return combine(x, y, x.scale, y.scale, x.Real+y.Real)
}

// Sub returns x − y.
func (x Chunk[F]) Sub(y Chunk[F]) Chunk[F] {
	if x.tan == y.tan {
		return Chunk[F]{x.Real - y.Real, x.scale - y.scale, x.tan}
	}
	return combine(x, y, x.scale, -y.scale, x.Real-y.Real)
}

// Mul returns x·y.
func (x Chunk[F]) Mul(y Chunk[F]) Chunk[F] {
	a, b := x.scale*y.Real, x.Real*y.scale
	switch {
	case !(lasts(a, x, y.Real) && lasts(b, y, x.Real)):
		return zip(x, y, Number[F].Mul)
	case x.tan == y.tan:
		return Chunk[F]{x.Real * y.Real, F(b) + F(a), x.tan}
	}
	return combine(x, y, a, b, x.Real*y.Real)
}

// Div returns x/y. The value is the correctly rounded quotient.
func (x Chunk[F]) Div(y Chunk[F]) Chunk[F] {
	q := x.Real / y.Real
	a, b := x.scale/y.Real, -q*y.scale/y.Real
	switch {
	case y.Real == 0 || !(lasts(a, x, 1) && lasts(b, y, x.Real)):
		return zip(x, y, Number[F].Div)
	case x.tan == y.tan:
		return Chunk[F]{q, (x.scale - F(q*y.scale)) / y.Real, x.tan}
	}
	return combine(x, y, a, b, q)
}

// lasts reports whether s, the scale of x times a factor, may stand for the product in all directions: it does within the range
// of floats, and as a zero that is no underflow. Elsewhere slopes are multiplied out one by one, which may be inside.
func lasts[F Float](s F, x Chunk[F], factor F) bool {
	return number.Ordinary(s) || x.tan == nil || s == 0 && (x.scale == 0 || factor == 0)
}

// Inv returns 1/x, with the special cases of Div.
func (x Chunk[F]) Inv() Chunk[F] { return Chunk[F]{Real: 1}.Div(x) }
