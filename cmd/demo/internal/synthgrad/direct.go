package synthgrad

import (
	"math/rand/v2"

	"example.com/sobolev/jet"
)

// direct estimates the gradient by the outputs of a network of h and the label, which is one channel for every class beside
// those of every pixel of h.
type direct struct {
	*learner
	at     shape
	x, cot *batch
}

func newDirect(p predictor, at shape, samples int, rng *rand.Rand) (signal, error) {
	if !p.sees(at) {
		at = pixel(at.Features())
	}
	net, err := p.output(at, rng)
	if err != nil {
		return nil, err
	}
	l, err := newLearner(net, samples)
	if err != nil {
		return nil, err
	}
	real := jet.Real()
	return &direct{l, at, jet.NewBatch[number](real, samples, net.In()), jet.NewBatch[number](real, samples, net.Out())}, nil
}

func (d *direct) estimate(g *batch, at cut) {
	n, in, out := at.h.Samples, d.net.In(), d.net.Out()
	d.x.Reshape(n, in)
	d.x.Zero()
	channels := d.at.Channels
	for s, y := range at.labels {
		from, to := at.h.Data[s*out:(s+1)*out], d.x.Data[s*in:(s+1)*in]
		for len(from) > 0 {
			copy(to, from[:channels])
			to[channels+int(y)] = 1
			from, to = from[channels:], to[channels+classes:]
		}
	}
	g.Copy(d.forward(d.x))
}

func (d *direct) learn(g *batch, at cut) {
	n := at.h.Samples
	d.cot.Reshape(n, d.net.Out())
	for i, v := range g.Data {
		d.cot.Data[i] = 2 * (v - at.target.Data[i])
	}
	d.real.Backward(nil, d.grad, d.cot)
	d.step(n, at.rate)
}
