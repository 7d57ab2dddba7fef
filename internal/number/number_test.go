package number

import (
	"math"
	"testing"
)

func TestOrder(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		x, y []float64
		want float64
	}{
		{[]float64{1, 0}, []float64{0, 9}, 1},
		{[]float64{0, -1}, []float64{0, 0}, -1},
		{[]float64{0, 0}, []float64{math.Copysign(0, -1), 0}, 0},
		{[]float64{1, nan}, []float64{0, 0}, 1},
		{[]float64{0, nan}, []float64{0, 0}, nan},
	} {
		got := Compare(test.x, test.y)
		if got != test.want && !(got != got && test.want != test.want) {
			t.Errorf("Compare(%v, %v) = %v, want %v", test.x, test.y, got, test.want)
		}
		if zero := []float64{0, 0}; Compare(test.y, zero) == 0 {
			if sign := Sign(test.x...); sign != test.want && !(sign != sign && test.want != test.want) {
				t.Errorf("Sign(%v) = %v, want %v", test.x, sign, test.want)
			}
		}
	}
}

func TestDirection(t *testing.T) {
	inf := math.Inf(1)
	for _, test := range []struct{ x, y, u, v float64 }{
		{3, -4, 0.6, -0.8},
		{3e-320, 4e-320, 0.6, 0.8},
		{3e307, 4e307, 0.6, 0.8},
		{-inf, 5, -1, 0},
		{0, 0, 0, 0},
	} {
		u, v := Direction([]float64{0, test.x}, []float64{0, test.y})
		if math.Abs(u-test.u) > 1e-3 || math.Abs(v-test.v) > 1e-3 {
			t.Errorf("Direction(%v, %v) = %v, %v, want %v, %v", test.x, test.y, u, v, test.u, test.v)
		}
	}
}

func TestMulDiv(t *testing.T) {
	for _, test := range []struct{ p, q, h, want float64 }{
		{3, 4, 8, 1.5},
		{0, 1e300, 1e-300, 0},
		{1e-200, -1e-200, 1e-300, -1e-100},
		{1e200, 1e200, 1e300, 1e100},
		{1e-200, 1e200, 5e-324, math.Inf(1)},
		{0x1p-600, 0x1p-600, 0x1p-1074, 0x1p-126},
	} {
		if got := MulDiv(test.p, test.q, test.h); math.Abs(got/test.want-1) > 1e-15 && got != test.want {
			t.Errorf("MulDiv(%v, %v, %v) = %v, want %v", test.p, test.q, test.h, got, test.want)
		}
	}
}
