package jet

import (
	"math"
	"testing"

	"example.com/sobolev/internal/golden"
)

// TestHypotGolden holds the derivatives of hypot to second order against values of 50 digits, from 1e-300 to 1e300 and
// where the textbook formula cancels.
func TestHypotGolden(t *testing.T) {
	factors := []float64{1, 1, 2, 1, 2} // derivatives of Taylor coefficients, in the order of Full(2, 2)
	rows := 0
	for _, fields := range golden.Rows(t, "../testdata/pairs.tsv", 100) {
		if fields[0] != "Hypot" || fields[1] != "64" {
			continue
		}
		rows++
		x, y := golden.Float(t, fields[2]), golden.Float(t, fields[3])
		a := Full(2, 2)
		got := Variable(a, x, 0).Hypot(Variable(a, y, 1))
		for k, want := range golden.Floats(t, fields[4:]) {
			if g := got.c[k+1] * factors[k]; !(g == want || math.Abs(g-want) <= 16*0x1p-52*max(math.Abs(want), 0x1p-1022)) {
				t.Errorf("hypot(%v, %v): component %d is %v, want %v", x, y, k+1, g, want)
			}
		}
	}
	if rows < 100 {
		t.Errorf("%d rows of golden values, want at least 100", rows)
	}
}

// hypot(x, 1) at x = 1e4 along x: the coefficients to order 6 from mpmath, taylor(lambda x: sqrt(x*x+1), 10**4, 6).
func TestHypotFarOutAtHighOrder(t *testing.T) {
	x := Variable(Taylor(6), 1e4, 0)
	got := x.Hypot(x.Lift(1))
	for k, want := range hypotFarOut {
		if math.Abs(got.c[k]-want) > 1e-14*math.Abs(want) {
			t.Errorf("coefficient %d is %v, want %v", k, got.c[k], want)
		}
	}
}

var hypotFarOut = []float64{
	10000.000049999999875, 0.9999999950000000375, 4.9999999250000009375e-13, -4.9999998750000021875e-17,
	4.999999812500004375e-21, -4.999999737500007875e-25, 4.999999650000013125e-29,
}

// (−1.5)^(2 + ε₂) has no derivative in y, and the derivative −3 in x all the same.
func TestPowOfNegativeBaseWithALiveExponent(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		a    *Algebra
		want []float64
	}{
		{Full(2, 1), []float64{2.25, -3, nan}},
		{Dual(2), []float64{2.25, -3, nan}},
		{HyperDual(), []float64{2.25, -3, nan, nan}},
		{Full(2, 2), []float64{2.25, -3, nan, 1, nan, nan}},
	} {
		got := Variable(test.a, -1.5, 0).Pow(Variable(test.a, 2.0, 1))
		for k, want := range test.want {
			if g := got.c[k]; g != want && !(math.IsNaN(g) && math.IsNaN(want)) {
				t.Errorf("%v: %v, want %v", test.a, got, test.want)
				break
			}
		}
	}
}
