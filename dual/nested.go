package dual

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Nested is a dual number Real + Emag·ϵ whose parts are numbers themselves. Its ϵ is independent of those of T, so
// that derivatives of derivatives can be taken: Nested[Number[F]] carries second derivatives, Nested of that third
// ones, and so on. Levels of nesting are different types: a number of one level cannot be taken for one of another.
//
// An order-K number built this way has 2^K parts; the numbers of packages hyperdual and jet have fewer and are much
// faster. Nested is for occasional higher orders and as an independent check of other numbers.
//
// Special cases are those of [Number]. They need T to implement [Coefficients], as Real, Number and Nested and those of
// package hyperdual do; for another T the primal alone decides at kinks, and where a derivative is infinite constants
// are not told from variables.
type Nested[T Scalar[T]] struct {
	Real, Emag T
}

var (
	_ Scalar[Nested[Real[float64]]]           = Nested[Real[float64]]{}
	_ Scalar[Nested[Nested[Number[float64]]]] = Nested[Nested[Number[float64]]]{}
)

// Coefficients is implemented by numbers that can list their coefficients, the primal first and the others in the
// order in which they decide at kinks: earlier ones as if infinitely larger than later ones.
type Coefficients interface {
	AppendCoefficients(dst []float64) []float64
}

// Format implements [fmt.Formatter]: %v prints ((1+2ϵ)+(3+4ϵ)ϵ). Flags apply to all parts.
func (x Nested[T]) Format(s fmt.State, verb rune) {
	number.Format(s, verb, fmt.Sprintf("%T", x), number.Part{Name: "Real", Value: x.Real},
		number.Part{Name: "Emag", Unit: "ϵ", Value: x.Emag})
}

// Value returns the primal.
func (x Nested[T]) Value() float64 { return x.Real.Value() }

// AppendCoefficients appends the coefficients of Real and then those of Emag to dst. See [Coefficients].
func (x Nested[T]) AppendCoefficients(dst []float64) []float64 {
	return appendCoefficients(appendCoefficients(dst, x.Real), x.Emag)
}

// Lift returns the constant c.
func (x Nested[T]) Lift(c float64) Nested[T] { return Nested[T]{x.Real.Lift(c), x.Real.Lift(0)} }

// Add returns x + y.
func (x Nested[T]) Add(y Nested[T]) Nested[T] {
	return Nested[T]{x.Real.Add(y.Real), x.Emag.Add(y.Emag)}
}

// Sub returns x − y.
func (x Nested[T]) Sub(y Nested[T]) Nested[T] {
	return Nested[T]{x.Real.Sub(y.Real), x.Emag.Sub(y.Emag)}
}

// Mul returns x·y.
func (x Nested[T]) Mul(y Nested[T]) Nested[T] {
	return Nested[T]{x.Real.Mul(y.Real), times(x.Real, y.Emag).Add(times(y.Real, x.Emag))}
}

// Div returns x/y.
func (x Nested[T]) Div(y Nested[T]) Nested[T] {
	q, e := x.Real.Div(y.Real), x.Emag
	if !isZero(y.Emag) {
		e = e.Sub(times(q, y.Emag))
	}
	return Nested[T]{q, over(e, y.Real)}
}

// Neg returns −x.
func (x Nested[T]) Neg() Nested[T] { return Nested[T]{x.Real.Neg(), x.Emag.Neg()} }

// Inv returns 1/x.
func (x Nested[T]) Inv() Nested[T] { return x.Lift(1).Div(x) }

// Scale returns c·x.
func (x Nested[T]) Scale(c float64) Nested[T] {
	if !(math.Abs(c) <= math.MaxFloat32) { // which may be infinite in T
		return Nested[T]{x.Real.Scale(c), scaleUnlessZero(x.Emag, c)}
	}
	return Nested[T]{x.Real.Scale(c), x.Emag.Scale(c)}
}

// Shift returns x + c.
func (x Nested[T]) Shift(c float64) Nested[T] { return Nested[T]{x.Real.Shift(c), x.Emag} }

// Apply returns rule(x).
func (x Nested[T]) Apply(rule Rule) Nested[T] { return x.chain(x.Real.Apply(rule), rule) }

// chain is the chain rule φ(a + eϵ) = φ(a) + φ'(a)·e ϵ, where value is φ(a) and φ' is had from the rule of φ: one rule
// serves every level.
func (x Nested[T]) chain(value T, rule Rule) Nested[T] {
	if isZero(x.Emag) {
		return Nested[T]{value, x.Real.Lift(0)}
	}
	return Nested[T]{value, times(x.Real.Apply(derivative(rule)), x.Emag)}
}

// chainWithin is chain for a function with the domain d.
func (x Nested[T]) chainWithin(value T, rule Rule, d series.Domain) Nested[T] {
	if d.Leaves(x.Value(), nilpotentSign(x)) {
		rule = nowhere
	}
	return x.chain(value, rule)
}

// nowhere is the rule of a function without value and derivatives.
func nowhere(c []float64, _ float64) {
	for k := range c {
		c[k] = math.NaN()
	}
}

// derivative returns the rule of φ' from that of φ: the coefficient of degree k is (k+1)·φ_(k+1).
func derivative(rule Rule) Rule {
	return func(c []float64, a float64) {
		b := make([]float64, len(c)+1)
		rule(b, a)
		series.Derivative(c, b)
	}
}

func appendCoefficients[T Scalar[T]](dst []float64, x T) []float64 {
	if c, ok := any(x).(Coefficients); ok {
		return c.AppendCoefficients(dst)
	}
	return append(dst, x.Value())
}

// isZero reports whether x is known to be zero in all its coefficients.
func isZero[T Scalar[T]](x T) bool {
	c, ok := any(x).(Coefficients)
	if !ok {
		return false
	}
	var stack [8]float64
	return number.Sign(c.AppendCoefficients(stack[:0])...) == 0
}

// isFinite reports whether no coefficient of x is infinite or NaN.
func isFinite[T Scalar[T]](x T) bool {
	var stack [8]float64
	return number.IndexNonFinite(appendCoefficients(stack[:0], x)) < 0
}

// nilpotentSign returns the sign of x without its primal.
func nilpotentSign[T Scalar[T]](x T) float64 {
	var stack [8]float64
	return number.Sign(appendCoefficients(stack[:0], x)[1:]...)
}
