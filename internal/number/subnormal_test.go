package number_test

import (
	"math"
	"testing"

	"example.com/sobolev/internal/number"
)

// TestSubnormal compares with 50-digit values (mpmath) below the normal numbers, and with package math everywhere else.
func TestSubnormal(t *testing.T) {
	for _, c := range []struct{ x, log, pow, power7, y0 float64 }{
		{1e-320, -736.8272408909739, 0.4786300869941073, 1.000007793045834e+224, -469.15259466535355},
		{5e-324, -744.4400719213812, 0.475000191437443, 2.0622947689510522e+226, -473.9990734230043},
		{2.2250738585072009e-308, -708.3964185322641, 0.4924332214477753, 2.274358373198519e+215, -451.0529710071285},
		{1e-310, -713.8013788281542, 0.4897788193684462, 9.999999999999704e+216, -454.4938756003539},
	} {
		near := func(name string, got, want, bound float64) {
			t.Helper()
			if math.Abs(got-want) > bound*math.Abs(want) {
				t.Errorf("%s at %g: got %v, want %v", name, c.x, got, want)
			}
		}
		near("Log", number.Log(c.x), c.log, 3e-16)
		near("Log10", number.Log10(c.x), c.log/math.Ln10, 4e-16)
		near("Lgamma", number.Lgamma(c.x), -c.log, 3e-16)
		near("Lgamma", number.Lgamma(-c.x), -c.log, 3e-16)
		near("Y0", number.Y0(c.x), c.y0, 5e-16)
		near("Pow 0.001", number.Pow(c.x, 1e-3), c.pow, 1e-14)
		near("Pow -0.7", number.Pow(c.x, -0.7), c.power7, 1e-13) // math's own error
		near("Pow 3", number.Pow(c.x, 3), 0, 0)
		near("Pow -0.5", number.Pow(c.x, -0.5), 1/math.Sqrt(c.x), 5e-16)
	}
	inf := math.Inf(1)
	for _, x := range []float64{0x1p-1022, 0x1p-1021, 1e-300, 0.3, 1, 7, 1e300, inf, 0, math.Copysign(0, -1), -1e-320, -0.5, -2, -inf, math.NaN()} {
		same := func(name string, got, want float64) {
			t.Helper()
			if math.Float64bits(got) != math.Float64bits(want) && (got == got || want == want) {
				t.Errorf("%s at %g: got %v, want %v as in math", name, x, got, want)
			}
		}
		same("Log", number.Log(x), math.Log(x))
		same("Log10", number.Log10(x), math.Log10(x))
		same("Y0", number.Y0(x), math.Y0(x))
		if x != -1e-320 { // which TestSubnormal has above
			lgamma, _ := math.Lgamma(x)
			same("Lgamma", number.Lgamma(x), lgamma)
		}
		for _, y := range []float64{0.001, -0.7, 3, -2, 0, inf, math.NaN()} {
			same("Pow", number.Pow(x, y), math.Pow(x, y))
		}
	}
}
