package dualmath_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/jet"
)

// near reports got, if it is not want to a tolerance relative to the larger of want and 1.
func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance*max(1, math.Abs(want))) {
		t.Errorf("%s: got %.17g, want %.17g", what, got, want)
	}
}

// alike reports the coefficients of got that are not those of want, a plain constant having none above the primal.
func alike(t *testing.T, what string, got, want taylor, tolerance float64) {
	t.Helper()
	for k := range max(got.Algebra().Dim(), want.Algebra().Dim()) {
		near(t, what, got.Coefficient(k), want.Coefficient(k), tolerance)
	}
}

// variables returns so many variables of the algebra Full(n, order) around a point, the rest of it constants.
func variables(order int, point ...float64) []taylor {
	alg := jet.Full(len(point), order)
	x := make([]taylor, len(point))
	for i, p := range point {
		x[i] = jet.Variable(alg, p, i)
	}
	return x
}

// leibniz returns the determinant of a 3×3 matrix, as Sarrus wrote it.
func leibniz(a []taylor) taylor {
	p := func(i, j, k int) taylor { return a[i].Mul(a[j]).Mul(a[k]) }
	return p(0, 4, 8).Add(p(1, 5, 6)).Add(p(2, 3, 7)).Sub(p(2, 4, 6)).Sub(p(1, 3, 8)).Sub(p(0, 5, 7))
}

// matrices of rank 3, 2, 1 and 0, one that needs rows swapped and one that needs columns swapped.
var matrices = [][]float64{
	{2, -1, 0.5, 1, 3, -2, 0.25, 1, 4},
	{1, 2, 3, 4, 5, 6, 7, 8, 9},
	{0.1, 0.2, 0.3, 0.2, 0.4, 0.6, 0.3, 0.6, 0.9},
	{0, 0, 0, 0, 0, 0, 0, 0, 0},
	{0, 0, 1, 0, 2, 0, 3, 0, 0},
	{0, 1, 5, 0, 2, 1, 0, 3, -1},
}

// TestDet compares all derivatives to order 4 in the nine elements with those of Sarrus' polynomial.
func TestDet(t *testing.T) {
	for _, m := range matrices {
		a := variables(4, m...)
		alike(t, "det", dualmath.Det(a), leibniz(a), 1e-13)
	}
	if got := dualmath.Det([]first{}); got.Real != 1 {
		t.Errorf("determinant of no elements: got %v, want 1", got)
	}
	one := dual.Variable(3.)
	if got := dualmath.Det([]first{one}); got != one {
		t.Errorf("determinant of one element: got %v, want %v", got, one)
	}
	if got := dualmath.Det([]first{one, {Real: math.NaN()}, one, one}); !math.IsNaN(got.Real) {
		t.Errorf("determinant of a matrix with NaN: got %v, want NaN", got)
	}
}

// TestDetLarger compares with the product of the eigenvalues of a circulant matrix, (Σ c)·Π…, in one variable: for
// x on the diagonal and y elsewhere it is (x−y)ⁿ⁻¹·(x+(n−1)y), singular at x = y and at x = −(n−1)y.
func TestDetLarger(t *testing.T) {
	const n = 6
	for _, point := range [][]float64{{3, 1}, {1, 1}, {-5, 1}, {0, 0}, {0.7, 0.1}} {
		v := variables(7, point...)
		a := make([]taylor, n*n)
		for i := range a {
			a[i] = v[1]
			if i%(n+1) == 0 {
				a[i] = v[0]
			}
		}
		want := v[0].Sub(v[1]).PowReal(n - 1).Mul(v[0].Add(v[1].Scale(n - 1)))
		largest := 1. // elimination divides, so that errors are relative to the largest coefficient
		for k := range want.Algebra().Dim() {
			largest = max(largest, math.Abs(want.Coefficient(k)))
		}
		alike(t, fmt.Sprintf("det at %v", point), dualmath.Det(a), want, 1e-13*largest)
	}
}

// TestSolve compares with Cramer's rule, to order 4 in the elements of the matrix.
func TestSolve(t *testing.T) {
	for _, m := range [][]float64{matrices[0], matrices[4]} {
		a := variables(4, m...)
		b := []taylor{a[0].Lift(1), a[3].Exp(), a[0].Lift(-2)}
		x, err := dualmath.Solve(a, b)
		if err != nil {
			t.Fatal(err)
		}
		inverse, err := dualmath.Inverse(a)
		if err != nil {
			t.Fatal(err)
		}
		for j := range 3 {
			c := append([]taylor(nil), a...)
			for i := range 3 {
				c[3*i+j] = b[i]
			}
			alike(t, "x", x[j], leibniz(c).Div(leibniz(a)), 1e-13)
			for i := range 3 {
				c := append([]taylor(nil), a...)
				for k := range 3 {
					c[3*k+i] = a[0].Lift(0)
				}
				c[3*j+i] = a[0].Lift(1)
				alike(t, "inverse", inverse[3*i+j], leibniz(c).Div(leibniz(a)), 1e-13)
			}
		}
	}
}

// TestCholesky compares with the formulas for two rows, and with l·lᵀ.
func TestCholesky(t *testing.T) {
	v := variables(6, 4, 1.5, 2)
	a := []taylor{v[0], {}, v[1], v[2]}
	l, err := dualmath.Cholesky(a)
	if err != nil {
		t.Fatal(err)
	}
	alike(t, "l₀₀", l[0], v[0].Sqrt(), 1e-14)
	alike(t, "l₀₁", l[1], v[0].Lift(0), 0)
	alike(t, "l₁₀", l[2], v[1].Div(v[0].Sqrt()), 1e-13)
	alike(t, "l₁₁", l[3], v[2].Sub(v[1].Mul(v[1]).Div(v[0])).Sqrt(), 1e-13)
}

func TestLinearErrors(t *testing.T) {
	matrix := func(x ...float64) []first {
		a := make([]first, len(x))
		for i, v := range x {
			a[i] = dual.Variable(v)
		}
		return a
	}
	_, solve := dualmath.Solve(matrix(1, 2, 2, 4), matrix(1, 1))
	_, inverse := dualmath.Inverse(matrix(1, 0, 0, 0, 0, 1, 0, 0, 1))
	_, nan := dualmath.Inverse(matrix(math.NaN(), 0, 0, 1))
	_, cholesky := dualmath.Cholesky(matrix(1, 2, 2, 1))
	for _, c := range []struct {
		err  error
		want string
	}{
		{solve, "dualmath: Solve: the 2×2 matrix is singular: no pivot in column 1"},
		{inverse, "dualmath: Inverse: the 3×3 matrix is singular: no pivot in column 1"},
		{nan, "dualmath: Inverse: the 2×2 matrix has no finite pivot in column 0: it contains NaN"},
		{cholesky, "dualmath: Cholesky: the 2×2 matrix is not positive definite: pivot 1 is -3, want > 0"},
	} {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("got error %v, want %s", c.err, c.want)
		}
	}
	defer func() {
		if r, _ := recover().(string); !strings.Contains(r, "Inverse: a has 3 elements, want 2×2 = 4") {
			t.Errorf("panic %q", r)
		}
	}()
	_, _ = dualmath.Inverse(matrix(1, 2, 3))
}
