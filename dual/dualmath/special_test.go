package dualmath_test

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
)

// TestSpecialCases: values and first derivatives at the edges.
func TestSpecialCases(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, c := range []struct {
		name       string
		f          func(first) first
		x          float64
		value, der float64
	}{
		{"NormalCDF", dualmath.NormalCDF[first], inf, 1, 0},
		{"NormalCDF", dualmath.NormalCDF[first], -inf, 0, 0},
		{"NormalCDF", dualmath.NormalCDF[first], nan, nan, nan},
		{"NormalPDF", dualmath.NormalPDF[first], inf, 0, 0},
		{"NormalPDF", dualmath.NormalPDF[first], -inf, 0, 0},
		{"NormalPDF", dualmath.NormalPDF[first], nan, nan, nan},
		{"LogNormalCDF", dualmath.LogNormalCDF[first], inf, 0, 0},
		{"LogNormalCDF", dualmath.LogNormalCDF[first], -inf, -inf, inf},
		{"LogNormalCDF", dualmath.LogNormalCDF[first], nan, nan, nan},
		{"NormalQuantile", dualmath.NormalQuantile[first], 0, -inf, inf},
		{"NormalQuantile", dualmath.NormalQuantile[first], 1, inf, nan},
		{"NormalQuantile", dualmath.NormalQuantile[first], -0.1, nan, nan},
		{"NormalQuantile", dualmath.NormalQuantile[first], nan, nan, nan},
		{"Log1mExp", dualmath.Log1mExp[first], -inf, 0, 0},
		{"Log1mExp", dualmath.Log1mExp[first], 0, -inf, nan},
		{"Log1mExp", dualmath.Log1mExp[first], 0.1, nan, nan},
		{"Log1mExp", dualmath.Log1mExp[first], nan, nan, nan},
		{"Gamma", dualmath.Gamma[first], inf, inf, inf},
		{"Gamma", dualmath.Gamma[first], 0, inf, -inf},
		{"Gamma", dualmath.Gamma[first], math.Copysign(0, -1), -inf, -inf},
		{"Gamma", dualmath.Gamma[first], -3, nan, nan},
		{"Gamma", dualmath.Gamma[first], -inf, nan, nan},
		{"Gamma", dualmath.Gamma[first], nan, nan, nan},
		{"Polygamma(0)", polygamma[first](0), inf, inf, 0},
		{"Polygamma(2)", polygamma[first](2), inf, 0, 0},
		{"Polygamma(1)", polygamma[first](1), 0, inf, -inf},
		{"Polygamma(2)", polygamma[first](2), 0, -inf, inf},
		{"Polygamma(1)", polygamma[first](1), -2, nan, nan},
		{"Polygamma(1)", polygamma[first](1), nan, nan, nan},
	} {
		got := c.f(dual.Variable(c.x))
		same := func(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }
		if !same(got.Real, c.value) || !same(got.Emag, c.der) {
			t.Errorf("%s(%v+ϵ) = %v, want (%v+%vϵ)", c.name, c.x, got, c.value, c.der)
		}
		if got := c.f(dual.Constant(c.x)); !same(got.Real, c.value) || got.Emag != 0 {
			t.Errorf("%s of the constant %v = %v, want (%v+0ϵ)", c.name, c.x, got, c.value)
		}
	}
	// Towards the inside of the domain the slopes are infinite.
	if got := dualmath.NormalQuantile(first{Real: 1, Emag: -1}); got.Emag != -inf {
		t.Errorf("NormalQuantile(1−ϵ) = %v, want (+Inf-Infϵ)", got)
	}
	if got := dualmath.Log1mExp(first{Emag: -1}); got.Emag != inf {
		t.Errorf("Log1mExp(0−ϵ) = %v, want (-Inf+Infϵ)", got)
	}
	// Where Φ is below every normal float it keeps what digits there are.
	if got := dualmath.NormalCDF(dual.Variable(-38.)).Real; math.Abs(got-2.885428360068785e-316) > 5e-324 {
		t.Errorf("NormalCDF(−38) = %v, want 2.885428360068785e-316", got)
	}
}

func TestPolygammaPanics(t *testing.T) {
	defer func() {
		if r, _ := recover().(string); r != "dualmath: Polygamma: n is -1, want at least 0" {
			t.Errorf("panic %q", r)
		}
	}()
	dualmath.Polygamma(-1, dual.Variable(1.))
}
