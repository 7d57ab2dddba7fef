package layers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

// Sine is the activation sin(ω·z). With weights drawn by [SIREN] it makes the networks of Sitzmann et al. 2020,
// "Implicit Neural Representations with Periodic Activation Functions", whose derivatives are networks of the same
// kind. They take ω = 30 for inputs that span [−1, 1]; derivatives of order k in the inputs grow with ωᵏ, and where
// they are fitted a smaller ω is often the better one.
func Sine(omega float64) Activation {
	rule := func(c []float64, a float64) {
		series.Sin(c, omega*a)
		power := 1.0
		for k := range c {
			c[k] *= power
			power *= omega
		}
	}
	return Activation{Name: fmt.Sprintf("sine(%g)", omega), Rule: rule, Smoothness: Smooth, Init: SIREN(omega),
		kernel: sineKernel, param: omega}
}

// SIREN returns the initialiser of every layer but the first in a network of [Sine] activations: uniform in
// ±√(6/in)/ω, which keeps the distribution of the activations the same from layer to layer.
func SIREN(omega float64) Init {
	return func(in, _ int, rng *rand.Rand) float64 { return uniform(math.Sqrt(6/float64(in))/omega, rng) }
}

// SIRENFirst draws uniformly from ±1/in: the initialiser of the first layer in a network of [Sine] activations, where
// the phases ω·W·x shall span several periods over the inputs.
func SIRENFirst(in, _ int, rng *rand.Rand) float64 { return uniform(1/float64(in), rng) }

// NewSIREN returns a fully connected network with [Sine] activations, hidden layers of the given widths and a linear
// output layer, initialised as in Sitzmann et al. 2020. Unlike theirs the biases start at zero, so that the network
// is odd in its inputs until training moves them.
func NewSIREN[F dual.Float](in int, hidden []int, out int, omega float64, rng *rand.Rand) (*Net[F], error) {
	if !(omega > 0) {
		return nil, fmt.Errorf("layers: NewSIREN: omega %g, want a positive number", omega)
	}
	act := Sine(omega)
	var ls []Layer[F]
	weights := Init(SIRENFirst)
	for _, w := range hidden {
		ls = append(ls, Dense[F](w, weights), Activate[F](act))
		weights = act.Init
	}
	return New(in, rng, append(ls, Dense[F](out, weights))...)
}
