package train

import (
	"math"
	"testing"
)

// TestRelativeL2 compares with ratios worked out by hand, up to the ends of the range of the numbers.
func TestRelativeL2(t *testing.T) {
	const largest = math.MaxFloat64
	for _, c := range []struct {
		got, want []float64
		error     float64
	}{
		{[]float64{3, 4.5}, []float64{3, 4}, 0.1},
		{[]float64{1e200}, []float64{2e200}, 0.5},
		{[]float64{1e-200}, []float64{2e-200}, 0.5},
		{[]float64{5e-324}, []float64{1e-323}, 0.5},
		{[]float64{largest, -largest}, []float64{-largest, -largest}, math.Sqrt2},
		{[]float64{3e200, 4e-200}, []float64{0, 4e-200}, math.Inf(1)},
		{[]float64{3e100, 4}, []float64{0, 1e-200}, 3e300},
		{[]float64{1, 2}, []float64{1, 2}, 0},
		{[]float64{1, 2}, []float64{0, 0}, math.Inf(1)},
		{[]float64{0, 0}, []float64{0, 0}, math.NaN()},
		{[]float64{1, math.NaN()}, []float64{1, 2}, math.NaN()},
		{[]float64{1, math.Inf(1)}, []float64{1, 2}, math.Inf(1)},
	} {
		got := RelativeL2(c.got, c.want)
		if got != c.error && !(math.Abs(got-c.error) <= 1e-15*c.error) && !(math.IsNaN(got) && math.IsNaN(c.error)) {
			t.Errorf("RelativeL2(%v, %v) = %v, want %v", c.got, c.want, got, c.error)
		}
	}
	if got := RelativeL2([]float32{1e-30}, []float32{2e-30}); got != 0.5 {
		t.Errorf("in single precision %v, want 0.5", got)
	}
}
