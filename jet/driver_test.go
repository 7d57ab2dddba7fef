package jet

import (
	"math"
	"testing"
)

// A polynomial with known partial derivatives: x³y² + 2xz⁴ − 5.
func polynomial(x []Number[float64]) Number[float64] {
	return x[0].PowReal(3).Mul(x[1].PowReal(2)).Add(x[0].Mul(x[2].PowReal(4)).Scale(2)).Shift(-5)
}

var point = []float64{2, 3, -1}

func TestPartials(t *testing.T) {
	p := Partials(polynomial, point, 5)
	tests := []struct {
		alpha []int
		want  float64
	}{
		{[]int{0, 0, 0}, 71}, {[]int{1, 0, 0}, 110}, {[]int{0, 1, 0}, 48}, {[]int{0, 0, 1}, -16},
		{[]int{2, 0, 0}, 108}, {[]int{1, 1, 0}, 72}, {[]int{1, 0, 1}, -8}, {[]int{0, 1, 1}, 0}, {[]int{0, 0, 2}, 48},
		{[]int{3, 2, 0}, 12}, {[]int{1, 0, 4}, 48}, {[]int{2, 2, 0}, 24}, {[]int{0, 0, 5}, 0}, {[]int{1, 0, 3}, -48},
	}
	for _, tt := range tests {
		if got := p.At(tt.alpha...); got != tt.want {
			t.Errorf("∂%v = %v, want %v", tt.alpha, got, tt.want)
		}
		if got := Mixed(polynomial, point, tt.alpha...); !near(got, tt.want, 1e-12) {
			t.Errorf("Mixed%v = %v, want %v", tt.alpha, got, tt.want)
		}
	}
	count := 0
	for alpha, v := range p.All() {
		if v != p.At(alpha...) {
			t.Errorf("All yields %v for %v, want %v", v, alpha, p.At(alpha...))
		}
		count++
	}
	if count != 56 {
		t.Errorf("All yields %d derivatives, want 56", count)
	}
	for range p.All() {
		break
	}
	wantPanic(t, "jet: PartialDerivatives.At: no derivative of orders [6 0 0] in Full(3, 5)", func() { p.At(6, 0, 0) })
	wantPanic(t, "jet: PartialsInto: 3 values over Taylor(2), want Full(3, K) and its dimension",
		func() { PartialsInto(PartialDerivatives[float64]{Taylor(2), slice(3)}, polynomial, point) })
}

// Polarisation of univariate passes gives the same mixed partials as the full algebra.
func TestMixedAgreesWithPartials(t *testing.T) {
	f := func(x []Number[float64]) Number[float64] { return kitchen(x[0], x[1]).Mul(x[2].Cos()) }
	x := []float64{0.8, 1.3, 0.2}
	for alpha, want := range Partials(f, x, 4).All() {
		if got := Mixed(f, x, alpha...); !near(got, want, 1e-9) {
			t.Errorf("Mixed%v = %v, want %v", alpha, got, want)
		}
	}
}

func TestDirectional(t *testing.T) {
	v := []float64{1, -2, 0.5}
	p := Partials(polynomial, point, 6)
	want := slice(7)
	for alpha, d := range p.All() { // D_v^k f = Σ k!/α! v^α ∂^αf
		k, term := 0, d
		for i, e := range alpha {
			k += e
			term *= math.Pow(v[i], float64(e)) / factorials(e)
		}
		want[k] += term * factorials(k)
	}
	wantNear(t, "Directional", Directional(polynomial, point, v, 6), want, 1e-13)
	wantPanic(t, "jet: Directional: v has 2 elements, want 3", func() { Directional(polynomial, point, v[:2], 1) })
}

func TestLaplacian(t *testing.T) {
	y, grad, lap := Laplacian(polynomial, point)
	wantExactly(t, "value, gradient, Laplacian", append(grad, y, lap), []float64{110, 48, -16, 71, 108 + 16 + 48})
	_, _, lap = Laplacian(polynomial, point, 1, 0, -2)
	wantExactly(t, "weighted", []float64{lap}, []float64{108 - 96})
	y, grad, lap = Laplacian(func(x []Number[float64]) Number[float64] { return x[0].Lift(4) }, point)
	wantExactly(t, "of a constant", append(grad, y, lap), []float64{0, 0, 0, 4, 0})
	// A harmonic function.
	_, _, lap = Laplacian(func(x []Number[float64]) Number[float64] { return x[0].Exp().Mul(x[1].Sin()) }, []float64{0.3, 0.7})
	if math.Abs(lap) > 1e-15 {
		t.Errorf("Δ(eˣ sin y) = %v, want 0", lap)
	}
}

func TestPure(t *testing.T) {
	y, pure := Pure(polynomial, point, 4)
	wantNear(t, "pure derivatives", append(pure, y),
		[]float64{110, 48, -16, 108, 16, 48, 54, 0, -96, 0, 0, 96, 71}, 1e-14)
	wantPanic(t, "jet: PureInto: pure has 5 coefficients, want 6", func() { PureInto(slice(5), polynomial, point, 2) })
}

func TestDerivativesOfOrderZero(t *testing.T) {
	wantExactly(t, "value", Derivatives(Number[float64].Sin, 0.5, 0), []float64{math.Sin(0.5)})
	wantPanic(t, "jet: Derivatives: K = -1, want at least 0", func() { Derivatives(Number[float64].Sin, 0.5, -1) })
	wantPanic(t, "jet: Derivatives: len(dst) = 0, want at least 1",
		func() { DerivativesInto(nil, Number[float64].Sin, 0.5) })
}
