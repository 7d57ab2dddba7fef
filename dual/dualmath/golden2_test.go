package dualmath_test

import (
	"math"
	"path/filepath"
	"testing"

	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/internal/golden"
	"example.com/sobolev/jet"
)

// TestGoldenOfTwo compares all derivatives to order 4 of the functions of two variables with 50 digits of mpmath.
func TestGoldenOfTwo(t *testing.T) {
	for _, c := range []struct {
		name string
		f    func(a, b taylor) taylor
		// Relative errors that are allowed by the total order; the larger ones are those of derivatives near a zero.
		limits [5]float64
	}{
		{"GammaP", dualmath.GammaP[taylor], [5]float64{3e-14, 3e-14, 3e-14, 2e-11, 5e-12}},
		{"GammaQ", dualmath.GammaQ[taylor], [5]float64{3e-14, 3e-14, 3e-14, 2e-11, 5e-12}},
		{"LogBeta", dualmath.LogBeta[taylor], [5]float64{1e-15, 1e-15, 1e-14, 2e-14, 3e-12}}, // the value relative to 1 at least
	} {
		t.Run(c.name, func(t *testing.T) {
			alg := jet.Full(2, 4)
			var worst [5]float64
			for _, fields := range golden.Rows(t, filepath.Join("testdata", "two", c.name+".tsv"), 40) {
				a, b, want := golden.Float(t, fields[0]), golden.Float(t, fields[1]), golden.Floats(t, fields[2:])
				y := c.f(jet.Variable(alg, a, 0), jet.Variable(alg, b, 1))
				for k, w := range want {
					got, d := y.Coefficient(k), alg.Degree(k)
					if got == w || math.Abs(w) < 1e-290 && math.Abs(got) < 1e-290 {
						continue
					}
					e := math.Abs(got-w) / math.Abs(w)
					if c.name == "LogBeta" && k == 0 {
						e = math.Abs(got-w) / max(1, math.Abs(w))
					}
					worst[d] = max(worst[d], e)
					if !(e <= c.limits[d]) {
						t.Errorf("at (%v, %v), coefficient %v: got %.17g, want %.17g, error %.2g", a, b, alg.Exponents(k), got, w, e)
					}
				}
			}
			t.Logf("worst errors of orders 0 to 4: %.1e", worst)
		})
	}
}
