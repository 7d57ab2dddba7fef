package layers_test

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// once runs the layer with its initial parameters forward on one jet a feature, and backward, and returns all components
// of the result and of the inputs' cotangent.
func once(t *testing.T, l layers.Layer[float64], alg *jet.Algebra, x, cot []float64) (y, xbar []float64) {
	t.Helper()
	in := len(x) / alg.Dim()
	out, n, err := l.Shape(in)
	if err != nil {
		t.Fatal(err)
	}
	params := make([]float64, n)
	l.Init(params, in, nil)
	xb, yb := jet.NewBatch[float64](alg, 1, in), jet.NewBatch[float64](alg, 1, out)
	xc, yc := jet.NewBatch[float64](alg, 1, in), jet.NewBatch[float64](alg, 1, out)
	copy(xb.Data, x)
	copy(yc.Data, cot)
	pass := l.NewPass(alg, in, 1)
	pass.Prepare(params, 1)
	pass.Forward(yb, xb, params)
	pass.Backward(xc, nil, yc, params)
	return yb.Data, xc.Data
}

// TestEdges checks layers where something could overflow or is a matter of choice.
func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	row := layers.Image{Height: 1, Width: 4, Channels: 1}
	pool := layers.MaxPool2D[float64](row, layers.Window{Height: 1, Width: 4})
	for _, c := range []struct {
		name            string
		layer           layers.Layer[float64]
		alg             *jet.Algebra
		x, cot, y, xbar []float64
	}{
		{"softmax far out", layers.Softmax[float64](), jet.Taylor(1),
			[]float64{1000, -1000, 1, 1}, []float64{1, 0, 0, 0}, []float64{1, 0, 0, 0}, []float64{0, 0, 0, 0}},
		{"softmax tie", layers.Softmax[float64](), jet.Taylor(1),
			[]float64{800, 800, 1, 0}, []float64{0, 0, 1, 0}, []float64{0.5, 0.5, 0.25, -0.25}, []float64{0, 0, 0.25, -0.25}},
		{"softmax minus infinity", layers.Softmax[float64](), jet.Real(),
			[]float64{0, -inf, 0}, []float64{0, 0, 0}, []float64{0.5, 0, 0.5}, []float64{0, 0, 0}},
		{"softmax NaN", layers.Softmax[float64](), jet.Real(),
			[]float64{0, nan}, []float64{0, 0}, []float64{nan, nan}, []float64{nan, nan}},
		{"log softmax far out", layers.LogSoftmax[float64](), jet.Taylor(1),
			[]float64{1000, -1000, 1, 3}, []float64{0, 1, 0, 0}, []float64{0, -2000, 0, 2}, []float64{-1, 1, 0, 0}},
		{"layer norm of equals", layers.LayerNorm[float64](0.25), jet.Taylor(2),
			[]float64{3, 3, 1, -1, 0, 0}, []float64{1, 0, 0, 0, 0, 0},
			[]float64{0, 0, 2, -2, 0, 0}, []float64{1, -1, 0, 0, 0, 0}},
		{"max pool", pool, jet.Taylor(1), []float64{1, 5, 2, 3, 10, 20, 30, 40}, []float64{7, 8},
			[]float64{5, 20}, []float64{0, 7, 0, 0, 0, 8, 0, 0}},
		{"max pool tie takes the first", pool, jet.Taylor(1), []float64{1, 2, 2, 2, 10, 20, 30, 40}, []float64{7, 8},
			[]float64{2, 20}, []float64{0, 7, 0, 0, 0, 8, 0, 0}},
		{"max pool of zeros of both signs", pool, jet.Taylor(1),
			[]float64{math.Copysign(0, -1), 0, 0, 0, 10, 20, 30, 40}, []float64{7, 8}, []float64{0, 10}, []float64{7, 0, 0, 0, 8, 0, 0, 0}},
		{"max pool NaN", pool, jet.Real(), []float64{1, nan, 2, inf}, []float64{7}, []float64{nan}, []float64{0, 7, 0, 0}},
		{"max pool minus infinity", pool, jet.Real(), []float64{-inf, -inf, -inf, -inf}, []float64{7}, []float64{-inf}, []float64{7, 0, 0, 0}},
	} {
		y, xbar := once(t, c.layer, c.alg, c.x, c.cot)
		alike := cmp.Options{cmpopts.EquateApprox(0, 1e-15), cmpopts.EquateNaNs()}
		if diff := cmp.Diff(c.y, y, alike); diff != "" {
			t.Errorf("%s (- want, + got):\n%s", c.name, diff)
		}
		if diff := cmp.Diff(c.xbar, xbar, alike); diff != "" {
			t.Errorf("%s: cotangent of the inputs (- want, + got):\n%s", c.name, diff)
		}
	}
}

func TestShapeErrors(t *testing.T) {
	image := layers.Image{Height: 3, Width: 3, Channels: 2}
	square := func(n int) layers.Window { return layers.Window{Height: n, Width: n} }
	rng := rand.New(rand.NewPCG(1, 2))
	for _, c := range []struct {
		layer layers.Layer[float64]
		in    int
		want  string
	}{
		{layers.LayerNorm[float64](1e-5), 1, "LayerNorm(1e-05): 1 input features, want at least 2"},
		{layers.LayerNorm[float64](0), 4, "LayerNorm(0): epsilon 0, want a positive number"},
		{layers.LayerNorm[float64](math.NaN()), 4, "epsilon NaN, want a positive number"},
		{layers.Softmax[float64](), 1, "Softmax: 1 input features, want at least 2"},
		{layers.LogSoftmax[float64](), 1, "LogSoftmax: 1 input features, want at least 2"},
		{layers.Fourier[float64](2, 5, 1, rng), 3, ": 3 input features, want the 2 that the frequencies are for"},
		{layers.Fourier[float64](0, 5, 1, rng), 3, "Fourier: frequencies for 0 inputs, want at least 1"},
		{layers.FourierOf(2, []float64{1, 2, 3}), 2, "Fourier: no frequencies, or not the same number for each of 2 inputs"},
		{layers.Sequential[float64]{}, 3, "Sequential: no layers, want at least 1"},
		{layers.Sequential[float64]{layers.Dense[float64](4, nil), layers.Softmax[float64](), layers.LayerNorm[float64](0)}, 3, "Sequential: layer 2: LayerNorm(0): epsilon 0"},
		{layers.Concat[float64](), 3, "Concat: no branches, want at least 1"},
		{layers.Sequential[float64]{layers.Dense[float64](4, nil), nil}, 3, "Sequential: layer 1 is nil, want a layer"},
		{layers.Concat(layers.Dense[float64](2, nil), nil), 3, "Concat: branch 1 is nil, want a layer"},
		{layers.Concat(layers.Dense[float64](2, nil), layers.Dense[float64](0, nil)), 3, "Concat: branch 1: Dense: 0 outputs"},
		{layers.Pick[float64](), 3, "Pick: no features, want at least 1"},
		{layers.Pick[float64](0, 3), 3, "Pick(0, 3): feature 3, want one of 0 to 2"},
		{layers.Pick[float64](-1), 3, "Pick(-1): feature -1, want one of 0 to 2"},
		{layers.Skip[float64](), 3, "Skip: no layers, want at least 1"},
		{layers.Skip(layers.Dense[float64](4, nil)), 3, "Skip(Dense(4)): the last layer gives 4 features, want the 3"},
		{layers.Skip(layers.Dense[float64](4, nil), layers.Dense[float64](0, nil)), 3, "Skip: layer 1: Dense: 0 outputs"},
		{layers.Conv2D[float64](image, 4, square(2), nil), 9, "Conv2D: 9 input features, want the 18 of an image of 3×3×2"},
		{layers.Conv2D[float64](image, 4, square(4), nil), 18, "Conv2D: window of 4×4, want one that fits the image of 3×3×2"},
		{layers.Conv2D[float64](image, 0, square(2), nil), 18, "Conv2D: 0 channels, want at least 1"},
		{layers.Conv2D[float64](layers.Image{}, 1, square(2), nil), 0, "Conv2D: image of 0×0×0, want at least 1×1×1"},
		{layers.Conv2D[float64](image, 1, square(0), nil), 18, "Conv2D: window of 0×0, want at least 1×1"},
		{layers.MaxPool2D[float64](image, layers.Window{Height: 2, Width: 2, Stride: -1}), 18, "MaxPool2D: stride -1, want at least 1"},
		{layers.MaxPool2D[float64](image, layers.Window{Height: 2, Width: 3, Padding: 2}), 18, "MaxPool2D: padding 2, want at least 0 and less than"},
		{layers.AveragePool2D[float64](image, layers.Window{Height: 2, Width: 3, Padding: -1}), 18, "AveragePool2D: padding -1"},
	} {
		_, _, err := c.layer.Shape(c.in)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Shape(%d) of %v: got error %v, want one with %q", c.in, c.layer, err, c.want)
		}
	}
}

// TestFrequenciesTellNetworksApart: a file of one network cannot be read into another with other frequencies.
func TestFrequenciesTellNetworksApart(t *testing.T) {
	build := func(frequencies ...float64) *layers.Net[float64] {
		rng := rand.New(rand.NewPCG(1, 2))
		net, err := layers.New(1, rng, layers.FourierOf(1, frequencies), layers.Dense[float64](1, nil))
		if err != nil {
			t.Fatal(err)
		}
		return net
	}
	var file bytes.Buffer
	if _, err := build(1, 2).WriteTo(&file); err != nil {
		t.Fatal(err)
	}
	if _, err := build(1, 2).ReadFrom(bytes.NewReader(file.Bytes())); err != nil {
		t.Errorf("same frequencies: %v", err)
	}
	if _, err := build(1, 3).ReadFrom(bytes.NewReader(file.Bytes())); err == nil {
		t.Error("other frequencies: no error, want one")
	}
}

// TestSIRENDistribution checks what the initialisation is for: with it, the values before each activation have the same
// spread in every layer, about a standard normal distribution's, however deep the network.
func TestSIRENDistribution(t *testing.T) {
	const width, depth, samples, omega = 256, 6, 64, 30
	rng := rand.New(rand.NewPCG(21, 22))
	x := make([]float64, samples*2)
	for i := range x {
		x[i] = 2*rng.Float64() - 1
	}
	in, ls := 2, []layers.Layer[float64]{layers.Dense[float64](width, layers.SIRENFirst)}
	for range depth {
		ls = append(ls, layers.Activate[float64](layers.Sine(omega)), layers.Dense[float64](width, layers.SIREN(omega)))
		net, err := layers.New(in, rng, ls...)
		if err != nil {
			t.Fatal(err)
		}
		square := 0.0
		for _, v := range net.Value(net.NewWorkspace(), x) {
			square += omega * omega * v * v / (samples * width)
		}
		if deviation := math.Sqrt(square); deviation < 0.85 || deviation > 1.15 {
			t.Errorf("after %d layers the phases deviate by %.3f, want about 1", len(ls), deviation)
		}
	}
	if _, err := layers.NewSIREN[float64](2, []int{8}, 1, 0, rng); err == nil {
		t.Error("NewSIREN with omega 0: no error, want one")
	}
}
