package layertest

import (
	"math/rand/v2"

	"example.com/sobolev/jet"
)

// An Option changes how a layer or network is tested.
type Option func(*settings)

type settings struct {
	seed      uint64
	tolerance float64 // 0 for the default of the float type
	perturb   float64
	input     func(rng *rand.Rand) float64
	algebras  []*jet.Algebra // nil for those that suit what is tested
	allocates bool
}

func newSettings(opts []Option) settings {
	s := settings{seed: 1, perturb: 0.25, input: (*rand.Rand).NormFloat64}
	for _, o := range opts {
		o(&s)
	}
	return s
}

// Seed sets the seed that everything random is drawn from. It is 1 if not set, so that a test does the same every
// time.
func Seed(seed uint64) Option { return func(s *settings) { s.seed = seed } }

// Tolerance sets the largest difference allowed, relative to the largest numbers of the result. It is 1e-12 for
// float64 and 1e-4 for float32 if not set.
func Tolerance(relative float64) Option { return func(s *settings) { s.tolerance = relative } }

// Perturb sets the standard deviation of what is added to the parameters that the layer's Init gives, so that gains of
// one and biases of zero do not hide mistakes. It is 0.25 if not set.
func Perturb(deviation float64) Option { return func(s *settings) { s.perturb = deviation } }

// Within has the inputs drawn uniformly from between lo and hi: for layers that are not defined everywhere. They are
// drawn from the standard normal distribution if not set.
func Within(lo, hi float64) Option {
	return func(s *settings) {
		s.input = func(rng *rand.Rand) float64 { return lo + (hi-lo)*rng.Float64() }
	}
}

// Algebras sets the algebras in which passes are tested. If not set they are Real(), Dual(2), HyperDual(), Taylor(3),
// Full(2, 2) and Laplace(3) for a layer, and those with one variable for each input for a network, and Dual(3), HyperDual() and
// Taylor(3) with seeds along random directions.
func Algebras(algebras ...*jet.Algebra) Option { return func(s *settings) { s.algebras = algebras } }

// Allocates lets passes allocate, as those of [layers.FromFunc] do, which evaluate a function on boxed numbers.
func Allocates() Option { return func(s *settings) { s.allocates = true } }
