package layers

import (
	"math"
	"math/rand/v2"
)

// An Init draws one initial weight of a layer with the given numbers of inputs and outputs.
type Init func(in, out int, rng *rand.Rand) float64

// Glorot draws uniformly with variance 2/(in+out) (Glorot and Bengio 2010): the choice for tanh and sigmoid.
func Glorot(in, out int, rng *rand.Rand) float64 {
	return uniform(math.Sqrt(6/float64(in+out)), rng)
}

// He draws from the normal distribution of variance 2/in (He et al. 2015): the choice for ReLU and its relatives.
func He(in, _ int, rng *rand.Rand) float64 {
	return rng.NormFloat64() * math.Sqrt(2/float64(in))
}

// LeCun draws from the normal distribution of variance 1/in (LeCun et al. 1998).
func LeCun(in, _ int, rng *rand.Rand) float64 {
	return rng.NormFloat64() * math.Sqrt(1/float64(in))
}

// FanIn draws uniformly from ±1/√in. Several other libraries draw weights and biases alike with it, see [DenseInit].
func FanIn(in, _ int, rng *rand.Rand) float64 {
	return uniform(1/math.Sqrt(float64(in)), rng)
}

// Zeros is the initialiser that draws nothing.
func Zeros(_, _ int, _ *rand.Rand) float64 { return 0 }

// uniform draws from [-bound, bound).
func uniform(bound float64, rng *rand.Rand) float64 {
	return bound * (2*rng.Float64() - 1)
}
