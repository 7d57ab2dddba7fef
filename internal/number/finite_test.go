package number

import (
	"math"
	"testing"
)

func TestFinite(t *testing.T) {
	for _, x := range []float64{0, math.Copysign(0, -1), math.SmallestNonzeroFloat64, math.MaxFloat64, -math.MaxFloat64} {
		if !Finite(x) {
			t.Errorf("Finite(%v) = false", x)
		}
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		if Finite(x) {
			t.Errorf("Finite(%v) = true", x)
		}
		if got := IndexNonFinite([]float32{1, float32(x), float32(x)}); got != 1 {
			t.Errorf("IndexNonFinite(1, %v, %v) = %d, want 1", x, x, got)
		}
	}
	if got := IndexNonFinite([]float64{0, -math.MaxFloat64}); got != -1 {
		t.Errorf("IndexNonFinite of finite numbers = %d, want -1", got)
	}
}

// TestFiniteOfProduct: that a product is finite does not depend on how it is rounded. It fails only where the compiler fuses.
func TestFiniteOfProduct(t *testing.T) {
	for _, x := range []float64{1e-100, 0.1, 1e100} {
		for _, y := range []float64{1e-9, 0.7} {
			if !Finite(x * y) {
				t.Errorf("%v·%v is not finite", x, y)
			}
		}
	}
}
