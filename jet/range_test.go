package jet

import (
	"math"
	"testing"
)

// What is finite comes out finite, and what is infinite with its sign, where steps on the way leave the range of floats.
// The values are those of mpmath: Taylor coefficients at 60 digits.
func TestOutOfRangeOnTheWay(t *testing.T) {
	inf := math.Inf(1)
	type num = Number[float64]
	series := func(c ...float64) num { return New(Taylor(len(c)-1), c...) }
	for _, tt := range []struct {
		name string
		got  num
		want []float64
	}{
		{"atan2(h+ε, h), h = 1e-150", series(1e-150, 1, 0, 0).Atan2(series(1e-150, 0, 0, 0)),
			[]float64{math.Pi / 4, 5e149, -2.5e299, inf}},
		{"atan2(h, h+ε), h = 1e-150", series(1e-150, 0, 0, 0).Atan2(series(1e-150, 1, 0, 0)),
			[]float64{math.Pi / 4, -5e149, 2.5e299, -inf}},
		{"(1e-300+ε+ε²)^0.5", series(1e-300, 1, 1, 0, 0).PowReal(0.5), []float64{1e-150, 5e149, -inf, inf, -inf}},
		{"√(1e-300+ε+ε²)", series(1e-300, 1, 1, 0, 0).Sqrt(), []float64{1e-150, 5e149, -inf, inf, -inf}},
		{"(1e-300+ε)^(0.5+ε)", series(1e-300, 1, 0).Pow(series(0.5, 1, 0)), []float64{1e-150, 5e149, -inf}},
		{"(1e-100+ε)^(300+ε)", series(1e-100, 1, 0, 0, 0).Pow(series(300, 1, 0, 0, 0)), []float64{0, 0, 0, 0, 0}},
		{"(1e-100+ε)^(3+ε)", series(1e-100, 1, 0, 0, 0).Pow(series(3, 1, 0, 0, 0)),
			[]float64{1e-300, 3e-200, 3e-100, 1, -228.42517596607124}},
		{"hypot(1.5e308+1e200ε, 1.5e308+2e200ε)", series(1.5e308, 1e200, 0).Hypot(series(1.5e308, 2e200, 0)),
			[]float64{inf, 2.1213203435596424e200, 1.178511301977579e91}},
		{"atan2(m+mε, m), m = 1.7e308", series(1.7e308, 1.7e308, 0).Atan2(series(1.7e308, 0, 0)), []float64{math.Pi / 4, 0.5, -0.25}},
		{"atan2(m, m+mε), m = 1.7e308", series(1.7e308, 0, 0).Atan2(series(1.7e308, 1.7e308, 0)), []float64{math.Pi / 4, -0.5, 0.25}},
		{"(2+1e110ε+1e200ε²+1.7e308ε³)^1.5", series(2, 1e110, 1e200, 1.7e308).PowReal(1.5),
			[]float64{2.8284271247461903, 2.1213203435596424e110, 2.651650429449553e219, -inf}},
		{"log(1e-200+ε²+1e100ε³)", series(1e-200, 0, 1, 1e100).Log(), []float64{-460.51701859880916, 0, 1e200, 1e300}},
		{"∛(1e-200+ε²+1e100ε³)", series(1e-200, 0, 1, 1e100).Cbrt(), []float64{2.1544346900318838e-67, 0, 7.181448966772946e132, 7.181448966772946e232}},
		{"log(2+1e110ε+1e200ε²+1.7e308ε³)", series(2, 1e110, 1e200, 1.7e308).Log(), []float64{math.Ln2, 5e109, -1.25e219, inf}},
		{"(1+1.5e308ε³)^1.5", series(1, 0, 0, 1.5e308).PowReal(1.5), []float64{1, 0, 0, inf}},
		{"(1-1.5e308ε³)^1.5", series(1, 0, 0, -1.5e308).PowReal(1.5), []float64{1, 0, 0, -inf}},
		{"hypot(5e-324+ε, ε)", series(5e-324, 1, 0).Hypot(series(0, 1, 0)), []float64{5e-324, 1, inf}},
	} {
		for k, want := range tt.want {
			if got := tt.got.c[k]; got != want && !(math.Abs(got-want) <= 4e-16*math.Abs(want)) {
				t.Errorf("%s: coefficient %d is %v, want %v", tt.name, k, got, want)
			}
		}
	}
}

// A derivative that float32 holds is not lost with its coefficient, smaller by a factorial, which float32 does not hold in
// full: the tenth derivative of 1e-38·x¹⁰/10! is 1e-38·1.
func TestSubnormalCoefficientsOfFloat32(t *testing.T) {
	c := make([]float32, 11)
	c[1] = 1
	x := New(Taylor(10), c...)
	if got, want := x.PowReal(10).Scale(1e-19).Scale(1e-19/3628800).Derivative(10), float32(1e-38); math.Abs(float64(got/want-1)) > 1e-6 {
		t.Errorf("derivative %v, want %v", got, want)
	}
}

// ∂²/∂x∂y √(x²+y²) = −xy/r³, between variables of different sizes.
func TestMixedOfDifferentSizes(t *testing.T) {
	hypot := func(x []Number[float64]) Number[float64] { return x[0].Hypot(x[1]) }
	for _, tt := range []struct {
		x, y        float64
		alpha, beta int
		want        float64
	}{
		{1, 1e-160, 1, 1, -1e-160},
		{1e-160, 1, 1, 1, -1e-160},
		{1, 1e-160, 0, 2, 1},
		{1e5, 1e-5, 1, 1, -1e-15},
		{3, 4, 1, 1, -0.096},
	} {
		if got := Mixed(hypot, []float64{tt.x, tt.y}, tt.alpha, tt.beta); math.Abs(got-tt.want) > 1e-14*math.Abs(tt.want) {
			t.Errorf("derivative (%d, %d) at (%v, %v) is %v, want %v", tt.alpha, tt.beta, tt.x, tt.y, got, tt.want)
		}
	}
}
