package jet

import (
	"fmt"
	"math"
	"sync/atomic"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// maxRetries bounds how often a driver evaluates again with a higher order for the orders that leading zeros cost.
const maxRetries = 8

// Derivatives returns f and its derivatives at x up to order K: element k is f⁽ᵏ⁾(x).
//
// Where f divides out leading zeros, as (1−cos x)/x² does at 0, it is evaluated again with as many orders more as were
// lost, up to 8 times; derivatives that are still unknown then are NaN.
func Derivatives[F dual.Float](f func(x Number[F]) Number[F], x F, K int) []F {
	atLeast("Derivatives", "K", K, 0)
	d := make([]F, K+1)
	DerivativesInto(d, f, x)
	return d
}

// DerivativesInto is [Derivatives] in the caller's memory, up to order len(dst)−1.
func DerivativesInto[F dual.Float](dst []F, f func(x Number[F]) Number[F], x F) {
	given.Must(f != nil, "jet: Derivatives", "the function f")
	along(dst, func(alg *Algebra) Number[F] {
		z := newNumber[F](alg)
		z.c[0] = float64(x)
		if alg.order > 0 {
			z.c[1] = 1
		}
		return f(z)
	})
}

// Directional returns f and its derivatives along v at the point x up to order K: element k is the k-th derivative of
// f(x + t·v) in t at t = 0. Leading zeros are treated as by [Derivatives].
func Directional[F dual.Float](f func(x []Number[F]) Number[F], x, v []F, K int) []F {
	atLeast("Directional", "K", K, 0)
	d := make([]F, K+1)
	DirectionalInto(d, f, x, v)
	return d
}

// DirectionalInto is [Directional] in the caller's memory, up to order len(dst)−1.
func DirectionalInto[F dual.Float](dst []F, f func(x []Number[F]) Number[F], x, v []F) {
	given.Must(f != nil, "jet: Directional", "the function f")
	if len(v) != len(x) {
		panic(fmt.Sprintf("jet: Directional: v has %d elements, want %d", len(v), len(x)))
	}
	along(dst, func(alg *Algebra) Number[F] {
		z := make([]Number[F], len(x))
		for i := range z {
			z[i] = newNumber[F](alg)
			z[i].c[0] = float64(x[i])
			if alg.order > 0 {
				z[i].c[1] = float64(v[i])
			}
		}
		return f(z)
	})
}

// taylors holds the algebras Taylor(K) for small K, each once it has been used: its table costs more than an evaluation.
var taylors [65]atomic.Pointer[Algebra]

// taylor returns Taylor(K), which may be shared.
func taylor(K int) *Algebra {
	if K >= len(taylors) {
		return Taylor(K)
	}
	a := taylors[K].Load()
	if a == nil {
		a = Taylor(K)
		taylors[K].Store(a)
	}
	return a
}

// along evaluates with Taylor numbers of rising order until the result is known to the order of dst.
func along[F dual.Float](dst []F, eval func(alg *Algebra) Number[F]) {
	K := len(dst) - 1
	atLeast("Derivatives", "len(dst)", len(dst), 1)
	order := K
	var y Number[F]
	for range maxRetries + 1 {
		y = eval(taylor(order))
		got := y.Algebra()
		if got.order >= K || got.kind == kindReal {
			break
		}
		order += K - got.order
	}
	known := K
	if got := y.Algebra(); got.kind == kindTaylor {
		known = min(K, got.order)
	}
	for k := range dst {
		if k <= known {
			dst[k] = y.Derivative(k)
		} else {
			dst[k] = F(math.NaN())
		}
	}
}
