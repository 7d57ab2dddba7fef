package synthgrad

import "math/rand/v2"

// A method is a way to bring gradients below the cuts.
type method struct {
	name, title string

	// signal returns what stands at a cut, nil if nothing passes it. Modules have the given number of hidden units.
	signal func(hidden, samples int, rng *rand.Rand) (signal, error)
}

// methods lists the ways in the order in which the paper ranks them.
var methods = []method{
	{"noprop", "no gradient", func(int, int, *rand.Rand) (signal, error) { return nil, nil }},
	{"direct", "direct SG", newDirect},
	{"vfbn", "VFBN", module(0, 1)},
	{"critic", "critic", module(1, 0)},
	{"sobolev", "Sobolev", module(1, 1)},
	{"backprop", "backpropagation", func(int, int, *rand.Rand) (signal, error) { return through{}, nil }},
}

// module makes critics with the given weights of the loss and of its gradient.
func module(values, slopes float64) func(hidden, samples int, rng *rand.Rand) (signal, error) {
	return func(hidden, samples int, rng *rand.Rand) (signal, error) {
		return newCritic(values, slopes, hidden, samples, rng)
	}
}
