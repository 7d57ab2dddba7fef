package mgh

import (
	"math"
	"testing"
)

// TestStart compares the sums of squares at the starting points with values published elsewhere or easily worked out.
func TestStart(t *testing.T) {
	want := map[string]float64{"Rosenbrock": 24.2, "Freudenstein and Roth": 400.5, "Beale": 14.203125, "helical valley": 2500,
		"Powell singular": 215, "Wood": 19192, "Brown and Dennis": 7926693.336997432, "Jennrich and Sampson": 4171.306195,
		"Brown badly scaled": 999998000003, "Bard": 41.68169586, "Meyer": 1693607895.0, "Watson": 30, "Powell badly scaled": 1.1352619717378877}
	for _, p := range All() {
		grad := make([]float64, len(p.Start))
		got := p.Gradient(grad, p.Start)
		if w, ok := want[p.Name]; ok && math.Abs(got-w) > 1e-6*w {
			t.Errorf("%s: %.10g, want %.10g", p.Name, got, w)
		}
	}
}
