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
