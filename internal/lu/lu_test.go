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

// TestRowScale: the unit of an equation does not matter. The values of the first system are exact reasoning, 10x + 1e20·y =
// 1e20 and x + y = 2; the others are random ones whose rows are multiplied by powers of two.
func TestRowScale(t *testing.T) {
	b := numbers(1e20, 2)
	if err := lu.Solve(numbers(10, 1e20, 1, 1), b, 2); err != nil {
		t.Fatal(err)
	}
	if b[0].Real != 1 || b[1].Real != 1 {
		t.Errorf("got %v, want [1 1]", b)
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range 100 {
		n := 5
		a, x, b := make([]real, n*n), make([]float64, n), make([]real, n)
		for i := range n {
			x[i] = rng.NormFloat64()
		}
		for i := range n {
			unit := math.Ldexp(1, rng.IntN(900)-450)
			for j := range n {
				v := rng.NormFloat64()
				if i == j {
					v += 6
				}
				a[i*n+j].Real = v * unit
				b[i].Real += v * unit * x[j]
			}
		}
		if err := lu.Solve(a, b, n); err != nil {
			t.Fatal(err)
		}
		for i := range x {
			if !(math.Abs(b[i].Real-x[i]) <= 1e-13) {
				t.Errorf("x[%d] = %v, want %v", i, b[i], x[i])
			}
		}
	}
}

// TestPlainPivots: among rows of nearly one size the pivots, and so the bits, are those of plain partial pivoting.
func TestPlainPivots(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		n := 4
		a, b := make([]real, n*n), make([]real, n)
		for i := range a {
			a[i].Real = 1 + rng.Float64()
		}
		for i := range b {
			b[i].Real = rng.NormFloat64()
		}
		x := make([]float64, n)
		plainSolve(a, b, x)
		if err := lu.Solve(a, b, n); err != nil {
			t.Fatal(err)
		}
		for i := range x {
			if b[i].Real != x[i] {
				t.Fatalf("x[%d] = %v, want the bits of %v", i, b[i].Real, x[i])
			}
		}
	}
}

// plainSolve is Gauss's elimination with partial pivoting on floats.
func plainSolve(a, b []real, x []float64) {
	n := len(x)
	rows := make([][]float64, n)
	for i := range rows {
		for _, v := range a[i*n : (i+1)*n] {
			rows[i] = append(rows[i], v.Real)
		}
		rows[i] = append(rows[i], b[i].Real)
	}
	for k := range rows {
		p := k
		for i := k; i < n; i++ {
			if math.Abs(rows[i][k]) > math.Abs(rows[p][k]) {
				p = i
			}
		}
		rows[p], rows[k] = rows[k], rows[p]
		for i := k + 1; i < n; i++ {
			f := rows[i][k] / rows[k][k]
			for j := k + 1; j <= n; j++ {
				rows[i][j] -= float64(f * rows[k][j])
			}
		}
	}
	for i := n - 1; i >= 0; i-- {
		s := rows[i][n]
		for j := i + 1; j < n; j++ {
			s -= float64(rows[i][j] * x[j])
		}
		x[i] = s / rows[i][i]
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
