package series

import (
	"math"
	"slices"
	"strings"
	"testing"
)

// TestFarOut: every rule has, up to order 8, a number for every coefficient wherever it is real, up to the largest floats, where
// squares, products and sums of coefficients overflow. What number is for [TestGolden] to say, which has the largest floats of
// both precisions for every rule of the table, and at ±Inf for [TestSpecialCases].
func TestFarOut(t *testing.T) {
	entries := slices.Concat(All(), beyond())
	for _, f := range Functions() {
		entries = append(entries, f.Entries(f.Sampled)...)
	}
	for _, e := range entries {
		for exponent := range 1025 {
			for _, a := range []float64{math.Ldexp(0.6180339887498949, exponent), -math.Ldexp(0.6180339887498949, exponent)} {
				if a < e.Lo || a > e.Hi || hasPole(e, a) {
					continue
				}
				var c [9]float64
				e.Rule(c[:], a)
				for k, v := range c {
					if v != v {
						t.Errorf("%s at %v: c[%d] is NaN", e.Name, a, k)
					}
				}
			}
		}
	}
}

// hasPole reports whether a function of the family of Γ has a pole at a.
func hasPole(e Entry, a float64) bool {
	return a < 0 && a == math.Trunc(a) && strings.Contains(strings.ToLower(e.Name), "gamma")
}

// TestGoldenFarOut: the golden values of every rule reach as far as the rule does.
func TestGoldenFarOut(t *testing.T) {
	for _, e := range All() {
		rows := readGolden(t, e.Name)
		for _, a := range []float64{math.MaxFloat64, math.MaxFloat32, -math.MaxFloat32, -math.MaxFloat64} {
			has := slices.ContainsFunc(rows, func(r goldenRow) bool { return r.point == a })
			if want := a >= e.Lo && a <= e.Hi && !hasPole(e, a); has != want {
				t.Errorf("%s: %v among the golden values is %v, want %v: see FAR_OUT in testdata/golden.py", e.Name, a, has, want)
			}
		}
	}
}

// TestFarOutByArgument looks at arguments where formulas overflow, if anywhere.
func TestFarOutByArgument(t *testing.T) {
	tests := []struct {
		name string
		rule Rule
		a    float64
		want []float64
	}{
		{"Tanh", Tanh, 1e5, []float64{1, 0, 0, 0}},
		{"Tanh", Tanh, -700, []float64{-1, 0, 0, 0}},
		{"Sigmoid", Sigmoid, 1e5, []float64{1, 0, 0, 0}},
		{"Sigmoid", Sigmoid, -1e5, []float64{0, 0, 0, 0}},
		{"Softplus", Softplus, 1e5, []float64{1e5, 1, 0, 0}},
		{"Softplus", Softplus, -1e5, []float64{0, 0, 0, 0}},
		{"LogSigmoid", LogSigmoid, 1e5, []float64{0, 0, 0, 0}},
		{"LogSigmoid", LogSigmoid, -1e5, []float64{-1e5, 1, 0, 0}},
		{"SiLU", SiLU, 1e300, []float64{1e300, 1, 0, 0}},
		{"SiLU", SiLU, -1e300, []float64{0, 0, 0, 0}},
		{"GELU", GELU, 1e300, []float64{1e300, 1, 0, 0}},
		{"GELU", GELU, -1e300, []float64{0, 0, 0, 0}},
		{"GELUTanh", GELUTanh, 1e300, []float64{1e300, 1, 0, 0}},
		{"GELUTanh", GELUTanh, -1e300, []float64{0, 0, 0, 0}},
		{"Erf", Erf, 1e300, []float64{1, 0, 0, 0}},
		{"Erfc", Erfc, -1e300, []float64{2, 0, 0, 0}},
		{"Atan", Atan, 1e200, []float64{math.Pi / 2, 0, 0, 0}},
		{"Asinh", Asinh, 1e200, []float64{math.Asinh(1e200), 1e-200, 0, 0}},
		{"Acosh", Acosh, 1e200, []float64{math.Acosh(1e200), 1e-200, 0, 0}},
		{"ELU(1)", func(c []float64, a float64) { ELU(c, a, 1) }, -1e300, []float64{-1, 0, 0, 0}},
		{"LeakyReLU(0)", func(c []float64, a float64) { LeakyReLU(c, a, 0) }, math.Inf(-1), []float64{0, 0, 0}},
		{"Sinh", Sinh, 1000, []float64{math.Inf(1), math.Inf(1), math.Inf(1), math.Inf(1)}},
		{"Cosh", Cosh, -1000, []float64{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}},
		{"Lgamma", Lgamma, 1e300, []float64{6.897755278982137e302, 690.7755278982137, 0.5e-300, 0}},
	}
	for _, test := range tests {
		c := make([]float64, len(test.want))
		test.rule(c, test.a)
		for k, want := range test.want {
			if !alike(c[k], want, false) {
				t.Errorf("%s at %v: c[%d] = %v, want %v", test.name, test.a, k, c[k], want)
			}
		}
	}
}

// TestPowAtInfinity: coefficient k of xᵖ is binomial(p, k)·xᵖ⁻ᵏ, which is 0 at infinity for p < k, infinite for p > k unless
// the binomial is 0, and 1 for p = k.
func TestPowAtInfinity(t *testing.T) {
	for _, p := range []float64{1, 2, 3, 7, -1, -2, 20, 0.5, 2.5, 100.5, 1. / 3, 0.1, -1.7, 1e-8, 1e-16} {
		for _, a := range []float64{math.Inf(1), math.Inf(-1)} {
			if a < 0 && p != math.Trunc(p) {
				continue
			}
			var c [9]float64
			Pow(c[:], a, p)
			for k, got := range c {
				want := 0.
				switch q := p - float64(k); {
				case q > 0:
					want = math.Inf(1) // all factors p, p-1, … are positive
					if a < 0 && math.Mod(q, 2) != 0 {
						want = -want
					}
				case q == 0:
					want = 1
				}
				if got != want {
					t.Errorf("%v to the %v: c[%d] = %v, want %v", a, p, k, got, want)
				}
			}
		}
	}
}
