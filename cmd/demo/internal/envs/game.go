package envs

import (
	"math"
	"math/rand/v2"
)

// A Game is played one action after another. It belongs to one goroutine.
type Game interface {
	// Features is the number of numbers in an observation.
	Features() int

	// Actions is the number of actions, which are 0, 1, …
	Actions() int

	// Reset begins an episode. All that is left to chance in it is drawn from rng.
	Reset(rng *rand.Rand)

	// Observe writes what a player sees to x, which has Features elements.
	Observe(x []float32)

	// Step takes an action and returns the reward for it and whether the episode is over. After that only Reset may be
	// called.
	Step(action int) (reward float64, over bool)

	// Advise writes the probabilities with which a good player takes each action to p, which has Actions elements.
	Advise(p []float64)
}

// softmax replaces preferences by the probabilities exp(p/temperature)/Σ.
func softmax(p []float64, temperature float64) {
	largest, sum := math.Inf(-1), 0.0
	for _, v := range p {
		largest = max(largest, v)
	}
	for i, v := range p {
		p[i] = math.Exp((v - largest) / temperature)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}
