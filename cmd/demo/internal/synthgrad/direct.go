package synthgrad

import (
	"math/rand/v2"

	"example.com/sobolev/jet"
)

// direct estimates the gradient by the outputs of a network of h and the label.
type direct struct {
	*learner
	x, cot *batch
}

func newDirect(hidden, samples int, rng *rand.Rand) (signal, error) {
	net, err := small(width+classes, hidden, width, rng)
	if err != nil {
		return nil, err
	}
	l, err := newLearner(net, samples)
	if err != nil {
		return nil, err
	}
	real := jet.Real()
	return &direct{l, jet.NewBatch[number](real, samples, width+classes), jet.NewBatch[number](real, samples, width)}, nil
}

func (d *direct) estimate(g *batch, at cut) {
	n := at.h.Samples
	d.x.Reshape(n, width+classes)
	d.x.Zero()
	for s, y := range at.labels {
		row := d.x.Data[s*(width+classes) : (s+1)*(width+classes)]
		copy(row, at.h.Data[s*width:(s+1)*width])
		row[width+int(y)] = 1
	}
	g.Copy(d.forward(d.x))
}

func (d *direct) learn(g *batch, at cut) {
	n := at.h.Samples
	d.cot.Reshape(n, width)
	for i, v := range g.Data {
		d.cot.Data[i] = 2 * (v - at.target.Data[i])
	}
	d.real.Backward(nil, d.grad, d.cot)
	d.step(n, at.rate)
}
