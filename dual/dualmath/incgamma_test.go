package dualmath_test

import (
	"fmt"
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/jet"
)

// TestGammaPQEdges: value and slopes in a and x at the edges of the domain.
func TestGammaPQEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name     string
		f        func(a, x taylor) taylor
		a, x     float64
		value    float64
		da, dx   float64
		relative float64
	}{
		{"GammaP", dualmath.GammaP[taylor], 2, 0, 0, 0, 0, 0},
		{"GammaP", dualmath.GammaP[taylor], 1, 0, 0, 0, 1, 0},
		{"GammaQ", dualmath.GammaQ[taylor], 1, 0, 1, 0, -1, 0},
		{"GammaP", dualmath.GammaP[taylor], 2, inf, 1, 0, 0, 0},
		{"GammaQ", dualmath.GammaQ[taylor], 2, inf, 0, 0, 0, 0},
		{"GammaQ", dualmath.GammaQ[taylor], 2, 1e6, 0, 0, 0, 0},
		{"GammaP", dualmath.GammaP[taylor], 2, 1e300, 1, 0, 0, 0},
		{"GammaQ", dualmath.GammaQ[taylor], 0, 2, 0, 0.048900510708061119567, 0, 1e-15}, // E₁(2)
		{"GammaQ", dualmath.GammaQ[taylor], 0, 0.5, 0, 0.55977359477616081175, 0, 1e-15},
		{"GammaP", dualmath.GammaP[taylor], 0, 0.5, 1, -0.55977359477616081175, 0, 1e-15},
		{"GammaP", dualmath.GammaP[taylor], 0, 0, nan, nan, nan, 0},
		{"GammaP", dualmath.GammaP[taylor], -1, 2, nan, nan, nan, 0},
		{"GammaP", dualmath.GammaP[taylor], 1, -2, nan, nan, nan, 0},
		{"GammaQ", dualmath.GammaQ[taylor], nan, 2, nan, nan, nan, 0},
		{"GammaQ", dualmath.GammaQ[taylor], 2, nan, nan, nan, nan, 0},
		{"GammaQ", dualmath.GammaQ[taylor], inf, 2, nan, nan, nan, 0},
		{"GammaP", dualmath.GammaP[taylor], 1e18, 1e18, nan, nan, nan, 0}, // too many terms
		{"GammaQ", dualmath.GammaQ[taylor], 1e18, 1e18, nan, nan, nan, 0},
	} {
		alg := jet.Full(2, 1)
		y := c.f(jet.Variable(alg, c.a, 0), jet.Variable(alg, c.x, 1))
		for k, want := range []float64{c.value, c.da, c.dx} {
			got := y.Coefficient(k)
			if !(math.Abs(got-want) <= c.relative*math.Abs(want)) && !(math.IsNaN(got) && math.IsNaN(want)) {
				t.Errorf("%s(%v, %v): coefficient %d is %v, want %v", c.name, c.a, c.x, k, got, want)
			}
		}
	}
}

// TestGammaPQ: the two add up to 1, all their derivatives to 0, in every number type.
func TestGammaPQ(t *testing.T) {
	for _, a := range []float64{0.2, 1, 3.5, 12, 80} {
		for _, x := range []float64{0.1, 0.9, 2, 11.9, 12, 100} {
			alg := jet.Full(2, 5)
			at := [2]taylor{jet.Variable(alg, a, 0), jet.Variable(alg, x, 1)}
			p, q := dualmath.GammaP(at[0], at[1]), dualmath.GammaQ(at[0], at[1])
			for k := range alg.Dim() {
				want := 0.0
				if k == 0 {
					want = 1
				}
				if got := p.Coefficient(k) + q.Coefficient(k); math.Abs(got-want) > 1e-13 {
					t.Errorf("a = %v, x = %v: P + Q has coefficient %v of %v", a, x, got, alg.Exponents(k))
				}
			}
			h := dualmath.GammaP(hyper{Real: a, E1mag: 1}, hyper{Real: x, E2mag: 1})
			mixed := []float64{h.Real, h.E1mag, h.E2mag, h.E1E2mag}
			for i, k := range []int{0, 1, 2, 4} {
				if math.Abs(mixed[i]-p.Coefficient(k)) > 1e-14 {
					t.Errorf("a = %v, x = %v: hyper-dual numbers have %v, jets %v", a, x, mixed[i], p.Coefficient(k))
				}
			}
			n := dualmath.GammaQ(dual.Nested[first]{Real: first{Real: a}}, dual.Nested[first]{Real: first{Real: x, Emag: 1}, Emag: first{Real: 1}})
			if got, want := n.Emag.Emag, 2*q.Coefficient(5); math.Abs(got-want) > 1e-13 {
				t.Errorf("a = %v, x = %v: nested numbers have ∂²Q/∂x² = %v, jets %v", a, x, got, want)
			}
		}
	}
}

// TestBetaEdges: values at the edges, and signs.
func TestBetaEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	real := func(x float64) dual.Real[float64] { return dual.Real[float64]{Real: x} }
	for _, c := range []struct{ a, b, log, beta float64 }{
		{0, 2, inf, inf},
		{2, inf, -inf, 0},
		{inf, inf, -inf, 0},
		{2, nan, nan, nan},
		{nan, 2, nan, nan},
		{1, 1, 0, 1},
		{-0.5, 0.75, 0.18077055021786337, -1.19814023473559},
		{1e300, 1e300, -1.3862943611198907e300, 0},
		{1e-300, 1, 690.77552789821370521, 1e300},
	} {
		got := []float64{dualmath.LogBeta(real(c.a), real(c.b)).Real, dualmath.Beta(real(c.a), real(c.b)).Real}
		for i, want := range []float64{c.log, c.beta} {
			if got[i] != want && !(math.Abs(got[i]-want) < 1e-13*max(1, math.Abs(want))) && !(math.IsNaN(got[i]) && math.IsNaN(want)) {
				t.Errorf("at (%v, %v): ln B and B are %v, want %v and %v", c.a, c.b, got, c.log, c.beta)
			}
		}
	}
}

// The probability that χ² of four degrees of freedom exceeds 9.5, with its slopes in both.
func ExampleGammaQ() {
	alg := jet.Full(2, 1)
	degrees, chi2 := jet.Variable(alg, 4., 0), jet.Variable(alg, 9.5, 1)
	p := dualmath.GammaQ(degrees.Scale(0.5), chi2.Scale(0.5))
	fmt.Printf("%.6f %.6f %.6f\n", p.Value(), p.Coefficient(1), p.Coefficient(2))
	// Output: 0.049747 0.033337 -0.020548
}

func ExampleGammaP() {
	fmt.Printf("%.6f\n", dualmath.GammaP(dual.Constant(2.), dual.Variable(1.)))
	// Output: (0.264241+0.367879ϵ)
}

func ExampleBeta() {
	fmt.Printf("%.6f\n", dualmath.Beta(dual.Variable(2.), dual.Constant(3.)))
	// Output: (0.083333-0.090278ϵ)
}

func ExampleLogBeta() {
	fmt.Printf("%.6g\n", dualmath.LogBeta(dual.Constant(0.5), dual.Variable(1e10)))
	// Output: (-10.9406-5e-11ϵ)
}
