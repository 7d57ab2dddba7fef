package optim

import (
	"cmp"
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// sgd is gradient descent with momentum.
type sgd struct {
	rate, momentum, decay float64
	nesterov              bool
}

// SGD is gradient descent with the given learning rate and momentum: v ← momentum·v + g, p ← p − rate·v.
func SGD(rate, momentum float64) Optimizer { return sgd{rate: rate, momentum: momentum} }

// SGDW is [SGD] with weight decay apart from the gradient (Loshchilov and Hutter 2019): every step first shrinks the
// parameters by rate·decay.
func SGDW(rate, momentum, decay float64) Optimizer {
	return sgd{rate: rate, momentum: momentum, decay: decay}
}

// Nesterov is [SGD] that looks ahead along its momentum (Nesterov 1983): p ← p − rate·(g + momentum·v).
func Nesterov(rate, momentum float64) Optimizer {
	return sgd{rate: rate, momentum: momentum, nesterov: true}
}

// Check implements [Checker].
func (o sgd) Check() error {
	name, inf := "SGD", math.Inf(1)
	if o.nesterov {
		name = "Nesterov"
	}
	return cmp.Or(
		checkSetting(name, "rate", o.rate, 0, inf),
		checkSetting(name, "momentum", o.momentum, 0, 1),
		checkSetting(name, "decay", o.decay, 0, inf),
	)
}

func (o sgd) Rate() float64 { return o.rate }

func (o sgd) Update32(n int) Update[float32] { return &sgdUpdate[float32]{o, make([]float32, n)} }

func (o sgd) Update64(n int) Update[float64] { return &sgdUpdate[float64]{o, make([]float64, n)} }

func (o sgd) String() string {
	switch {
	case o.nesterov:
		return fmt.Sprintf("Nesterov(%g, %g)", o.rate, o.momentum)
	case o.decay != 0:
		return fmt.Sprintf("SGDW(%g, %g, %g)", o.rate, o.momentum, o.decay)
	}
	return fmt.Sprintf("SGD(%g, %g)", o.rate, o.momentum)
}

type sgdUpdate[F dual.Float] struct {
	sgd
	v []F
}

func (u *sgdUpdate[F]) Step(params, grad []F, rate float64) {
	if u.decay != 0 {
		vec.Scale(params, F(1-float64(rate*u.decay)), params)
	}
	vec.SGD(params, u.v, grad, rate, u.momentum, 0, u.nesterov)
}

func (u *sgdUpdate[F]) State() [][]F { return [][]F{u.v} }
