package jet

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/internal/number"
)

// algebras lists one or more of every kind, as the tests go through them.
func algebras() []*Algebra {
	return []*Algebra{
		Real(), Dual(1), Dual(3), HyperDual(),
		Taylor(0), Taylor(1), Taylor(2), Taylor(4), Taylor(9),
		Full(1, 3), Full(2, 1), Full(2, 2), Full(3, 2), Full(2, 4), Full(3, 3), Full(4, 0),
		Laplace(1), Laplace(3), Laplace(3, 2, 0, -1.5),
		Diagonal(1, 2), Diagonal(3, 1), Diagonal(3, 4), Diagonal(2, 0),
	}
}

// eachAlgebra runs a subtest for every algebra with a random source of its own.
func eachAlgebra(t *testing.T, test func(t *testing.T, a *Algebra, rng *rand.Rand)) {
	t.Helper()
	for i, a := range algebras() {
		t.Run(a.String(), func(t *testing.T) { test(t, a, rand.New(rand.NewPCG(1, uint64(i)))) })
	}
}

// integers returns small random integers, on which sums and products are exact.
func integers(rng *rand.Rand, n int) []float64 {
	x := make([]float64, n)
	for k := range x {
		x[k] = float64(rng.IntN(13) - 6)
	}
	return x
}

// generic returns random coefficients around a primal of the given value.
func generic(rng *rand.Rand, n int, primal float64) []float64 {
	x := make([]float64, n)
	for k := range x {
		x[k] = 2*rng.Float64() - 1
	}
	x[0] = primal
	return x
}

// slice returns n zeros.
func slice(n int) []float64 { return make([]float64, n) }

// alike reports whether a and b are the same number, NaN like NaN.
func alike(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// near reports whether a and b agree to tol relative to the larger of |b| and 1, infinities exactly.
func near(a, b, tol float64) bool {
	return alike(a, b) || number.Finite(b) && math.Abs(a-b) <= tol*max(1, math.Abs(b))
}

// wantNear fails the test unless got and want agree in every component.
func wantNear(t *testing.T, name string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %d components, want %d", name, len(got), len(want))
	}
	for k := range got {
		if !near(got[k], want[k], tol) {
			t.Errorf("%s: component %d is %v, want %v (all: %v, want %v)", name, k, got[k], want[k], got, want)
			return
		}
	}
}

// wantExactly fails the test unless got and want are equal, NaN like NaN.
func wantExactly(t *testing.T, name string, got, want []float64) {
	t.Helper()
	wantNear(t, name, got, want, 0)
}

// wantPanic fails the test unless do panics with the message.
func wantPanic(t *testing.T, message string, do func()) {
	t.Helper()
	defer func() {
		t.Helper()
		if got := fmt.Sprint(recover()); got != message {
			t.Errorf("got panic %q, want %q", got, message)
		}
	}()
	do()
}
