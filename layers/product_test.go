package layers

import (
	"slices"
	"testing"
)

// TestProductPacksOnce checks that the copy of the weights, which costs as much as some rows of a product, is made once for
// all products between two calls of prepare, and anew after the second.
func TestProductPacksOnce(t *testing.T) {
	const rows = 8
	p := product[float64]{in: 3, out: 2}
	w, y := []float64{1, 2, 3, 4, 5, 6}, make([]float64, rows*p.out)
	for i := range y {
		y[i] = float64(i + 1)
	}
	backward := func() []float64 {
		x := make([]float64, rows*p.in)
		p.backward(x, y, rows)
		return x
	}
	p.prepare(w, rows)
	first := backward()
	w[0] = 100
	if again := backward(); !slices.Equal(again, first) {
		t.Errorf("a second product has other weights than the first: %v, then %v", first, again)
	}
	p.prepare(w, rows)
	if after := backward(); after[0] != 100*y[0]+2*y[1] {
		t.Errorf("after prepare the first element is %v, want %v", after[0], 100*y[0]+2*y[1])
	}
}
