package jet

import (
	"math/rand/v2"
	"slices"
	"testing"
)

func TestShape(t *testing.T) {
	tests := []struct {
		alg              *Algebra
		name             string
		kind             kind
		dim, order, vars int
	}{
		{Real(), "Real()", kindReal, 1, 0, 0},
		{Dual(3), "Dual(3)", kindDual, 4, 1, 3},
		{HyperDual(), "HyperDual()", kindHyperDual, 4, 2, 2},
		{Taylor(5), "Taylor(5)", kindTaylor, 6, 5, 1},
		{Full(3, 4), "Full(3, 4)", kindFull, 35, 4, 3},
		{Full(10, 2), "Full(10, 2)", kindFull, 66, 2, 10},
		{Laplace(4), "Laplace(4)", kindLaplace, 6, 2, 4},
		{Laplace(2, 1, 0.5), "Laplace(2, 1, 0.5)", kindLaplace, 4, 2, 2},
		{Diagonal(3, 4), "Diagonal(3, 4)", kindDiagonal, 13, 4, 3},
	}
	for _, tt := range tests {
		a := tt.alg
		if a.String() != tt.name || a.kind != tt.kind || a.Dim() != tt.dim || a.Order() != tt.order || a.Vars() != tt.vars {
			t.Errorf("got %v: kind %d, dim %d, order %d, vars %d, want %s: %d, %d, %d, %d",
				a, a.kind, a.Dim(), a.Order(), a.Vars(), tt.name, tt.kind, tt.dim, tt.order, tt.vars)
		}
	}
}

func TestBasisOrder(t *testing.T) {
	tests := []struct {
		alg   *Algebra
		basis [][]int
	}{
		{HyperDual(), [][]int{{0, 0}, {1, 0}, {0, 1}, {1, 1}}},
		{Taylor(2), [][]int{{0}, {1}, {2}}},
		{Full(2, 2), [][]int{{0, 0}, {1, 0}, {0, 1}, {2, 0}, {1, 1}, {0, 2}}},
		{Full(3, 2), [][]int{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {2, 0, 0}, {1, 1, 0}, {1, 0, 1}, {0, 2, 0}, {0, 1, 1}, {0, 0, 2}}},
		{Laplace(2), [][]int{{0, 0}, {1, 0}, {0, 1}, nil}},
		{Diagonal(2, 2), [][]int{{0, 0}, {1, 0}, {0, 1}, {2, 0}, {0, 2}}},
	}
	for _, tt := range tests {
		for k, want := range tt.basis {
			if got := tt.alg.Exponents(k); !slices.Equal(got, want) || (got == nil) != (want == nil) {
				t.Errorf("%v: element %d has exponents %v, want %v", tt.alg, k, got, want)
			}
		}
	}
}

// The basis is graded, begins with 1 and the symbols in order, and Index is the inverse of Exponents.
func TestBasis(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, _ *rand.Rand) {
		for k := range a.Dim() {
			if k > 0 && a.Degree(k) < a.Degree(k-1) {
				t.Errorf("element %d has degree %d after %d", k, a.Degree(k), a.Degree(k-1))
			}
			alpha := a.Exponents(k)
			if alpha == nil {
				if a.kind != kindLaplace || k != a.Vars()+1 || a.Factorial(k) != 2 || a.Degree(k) != 2 {
					t.Errorf("element %d is ω of degree %d, factorial %v", k, a.Degree(k), a.Factorial(k))
				}
				continue
			}
			if got := a.Index(alpha...); got != k {
				t.Errorf("Index%v = %d, want %d", alpha, got, k)
			}
			degree, factorial := 0, 1.0
			for v, e := range alpha {
				degree += e
				for i := range e {
					factorial *= float64(i + 1)
				}
				if e == 1 && a.Degree(k) == 1 && k != 1+v {
					t.Errorf("ε%d is element %d, want %d", v+1, k, 1+v)
				}
			}
			if a.Degree(k) != degree || a.Factorial(k) != factorial {
				t.Errorf("element %v: degree %d, factorial %v, want %d, %v", alpha, a.Degree(k), a.Factorial(k), degree, factorial)
			}
		}
	})
}

func TestIndexAbsent(t *testing.T) {
	tests := []struct {
		alg   *Algebra
		alpha []int
	}{
		{Taylor(2), []int{3}},
		{Taylor(2), []int{-1}},
		{Dual(2), []int{1, 1}},
		{HyperDual(), []int{2, 0}},
		{Full(2, 2), []int{2, 1}},
		{Laplace(2), []int{2, 0}},
		{Laplace(2), []int{1, 1}},
		{Diagonal(2, 3), []int{1, 1}},
	}
	for _, tt := range tests {
		if got := tt.alg.Index(tt.alpha...); got != -1 {
			t.Errorf("%v: Index%v = %d, want -1", tt.alg, tt.alpha, got)
		}
	}
}

// In an algebra of monomials, the product of two elements is the one with the sum of the exponents, or nothing.
func TestTermsAddExponents(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, _ *rand.Rand) {
		if a.kind == kindLaplace {
			t.Skip("ω is no monomial")
		}
		got := map[[2]int]int{}
		for _, term := range a.Terms() {
			if term.C != 1 {
				t.Errorf("%+v has C ≠ 1", term)
			}
			got[[2]int{term.X, term.Y}] = term.Z
		}
		for x := range a.Dim() {
			for y := range a.Dim() {
				sum := slices.Clone(a.Exponents(x))
				for v, e := range a.Exponents(y) {
					sum[v] += e
				}
				want := slices.IndexFunc(a.basis, func(e element) bool { return slices.Equal(e.exponents, sum) })
				z, ok := got[[2]int{x, y}]
				if ok != (want >= 0) || ok && z != want {
					t.Errorf("%d·%d = %d (%v), want %d", x, y, z, ok, want)
				}
			}
		}
	})
}

func TestTermsOfLaplace(t *testing.T) {
	want := []Term{{0, 0, 0, 1}, {1, 0, 1, 1}, {1, 1, 0, 1}, {2, 0, 2, 1}, {2, 2, 0, 1},
		{3, 0, 3, 1}, {3, 1, 1, 4}, {3, 2, 2, -1}, {3, 3, 0, 1}}
	if got := Laplace(2, 4, -1).Terms(); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWeightsAreCopied(t *testing.T) {
	weights := []float64{2, 3}
	a := Laplace(2, weights...)
	weights[0] = 7
	if got := a.Weights(); !slices.Equal(got, []float64{2, 3}) {
		t.Errorf("weights %v, want [2 3]", got)
	}
}

func TestConversion(t *testing.T) {
	a := Full(2, 3)
	coefficients := []float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}
	derivatives := slice(a.Dim())
	a.Derivatives(derivatives, coefficients)
	wantExactly(t, "derivatives", derivatives, []float64{1, 1, 1, 2, 1, 2, 6, 2, 2, 6})
	a.Coefficients(derivatives, derivatives)
	wantExactly(t, "coefficients", derivatives, coefficients)
}

func TestAlgebraPanics(t *testing.T) {
	a := Taylor(3)
	x := slice(4)
	tests := []struct {
		message string
		do      func()
	}{
		{"jet: Dual: n = 0, want at least 1", func() { Dual(0) }},
		{"jet: Taylor: K = -1, want at least 0", func() { Taylor(-1) }},
		{"jet: Full: K = -1, want at least 0", func() { Full(2, -1) }},
		{"jet: Full(100, 8): the table of products has more than 16777216 entries", func() { Full(100, 8) }},
		{"jet: Full(1000000, 900): the table of products has more than 16777216 entries", func() { Full(1000000, 900) }},
		{"jet: Laplace: got 2 weights, want 3 or none", func() { Laplace(3, 1, 2) }},
		{"jet: Index: got 2 exponents, want 1", func() { a.Index(1, 1) }},
		{"jet: Mul: z has 3 coefficients, want 4", func() { a.Mul(x[:3], x, x) }},
		{"jet: Mul: y has 2 coefficients, want 4", func() { a.Mul(x, x, x[:2]) }},
		{"jet: Compose: phi has 3 coefficients, want 4", func() { a.Compose(x, x, x[:3]) }},
		{"jet: MulAdjoint: z and x are the same", func() { a.MulAdjoint(x, x, slice(4)) }},
		{"jet: Variable: i = 1, want 0 to 0", func() { a.Variable(x, 0, 1) }},
		{"jet: Pair: i = -1, want 0 to 0", func() { a.Pair(-1, 0) }},
		{"jet: Pair: j = 1, want 0 to 0", func() { a.Pair(0, 1) }},
		{"jet: Lower: order = -1, want at least 0", func() { a.Lower(-1) }},
	}
	for _, tt := range tests {
		wantPanic(t, tt.message, tt.do)
	}
}
