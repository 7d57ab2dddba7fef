package main

import (
	"math"
	"math/big"
	"testing"
)

// TestSeries compares the functions that the kernels' polynomials are fitted to with values from mpmath (50 digits).
func TestSeries(t *testing.T) {
	at := func(f func(*big.Float) *big.Float, x float64) *big.Float { return f(number(x)) }
	tests := []struct {
		name string
		got  *big.Float
		want string
	}{
		{"π", pi, "3.1415926535897932384626433832795028841971693993751"},
		{"ln 2", ln2, "0.69314718055994530941723212145817656807550013436026"},
		{"2/√π", twoOverRootPi, "1.128379167095512573896158903121545171688101258658"},
		{"e", exponential(number(1)), "2.7182818284590452353602874713526624977572470937"},
		{"e⁻¹⁶", exponential(number(-16)), "1.1253517471925911451377517906012719163794080065765e-7"},
		{"erfcx(0.5)", erfcx(number(0.5)), "0.61569034419292587487079342268374193678230639126563"},
		{"erfcx(2.5)", erfcx(number(2.5)), "0.21080636406114358064711204840670231933830795716046"},
		{"erfcx(28)", erfcx(number(28)), "0.020136801964214276776510103362724975347151047326912"},
		{"oneMinusExp(0.25)", at(oneMinusExp, 0.25), "-0.46081252914247789192272427165313035674835664681826"},
		{"expTail(-0.25)", at(expTail, -0.25), "0.46081252914247789192272427165313035674835664681826"},
		{"sinTail(0.25)", at(sinTail, 0.25), "-0.16459569116637599781369651827542889534557305647519"},
		{"cosTail(0.25)", at(cosTail, 0.25), "0.041320990245963457860505321661274431866323153755905"},
		{"atanhTail(0.0625)", at(atanhTail, 0.0625), "0.69283992102340372515290216343436383219909097252917"},
	}
	for _, test := range tests {
		want := digits(test.want)
		bound := times(number(1e-45), new(big.Float).Abs(want))
		if diff := minus(test.got, want); diff.Abs(diff).Cmp(bound) > 0 {
			t.Errorf("%s = %.50g, want %s", test.name, test.got, test.want)
		}
	}
}

// TestFitRecoversPolynomials fits a polynomial by one of its own degree.
func TestFitRecoversPolynomials(t *testing.T) {
	want := []float64{3, -0.5, 0, 7, 1.0 / 3}
	f := func(x *big.Float) *big.Float {
		sum := number(0)
		for i := len(want) - 1; i >= 0; i-- {
			sum = plus(times(sum, x), number(want[i]))
		}
		return sum
	}
	for i, c := range fit(f, -0.25, 2, len(want)-1) {
		if math.Abs(c-want[i]) > 1e-15 {
			t.Errorf("coefficient %d is %v, want %v", i, c, want[i])
		}
	}
}

// TestFitIsAccurate checks the fits that the kernels use, between their nodes and with rounded coefficients: the error
// that they leave in the function's value is below half a unit of rounding. share is the largest part of the value that
// the polynomial contributes.
func TestFitIsAccurate(t *testing.T) {
	h := 0.5*math.Ln2 + 0x1p-10
	const zmax = math.Pi * math.Pi / 16 * 1.001
	tests := []struct {
		name               string
		f                  func(*big.Float) *big.Float
		lo, hi             float64
		degree32, degree64 int
		share              float64
	}{
		{"1 − e⁻ᑫ = q + q²·P(q)", oneMinusExp, -h, h, 4, 9, h / 2},
		{"eʳ − 1 = r + r²·P(r)", expTail, -h, h, 4, 9, h / 2},
		{"sin r = r + r³·P(r²)", sinTail, 0, zmax, 3, 6, zmax / 6},
		{"cos r = 1 − r²/2 + r⁴·P(r²)", cosTail, 0, zmax, 2, 5, zmax * zmax / 24 / math.Sqrt2 * 2},
		{"ln((1+s)/(1−s)) = 2s + s³·P(s²)", atanhTail, 0, 0.0295, 2, 6, 0.0295 / 3},
	}
	for _, test := range tests {
		for _, target := range []target{{size: 4}, {size: 8}} {
			degree := target.byType(test.degree32, test.degree64)
			p := fit(test.f, test.lo, test.hi, degree)
			worst := 0.0
			for i := range 25 {
				x := number(test.lo + (test.hi-test.lo)*float64(i)/24)
				sum := number(0)
				for k := len(p) - 1; k >= 0; k-- {
					sum = plus(times(sum, x), number(p[k]))
				}
				want := test.f(x)
				rel, _ := over(minus(sum, want), want).Float64()
				worst = max(worst, math.Abs(rel)*test.share)
			}
			if bound := math.Ldexp(1, -target.mantissa()-2); worst > bound {
				t.Errorf("%s by degree %d: relative error %.2g, want at most %.2g", test.name, degree, worst, bound)
			}
		}
	}
}
