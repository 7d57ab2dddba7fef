package synthgrad

import (
	"math/rand/v2"

	"example.com/sobolev/layers"
)

// A predictor says what the modules are made of. Their last layer starts at zero, so that no block is sent anywhere before its
// module has learned something.
type predictor struct {
	form   string  // one of forms
	units  int     // of the hidden layer, or its channels
	free   bool    // differentiated modules are m(h, y) = p(h)ᵧ, not CE(p(h), y)
	slopes float64 // weight of the gradients in Sobolev training, that of the loss being 1
}

// forms are linear networks, those with a hidden layer of ReLU units, and those with a convolution of ReLU units where h is an
// image, and a hidden layer elsewhere.
var forms = []string{"linear", "hidden", "conv"}

// sees reports whether the module at a cut keeps h as an image.
func (p predictor) sees(at shape) bool { return p.form == "conv" && at.Height > 1 }

// head returns the network p of a module that is differentiated: from h to a number for every class.
func (p predictor) head(at shape, rng *rand.Rand) (*layers.Net[number], error) {
	var ls []layers.Layer[number]
	switch {
	case p.sees(at):
		ls = append(ls, layers.Conv2D[number](at, p.channels(), window(2), layers.He), layers.Activate[number](layers.ReLU))
	case p.form != "linear":
		ls = append(ls, layers.Dense[number](p.units, layers.He), layers.Activate[number](layers.ReLU))
	}
	return layers.New(at.Features(), rng, append(ls, layers.Dense[number](classes, layers.Zeros))...)
}

// output returns the network of a module that gives the gradient itself: from h and the label, one channel for every class,
// to the shape of h.
func (p predictor) output(at shape, rng *rand.Rand) (*layers.Net[number], error) {
	in := at
	in.Channels += classes
	if p.sees(at) {
		inner := layers.Conv2D[number](in, p.channels(), window(1), layers.He)
		return layers.New(in.Features(), rng, inner, layers.Activate[number](layers.ReLU),
			layers.Conv2D[number](inner.Image(), at.Channels, window(1), layers.Zeros))
	}
	var ls []layers.Layer[number]
	if p.form != "linear" {
		ls = append(ls, layers.Dense[number](p.units, layers.He), layers.Activate[number](layers.ReLU))
	}
	return layers.New(in.Features(), rng, append(ls, layers.Dense[number](at.Features(), layers.Zeros))...)
}

// channels are those of a convolution: an eighth of the units.
func (p predictor) channels() int { return max(1, p.units/8) }
