package dualmath_test

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
)

// TestSubnormalArguments: what goes through a logarithm is right below the normal numbers too, for numbers of every type. The
// values are those of mpmath to 50 digits, at 1e-320 and at the smallest number that there is.
func TestSubnormalArguments(t *testing.T) {
	testSubnormal(t, "Real", func(x float64) dual.Real[float64] { return dual.Real[float64]{Real: x} })
	testSubnormal(t, "Number", dual.Variable[float64])
	testSubnormal(t, "Nested", func(x float64) dual.Nested[dual.Number[float64]] {
		return dual.Nested[dual.Number[float64]]{Real: dual.Variable(x)}
	})
	testSubnormal(t, "hyperdual.Number", func(x float64) hyperdual.Number[float64] {
		return hyperdual.Number[float64]{Real: x, E1mag: 1, E2mag: 1}
	})
	testSubnormal(t, "jet.Number", func(x float64) jet.Number[float64] { return jet.Variable(jet.Taylor(3), x, 0) })
}

func testSubnormal[T dual.Scalar[T]](t *testing.T, name string, number func(float64) T) {
	t.Helper()
	tiny, least := number(1e-320), number(math.SmallestNonzeroFloat64)
	for _, c := range []struct {
		function        string
		f               func(x T) T
		atTiny, atLeast float64
	}{
		{"Log", T.Log, -736.8272408909739, -744.4400719213812},
		{"Log2", T.Log2, -1063.0170064253057, -1074},
		{"Log10", T.Log10, -320.000004834948, -323.3062153431158},
		{"Lgamma", T.Lgamma, 736.8272408909739, 744.4400719213812},
		{"PowReal", func(x T) T { return x.PowReal(1e-3) }, 0.4786300869941073, 0.475000191437443},
		{"PowReal", func(x T) T { return x.PowReal(-0.7) }, 1.000007793045834e+224, 2.0622947689510522e+226},
		{"Pow", func(x T) T { return x.Pow(number(1e-3)) }, 0.4786300869941073, 0.475000191437443},
		{"NormalQuantile", dualmath.NormalQuantile[T], -38.26912534303265, -38.467405617144344},
		{"GammaP", func(x T) T { return dualmath.GammaP(x.Lift(0.001), x) }, 0.47890604583501106, 0.4752740574266902},
		{"GammaP, a moving too", func(x T) T { return dualmath.GammaP(number(0.001), x) }, 0.47890604583501106, 0.4752740574266902},
		{"GammaQ", func(x T) T { return dualmath.GammaQ(number(0.001), x) }, 1 - 0.47890604583501106, 1 - 0.4752740574266902},
		{"LogBeta", func(x T) T { return dualmath.LogBeta(x, x.Lift(1)) }, 736.8272408909739, 744.4400719213812},
		{"BesselY", func(x T) T { return dualmath.BesselY(0, x) }, -469.15259466535355, -473.9990734230043},
		{"BesselK", func(x T) T { return dualmath.BesselK(0, x) }, 736.9431724066324, 744.5560034370396},
		{"Log1mExp", func(x T) T { return dualmath.Log1mExp(x.Neg()) }, -736.8272408909739, -744.4400719213812},
	} {
		for x, pair := range map[string][2]float64{"1e-320": {c.f(tiny).Value(), c.atTiny}, "5e-324": {c.f(least).Value(), c.atLeast}} {
			if got, want := pair[0], pair[1]; !(math.Abs(got-want) <= 1e-13*math.Abs(want)) {
				t.Errorf("%s: %s(%s) = %v, want %v", name, c.function, x, got, want)
			}
		}
	}
}

// TestTinyIncompleteGamma: where a high derivative in x leaves the range of floats, those below it do not: P(1/2, x) = erf √x
// is 2·√(x/π) there, and Q is 1 less that.
func TestTinyIncompleteGamma(t *testing.T) {
	const x = 1e-150
	root := math.Sqrt(x / math.Pi)
	for sign, f := range map[float64]func(a, x jet.Number[float64]) jet.Number[float64]{
		1: dualmath.GammaP[jet.Number[float64]], -1: dualmath.GammaQ[jet.Number[float64]],
	} {
		v := jet.Variable(jet.Taylor(3), x, 0)
		y := f(v.Lift(0.5), v)
		near(t, "value", y.Coefficient(0)/(2*root*sign+(1-sign)/2), 1, 1e-14)
		near(t, "slope", y.Coefficient(1)*x/(sign*root), 1, 1e-14)
		near(t, "curvature", y.Coefficient(2)*x*x/(-sign*root/4), 1, 1e-14)
	}
}
