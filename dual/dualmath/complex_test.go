package dualmath_test

import (
	"math"
	"math/cmplx"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/jet"
)

type complexTaylor = dualmath.Complex[taylor]

// complexFunctions are functions with the coefficients of their Taylor series at a point z, w a constant exponent.
var complexFunctions = map[string]struct {
	f      func(z complexTaylor) complexTaylor
	series func(c []complex128, z complex128)
}{
	"Exp": {complexTaylor.Exp, func(c []complex128, z complex128) {
		f := cmplx.Exp(z)
		for k := range c {
			c[k] = f / complex(math.Gamma(float64(k+1)), 0)
		}
	}},
	"Log": {complexTaylor.Log, func(c []complex128, z complex128) {
		c[0] = cmplx.Log(z)
		for k := 1; k < len(c); k++ {
			c[k] = -cmplx.Pow(-1/z, complex(float64(k), 0)) / complex(float64(k), 0)
		}
	}},
	"Sqrt": {complexTaylor.Sqrt, func(c []complex128, z complex128) { binomialSeries(c, z, 0.5, cmplx.Sqrt(z)) }},
	"Inv":  {complexTaylor.Inv, func(c []complex128, z complex128) { binomialSeries(c, z, -1, 1/z) }},
	"Pow": {func(z complexTaylor) complexTaylor { return z.Pow(z.Lift(0.3 - 1.2i)) },
		func(c []complex128, z complex128) { binomialSeries(c, z, 0.3-1.2i, cmplx.Pow(z, 0.3-1.2i)) }},
	"Mul": {func(z complexTaylor) complexTaylor { return z.Mul(z) }, func(c []complex128, z complex128) {
		copy(c, []complex128{z * z, 2 * z, 1})
	}},
	"Div": {func(z complexTaylor) complexTaylor { return z.Shift(2 - 1i).Div(z) }, func(c []complex128, z complex128) {
		binomialSeries(c, z, -1, 1/z)
		for k := range c {
			c[k] *= 2 - 1i
		}
		c[0]++
	}},
}

// binomialSeries writes the coefficients of zᵖ, whose value is f.
func binomialSeries(c []complex128, z, p, f complex128) {
	for k := range c {
		c[k] = f
		f *= (p - complex(float64(k), 0)) / complex(float64(k+1), 0) / z
	}
}

// TestComplexFunctions compares all derivatives to order 6 along a line through the plane with the functions' Taylor
// series.
func TestComplexFunctions(t *testing.T) {
	const K = 6
	along := 0.6 + 0.8i
	points := []complex128{1, 1i, -1i, -2 + 0.5i, -2 - 0.5i, 3 - 4i, 0.3 + 0.1i, 1.0001 + 0.0001i, -0.7, 20 + 3i}
	for name, c := range complexFunctions {
		for _, z := range points {
			alg := jet.Taylor(K)
			x := jet.Variable(alg, 0., 0)
			got := c.f(complexTaylor{x.Scale(real(along)).Shift(real(z)), x.Scale(imag(along)).Shift(imag(z))})
			want := make([]complex128, K+1)
			c.series(want, z)
			for k, w := range want {
				w *= cmplx.Pow(along, complex(float64(k), 0))
				g := complex(got.Re.Coefficient(k), got.Im.Coefficient(k))
				if cmplx.Abs(g-w) > 2e-14*max(cmplx.Abs(w), 1e-2) {
					t.Errorf("%s at %v, coefficient %d: got %v, want %v", name, z, k, g, w)
				}
			}
		}
	}
}

// TestComplexRange: quotients and roots of finite numbers do not overflow on the way, and a logarithm next to the unit
// circle keeps its digits.
func TestComplexRange(t *testing.T) {
	at := func(z complex128) dualmath.Complex[first] {
		return dualmath.Complex[first]{Re: dual.Variable(real(z)), Im: dual.Constant(imag(z))}
	}
	for _, z := range []complex128{3e200 + 4e200i, 3e-200 - 4e-200i, -1e308 + 1e308i, 5e-324i, -4e-310} {
		if got := at(z).Div(at(z)); cmplx.Abs(got.Value()-1) > 1e-15 || math.Abs(got.Re.Emag) > 1e-10 {
			t.Errorf("z/z at %v: got %v, want 1 with slope 0", z, got)
		}
		want := cmplx.Sqrt(z)
		if z == 5e-324i { // package cmplx says 0
			want = complex(math.Ldexp(math.Sqrt(0.5), -537), math.Ldexp(math.Sqrt(0.5), -537))
		}
		if got := at(z).Sqrt().Value(); cmplx.Abs(got-want) > 1e-15*cmplx.Abs(want) {
			t.Errorf("√ of %v: got %v, want %v", z, got, want)
		}
	}
	// ln|z| = x²/2 − … next to i.
	if got := at(1e-10 + 1i).Log().Re; math.Abs(got.Real-5e-21) > 1e-35 || math.Abs(got.Emag-1e-10) > 1e-24 {
		t.Errorf("ln|10⁻¹⁰+i|: got %v, want (5e-21+1e-10ϵ)", got)
	}
}

// TestComplexSigns: the cut of the principal branch belongs to the side of the sign of a zero Im.
func TestComplexSigns(t *testing.T) {
	for _, im := range []float64{0, math.Copysign(0, -1)} {
		z := dualmath.Complex[first]{Re: dual.Variable(-4.), Im: dual.Constant(im)}
		side := math.Copysign(1, im)
		if got := z.Sqrt(); got.Value() != complex(0, 2*side) || got.Im.Emag != -0.25*side {
			t.Errorf("√(−4%+gi): got %v, want %gi with slope %g", im, got, 2*side, -0.25*side)
		}
		if got := z.Arg(); got.Real != math.Pi*side {
			t.Errorf("arg(−4%+gi): got %v, want %g", im, got, math.Pi*side)
		}
	}
}

// TestComplexZero: where there is no derivative it is NaN, and a constant stays one.
func TestComplexZero(t *testing.T) {
	zero := dualmath.FromReal(dual.Constant(0.))
	variable := dualmath.FromReal(dual.Variable(0.))
	if got := zero.Sqrt(); got != zero {
		t.Errorf("√0: got %v, want 0", got)
	}
	if got := variable.Sqrt(); got.Value() != 0 || !math.IsNaN(got.Re.Emag) || !math.IsNaN(got.Im.Emag) {
		t.Errorf("√(0+ϵ): got %v, want 0 with NaN slopes", got)
	}
	if got := zero.Pow(zero); got != zero.Lift(1) {
		t.Errorf("0⁰: got %v, want 1", got)
	}
	if got := zero.Pow(variable.Shift(2)); got.Value() != 0 || !math.IsNaN(got.Re.Emag) {
		t.Errorf("0^(2+ϵ): got %v, want 0 with a NaN slope", got)
	}
}

// TestComplexParts: what only rearranges parts.
func TestComplexParts(t *testing.T) {
	z := dualmath.Complex[first]{Re: dual.Variable(3.), Im: dual.Constant(4.)}
	if got, want := z.MulI(), z.Mul(z.Lift(1i)); got != want {
		t.Errorf("z·i: got %v, want %v", got, want)
	}
	if got, want := z.Sub(z.Conj()).Value(), 8i; got != want {
		t.Errorf("z − z̄: got %v, want %v", got, want)
	}
	if got := z.Neg().Add(z.Scale(dual.Constant(2.))).Sub(z).Value(); got != 0 {
		t.Errorf("−z + 2z − z: got %v, want 0", got)
	}
	if got := z.Abs(); got != (first{Real: 5, Emag: 0.6}) {
		t.Errorf("|z|: got %v, want (5+0.6ϵ)", got)
	}
}
