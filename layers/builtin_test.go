package layers_test

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/layers/layertest"
)

// layerCase is a layer and the number of its input features.
type layerCase[F dual.Float] struct {
	name  string
	layer layers.Layer[F]
	in    int
}

// builtin returns every layer of the package, in several shapes.
func builtin[F dual.Float]() []layerCase[F] {
	rng := rand.New(rand.NewPCG(11, 12))
	cases := []layerCase[F]{
		{"Dense", layers.Dense[F](3, nil), 4},
		{"Dense/wide", layers.Dense[F](20, layers.LeCun), 2},
		{"Dense/single", layers.Dense[F](1, layers.He), 1},
		{"DenseInit", layers.DenseInit[F](3, layers.He, layers.LeCun), 2},
		{"LayerNorm", layers.LayerNorm[F](1e-5), 5},
		{"LayerNorm/two", layers.LayerNorm[F](0.1), 2},
		{"LayerNorm/wide", layers.LayerNorm[F](1e-5), 37},
		{"Softmax", layers.Softmax[F](), 4},
		{"Softmax/two", layers.Softmax[F](), 2},
		{"LogSoftmax", layers.LogSoftmax[F](), 4},
		{"LogSoftmax/wide", layers.LogSoftmax[F](), 33},
		{"Fourier", layers.Fourier[F](3, 4, 0.5, rng), 3},
		{"Fourier/one", layers.FourierOf(1, []F{0.25, 0.5, 1}), 1},
		{"Sine", layers.Activate[F](layers.Sine(2)), 3},
		{"Skip/dense", layers.Skip(layers.Dense[F](3, nil), layers.Activate[F](layers.Tanh), layers.Dense[F](4, nil)), 4},
		{"Skip/softmax", layers.Skip(layers.Softmax[F]()), 4},
		{"Skip/nested", layers.Skip(layers.LayerNorm[F](1e-3), layers.Skip(layers.Dense[F](3, nil))), 3},
	}
	cases = append(cases,
		layerCase[F]{"Sequential", layers.Sequential[F]{layers.Dense[F](3, nil), layers.Activate[F](layers.Tanh), layers.Dense[F](2, nil)}, 4},
		layerCase[F]{"Sequential/single", layers.Sequential[F]{layers.LayerNorm[F](1e-3)}, 3},
		layerCase[F]{"Sequential/nested", layers.Sequential[F]{layers.Skip(layers.Dense[F](3, nil)), layers.Sequential[F]{layers.Softmax[F]()}}, 3})
	silu := layers.Activate[F](layers.SiLU)
	waves, plain := layers.FourierOf(1, []F{0.25, 0.5}), layers.Activate[F](layers.Identity)
	cases = append(cases,
		layerCase[F]{"Pick", layers.Pick[F](2, 0), 3},
		layerCase[F]{"Pick/again", layers.Pick[F](1, 1, 0, 1), 2},
		layerCase[F]{"Concat", layers.Concat(layers.Dense[F](3, nil), plain, layers.LayerNorm[F](0.1)), 4},
		layerCase[F]{"Concat/periodic", layers.Concat(layers.Sequential[F]{layers.Pick[F](1), waves}, layers.Pick[F](2, 0)), 3},
		layerCase[F]{"Concat/nested", layers.Concat(layers.Concat(silu, layers.Dense[F](2, nil)), layers.Skip(layers.Dense[F](3, nil))), 3},
		layerCase[F]{"Concat/one", layers.Concat(layers.Softmax[F]()), 3})
	cases = append(cases,
		layerCase[F]{"Coefficients", layers.Coefficients[F](0.5, -2), 3},
		layerCase[F]{"Sum", layers.Sum[F](3), 6},
		layerCase[F]{"Sum/single", layers.Sum[F](4), 4},
		layerCase[F]{"Each", layers.Each(3, layers.Dense[F](4, nil), silu, layers.Dense[F](2, nil)), 6},
		layerCase[F]{"Each/rows", layers.Each(2, layers.LayerNorm[F](0.1), layers.Softmax[F]()), 6},
		layerCase[F]{"Each/nested", layers.Each(2, layers.Each(2, layers.Dense[F](2, nil), silu), layers.Sum[F](2)), 8},
		layerCase[F]{"Each/one", layers.Each(1, layers.Dense[F](2, nil)), 3})
	for _, act := range layers.Activations() {
		cases = append(cases, layerCase[F]{"Activate/" + act.Name, layers.Activate[F](act), 3})
	}
	return append(cases, imageLayers[F]()...)
}

// imageLayers returns layers of images with every kind of window.
func imageLayers[F dual.Float]() []layerCase[F] {
	small, colour := layers.Image{Height: 3, Width: 4, Channels: 1}, layers.Image{Height: 4, Width: 3, Channels: 2}
	var cases []layerCase[F]
	for _, c := range []struct {
		name string
		in   layers.Image
		w    layers.Window
	}{
		{"whole", small, layers.Window{Height: 3, Width: 4}},
		{"2×2", small, layers.Window{Height: 2, Width: 2}},
		{"3×3 padded", small, layers.Window{Height: 3, Width: 3, Padding: 1}},
		{"stride 2", colour, layers.Window{Height: 2, Width: 2, Stride: 2, Padding: 1}},
		{"flat", colour, layers.Window{Height: 1, Width: 2, Stride: 1}},
		{"gaps", colour, layers.Window{Height: 1, Width: 1, Stride: 2}},
		{"wide padding", colour, layers.Window{Height: 4, Width: 4, Stride: 3, Padding: 3}},
	} {
		cases = append(cases,
			layerCase[F]{"Conv2D/" + c.name, layers.Conv2D[F](c.in, 3, c.w, nil), c.in.Features()},
			layerCase[F]{"MaxPool2D/" + c.name, layers.MaxPool2D[F](c.in, c.w), c.in.Features()},
			layerCase[F]{"AveragePool2D/" + c.name, layers.AveragePool2D[F](c.in, c.w), c.in.Features()})
	}
	return cases
}

func TestLayers(t *testing.T) {
	for _, c := range builtin[float64]() {
		t.Run(c.name, func(t *testing.T) {
			if _, ok := c.layer.NewPass(jet.Dual(2), c.in, 1).(layers.TangentPass[float64]); !ok {
				t.Error("the pass has no method Tangent, see TangentPass, so that directions go through Eval")
			}
			layertest.Layer(t, c.layer, c.in)
		})
	}
}

// TestLayersHighOrders goes beyond what layers are tested with by default.
func TestLayersHighOrders(t *testing.T) {
	algebras := layertest.Algebras(jet.Taylor(8), jet.Full(3, 3), jet.Full(2, 4), jet.Laplace(2, 0.5, -3), jet.Laplace(2, 0, 0))
	for _, c := range builtin[float64]() {
		t.Run(c.name, func(t *testing.T) { layertest.Layer(t, c.layer, c.in, algebras, layertest.Seed(2)) })
	}
}

// TestOwnLayers tests the layers of the examples.
func TestOwnLayers(t *testing.T) {
	layertest.Layer(t, linear{3}, 4)
	layertest.Layer(t, square{layers.Activate[float64](squareRule)}, 3)
}

func TestLayersFloat32(t *testing.T) {
	for _, c := range builtin[float32]() {
		t.Run(c.name, func(t *testing.T) { layertest.Layer(t, c.layer, c.in) })
	}
}
