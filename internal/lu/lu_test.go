package lu_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/lu"
)

type real = dual.Real[float64]

func numbers(x ...float64) []real {
	a := make([]real, len(x))
	for i, v := range x {
		a[i].Real = v
	}
	return a
}

// Two right-hand sides, and a pivot that is 0 before rows are swapped.
func ExampleSolve() {
	b := numbers(2, 4, 3, 6)
	err := lu.Solve(numbers(0, 1, 1, 0), b, 2)
	fmt.Println(b, err)
	// Output: [3 6 2 4] <nil>
}

// TestSolveRandom makes right-hand sides from solutions.
func TestSolveRandom(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 9 {
		a, x, b := make([]real, n*n), make([]real, n), make([]real, n)
		for i := range a {
			a[i].Real = rng.NormFloat64()
		}
		for i := range x {
			x[i].Real = rng.NormFloat64()
		}
		for i := range b {
			for j := range x {
				b[i] = b[i].Add(a[i*n+j].Mul(x[j]))
			}
		}
		if err := lu.Solve(a, b, n); err != nil {
			t.Fatal(err)
		}
		for i := range x {
			if math.Abs(b[i].Real-x[i].Real) > 1e-12 {
				t.Errorf("n = %d: x[%d] = %v, want %v", n, i, b[i], x[i])
			}
		}
	}
}

// TestPartialPivoting: without it the tiny pivot would swallow the other equation.
func TestPartialPivoting(t *testing.T) {
	b := numbers(1, 2)
	if err := lu.Solve(numbers(1e-20, 1, 1, 1), b, 2); err != nil {
		t.Fatal(err)
	}
	if b[0].Real != 1 || b[1].Real != 1 {
		t.Errorf("got %v, want [1 1]", b)
	}
}

func TestSingular(t *testing.T) {
	var singular *lu.SingularError
	if err := lu.Solve(numbers(1, 2, 2, 4), numbers(1, 2), 2); !errors.As(err, &singular) || singular.Column != 1 {
		t.Errorf("got error %v, want a singular column 1", err)
	}
	if err := lu.Solve(numbers(1, 2, math.NaN(), 4), numbers(1, 2), 2); !errors.As(err, &singular) || singular.Column != 0 {
		t.Errorf("got error %v, want NaN in column 0", err)
	}
}
