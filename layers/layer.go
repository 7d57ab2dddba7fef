package layers

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A Layer describes one step of a network: a differentiable function of its inputs and parameters, without
// state. The same description serves every batch size, every algebra and every goroutine; what a computation
// needs to remember lives in the [Pass] it creates.
//
// A layer of your own implements these methods once and then works in every network, for derivatives of every
// order: Eval states the function, a Pass its fast form on whole batches. Package layertest checks that the two
// agree.
type Layer[F dual.Float] interface {
	// Shape returns the number of output features and of parameters for the given number of input features, or
	// an error that says why the layer cannot take them.
	Shape(in int) (out, params int, err error)

	// Init fills params with initial values drawn from rng.
	Init(params []F, in int, rng *rand.Rand)

	// Smoothness is the number of continuous derivatives the layer has in its inputs, [Smooth] if all.
	Smoothness() int

	// Eval computes the layer on one sample with numbers of any kind. It is the definition that NewPass must
	// agree with.
	Eval(params, x []dual.Any) []dual.Any

	// NewPass allocates what one goroutine needs to carry batches of up to samples jets of the algebra through
	// the layer and back. Nothing is allocated after that.
	NewPass(alg *jet.Algebra, in, samples int) Pass[F]

	// String names the layer with all its settings, as errors and plans print it. Files compare networks by it, so it
	// must tell layers apart that differ in anything but their parameters.
	String() string
}

// A Pass carries batches of jets through one layer, forward and backward, in memory of its own. It belongs to one
// goroutine.
type Pass[F dual.Float] interface {
	// Prepare is called once after the parameters changed, before any Forward. The samples are the number that
	// will follow until the next change: a hint whether work done ahead pays.
	Prepare(params []F, samples int)

	// Forward computes y, shaped (samples × out), from x, shaped (samples × in). Neither is changed before the
	// Backward that follows.
	Forward(y, x *jet.Batch[F], params []F)

	// Backward pulls the cotangent ybar of the last Forward's y back: it adds the parameters' part to grad and
	// writes the inputs' part to xbar. A nil xbar or an empty grad is not wanted. It may overwrite ybar, and may be called
	// again, with another cotangent of the same y.
	Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F)
}

// Smooth is the smoothness of a function with derivatives of every order.
const Smooth = math.MaxInt
