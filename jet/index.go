package jet

import (
	"fmt"
	"math"
	"slices"
)

// Index returns the component that holds the coefficient of the monomial with the given exponents, one for each
// variable, or −1 if the algebra has no such component.
func (a *Algebra) Index(alpha ...int) int {
	if len(alpha) != a.vars {
		panic(fmt.Sprintf("jet: Index: got %d exponents, want %d", len(alpha), a.vars))
	}
	degree := 0
	for _, e := range alpha {
		if e < 0 {
			return -1
		}
		degree += e
	}
	switch {
	case degree > a.order:
		return -1
	case a.kind == kindHyperDual:
		if alpha[0] > 1 || alpha[1] > 1 {
			return -1
		}
		return alpha[0] + 2*alpha[1]
	case a.kind == kindLaplace && degree > 1:
		return -1
	case degree == 0:
		return 0
	case a.kind == kindCotangent:
		return a.extended(a.base.Index(alpha...))
	case a.kind == kindDiagonal:
		if v := slices.Index(alpha, degree); v >= 0 {
			return 1 + (degree-1)*a.vars + v
		}
		return -1
	}
	return rank(alpha, degree)
}

// Pair returns the component that holds the second derivative ∂ᵢ∂ⱼ, i and j counting variables from 0, or −1 if the
// algebra has no such component. In a Laplace algebra that is ω where its derivative Σ λᵢ∂ᵢ² is ∂ᵢ² alone.
func (a *Algebra) Pair(i, j int) int {
	if i < 0 || i >= a.vars {
		panicIndex("Pair", "i", i, a.vars)
	}
	if j < 0 || j >= a.vars {
		panicIndex("Pair", "j", j, a.vars)
	}
	i, j = min(i, j), max(i, j)
	switch {
	case a.order < 2:
		return -1
	case a.kind == kindCotangent:
		return a.extended(a.base.Pair(i, j))
	case a.kind == kindHyperDual && i == j, a.kind == kindDiagonal && i != j:
		return -1
	case a.kind == kindHyperDual:
		return 3
	case a.kind == kindDiagonal:
		return a.ends[1] + i
	case a.kind == kindLaplace:
		if i != j || !isUnit(a.weights, i) {
			return -1
		}
		return a.ends[1]
	}
	return a.ends[1] + i*a.vars - i*(i-1)/2 + j - i // the upper triangle, row by row
}

// extended returns the component of a cotangent extension that holds component k of what it extends: the elements of a
// degree come before its cotangents. It is −1 where k is.
func (a *Algebra) extended(k int) int {
	if k < 0 {
		return -1
	}
	from, _ := a.Components(a.base.Degree(k))
	first, _ := a.base.Components(a.base.Degree(k))
	return from + k - first
}

// isUnit reports whether w is the unit vector i.
func isUnit(w []float64, i int) bool {
	for j, v := range w {
		if v != 0 && j != i || j == i && v != 1 {
			return false
		}
	}
	return true
}

// rank returns the position of a monomial in graded lexicographic order: the number of monomials of lower degree,
// and then, variable by variable, of those with a larger exponent there and the same ones before.
func rank(alpha []int, degree int) int {
	n := len(alpha)
	r := binomial(n+degree-1, n)
	for v, e := range alpha[:n-1] {
		rest := n - 1 - v // variables that follow
		if degree > e {
			r += binomial(degree-e-1+rest, rest)
		}
		degree -= e
	}
	return r
}

// binomial returns n over k, or −1 if it does not fit.
func binomial(n, k int) int {
	k = min(k, n-k)
	if k < 0 {
		return 0
	}
	b := int64(1) // an int of 32 bits would not hold the products of what it can hold
	for i := 1; i <= k; i++ {
		if b > math.MaxInt64/int64(n) {
			return -1
		}
		b = b * int64(n-k+i) / int64(i)
	}
	if b > math.MaxInt {
		return -1
	}
	return int(b)
}
