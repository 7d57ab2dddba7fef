package series

import "testing"

// TestNoAllocation runs every rule on the caller's memory, at low and high order, where it is smooth and at its edges.
func TestNoAllocation(t *testing.T) {
	c := make([]float64, 100)
	for _, e := range All() {
		for _, n := range []int{1, 2, 3, 9, 33, 100} {
			for _, a := range []float64{0.3, 0, 1, -1, -2.5, 30, -800} {
				if allocs := testing.AllocsPerRun(5, func() { e.Rule(c[:n], a) }); allocs != 0 {
					t.Errorf("%s at %v with %d coefficients: %v allocations, want 0", e.Name, a, n, allocs)
				}
			}
		}
	}
}
