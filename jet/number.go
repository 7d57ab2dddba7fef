package jet

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/series"
)

// Number is a jet as a value: an element of an [Algebra] whose coefficients are rounded to F. It is immutable, its
// methods return new numbers, and it satisfies [dual.Scalar]. The zero value is the constant 0.
//
// The value part of every operation equals that of Go's operators and package math bit for bit (for float32: rounded
// from the float64 result), except where leading zeros are divided out, as in sin(x)/x at 0, which is 1 here.
// A constant stays a constant: coefficients that depend on zero ones alone are zero, also where a derivative is
// infinite or does not exist.
//
// Operands have the same algebra, or one of them is a plain constant, as [Constant] and Lift return it; anything else
// panics. Taylor numbers of different orders mix: the result has the lower one. Where a function knows its result to
// fewer orders than its operand, because it divides out leading zeros, the result is a number of that order, too.
type Number[F dual.Float] struct {
	alg *Algebra // nil for the zero value
	c   []float64
}

var (
	_ dual.Scalar[Number[float64]] = Number[float64]{}
	_ dual.Scalar[Number[float32]] = Number[float32]{}
	_ dual.Coefficients            = Number[float64]{}
	_ dual.Ordered                 = Number[float64]{}
)

// realAlgebra is the algebra of constants.
var realAlgebra = Real()

// Constant returns the plain number x, which mixes with those of every algebra.
func Constant[F dual.Float](x F) Number[F] { return Number[F]{realAlgebra, []float64{float64(x)}} }

// Variable returns x + εᵢ, the variable i (from 0) of the algebra at the point x.
func Variable[F dual.Float](alg *Algebra, x F, i int) Number[F] {
	given.Must(alg != nil, "jet: Variable", "the algebra")
	z := newNumber[F](alg)
	alg.Variable(z.c, float64(x), i)
	return z
}

// New returns the number with the given coefficients, which are copied.
func New[F dual.Float](alg *Algebra, coefficients ...F) Number[F] {
	given.Must(alg != nil, "jet: New", "the algebra")
	if len(coefficients) != alg.Dim() {
		panicLength("New", "coefficients", len(coefficients), alg.Dim())
	}
	z := newNumber[F](alg)
	for k, c := range coefficients {
		z.c[k] = float64(c)
	}
	return z
}

func newNumber[F dual.Float](alg *Algebra) Number[F] {
	return Number[F]{alg, make([]float64, alg.Dim())}
}

// Algebra returns the algebra of the number, Real() for a plain constant.
func (x Number[F]) Algebra() *Algebra { return x.defined().alg }

// Order returns the order at which the algebra of the number ends, 0 for a plain constant. See [dual.Ordered].
func (x Number[F]) Order() int { return x.defined().alg.order }

// Value returns the primal.
func (x Number[F]) Value() float64 { return x.defined().c[0] }

// Coefficient returns coefficient k; a plain constant has zeros above the primal.
func (x Number[F]) Coefficient(k int) F {
	if x = x.defined(); k == 0 || x.alg.kind != kindReal {
		return F(x.c[k])
	}
	return 0
}

// Derivative returns the derivative that belongs to coefficient k: the coefficient times its factorial.
func (x Number[F]) Derivative(k int) F {
	if x = x.defined(); k == 0 || x.alg.kind != kindReal {
		return F(x.c[k] * x.alg.Factorial(k))
	}
	return 0
}

// AppendCoefficients appends all coefficients to dst. See [dual.Coefficients].
func (x Number[F]) AppendCoefficients(dst []float64) []float64 { return append(dst, x.defined().c...) }

// Lift returns the plain constant c, which mixes with every algebra.
func (x Number[F]) Lift(c float64) Number[F] { return Constant(F(c)) }

// Apply returns rule(x). See [Algebra.Apply].
func (x Number[F]) Apply(rule dual.Rule) Number[F] {
	x = x.defined()
	z := newNumber[F](x.alg)
	x.alg.Apply(z.c, x.c, rule)
	return z.rounded()
}

// function returns φ(x) for the function with the rule and the equation.
func (x Number[F]) function(rule dual.Rule, eq series.Equation) Number[F] {
	x = x.defined()
	z := newNumber[F](x.alg)
	x.alg.function(z.c, x.c, rule, eq)
	return z.rounded()
}

// zeroCoefficient is shared by all zero values; coefficients are never written to once a number is made.
var zeroCoefficient = []float64{0}

// defined returns x, with an algebra also where x is the zero value.
func (x Number[F]) defined() Number[F] {
	if x.alg == nil {
		return Number[F]{realAlgebra, zeroCoefficient}
	}
	return x
}

// rounded rounds the coefficients of a new number to F. One that would be subnormal in float32 keeps its digits, for the
// derivative, larger by a factorial, may not be; it is rounded where it is read.
func (x Number[F]) rounded() Number[F] {
	if least := math.SmallestNonzeroFloat64; F(least) != 0 { // F is float64, and all are rounded
		return x
	}
	x.c[0] = float64(F(x.c[0]))
	for k, c := range x.c {
		if k > 0 && math.Abs(c) >= 0x1p-126 {
			x.c[k] = float64(F(c))
		}
	}
	return x
}

// known returns a new number of a Taylor algebra, reduced to the order to which it is known.
func (x Number[F]) known(order int) Number[F] {
	if order < x.alg.order && x.alg.kind == kindTaylor {
		x = Number[F]{x.alg.lower(order), x.c[:order+1]}
	}
	return x.rounded()
}

// in returns x as an element of the algebra, which is that of x, or a lower Taylor algebra, or any for a constant. Equal
// algebras of two kinds do not mix: only Taylor numbers may know fewer orders than they began with.
func (x Number[F]) in(op string, alg *Algebra) Number[F] {
	switch {
	case x.alg == alg || x.alg.kind == alg.kind && x.alg.Equal(alg):
		return x
	case x.alg.kind == kindReal:
		z := newNumber[F](alg)
		z.c[0] = x.c[0]
		return z
	case x.alg.kind == kindTaylor && alg.kind == kindTaylor && alg.order < x.alg.order:
		return Number[F]{alg, x.c[:alg.Dim()]}
	}
	panic(fmt.Sprintf("jet: %s: a number over %v does not mix with one over %v; only constants do", op, x.alg, alg))
}

// meet returns x and y as elements of one algebra, and a new number of that algebra.
func (x Number[F]) meet(op string, y Number[F]) (x2, y2, z Number[F]) {
	x, y = x.defined(), y.defined()
	alg := x.alg
	if alg.kind == kindReal || alg.kind == kindTaylor && y.alg.kind == kindTaylor && y.alg.order < alg.order {
		alg = y.alg
	}
	return x.in(op, alg), y.in(op, alg), newNumber[F](alg)
}
