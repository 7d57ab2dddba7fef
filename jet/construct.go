package jet

import (
	"fmt"
	"math"
	"slices"
)

// Real returns the algebra of the plain numbers: one coefficient, no derivatives.
func Real() *Algebra { return monomials(kindReal, 0, 0) }

// Dual returns the algebra of n symbols with εᵢεⱼ = 0: a value and n first derivatives. The basis is 1, ε₁ … εₙ.
func Dual(n int) *Algebra {
	atLeast("Dual", "n", n, 1)
	limitProducts(2*int64(n)+1, "Dual(%d)", n)
	return monomials(kindDual, n, 1)
}

// HyperDual returns the algebra of two symbols with ε₁² = ε₂² = 0: a value, two first derivatives and the second
// derivative along both. The basis is 1, ε₁, ε₂, ε₁ε₂.
func HyperDual() *Algebra {
	a := &Algebra{kind: kindHyperDual, vars: 2, order: 2}
	for _, e := range [][]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		a.basis = append(a.basis, element{e, e[0] + e[1], 1})
	}
	return a.tabulate(a.monomialProducts())
}

// Taylor returns the algebra of one symbol with ε^(K+1) = 0: the derivatives to order K along one direction. The
// basis is 1, ε, ε² … ε^K.
func Taylor(K int) *Algebra {
	atLeast("Taylor", "K", K, 0)
	return monomials(kindTaylor, 1, K)
}

// Full returns the algebra of n symbols in which every monomial above degree K is zero: all partial derivatives to
// order K, C(n+K, K) coefficients. The basis is in graded lexicographic order: by degree, and within a degree by
// descending exponent of ε₁, then of ε₂ and so on; for n = 2, K = 2 it is 1, ε₁, ε₂, ε₁², ε₁ε₂, ε₂².
func Full(n, K int) *Algebra {
	atLeast("Full", "n", n, 1)
	atLeast("Full", "K", K, 0)
	products := int64(math.MaxInt64)
	if n <= maxProducts && K <= maxProducts { // 2n+K fits an int
		if b := binomial(2*n+K, K); b >= 0 {
			products = int64(b)
		}
	}
	limitProducts(products, "Full(%d, %d)", n, K)
	return monomials(kindFull, n, K)
}

// Laplace returns the algebra of n symbols with εᵢεⱼ = 0 for i ≠ j, εᵢ² = λᵢω and εᵢω = 0: a value, n first
// derivatives and ½ Σ λᵢ D²ᵢ, half the Laplacian if all weights λ are 1, as they are when none are given. The basis
// is 1, ε₁ … εₙ, ω.
func Laplace(n int, weights ...float64) *Algebra {
	atLeast("Laplace", "n", n, 1)
	if len(weights) != 0 && len(weights) != n {
		panic(fmt.Sprintf("jet: Laplace: got %d weights, want %d or none", len(weights), n))
	}
	limitProducts(3*int64(n)+3, "Laplace(%d)", n)
	a := monomialBasis(kindLaplace, n, 1)
	omega := len(a.basis)
	a.order = 2
	a.basis = append(a.basis, element{nil, 2, 2})
	a.weights = slices.Clone(weights)
	if len(weights) == 0 {
		a.weights = slices.Repeat([]float64{1}, n)
	}
	var terms []Term
	for k := range a.basis {
		terms = append(terms, Term{k, 0, k, 1})
		if k > 0 {
			terms = append(terms, Term{k, k, 0, 1})
		}
	}
	for i, w := range a.weights {
		if w != 0 {
			terms = append(terms, Term{omega, 1 + i, 1 + i, w})
		}
	}
	return a.tabulate(terms)
}

// Diagonal returns the algebra of n symbols with εᵢεⱼ = 0 for i ≠ j and εᵢ^(K+1) = 0: n Taylor numbers side by side
// that share their primal. It carries the derivatives to order K along n directions at once, such as all ∂ᵏ/∂xᵢᵏ, and
// no mixed ones. The basis is 1, ε₁ … εₙ, ε₁² … εₙ² and so on to εₙ^K.
func Diagonal(n, K int) *Algebra {
	atLeast("Diagonal", "n", n, 1)
	atLeast("Diagonal", "K", K, 0)
	limitProducts(diagonalProducts(n, K), "Diagonal(%d, %d)", n, K)
	a := &Algebra{kind: kindDiagonal, vars: n, order: K}
	a.basis = []element{{make([]int, n), 0, 1}}
	for d := 1; d <= K; d++ {
		a.appendPowers(d)
	}
	if K <= 1 {
		return a.tabulate(a.linearProducts())
	}
	return a.tabulate(a.monomialProducts())
}

// diagonalProducts is the number of products that are not zero in the algebra of n Taylor numbers to order K.
func diagonalProducts(n, K int) int64 {
	if n > maxProducts || K > maxProducts {
		return math.MaxInt64
	}
	if k := int64(K); k*(k+3)/2 < maxProducts {
		return 1 + int64(n)*(k*(k+3)/2)
	}
	return math.MaxInt64
}

// maxProducts bounds the size of a table, about a quarter of a gigabyte.
const maxProducts = 1 << 24

// limitProducts panics if the table of an algebra, whose name is given by a format and its arguments, would be too large.
func limitProducts(products int64, format string, args ...any) {
	if products > maxProducts {
		panic(fmt.Sprintf("jet: %s: the table of products has more than %d entries", fmt.Sprintf(format, args...), maxProducts))
	}
}

// monomials returns the algebra of all monomials in vars symbols up to degree order.
func monomials(kind kind, vars, order int) *Algebra {
	a := monomialBasis(kind, vars, order)
	if order <= 1 {
		return a.tabulate(a.linearProducts())
	}
	return a.tabulate(a.monomialProducts())
}

// monomialBasis returns an algebra with the monomials as basis and no products yet.
func monomialBasis(kind kind, vars, order int) *Algebra {
	a := &Algebra{kind: kind, vars: vars, order: order}
	if order <= 1 {
		a.basis = []element{{make([]int, vars), 0, 1}}
		if order == 1 {
			a.appendPowers(1)
		}
		return a
	}
	exponents := make([]int, vars)
	var extend func(v, left, degree int, factorial float64)
	extend = func(v, left, degree int, factorial float64) {
		switch {
		case v < vars-1:
			for e := left; e >= 0; e-- {
				exponents[v] = e
				extend(v+1, left-e, degree, factorial*factorials(e))
			}
		case v == vars-1:
			exponents[v] = left
			factorial *= factorials(left)
			fallthrough
		default:
			a.basis = append(a.basis, element{slices.Clone(exponents), degree, factorial})
		}
	}
	for d := range order + 1 {
		extend(0, d, d, 1)
	}
	return a
}

// appendPowers adds the powers ε₁^d … εₙ^d to the basis. Their exponents share memory, so that they take O(n) of it: those of
// εᵢ^d are the n numbers of 0 … 0 d 0 … 0 that have the d in place i.
func (a *Algebra) appendPowers(d int) {
	n := a.vars
	shared := make([]int, 2*n-1)
	shared[n-1] = d
	factorial := factorials(d)
	a.basis = slices.Grow(a.basis, n)
	for i := range n {
		from := n - 1 - i
		a.basis = append(a.basis, element{shared[from : from+n : from+n], d, factorial})
	}
}

// linearProducts is monomialProducts where all products of symbols are zero.
func (a *Algebra) linearProducts() []Term {
	terms := []Term{{0, 0, 0, 1}}
	for k := 1; k < len(a.basis); k++ {
		terms = append(terms, Term{k, 0, k, 1}, Term{k, k, 0, 1})
	}
	return terms
}

// monomialProducts multiplies all pairs of monomials in the basis; a product that is not in the basis is zero.
func (a *Algebra) monomialProducts() []Term {
	var terms []Term
	sum := make([]int, a.vars)
	for x, ex := range a.basis {
		for y, ey := range a.basis {
			if ex.degree+ey.degree > a.order {
				break // the basis is graded
			}
			for v := range sum {
				sum[v] = ex.exponents[v] + ey.exponents[v]
			}
			if z := a.Index(sum...); z >= 0 {
				terms = append(terms, Term{z, x, y, 1})
			}
		}
	}
	return terms
}

// tabulate fills in the table and what is derived from the basis.
func (a *Algebra) tabulate(terms []Term) *Algebra {
	slices.SortFunc(terms, func(s, t Term) int {
		if s.Z != t.Z {
			return s.Z - t.Z
		}
		return s.X - t.X
	})
	a.table = make([]product, len(terms))
	a.first = make([]int, len(a.basis)+1)
	for i, t := range terms {
		a.table[i] = product{int32(t.X), int32(t.Y), t.C}
		a.first[t.Z+1] = i + 1
	}
	a.transpose(terms)
	a.ends = make([]int, a.order+1)
	for k, e := range a.basis {
		a.ends[e.degree] = k + 1
	}
	a.classify()
	return a
}

// classify fills in what follows from the table.
func (a *Algebra) classify() {
	a.plain = !slices.ContainsFunc(a.table, func(p product) bool { return p.c != 1 })
	a.line = nil
	if a.kind != kindTaylor && (a.order == 1 || a.kind == kindDiagonal && a.order > 1) {
		a.line = taylor(a.order)
	}
}

// transpose sorts the products by their second factor.
func (a *Algebra) transpose(terms []Term) {
	slices.SortStableFunc(terms, func(s, t Term) int { return s.Y - t.Y })
	a.up, a.upFirst = nil, make([]int, len(a.basis)+1)
	for _, t := range terms {
		if t.X > 0 {
			a.up = append(a.up, product{int32(t.X), int32(t.Z), t.C})
		}
		a.upFirst[t.Y+1] = len(a.up)
	}
}

// factorials returns n!, rounded once: the product of up to 22! is exact, and beyond that each step rounds.
func factorials(n int) float64 {
	f := 1.0
	for i := 2; i <= n; i++ {
		f *= float64(i)
	}
	return f
}
