package dualmath_test

import (
	"math"
	"strings"
	"testing"

	"example.com/sobolev/dual/dualmath"
)

// TestLogSumExp compares all derivatives to order 6 in three variables with those of the formula itself, where that
// does not overflow.
func TestLogSumExp(t *testing.T) {
	for _, point := range [][]float64{{0.3, -1, 2}, {1, 1, 1}, {2, -3, 2}, {-30, 0, 1}} {
		x := variables(6, point...)
		plain := x[0].Exp().Add(x[1].Exp()).Add(x[2].Exp()).Log()
		alike(t, "LogSumExp", dualmath.LogSumExp(x...), plain, 1e-13)
		alike(t, "LogAddExp", dualmath.LogAddExp(x[0], x[1]), x[0].Exp().Add(x[1].Exp()).Log(), 1e-13)
	}
}

// TestLogSumExpShift: a number added to all arguments is added to the result, also far outside the range of the
// exponential, and derivatives do not change.
func TestLogSumExpShift(t *testing.T) {
	for _, shift := range []float64{-1 << 20, 1 << 20} {
		x := variables(4, 0.5, -1.25, 2)
		want := dualmath.LogSumExp(x...).Shift(shift)
		for i := range x {
			x[i] = x[i].Shift(shift)
		}
		got := dualmath.LogSumExp(x...)
		for k := 1; k < want.Algebra().Dim(); k++ {
			near(t, "derivative", got.Coefficient(k), want.Coefficient(k), 1e-15)
		}
		near(t, "value", got.Value(), want.Value(), 1e-15)
	}
}

func TestLogSumExpSpecialCases(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		x    []first
		want first
	}{
		{[]first{{Real: 3, Emag: 2}}, first{Real: 3, Emag: 2}},
		{[]first{{Real: inf, Emag: 2}, {Real: 1, Emag: 5}}, first{Real: inf, Emag: 2}},
		{[]first{{Real: inf, Emag: 2}, {Real: inf, Emag: 5}}, first{Real: inf, Emag: 3.5}},
		{[]first{{Real: -inf, Emag: 2}, {Real: 1, Emag: 5}}, first{Real: 1, Emag: 5}},
		{[]first{{Real: -inf, Emag: 2}, {Real: -inf, Emag: 4}}, first{Real: -inf, Emag: 3}},
		{[]first{{Real: -inf}, {Real: -inf}}, first{Real: -inf}},
		{[]first{{Real: inf}, {Real: -inf}}, first{Real: inf}},
		{[]first{{Real: 0}, {Real: 0}}, first{Real: math.Ln2}},
	} {
		if got := dualmath.LogSumExp(c.x...); got != c.want {
			t.Errorf("LogSumExp(%v) = %v, want %v", c.x, got, c.want)
		}
	}
	if got := dualmath.LogSumExp(first{Real: inf}, first{Real: nan}); !math.IsNaN(got.Real) {
		t.Errorf("LogSumExp(+Inf, NaN) = %v, want NaN", got)
	}
	defer func() {
		if r, _ := recover().(string); !strings.Contains(r, "got no x") {
			t.Errorf("panic %q", r)
		}
	}()
	dualmath.LogSumExp[first]()
}
