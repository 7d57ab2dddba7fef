package hyperdual

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// Chunk is a number that carries the gradient and the whole Hessian in up to 32 variables at once. [Hessian] makes
// Chunks and reads them; a function to be differentiated only computes with them.
//
// A Chunk is a small value held on the stack: the polynomial Real + a·n + b·n², n³ = 0, in one nilpotent element n,
// which is shared: n = g·ϵ + ½ ϵᵀHϵ with a vector g and a symmetric matrix H. The number has the gradient a·g and the
// Hessian a·H + 2b·ggᵀ. Elementary functions, Scale, Neg and Shift, and all operations on numbers with the same n,
// such as x·x, change only Real, a and b. An operation that meets two different n computes a new one, over the
// window of variables where one of them is not zero, in memory that belongs to the driver's work slice and is used
// again by the next evaluation.
//
// For each pair of variables special cases are those of [Number]. A Chunk must not be kept beyond the evaluation it
// was made for; an operation on numbers of two evaluations panics.
type Chunk[F dual.Float] struct {
	Real F
	a, b F
	n    *element[F] // nil: a constant, whatever a and b
}

var _ SecondOrder[Chunk[float64], float64] = Chunk[float64]{}

// Format implements [fmt.Formatter]: it prints the primal and the first derivatives that are not zero, (1+2ϵ₀+3ϵ₁).
func (x Chunk[F]) Format(s fmt.State, verb rune) {
	parts := []number.Part{{Name: "Real", Value: x.Real}}
	if x.n != nil {
		for i := range x.n.g {
			k := x.n.lo + i
			if e := x.first(k); e != 0 {
				parts = append(parts, number.Part{Name: fmt.Sprintf("E%dmag", k), Unit: "ϵ" + number.Subscript(k), Value: e})
			}
		}
	}
	number.Format(s, verb, fmt.Sprintf("%T", x), parts...)
}

// Value returns the primal.
func (x Chunk[F]) Value() float64 { return float64(x.Real) }

// Lift returns the constant c.
func (x Chunk[F]) Lift(c float64) Chunk[F] { return Chunk[F]{Real: F(c)} }

// Neg returns −x.
func (x Chunk[F]) Neg() Chunk[F] { return Chunk[F]{-x.Real, -x.a, -x.b, x.n} }

// Shift returns x + c.
func (x Chunk[F]) Shift(c float64) Chunk[F] { return Chunk[F]{x.Real + F(c), x.a, x.b, x.n} }

// Scale returns c·x.
func (x Chunk[F]) Scale(c float64) Chunk[F] {
	k := F(c)
	a, b := k*x.a, k*x.b
	if !lasts(a, k, x.a) || x.b != 0 && !lasts(b, k, 1) {
		return x.scaleEach(c)
	}
	return Chunk[F]{k * x.Real, a, b, x.n}
}

// scaleEach is Scale pair by pair.
func (x Chunk[F]) scaleEach(c float64) Chunk[F] {
	return x.each(func(m Number[F]) Number[F] { return m.Scale(c) })
}

// Add returns x + y.
func (x Chunk[F]) Add(y Chunk[F]) Chunk[F] {
	if x.n == y.n {
		return Chunk[F]{x.Real + y.Real, x.a + y.a, x.b + y.b, x.n}
	}
	return combine(x.Real+y.Real, x, y, 0)
}

// Sub returns x − y.
func (x Chunk[F]) Sub(y Chunk[F]) Chunk[F] {
	if x.n == y.n {
		return Chunk[F]{x.Real - y.Real, x.a - y.a, x.b - y.b, x.n}
	}
	return combine(x.Real-y.Real, x, y.Neg(), 0)
}

// Mul returns x·y.
func (x Chunk[F]) Mul(y Chunk[F]) Chunk[F] {
	left := Chunk[F]{x.Real, x.a * y.Real, x.b * y.Real, x.n}
	right := Chunk[F]{y.Real, y.a * x.Real, y.b * x.Real, y.n}
	cross := F(x.a * y.a)
	if !(lasts(left.a, x.a, y.Real) && lasts(right.a, y.a, x.Real) && lasts(cross, x.a, y.a) &&
		(x.b == 0 || lasts(left.b, 1, y.Real)) && (y.b == 0 || lasts(right.b, 1, x.Real))) {
		return zip(x, y, Number[F].Mul)
	}
	if x.n == y.n {
		return Chunk[F]{x.Real * y.Real, F(right.a) + F(left.a), F(right.b) + cross + F(left.b), x.n}
	}
	return combine(x.Real*y.Real, left, right, cross)
}

// Div returns x/y. The value is the correctly rounded quotient.
func (x Chunk[F]) Div(y Chunk[F]) Chunk[F] {
	if y.Real == 0 {
		return zip(x, y, Number[F].Div)
	}
	q := x.Real / y.Real
	// With m and n the nilpotent parts of x and y over y's primal, x/y = (q + m)/(1 + n) = q + m − q·n − m·n + q·n².
	m, n := x.a/y.Real, y.a/y.Real
	left := Chunk[F]{0, m, x.b / y.Real, x.n}
	right := Chunk[F]{0, -q * n, q * n * n, y.n}
	if !(lasts(m, x.a, 1) && lasts(n, y.a, 1) && lasts(right.a, x.Real, y.a) && lasts(m*n, x.a, y.a) &&
		(x.b == 0 || lasts(left.b, 1, 1)) && lasts(right.b, x.Real, y.a)) {
		return zip(x, y, Number[F].Div)
	}
	if y.b != 0 {
		curve := F(q * (y.b / y.Real))
		if !lasts(curve, x.Real, y.b) {
			return zip(x, y, Number[F].Div)
		}
		right.b -= curve
	}
	if x.n == y.n {
		a := (x.a - F(q*y.a)) / y.Real
		return Chunk[F]{q, a, (x.b - F(q*y.b) - F(a*y.a)) / y.Real, x.n}
	}
	return combine(q, left, right, -m*n)
}

// Inv returns 1/x, with the special cases of Div.
func (x Chunk[F]) Inv() Chunk[F] { return Chunk[F]{Real: 1}.Div(x) }

// lasts reports whether s, the product of p and q, may stand for it as a factor of an element: it does within the range of floats,
// and as a zero that is no underflow. Elsewhere derivatives are multiplied out one by one, which may be inside.
func lasts[F dual.Float](s, p, q F) bool { return number.Ordinary(s) || s == 0 && (p == 0 || q == 0) }
