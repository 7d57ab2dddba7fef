package series

import "testing"

// TestNoAllocations: the rules without a method of their own work on the stack of their caller, up to order 8.
func TestNoAllocations(t *testing.T) {
	var sum float64
	allocs := testing.AllocsPerRun(10, func() {
		var c [9]float64
		for _, a := range []float64{-3, -1, 0.01, 0.3, 0.9, 2.5} {
			NormalCDF(c[:], a)
			NormalPDF(c[:], a)
			LogNormalCDF(c[:], a)
			NormalQuantile(c[:], a)
			Log1mExp(c[:], a)
			Gamma(c[:], a)
			sum += c[0]
		}
	})
	if allocs != 0 {
		t.Errorf("%v allocations, want 0 (%v)", allocs, sum)
	}
}
