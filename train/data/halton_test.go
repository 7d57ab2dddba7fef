package data

import (
	"slices"
	"testing"
)

// TestRadicalInverse checks scrambled radical inverses by hand: r = r₀ + r₁·b + … goes to Σ π(rᵢ)·b⁻⁽ⁱ⁺¹⁾, and the digits
// beyond the last permutation add their share.
func TestRadicalInverse(t *testing.T) {
	for _, c := range []struct {
		s    scrambled
		want []float64 // of r = 0, 1, 2, …
	}{
		{scrambled{2, [][]int{{0, 1}, {0, 1}}, 0}, []float64{0, 1. / 2, 1. / 4, 3. / 4}},
		{scrambled{2, [][]int{{0, 1}, {0, 1}}, 0.5}, []float64{1. / 8, 5. / 8, 3. / 8, 7. / 8}},
		{scrambled{2, [][]int{{1, 0}, {0, 1}}, 0.25}, []float64{9. / 16, 1. / 16, 13. / 16, 5. / 16}},
		{scrambled{4, [][]int{{2, 0, 3, 1}}, 0.5}, []float64{5. / 8, 1. / 8, 7. / 8, 3. / 8}},
		{scrambled{2, [][]int{{1, 0}}, 1}, []float64{1 - 0x1p-53, 1. / 2}}, // less than 1
	} {
		var got []float64
		for r := range c.want {
			got = append(got, c.s.inverse(r))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.s, got, c.want)
		}
	}
}
