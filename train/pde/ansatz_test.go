package pde

import (
	"slices"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// TestAnsatzParts checks that an ansatz without a factor has the constant 1 for it, and one without an offset the constant 0.
func TestAnsatzParts(t *testing.T) {
	alg := jet.Full(1, 2)
	square := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]) }
	for _, c := range []struct {
		ansatz         Ansatz
		offset, factor []float64
	}{
		{Ansatz{}, []float64{0, 0, 0}, []float64{1, 0, 0}},
		{Ansatz{Offset: square}, []float64{9, 6, 1}, []float64{1, 0, 0}},
		{Ansatz{Factor: square}, []float64{0, 0, 0}, []float64{9, 6, 1}},
	} {
		offset, factor := newAnsatzJets(&c.ansatz, alg, data.Points[float64]{Dim: 1, X: []float64{3}}).at(0)
		if !slices.Equal(offset, c.offset) || !slices.Equal(factor, c.factor) {
			t.Errorf("offset %v and factor %v, want %v and %v", offset, factor, c.offset, c.factor)
		}
	}
}
