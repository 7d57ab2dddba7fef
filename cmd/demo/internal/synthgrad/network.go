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

const (
	width   = 256 // of the classifier's hidden layers
	hiddens = 3   // of them, with a cut above each
)

// blocks returns the parts of a classifier, untrained.
func blocks(rng *rand.Rand) ([]*layers.Net[number], error) {
	var parts []*layers.Net[number]
	in := pixels
	for range hiddens {
		b, err := layers.New(in, rng, layers.Dense[number](width, layers.He), layers.Activate[number](layers.ReLU))
		if err != nil {
			return nil, err
		}
		parts = append(parts, b)
		in = width
	}
	top, err := layers.New(in, rng, layers.Dense[number](classes, layers.Glorot))
	return append(parts, top), err
}

// small returns the network of a module, with one hidden layer or, if hidden is 0, none. Its last layer starts at zero,
// so that no block is sent anywhere before the module has learned something.
func small(in, hidden, out int, rng *rand.Rand) (*layers.Net[number], error) {
	var ls []layers.Layer[number]
	if hidden > 0 {
		ls = append(ls, layers.Dense[number](hidden, layers.He), layers.Activate[number](layers.ReLU))
	}
	return layers.New(in, rng, append(ls, layers.Dense[number](out, layers.Zeros))...)
}
