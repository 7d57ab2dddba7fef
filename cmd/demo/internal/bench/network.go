package bench

import (
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// imageSize is the height and width of the images that convolutional cells take.
const imageSize = 28

// network builds the cell's network and counts the multiplications of one product for one sample in all its layers.
func network[F dual.Float](c cell, rng *rand.Rand) (net *layers.Net[F], multiplications int, err error) {
	act, err := c.activation()
	if err != nil {
		return nil, 0, err
	}
	if c.hasImages() {
		return imageNetwork[F](act, rng)
	}
	in := c.D
	for _, w := range append(c.Hidden[:len(c.Hidden):len(c.Hidden)], 1) {
		multiplications += in * w
		in = w
	}
	if c.Kind == "res" {
		net, err = layers.New(c.D, rng, residualBlocks[F](c.Hidden[0], len(c.Hidden)-1, act)...)
	} else {
		net, err = layers.NewMLP[F](c.D, c.Hidden, 1, act, rng)
	}
	return net, multiplications, err
}

// residualBlocks are a dense layer, residual blocks with layer normalisation, and a dense layer to one output.
func residualBlocks[F dual.Float](width, n int, act layers.Activation) []layers.Layer[F] {
	ls := []layers.Layer[F]{layers.Dense[F](width, nil), layers.Activate[F](act)}
	for range n {
		ls = append(ls, layers.Skip(layers.LayerNorm[F](1e-5), layers.Dense[F](width, nil), layers.Activate[F](act)))
	}
	return append(ls, layers.Dense[F](1, nil))
}

// imageNetwork has two convolutions, two dense layers and the logarithms of ten probabilities.
func imageNetwork[F dual.Float](act layers.Activation, rng *rand.Rand) (*layers.Net[F], int, error) {
	const window, first, second, width, classes = 3, 8, 16, 64, 10
	image := layers.Image{Height: imageSize, Width: imageSize, Channels: 1}
	a := layers.Conv2D[F](image, first, layers.Window{Height: window, Width: window, Padding: 1}, act.Init)
	b := layers.Conv2D[F](a.Image(), second, layers.Window{Height: window, Width: window, Padding: 1, Stride: 2}, act.Init)
	features := b.Image().Features()
	multiplications := window*window*(a.Image().Features()+first*features) + features*width + width*classes
	net, err := layers.New(imageSize*imageSize, rng, a, layers.Activate[F](act), b, layers.Activate[F](act),
		layers.Dense[F](width, nil), layers.Activate[F](act), layers.Dense[F](classes, nil), layers.LogSoftmax[F]())
	return net, multiplications, err
}
