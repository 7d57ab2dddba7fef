package layers_test

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/layers/layertest"
)

// netCase is the layers of a network and the number of its input features.
type netCase[F dual.Float] struct {
	name   string
	in     int
	layers []layers.Layer[F]
}

// nets returns networks that mix all kinds of layers.
func nets[F dual.Float]() []netCase[F] {
	dense, tanh := layers.Dense[F], layers.Activate[F](layers.Tanh)
	block := func(width int) layers.Layer[F] {
		return layers.Skip(layers.LayerNorm[F](1e-3), dense(3, nil), tanh, dense(width, nil))
	}
	image := layers.Image{Height: 4, Width: 4, Channels: 1}
	conv := layers.Conv2D[F](image, 2, layers.Window{Height: 3, Width: 3, Padding: 1}, nil)
	average := layers.AveragePool2D[F](conv.Image(), layers.Window{Height: 2, Width: 2})
	largest := layers.MaxPool2D[F](conv.Image(), layers.Window{Height: 2, Width: 2})
	conv1 := layers.MaxPool2D[F](layers.Image{Height: 1, Width: 3, Channels: 1}, layers.Window{Height: 1, Width: 2})
	second := layers.Conv2D[F](average.Image(), 3, layers.Window{Height: 2, Width: 2}, layers.He)
	return []netCase[F]{
		{"mlp", 2, []layers.Layer[F]{dense(5, nil), tanh, dense(4, nil), tanh, dense(1, nil)}},
		{"classifier", 3, []layers.Layer[F]{dense(4, nil), block(4), block(4), layers.LogSoftmax[F]()}},
		{"softmax", 2, []layers.Layer[F]{block(2), dense(3, nil), layers.Softmax[F]()}},
		{"fourier", 2, []layers.Layer[F]{
			layers.Fourier[F](2, 3, 0.3, rand.New(rand.NewPCG(13, 14))), dense(3, nil), tanh, dense(2, nil)}},
		{"siren", 2, []layers.Layer[F]{dense(4, layers.SIRENFirst), layers.Activate[F](layers.Sine(3)),
			dense(4, layers.SIREN(3)), layers.Activate[F](layers.Sine(3)), dense(1, layers.SIREN(3))}},
		{"from images", 3, []layers.Layer[F]{
			dense(16, nil), conv, layers.Activate[F](layers.SiLU), average, second, tanh, layers.Softmax[F]()}},
		{"sequential", 2, []layers.Layer[F]{layers.Sequential[F]{dense(4, nil), tanh, layers.Sequential[F]{dense(3, nil)}}, tanh, dense(2, nil)}},
		{"coefficients", 2, []layers.Layer[F]{dense(3, nil), tanh, dense(1, nil), layers.Coefficients[F](1, -2)}},
		{"each", 4, []layers.Layer[F]{layers.Each(2, dense(4, nil), tanh, block(4), layers.LayerNorm[F](0.1)), layers.Each(4, dense(2, nil), layers.Softmax[F]()),
			layers.Sum[F](2), dense(2, nil)}},
		{"each of each", 4, []layers.Layer[F]{layers.Each(2, layers.Each(2, dense(3, nil), tanh, conv1), layers.Sum[F](2), tanh), layers.Sum[F](2), dense(1, nil)}},
		{"max pooling", 2, []layers.Layer[F]{dense(16, nil), tanh, conv, largest, dense(2, nil), layers.LogSoftmax[F]()}},
	}
}

func TestNets(t *testing.T) {
	for _, c := range nets[float64]() {
		t.Run(c.name, func(t *testing.T) { testNet(t, c) })
	}
}

// TestNetOfOwnLayers tests a network of layers that join the fast sweeps from outside the package.
func TestNetOfOwnLayers(t *testing.T) {
	testNet(t, netCase[float64]{"own", 3, []layers.Layer[float64]{
		linear{4}, square{layers.Activate[float64](squareRule)}, linear{3}, layers.Dense[float64](4, nil), layers.Activate[float64](layers.Tanh), linear{2}}})
}

func TestNetsFloat32(t *testing.T) {
	for _, c := range nets[float32]() {
		t.Run(c.name, func(t *testing.T) { testNet(t, c) })
	}
}

func testNet[F dual.Float](t *testing.T, c netCase[F]) {
	net, err := layers.New(c.in, rand.New(rand.NewPCG(15, 16)), c.layers...)
	if err != nil {
		t.Fatal(err)
	}
	layertest.Net(t, net)
}
