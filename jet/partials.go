package jet

import (
	"fmt"
	"iter"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// PartialDerivatives holds all partial derivatives of a function at a point up to some order, mixed ones included.
type PartialDerivatives[F dual.Float] struct {
	Alg    *Algebra // Full(n, K): the order of Values
	Values []F
}

// Partials returns all partial derivatives of f at x up to order K, from one evaluation. There are C(n+K, K) of them
// for n variables; where few are wanted, [Directional] and [Mixed] are cheaper.
func Partials[F dual.Float](f func(x []Number[F]) Number[F], x []F, K int) PartialDerivatives[F] {
	p := PartialDerivatives[F]{Alg: Full(len(x), K)}
	p.Values = make([]F, p.Alg.Dim())
	PartialsInto(p, f, x)
	return p
}

// PartialsInto is [Partials] in the caller's memory, to the order of p.Alg, which is made once and serves any number of
// evaluations.
func PartialsInto[F dual.Float](p PartialDerivatives[F], f func(x []Number[F]) Number[F], x []F) {
	given.Must(p.Alg != nil, "jet: Partials", "the algebra")
	given.Must(f != nil, "jet: Partials", "the function f")
	if p.Alg.kind != kindFull || p.Alg.vars != len(x) || len(p.Values) != p.Alg.Dim() {
		panic(fmt.Sprintf("jet: PartialsInto: %d values over %v, want Full(%d, K) and its dimension",
			len(p.Values), p.Alg, len(x)))
	}
	y := f(variables(p.Alg, x))
	readDerivatives(p.Values, y, p.Alg)
}

// At returns the derivative of the given orders in the variables: At(2, 1) is ∂³f/∂x₁²∂x₂. It panics if the orders
// are not one for each variable or their sum is above K.
func (p PartialDerivatives[F]) At(alpha ...int) F {
	k := p.Alg.Index(alpha...)
	if k < 0 {
		panic(fmt.Sprintf("jet: PartialDerivatives.At: no derivative of orders %v in %v", alpha, p.Alg))
	}
	return p.Values[k]
}

// All yields the derivatives with their orders, by ascending total order.
func (p PartialDerivatives[F]) All() iter.Seq2[[]int, F] {
	return func(yield func([]int, F) bool) {
		for k, v := range p.Values {
			if !yield(p.Alg.Exponents(k), v) {
				return
			}
		}
	}
}

// variables returns the numbers xᵢ + εᵢ.
func variables[F dual.Float](alg *Algebra, x []F) []Number[F] {
	z := make([]Number[F], len(x))
	for i := range z {
		z[i] = Variable(alg, x[i], i)
	}
	return z
}

// readDerivatives writes all derivatives of y, a number of the algebra or a constant, to dst.
func readDerivatives[F dual.Float](dst []F, y Number[F], alg *Algebra) {
	y = y.defined().in("result", alg)
	for k := range dst {
		dst[k] = y.Derivative(k)
	}
}
