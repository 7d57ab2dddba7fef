package synthgrad

import "math/rand/v2"

// A method is a way to bring gradients below the cuts.
type method struct {
	name, title, short string // for flags and rows, for tables, for figures

	// synthetic says that gradients are estimated.
	synthetic bool

	// signal returns what stands at a cut, nil if nothing passes it.
	signal func(p predictor, at shape, samples int, rng *rand.Rand) (signal, error)
}

// methods lists the ways in the order in which the paper ranks them.
var methods = []method{
	{"noprop", "none (noprop)", "None", false, func(predictor, shape, int, *rand.Rand) (signal, error) { return nil, nil }},
	{"direct", "direct SG: G", "Direct", true, newDirect},
	{"vfbn", "∂m/∂h, fitted to G (VFBN)", "VFBN", true,
		func(p predictor, at shape, samples int, rng *rand.Rand) (signal, error) {
			return newCritic(p, 0, 1, at, samples, rng)
		}},
	{"critic", "∂m/∂h, fitted to L (critic)", "Critic", true,
		func(p predictor, at shape, samples int, rng *rand.Rand) (signal, error) {
			return newCritic(p, 1, 0, at, samples, rng)
		}},
	{"sobolev", "∂m/∂h, fitted to L and G (Sobolev)", "Sobolev", true,
		func(p predictor, at shape, samples int, rng *rand.Rand) (signal, error) {
			return newCritic(p, 1, p.slopes, at, samples, rng)
		}},
	{"backprop", "the true one (backprop)", "True", false,
		func(predictor, shape, int, *rand.Rand) (signal, error) { return through{}, nil }},
}
