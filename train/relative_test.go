package train

import (
	"math"
	"testing"
)

func TestRelativeL2(t *testing.T) {
	if got := RelativeL2([]float64{3, 4.5}, []float64{3, 4}); math.Abs(got-0.1) > 1e-15 {
		t.Errorf("got %v, want 0.1", got)
	}
}
