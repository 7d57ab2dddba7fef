package layers_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// TestSettingsOfLayers checks that a network refuses layers with settings that make no sense, naming the setting.
func TestSettingsOfLayers(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	rng := func() *rand.Rand { return rand.New(rand.NewPCG(1, 1)) }
	none := layers.Tanh
	none.Rule = nil
	rough := layers.Tanh
	rough.Smoothness = -1
	for _, c := range []struct {
		layer layers.Layer[float64]
		want  string
	}{
		{layers.FourierOf(2, []float64{1, 2, 3, nan}), "Fourier: frequency of wave 1 in input 1 is NaN"},
		{layers.FourierOf(2, []float64{1, -inf, 3, 4}), "Fourier: frequency of wave 1 in input 0 is -Inf"},
		{layers.Fourier[float64](2, 3, nan, rng()), "Fourier: standard deviation NaN"},
		{layers.Fourier[float64](2, 3, -1, rng()), "Fourier: standard deviation -1"},
		{layers.Fourier[float64](2, 3, 1, nil), "Fourier: no source of random numbers"},
		{layers.LayerNorm[float64](nan), "epsilon NaN"},
		{layers.LayerNorm[float64](inf), "epsilon +Inf"},
		{layers.Activate[float64](none), `activation "tanh" has no rule`},
		{layers.Activate[float64](layers.Activation{}), `activation "" has no rule`},
		{layers.Activate[float64](rough), `activation "tanh" has -1 continuous derivatives`},
		{layers.Activate[float64](layers.LeakyReLU(nan)), "activation leakyrelu(NaN)"},
		{layers.Activate[float64](layers.ELU(inf)), "activation elu(+Inf)"},
	} {
		_, err := layers.New(2, rng(), c.layer)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "want") {
			t.Errorf("error %v, want one about %q", err, c.want)
		}
	}
	if _, err := layers.NewMLP[float64](2, []int{3}, 1, layers.Tanh, nil); err == nil || !strings.Contains(err.Error(), "rng is nil") {
		t.Errorf("no random numbers: error %v", err)
	}
}

// TestUnknownStrategy checks that a strategy that there is not is refused, not taken for another.
func TestUnknownStrategy(t *testing.T) {
	net := mustMLP(t, 2, layers.Tanh)
	for s, want := range map[layers.Strategy]string{-1: "strategy -1, want one of auto, jets", 99: "strategy 99, want one of auto, jets"} {
		if _, err := net.Plan(jet.Dual(2), true, s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: error %v, want one about %q", s, err, want)
		}
	}
	if got := layers.Strategy(99).String(); got != "Strategy(99)" {
		t.Errorf("it prints as %s", got)
	}
}

// TestLayerNormOfHugeNumbers normalises numbers whose squares overflow, with their derivatives. The right values are those
// of {1, 2, 3, 4}: (x − 2.5)/√1.25, with slopes (δᵢⱼ − ¼ − nᵢnⱼ/4)/√1.25 over the scale.
func TestLayerNormOfHugeNumbers(t *testing.T) {
	testHugeNorm[float32](t, 1e19, 1e-6)
	testHugeNorm[float64](t, 1e160, 1e-14)
	testHugeNorm[float64](t, 1e10, 1e-14) // where nothing overflows
}

func testHugeNorm[F float32 | float64](t *testing.T, scale, tol float64) {
	net, err := layers.New(4, rand.New(rand.NewPCG(1, 1)), layers.LayerNorm[F](1e-5))
	if err != nil {
		t.Fatal(err)
	}
	x, sigma := make([]F, 8), math.Sqrt(1.25)
	n := make([]float64, 4)
	for i := range n {
		n[i] = (float64(i+1) - 2.5) / sigma
		x[i] = F(float64(i+1) * scale)
		x[4+i] = F(float64(i + 1)) // a sample of usual size beside it
	}
	ws := net.NewWorkspace()
	y, grad := net.Gradient(ws, x)
	for i := range 4 {
		if got := float64(y[i]); math.Abs(got-n[i]) > tol {
			t.Errorf("%T at %g: value %v, want %v", y[i], scale, got, n[i])
		}
		if got, want := float64(y[4+i]), n[i]*sigma/math.Sqrt(1.25+1e-5); math.Abs(got-want) > tol {
			t.Errorf("%T beside %g: value %v, want %v", y[i], scale, got, want)
		}
		for j := range 4 {
			want := (-0.25 - n[i]*n[j]/4) / sigma
			if i == j {
				want += 1 / sigma
			}
			if got := float64(grad[4*i+j]) * scale; math.Abs(got-want) > tol {
				t.Errorf("%T at %g: slope of %d in %d is %v, want %v", y[i], scale, i, j, got, want)
			}
		}
	}
	cot := []F{1, 0, 0, 0, 0, 0, 0, 0}
	_, xbar := net.VJP(ws, x, cot)
	for j := range 4 {
		want := (-0.25 - n[0]*n[j]/4) / sigma
		if j == 0 {
			want += 1 / sigma
		}
		if got := float64(xbar[j]) * scale; math.Abs(got-want) > tol {
			t.Errorf("%T at %g: cotangent of input %d is %v, want %v", y[0], scale, j, got, want)
		}
	}
}
