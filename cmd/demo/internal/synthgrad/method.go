package synthgrad

import "math/rand/v2"

// A method is a way to bring gradients below the cuts.
type method struct {
	name, title, short string // for flags and rows, for tables, for figures

	// synthetic says that gradients are estimated.
	synthetic bool

	// signal returns what stands at a cut, nil if nothing passes it. Modules have the given number of hidden units.
	signal func(hidden, samples int, rng *rand.Rand) (signal, error)
}

// methods lists the ways in the order in which the paper ranks them.
var methods = []method{
	{"noprop", "none (noprop)", "None", false, func(int, int, *rand.Rand) (signal, error) { return nil, nil }},
	{"direct", "direct SG: G", "Direct", true, newDirect},
	{"vfbn", "∂m/∂h, fitted to G (VFBN)", "VFBN", true, module(0, 1)},
	{"critic", "∂m/∂h, fitted to L (critic)", "Critic", true, module(1, 0)},
	{"sobolev", "∂m/∂h, fitted to L and G (Sobolev)", "Sobolev", true, module(1, 1)},
	{"backprop", "the true one (backprop)", "True", false, func(int, int, *rand.Rand) (signal, error) { return through{}, nil }},
}

// module makes critics with the given weights of the loss and of its gradient.
func module(values, slopes float64) func(hidden, samples int, rng *rand.Rand) (signal, error) {
	return func(hidden, samples int, rng *rand.Rand) (signal, error) {
		return newCritic(values, slopes, hidden, samples, rng)
	}
}
