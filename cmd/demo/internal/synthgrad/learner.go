package synthgrad

import (
	"fmt"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/optim"
)

// firstRate is Adam's learning rate at the start, for blocks and modules alike; it falls to 0 along a cosine.
const firstRate = 1e-3

// A learner is a network that is trained on its own, with an optimiser of its own.
type learner struct {
	net  *layers.Net[number]
	real layers.Sweep[number] // over the reals
	grad []number             // sum over the samples of a step
	adam optim.Stepper[number]
}

// newLearner makes a learner of a network for batches of up to the given number of samples.
func newLearner(net *layers.Net[number], samples int) (*learner, error) {
	real, err := newSweep(net, jet.Real(), samples)
	if err != nil {
		return nil, err
	}
	n := len(net.Params())
	adam, ok := optim.Adam(firstRate).Update32(n).(optim.Stepper[number])
	if !ok {
		return nil, fmt.Errorf("synthgrad: the optimiser takes no steps")
	}
	return &learner{net: net, real: real, grad: make([]number, n), adam: adam}, nil
}

// newSweep returns a sweep of a network over an algebra that the caller seeds.
func newSweep(net *layers.Net[number], alg *jet.Algebra, samples int) (layers.Sweep[number], error) {
	plan, err := net.Plan(alg, false, layers.Jets)
	if err != nil {
		return nil, err
	}
	return net.NewSweep(plan, samples), nil
}

// forward returns the outputs for the inputs x with the parameters as they are now.
func (l *learner) forward(x *batch) *batch {
	l.real.Prepare(l.net.Params(), x.Samples)
	return l.real.Forward(x)
}

// step follows the mean of the gradients that were added up over the samples.
func (l *learner) step(samples int, rate float64) {
	scale := 1 / number(samples)
	for i := range l.grad {
		l.grad[i] *= scale
	}
	l.adam.Step(l.net.Params(), l.grad, rate)
	clear(l.grad)
}
