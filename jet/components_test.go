package jet

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// A pair is the component whose exponents are those of both variables.
func TestPair(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, _ *rand.Rand) {
		for i := range a.Vars() {
			for j := range a.Vars() {
				alpha := make([]int, a.Vars())
				alpha[i]++
				alpha[j]++
				want := slices.IndexFunc(a.basis, func(e element) bool { return slices.Equal(e.exponents, alpha) })
				if a.Vars() == 1 && a.kind == kindLaplace {
					want = 2 // ω, whose weight is 1
				}
				if got := a.Pair(i, j); got != want {
					t.Errorf("Pair(%d, %d) = %d, want %d", i, j, got, want)
				}
			}
		}
	})
}

// ω is a second derivative if one weight is 1 and the others are 0.
func TestPairOfLaplace(t *testing.T) {
	for _, tt := range []struct {
		alg  *Algebra
		i, j int
		want int
	}{
		{Laplace(3, 0, 1, 0), 1, 1, 4},
		{Laplace(3, 0, 1, 0), 0, 0, -1},
		{Laplace(3, 0, 1, 0), 0, 1, -1},
		{Laplace(3, 0, 2, 0), 1, 1, -1},
		{Laplace(3), 1, 1, -1},
	} {
		if got := tt.alg.Pair(tt.i, tt.j); got != tt.want {
			t.Errorf("%v: Pair(%d, %d) = %d, want %d", tt.alg, tt.i, tt.j, got, tt.want)
		}
	}
}

// The components of all degrees follow one another and have those degrees.
func TestComponents(t *testing.T) {
	eachAlgebra(t, func(t *testing.T, a *Algebra, _ *rand.Rand) {
		next := 0
		for q := -1; q <= a.Order()+1; q++ {
			first, end := a.Components(q)
			if first != next {
				t.Errorf("components of degree %d begin at %d, want %d", q, first, next)
			}
			for k := first; k < end; k++ {
				if a.Degree(k) != q {
					t.Errorf("component %d of degree %d has degree %d", k, q, a.Degree(k))
				}
			}
			next = end
		}
		if next != a.Dim() {
			t.Errorf("components end at %d, want %d", next, a.Dim())
		}
	})
}

// The multiplicities are what counting all index tuples gives.
func TestMultiplicity(t *testing.T) {
	for _, a := range []*Algebra{Real(), Dual(3), Taylor(5), Full(2, 4), Full(3, 3), Diagonal(3, 4)} {
		counts := make([]float64, a.Dim())
		for q := range a.Order() + 1 {
			eachTuple(a.Vars(), q, func(tuple []int) {
				alpha := make([]int, a.Vars())
				for _, v := range tuple {
					alpha[v]++
				}
				if k := slices.IndexFunc(a.basis, func(e element) bool { return slices.Equal(e.exponents, alpha) }); k >= 0 {
					counts[k]++
				}
			})
		}
		for k, want := range counts {
			if got := a.Multiplicity(k); got != want {
				t.Errorf("%v: component %d stands %v times in the tensor, want %v", a, k, got, want)
			}
		}
	}
	for _, a := range []*Algebra{HyperDual(), Laplace(3)} {
		for k := range a.Dim() {
			if got := a.Multiplicity(k); got != 1 {
				t.Errorf("%v: component %d counts %v times, want once", a, k, got)
			}
		}
	}
}

// eachTuple calls do with all tuples of length q over n variables.
func eachTuple(n, q int, do func(tuple []int)) {
	tuple := make([]int, q)
	var extend func(i int)
	extend = func(i int) {
		if i == q {
			do(tuple)
			return
		}
		for v := range n {
			tuple[i] = v
			extend(i + 1)
		}
	}
	extend(0)
}

func TestEqual(t *testing.T) {
	classes := [][]*Algebra{ // equal within a class, different between classes
		{Real(), Real()},
		{Taylor(0), Full(1, 0)},
		{Dual(1), Taylor(1), Full(1, 1), Diagonal(1, 1)},
		{Dual(2), Full(2, 1), Diagonal(2, 1), Laplace(2, 3, 4).Lower(1)},
		{Taylor(3), Full(1, 3), Diagonal(1, 3)},
		{Full(2, 2), Full(2, 2)},
		{Diagonal(2, 2)},
		{Diagonal(2, 3)},
		{HyperDual(), HyperDual()},
		{Laplace(1), Laplace(1, 1)},
		{Taylor(2)},
		{Laplace(2), Laplace(2, 1, 1)},
		{Laplace(2, 1, 0)},
		{Laplace(3)},
	}
	for i, as := range classes {
		for j, bs := range classes {
			for _, a := range as {
				for _, b := range bs {
					if got, want := a.Equal(b), i == j; got != want {
						t.Errorf("%v equal to %v: %v, want %v", a, b, got, want)
					}
				}
			}
		}
	}
}

func TestComplete(t *testing.T) {
	for _, a := range []*Algebra{Real(), Dual(1), Dual(3), Taylor(0), Taylor(4), Full(3, 3), Full(4, 0), Diagonal(1, 3), Diagonal(3, 1)} {
		if !a.Complete() {
			t.Errorf("%v is not complete", a)
		}
	}
	for _, a := range []*Algebra{HyperDual(), Laplace(1), Laplace(3), Diagonal(2, 2)} {
		if a.Complete() {
			t.Errorf("%v is complete", a)
		}
	}
}

// Numbers of equal algebras of two kinds do not mix: a Taylor number may know fewer orders than it began with.
func TestEqualKindsDoNotMix(t *testing.T) {
	wantPanic(t, "jet: Add: a number over Full(1, 2) does not mix with one over Taylor(2); only constants do", func() {
		Variable(Taylor(2), 1.0, 0).Add(Variable(Full(1, 2), 1.0, 0))
	})
}
