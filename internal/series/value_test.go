package series

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestValueIsMaths holds c[0] to the bits of package math, for every number of coefficients. Some rules evaluate a formula
// of package math themselves, to share its exponential with the derivatives; a change there would show here.
func TestValueIsMaths(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, -5e-324, 0.5, -0.5,
		0.625, -0.625, math.Nextafter(0.625, 0), 21, math.Nextafter(21, 22), -21, 44, 44.1, 44.014845965556525, 22, 709.5, -709.5,
		710, 710.4, -745, 1e300, -1e300, math.Nextafter(0.5, 1), math.Nextafter(0.5, 0), 1 - 0x1p-53, 1 + 0x1p-52}
	rng := rand.New(rand.NewPCG(1, 2))
	pow := Functions()[slices.IndexFunc(Functions(), func(f Function) bool { return f.Name == "Pow" })]
	entries := slices.DeleteFunc(All(), func(e Entry) bool { return e.Math == nil })
	for _, e := range append(entries, pow.With(-2.5)) {
		check := func(a float64) {
			t.Helper()
			want := e.Math(a)
			var c [4]float64
			for n := 1; n <= len(c); n++ {
				e.Rule(c[:n], a)
				if got := c[0]; math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Errorf("%s at %v with %d coefficients: %v, package math has %v", e.Name, a, n, got, want)
				}
			}
		}
		for _, a := range special {
			check(a)
		}
		for range 5000 {
			check(rng.NormFloat64() * 2)
			check(rng.Float64()*100 - 50)
			check(math.Float64frombits(rng.Uint64())) // every exponent
		}
	}
}
