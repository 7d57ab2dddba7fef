package optim

import (
	"cmp"
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// adam is Adam or, with decay, AdamW.
type adam struct{ rate, beta1, beta2, epsilon, decay float64 }

// Adam is the optimiser of Kingma and Ba 2015 with the given learning rate, β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
func Adam(rate float64) Optimizer { return AdamW(rate, 0) }

// AdamW is Adam with weight decay apart from the gradient (Loshchilov and Hutter 2019): every step shrinks the
// parameters by rate·decay.
func AdamW(rate, decay float64) Optimizer { return adam{rate, 0.9, 0.999, 1e-8, decay} }

// AdamBeta is AdamW with its remaining constants.
func AdamBeta(rate, decay, beta1, beta2, epsilon float64) Optimizer {
	return adam{rate, beta1, beta2, epsilon, decay}
}

// Check implements [Checker].
func (o adam) Check() error {
	inf := math.Inf(1)
	if !(o.epsilon > 0) {
		return fmt.Errorf("optim: Adam: epsilon %v, want a number greater than 0", o.epsilon)
	}
	return cmp.Or(
		checkSetting("Adam", "rate", o.rate, 0, inf),
		checkSetting("Adam", "decay", o.decay, 0, inf),
		checkSetting("Adam", "beta1", o.beta1, 0, 1),
		checkSetting("Adam", "beta2", o.beta2, 0, 1),
		checkSetting("Adam", "epsilon", o.epsilon, 0, inf),
	)
}

func (o adam) Rate() float64 { return o.rate }

func (o adam) Update32(n int) Update[float32] { return newAdam[float32](o, n) }

func (o adam) Update64(n int) Update[float64] { return newAdam[float64](o, n) }

func (o adam) String() string {
	if o.beta1 != 0.9 || o.beta2 != 0.999 || o.epsilon != 1e-8 {
		return fmt.Sprintf("AdamBeta(%g, %g, %g, %g, %g)", o.rate, o.decay, o.beta1, o.beta2, o.epsilon)
	}
	if o.decay != 0 {
		return fmt.Sprintf("AdamW(%g, %g)", o.rate, o.decay)
	}
	return fmt.Sprintf("Adam(%g)", o.rate)
}

type adamUpdate[F dual.Float] struct {
	adam
	m, v  []F
	steps []F // one element: the number of steps taken, which the correction needs
}

func newAdam[F dual.Float](o adam, n int) *adamUpdate[F] {
	return &adamUpdate[F]{o, make([]F, n), make([]F, n), make([]F, 1)}
}

func (u *adamUpdate[F]) Step(params, grad []F, rate float64) {
	u.steps[0]++
	t := float64(u.steps[0])
	vec.Adam(params, u.m, u.v, grad, &vec.AdamStep{
		Rate: rate, Beta1: u.beta1, Beta2: u.beta2, Epsilon: u.epsilon, Decay: u.decay,
		Correct1: 1 / (1 - math.Pow(u.beta1, t)), Correct2: 1 / (1 - math.Pow(u.beta2, t)),
	})
}

func (u *adamUpdate[F]) State() [][]F { return [][]F{u.m, u.v, u.steps} }
