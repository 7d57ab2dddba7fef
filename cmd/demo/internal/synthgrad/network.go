package synthgrad

import (
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// number is the floating-point type of the networks.
type number = float32

// batch is a matrix of numbers or jets, samples × features.
type batch = jet.Batch[number]

// hiddens is the number of hidden layers of a classifier, with a cut above each.
const hiddens = 3

// A shape is what leaves a hidden layer: an image, or one pixel of many channels.
type shape = layers.Image

// An architecture is a classifier to be cut.
type architecture struct {
	name   string
	title  string
	shapes [hiddens]shape
}

// architectures lists the classifiers: dense layers of 256, and two convolutions 3×3 of stride 2 before a dense layer of 128.
var architectures = []*architecture{
	{"dense", "three dense layers of 256", [hiddens]shape{pixel(256), pixel(256), pixel(256)}},
	{"conv", "convolutions 3×3 of 16 and 32 channels with stride 2 and a dense layer of 128",
		[hiddens]shape{{Height: 14, Width: 14, Channels: 16}, {Height: 7, Width: 7, Channels: 32}, pixel(128)}},
}

// pixel is the shape of n numbers that are no image.
func pixel(n int) shape { return shape{Height: 1, Width: 1, Channels: n} }

// window is that of the convolutions, which halves an image.
func window(stride int) layers.Window {
	return layers.Window{Height: 3, Width: 3, Stride: stride, Padding: 1}
}

// blocks returns the parts of the classifier, untrained.
func (a *architecture) blocks(rng *rand.Rand) ([]*layers.Net[number], error) {
	var parts []*layers.Net[number]
	in := shape{Height: side, Width: side, Channels: 1}
	for _, out := range a.shapes {
		var l layers.Layer[number]
		if out.Height > 1 {
			l = layers.Conv2D[number](in, out.Channels, window(2), layers.He)
		} else {
			l = layers.Dense[number](out.Features(), layers.He)
		}
		b, err := layers.New(in.Features(), rng, l, layers.Activate[number](layers.ReLU))
		if err != nil {
			return nil, err
		}
		parts = append(parts, b)
		in = out
	}
	top, err := layers.New(in.Features(), rng, layers.Dense[number](classes, layers.Glorot))
	return append(parts, top), err
}
