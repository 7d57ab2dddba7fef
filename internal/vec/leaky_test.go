package vec

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestLeakyReLUOfFloat32 compares the kernels for float32, whole vectors and what is left over, with the definition.
func TestLeakyReLUOfFloat32(t *testing.T) {
	z := make([]float32, 37)
	for i := range z {
		z[i] = float32(i%9-4) / 2
	}
	z[5], z[20], z[36] = float32(math.NaN()), float32(math.Inf(1)), float32(math.Inf(-1))
	y, slope, zero := make([]float32, len(z)), make([]float32, len(z)), make([]float32, len(z))
	for i, v := range z {
		switch {
		case v > 0:
			y[i], slope[i] = v, 1
		case v < 0:
			y[i], slope[i] = v/4, 0.25
		case v != v:
			y[i], slope[i] = v, v
		}
	}
	zero[5] = z[5]
	want := [4][]float32{y, slope, zero, zero}
	forEachLevel(t, func(t *testing.T) {
		got := evaluate(func(y, d1, d2, d3, z []float32) { LeakyReLUJet(y, d1, d2, d3, z, 0.25) }, z)
		if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
			t.Errorf("derivatives 0 to 3 (-want +got):\n%s", diff)
		}
	})
}
