package onnx_test

import (
	"math/rand/v2"
	"os"
	"regexp"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// networks are those that the tests export, by name.
func networks[F dual.Float]() map[string]func(*testing.T) *layers.Net[F] {
	list := map[string]func(*testing.T) *layers.Net[F]{
		"mlp": network(3, layers.Dense[F](5, nil), layers.Activate[F](layers.Tanh), layers.Dense[F](4, nil),
			layers.Activate[F](layers.SiLU), layers.Dense[F](2, nil)),
		"dense": network(2, layers.Dense[F](3, nil)),
		"concat": network(3, layers.Concat(layers.Sequential[F]{layers.Pick[F](2), layers.FourierOf(1, []F{0.5, 1})},
			layers.Pick[F](1, 0, 1), layers.Dense[F](4, nil)), layers.Concat(layers.Activate[F](layers.Tanh), layers.LayerNorm[F](0.1)), layers.Dense[F](2, nil)),
		"skip": network(3, layers.Dense[F](4, nil), layers.Skip(layers.Dense[F](5, nil), layers.Activate[F](layers.Tanh),
			layers.Sequential[F]{layers.Dense[F](4, nil), layers.Skip(layers.Activate[F](layers.Sigmoid))}), layers.Dense[F](1, nil)),
		"siren": network(2, layers.Dense[F](6, nil), layers.Activate[F](layers.Sine(30)), layers.Dense[F](1, nil)),
	}
	image, half := layers.Image{Height: 6, Width: 5, Channels: 2}, layers.Window{Height: 2, Width: 2}
	conv := layers.Conv2D[F](image, 3, layers.Window{Height: 3, Width: 2, Stride: 2, Padding: 1}, nil)
	more := map[string][]layers.Layer[F]{
		"layernorm":    {layers.LayerNorm[F](1e-5), layers.Dense[F](4, nil), layers.LayerNorm[F](0.1)},
		"softmax":      {layers.Dense[F](3, nil), layers.Softmax[F]()},
		"logsoftmax":   {layers.Dense[F](3, nil), layers.LogSoftmax[F]()},
		"fourier":      {layers.FourierOf(60, frequencies[F](60*3)), layers.Dense[F](2, nil)},
		"coefficients": {layers.Dense[F](2, nil), layers.Activate[F](layers.Tanh), layers.Coefficients[F](1, 2)},
		"each": {layers.Each(6, layers.Dense[F](3, nil), layers.Activate[F](layers.Tanh), layers.LayerNorm[F](0.1), layers.Dense[F](2, nil)),
			layers.Sum[F](6)},
		"eachmasked": {layers.EachMasked(6, layers.Dense[F](3, nil), layers.Activate[F](layers.Tanh), layers.Dense[F](2, nil)),
			layers.Sum[F](4)},
		"conv": {conv, layers.Activate[F](layers.Tanh), layers.Conv2D[F](conv.Image(), 2, half, nil), layers.Dense[F](2, nil)},
		"maxpool": {layers.Activate[F](layers.ReLU), layers.MaxPool2D[F](image, layers.Window{Height: 3, Width: 3, Stride: 2, Padding: 1}),
			layers.Dense[F](2, nil)},
		"maxpool of halves": {layers.MaxPool2D[F](image, half), layers.Dense[F](2, nil)},
		"averagepool": {layers.AveragePool2D[F](image, layers.Window{Height: 3, Width: 2, Stride: 2, Padding: 1}),
			layers.Activate[F](layers.Tanh), layers.Dense[F](2, nil)},
	}
	for name, l := range more {
		list[name] = network(image.Features(), l...)
	}
	for _, a := range append(layers.Activations(), layers.ELU(0.7), layers.LeakyReLU(-0.2)) {
		list[a.Name] = network(2, layers.Dense[F](4, nil), layers.Activate[F](a), layers.Dense[F](2, nil))
	}
	return list
}

// network returns a function that makes a network with parameters that are the same numbers on every platform and in both
// precisions: multiples of 1/256 below 1.
func network[F dual.Float](in int, list ...layers.Layer[F]) func(*testing.T) *layers.Net[F] {
	return func(t *testing.T) *layers.Net[F] {
		t.Helper()
		net, err := layers.New(in, rand.New(rand.NewPCG(1, 2)), list...)
		if err != nil {
			t.Fatal(err)
		}
		draw(net.Params())
		return net
	}
}

// draw fills v with multiples of 1/256 in [−1, 1).
func draw[F dual.Float](v []F) {
	rng := rand.New(rand.NewPCG(3, uint64(len(v))))
	for i := range v {
		v[i] = F(rng.IntN(512)-256) / 256
	}
}

// points returns five points for the network, the second of which is 0.
func points[F dual.Float](net *layers.Net[F]) []F {
	x := make([]F, 5*net.In())
	draw(x)
	for i := range x {
		x[i] *= 4
	}
	clear(x[net.In() : 2*net.In()])
	return x
}

// frequencies returns n numbers of [draw], so much smaller that single precision keeps the phases of many inputs.
func frequencies[F dual.Float](n int) []F {
	v := make([]F, n)
	draw(v)
	for i := range v {
		v[i] /= 16
	}
	return v
}

// TestKinds checks that the networks have layers of every kind that package layers has.
func TestKinds(t *testing.T) {
	source, err := os.ReadFile("../layers/kinds.go")
	if err != nil {
		t.Fatal(err)
	}
	exported := map[string]bool{"FromFunc": true} // a Go function
	var add func(list []layers.Layer[float64], in int)
	add = func(list []layers.Layer[float64], in int) {
		for _, l := range list {
			r := l.(layers.Recorder[float64]).Record(in)
			exported[r.Kind] = true
			add(r.Layers, in)
		}
	}
	for _, network := range networks[float64]() {
		net := network(t)
		add(net.Layers(), net.In())
	}
	kinds := regexp.MustCompile(`(?m)^\t\t"(\w+)": `).FindAllStringSubmatch(string(source), -1)
	for _, kind := range kinds {
		if !exported[kind[1]] {
			t.Errorf("no network here has a layer of kind %s: add one, and its operators to recorded in layer.go", kind[1])
		}
	}
	if len(kinds) < 15 {
		t.Errorf("found %d kinds in layers/kinds.go, want the 18 that there are, or more", len(kinds))
	}
}
