package layers_test

import (
	"slices"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// TestImagesByHand compares layers of images with results worked out on paper.
func TestImagesByHand(t *testing.T) {
	image := func(height, width, channels int) layers.Image { return layers.Image{height, width, channels} }
	for _, c := range []struct {
		name    string
		layer   layers.ImageLayer[float64]
		params  []float64
		x, want []float64
	}{
		{"convolution", layers.Conv2D[float64](image(3, 3, 1), 1, layers.Window{Height: 2, Width: 2}, nil),
			[]float64{1, 2, 3, 4, 10}, []float64{1, 2, 3, 4, 5, 6, 7, 8, 9}, []float64{47, 57, 77, 87}},
		{"channels", layers.Conv2D[float64](image(1, 2, 2), 2, layers.Window{Height: 1, Width: 1}, nil),
			[]float64{1, 2, 3, 4, 100, 200}, []float64{1, 2, 3, 4}, []float64{107, 210, 115, 222}},
		{"padding", layers.Conv2D[float64](image(2, 2, 1), 1, layers.Window{Height: 3, Width: 3, Padding: 1}, nil),
			[]float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 0}, []float64{1, 2, 3, 4}, []float64{77, 67, 47, 37}},
		{"stride", layers.Conv2D[float64](image(1, 5, 1), 1, layers.Window{Height: 1, Width: 2, Stride: 2}, nil),
			[]float64{1, 10, 0}, []float64{1, 2, 3, 4, 5}, []float64{21, 43}},
		{"largest", layers.MaxPool2D[float64](image(2, 4, 1), layers.Window{Height: 2, Width: 2}),
			nil, []float64{1, 2, 8, 7, 3, 4, 5, 6}, []float64{4, 8}},
		{"largest of negative numbers, padded", layers.MaxPool2D[float64](image(2, 2, 1), layers.Window{Height: 2, Width: 2, Stride: 1, Padding: 1}),
			nil, []float64{-1, -2, -3, -4}, []float64{-1, -1, -2, -1, -1, -2, -3, -3, -4}},
		{"mean", layers.AveragePool2D[float64](image(2, 2, 2), layers.Window{Height: 2, Width: 2}),
			nil, []float64{1, 10, 2, 20, 3, 30, 4, 40}, []float64{2.5, 25}},
		{"mean, padded", layers.AveragePool2D[float64](image(2, 2, 1), layers.Window{Height: 2, Width: 2, Stride: 1, Padding: 1}),
			nil, []float64{1, 2, 3, 4}, []float64{1, 1.5, 2, 2, 2.5, 3, 3, 3.5, 4}},
	} {
		x := jet.NewBatch[float64](jet.Real(), 1, len(c.x))
		y := jet.NewBatch[float64](jet.Real(), 1, len(c.want))
		copy(x.Data, c.x)
		pass := c.layer.NewPass(jet.Real(), len(c.x), 1)
		pass.Prepare(c.params, 1)
		pass.Forward(y, x, c.params)
		if !slices.Equal(y.Data, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, y.Data, c.want)
		}
	}
}

func TestImageShapes(t *testing.T) {
	for _, c := range []struct {
		layer layers.ImageLayer[float64]
		in    int
		want  layers.Image
	}{
		{layers.Conv2D[float64](layers.Image{28, 28, 1}, 8, layers.Window{Height: 3, Width: 3}, nil), 784, layers.Image{26, 26, 8}},
		{layers.Conv2D[float64](layers.Image{28, 28, 1}, 8, layers.Window{Height: 3, Width: 3, Padding: 1}, nil), 784, layers.Image{28, 28, 8}},
		{layers.Conv2D[float64](layers.Image{28, 28, 1}, 8, layers.Window{Height: 5, Width: 5, Stride: 2, Padding: 2}, nil), 784, layers.Image{14, 14, 8}},
		{layers.MaxPool2D[float64](layers.Image{7, 6, 3}, layers.Window{Height: 2, Width: 3}), 126, layers.Image{3, 2, 3}},
		{layers.AveragePool2D[float64](layers.Image{7, 6, 3}, layers.Window{Height: 3, Width: 3, Stride: 1}), 126, layers.Image{5, 4, 3}},
	} {
		if got := c.layer.Image(); got != c.want {
			t.Errorf("%v: got %v, want %v", c.layer, got, c.want)
		}
		if out, _, err := c.layer.Shape(c.in); err != nil || out != c.want.Features() {
			t.Errorf("%v: got %d outputs and error %v, want %d", c.layer, out, err, c.want.Features())
		}
	}
}
