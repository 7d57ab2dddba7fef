package series

import (
	"math"
	"math/rand/v2"
	"testing"
)

// mathFunctions pairs every rule whose function package math has with that function.
var mathFunctions = []struct {
	name string
	rule Rule
	f    func(float64) float64
}{
	{"Exp", Exp, math.Exp},
	{"Expm1", Expm1, math.Expm1},
	{"Exp2", Exp2, math.Exp2},
	{"Log", Log, math.Log},
	{"Log1p", Log1p, math.Log1p},
	{"Log2", Log2, math.Log2},
	{"Log10", Log10, math.Log10},
	{"Sqrt", Sqrt, math.Sqrt},
	{"Cbrt", Cbrt, math.Cbrt},
	{"Pow(3)", func(c []float64, a float64) { Pow(c, a, 3) }, func(x float64) float64 { return math.Pow(x, 3) }},
	{"Pow(-2.5)", func(c []float64, a float64) { Pow(c, a, -2.5) }, func(x float64) float64 { return math.Pow(x, -2.5) }},
	{"Sin", Sin, math.Sin},
	{"Cos", Cos, math.Cos},
	{"Tan", Tan, math.Tan},
	{"Asin", Asin, math.Asin},
	{"Acos", Acos, math.Acos},
	{"Atan", Atan, math.Atan},
	{"Sinh", Sinh, math.Sinh},
	{"Cosh", Cosh, math.Cosh},
	{"Tanh", Tanh, math.Tanh},
	{"Asinh", Asinh, math.Asinh},
	{"Acosh", Acosh, math.Acosh},
	{"Atanh", Atanh, math.Atanh},
	{"Erf", Erf, math.Erf},
	{"Erfc", Erfc, math.Erfc},
	{"Lgamma", Lgamma, func(x float64) float64 { y, _ := math.Lgamma(x); return y }},
	{"Abs", Abs, math.Abs},
}

// TestValueIsMaths holds c[0] to the bits of package math, for every number of coefficients. Some rules evaluate a formula
// of package math themselves, to share its exponential with the derivatives; a change there would show here.
func TestValueIsMaths(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), 1, -1, math.Inf(1), math.Inf(-1), math.NaN(), 5e-324, -5e-324, 0.5, -0.5,
		0.625, -0.625, math.Nextafter(0.625, 0), 21, math.Nextafter(21, 22), -21, 44, 44.1, 44.014845965556525, 22, 709.5, -709.5,
		710, 710.4, -745, 1e300, -1e300, math.Nextafter(0.5, 1), math.Nextafter(0.5, 0), 1 - 0x1p-53, 1 + 0x1p-52}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, m := range mathFunctions {
		check := func(a float64) {
			t.Helper()
			want := m.f(a)
			var c [4]float64
			for n := 1; n <= len(c); n++ {
				m.rule(c[:n], a)
				if got := c[0]; math.Float64bits(got) != math.Float64bits(want) && !(math.IsNaN(got) && math.IsNaN(want)) {
					t.Errorf("%s at %v with %d coefficients: %v, package math has %v", m.name, a, n, got, want)
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
