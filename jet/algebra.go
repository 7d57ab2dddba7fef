package jet

import (
	"fmt"
	"slices"
	"strings"
)

// A kind names the relations that define an algebra. What differs between kinds is asked of the algebra, not worked out
// from its kind by others.
type kind int

// The kinds of algebra, each made by the constructor of the same name.
const (
	kindReal kind = iota
	kindDual
	kindHyperDual
	kindTaylor
	kindFull
	kindLaplace
	kindDiagonal
	kindCotangent
)

// An Algebra is a commutative algebra of real polynomials in nilpotent symbols: a basis and the table of its
// products. Its elements are slices of Dim coefficients, the first of which is the primal. The basis is graded: after
// the 1 come the symbols ε₁ … εₙ in order, then what has degree 2, and so on.
//
// An Algebra is immutable and safe for concurrent use.
type Algebra struct {
	kind    kind
	vars    int
	order   int
	weights []float64 // of a Laplace algebra
	base    *Algebra  // what a cotangent extension extends
	basis   []element
	table   []product // the products that give component k are table[first[k]:first[k+1]]
	first   []int
	ends    []int     // components of degree up to d are those below ends[d]
	up      []product // the table once more by its second factor: see raising
	upFirst []int
	plain   bool     // whether all structure constants are 1
	line    *Algebra // Taylor(K) if the directions are independent of one another: see eachDirection
}

// element is one element of a basis.
type element struct {
	exponents []int // nil for ω, which is no monomial
	degree    int
	factorial float64
}

// product is one entry of the table: e_x·e_y contributes c to the component whose group it stands in.
type product struct {
	x, y int32
	c    float64
}

// A Term is one structure constant: the product of basis elements X and Y has C in component Z.
type Term struct {
	Z, X, Y int
	C       float64
}

// Dim returns m, the number of coefficients of an element.
func (a *Algebra) Dim() int { return len(a.basis) }

// Order returns K, the largest degree in the basis: any product of K+1 nilpotent elements is zero.
func (a *Algebra) Order() int { return a.order }

// Vars returns the number of symbols εᵢ, the directions that can be seeded: n of Dual, Full, Laplace and Diagonal, 2
// of HyperDual, 1 of Taylor, 0 of Real.
func (a *Algebra) Vars() int { return a.vars }

// Weights returns the weights λ of a Laplace algebra, nil for any other. The caller must not change them.
func (a *Algebra) Weights() []float64 { return a.weights }

// Degree returns the degree of basis element k.
func (a *Algebra) Degree(k int) int { return a.basis[k].degree }

// Components returns the range of components of degree q: those from first up to, not including, end. It is empty if
// the algebra has none.
func (a *Algebra) Components(q int) (first, end int) {
	switch {
	case q < 0:
		return 0, 0
	case q > a.order:
		return len(a.basis), len(a.basis)
	case q == 0:
		return 0, a.ends[0]
	}
	return a.ends[q-1], a.ends[q]
}

// Exponents returns the exponents of the symbols in basis element k, nil for what is no monomial: ω of a Laplace algebra,
// the cotangents of an extension. The caller must not change them.
func (a *Algebra) Exponents(k int) []int { return a.basis[k].exponents }

// Factorial returns the number that turns coefficient k into a derivative: the product of the factorials of the
// exponents, and 2 for ω, so that the derivative is Σ λᵢ D²ᵢf.
func (a *Algebra) Factorial(k int) float64 { return a.basis[k].factorial }

// Multiplicity returns how often the derivative of component k stands in the symmetric tensor of all derivatives of its
// degree q: q! over the product of the factorials of the exponents. The Laplacian of a Laplace algebra is no entry of
// that tensor, nor is the mixed derivative of a HyperDual one, along two directions of one's choice: they count once.
func (a *Algebra) Multiplicity(k int) float64 {
	if a.kind == kindHyperDual {
		return 1
	}
	return factorials(a.basis[k].degree) / a.basis[k].factorial
}

// Terms returns the structure constants that are not zero, by ascending Z, then X.
func (a *Algebra) Terms() []Term {
	terms := make([]Term, 0, len(a.table))
	for k := range a.basis {
		for _, p := range a.products(k) {
			terms = append(terms, Term{k, int(p.x), int(p.y), p.c})
		}
	}
	return terms
}

// products returns the entries of the table for component k.
func (a *Algebra) products(k int) []product { return a.table[a.first[k]:a.first[k+1]] }

// raising returns, for component j, what the transpose of the product with a nilpotent element reads: an entry
// {i, k, c} says that e_i·e_j, i > 0, has c in component k.
func (a *Algebra) raising(j int) []product { return a.up[a.upFirst[j]:a.upFirst[j+1]] }

// String returns the algebra as its constructor is written.
func (a *Algebra) String() string {
	switch a.kind {
	case kindReal:
		return "Real()"
	case kindDual:
		return fmt.Sprintf("Dual(%d)", a.vars)
	case kindHyperDual:
		return "HyperDual()"
	case kindTaylor:
		return fmt.Sprintf("Taylor(%d)", a.order)
	case kindFull:
		return fmt.Sprintf("Full(%d, %d)", a.vars, a.order)
	case kindDiagonal:
		return fmt.Sprintf("Diagonal(%d, %d)", a.vars, a.order)
	case kindCotangent:
		if a.order <= a.base.order {
			return fmt.Sprintf("CotangentExtension(%v).Lower(%d)", a.base, a.order)
		}
		return fmt.Sprintf("CotangentExtension(%v)", a.base)
	}
	if !slices.ContainsFunc(a.weights, func(w float64) bool { return w != 1 }) {
		return fmt.Sprintf("Laplace(%d)", a.vars)
	}
	var s strings.Builder
	fmt.Fprintf(&s, "Laplace(%d", a.vars)
	for _, w := range a.weights {
		fmt.Fprintf(&s, ", %g", w)
	}
	return s.String() + ")"
}

// Equal reports whether two algebras have the same basis and products, so that the coefficients of one are those of the
// other. Algebras are made by whoever needs one, so the same may exist several times, and under several names: Full(n, 1)
// and Dual(n) are equal, and so are Full(1, K) and Taylor(K).
func (a *Algebra) Equal(b *Algebra) bool {
	switch {
	case a == b:
		return true
	case a.vars != b.vars || a.order != b.order || len(a.basis) != len(b.basis) || !slices.Equal(a.weights, b.weights):
		return false
	case a.kind == kindCotangent || b.kind == kindCotangent:
		return a.kind == b.kind && a.base.Equal(b.base)
	case a.kind == b.kind, a.order == 1: // of as many symbols, all of whose products are zero
		return true
	}
	return slices.EqualFunc(a.basis, b.basis, func(x, y element) bool { return slices.Equal(x.exponents, y.exponents) })
}

// Complete reports whether the algebra holds every partial derivative in its variables up to its order, as Full does.
func (a *Algebra) Complete() bool {
	return a.weights == nil && a.base == nil && len(a.basis) == binomial(a.vars+a.order, a.order)
}

// Derivatives writes to dst the derivatives that belong to the coefficients: dst[k] = Factorial(k)·coeffs[k]. The
// slices may be the same.
func (a *Algebra) Derivatives(dst, coeffs []float64) {
	a.check("Derivatives", "dst", dst)
	a.check("Derivatives", "coeffs", coeffs)
	for k, e := range a.basis {
		dst[k] = coeffs[k] * e.factorial
	}
}

// Coefficients is the inverse of [Algebra.Derivatives].
func (a *Algebra) Coefficients(dst, derivs []float64) {
	a.check("Coefficients", "dst", dst)
	a.check("Coefficients", "derivs", derivs)
	for k, e := range a.basis {
		dst[k] = derivs[k] / e.factorial
	}
}
