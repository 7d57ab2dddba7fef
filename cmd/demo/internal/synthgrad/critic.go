package synthgrad

import (
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A critic estimates the gradient by that of a module m(h, y) = head(p(h), y), fitted to the loss L and to its gradient G:
//
//	ℓ = values·(m − L)² + slopes·‖∂m/∂h − G‖².
//
// The gradient of ℓ in the parameters θ of p goes through a derivative in h, which has as many entries as h, but needs
// no jets that wide. The loss turns m and g = ∂m/∂h into residuals
//
//	a = ∂ℓ/∂m = 2·values·(m − L),    r = ∂ℓ/∂g = 2·slopes·(g − G),
//
// held constant, and ∂ℓ/∂θ = a·∂m/∂θ + ∂/∂θ ⟨r, ∂m/∂h⟩, where ⟨r, ∂m/∂h⟩ is the derivative of m along the one
// direction r. So there are two sweeps:
//
//  1. over the reals: forward to the logits z = p(h), and back from ∂m/∂z, of a cross-entropy softmax(z) − e_y, down to
//     g = ∂m/∂h;
//  2. over dual numbers, every sample seeded h + εr: forward to z + εż, then back from the cotangents of a·m + ⟨∂m/∂z, ż⟩,
//     which are a·∂m/∂z + (∂²m/∂z²)ż for z and ∂m/∂z for ż.
//
// In the first layer, where h enters, that is 2 + 4 products of samples × in × out: cotangents of the inputs end with the
// first sweep. In layers above it is 2 + 6. A linear p has one layer and so needs 6 products, as many as backpropagation
// through backpropagation, whatever the width of h. Jets with a component for each input would need 3·(1+256); carrying
// an adjoint for each of the 10 logits, 3·(1+10).
type critic struct {
	*learner
	values, slopes float64
	head           head
	dual           layers.Sweep[number] // over one direction
	m              []float64            // of every sample
	top            *batch               // ∂m/∂z
	x, cot         *batch               // of the second sweep
	scaled         *batch               // a·∂m/∂z
}

// newCritic returns a critic with weights of the loss and of its gradient, at a cut of a shape.
func newCritic(p predictor, values, slopes float64, at shape, samples int, rng *rand.Rand) (signal, error) {
	net, err := p.head(at, rng)
	if err != nil {
		return nil, err
	}
	var h head = lossLike{}
	if p.free {
		h = ofLabel{}
	}
	return criticOf(net, h, values, slopes, samples)
}

// criticOf returns a critic with the network p.
func criticOf(net *layers.Net[number], h head, values, slopes float64, samples int) (*critic, error) {
	l, err := newLearner(net, samples)
	if err != nil {
		return nil, err
	}
	c := &critic{learner: l, head: h, values: values, slopes: slopes, m: make([]float64, samples)}
	one := jet.Taylor(1)
	if c.dual, err = newSweep(net, one, samples); err != nil {
		return nil, err
	}
	c.top = jet.NewBatch[number](jet.Real(), samples, net.Out())
	c.scaled = jet.NewBatch[number](jet.Real(), samples, net.Out())
	c.x = jet.NewBatch[number](one, samples, net.In())
	c.cot = jet.NewBatch[number](one, samples, net.Out())
	return c, nil
}

// estimate is the first sweep: it writes ∂m/∂h to g.
func (c *critic) estimate(g *batch, at cut) {
	n := at.h.Samples
	c.top.Reshape(n, c.net.Out())
	c.m = c.m[:n]
	c.head.value(c.m, c.top.Data, c.forward(at.h).Data, at.labels)
	c.real.Backward(g, nil, c.top)
}

func (c *critic) learn(g *batch, at cut) {
	c.gradient(g, at)
	c.step(at.h.Samples, at.rate)
}

// gradient is the second sweep: it adds ∂ℓ/∂θ of all samples to the learner's gradient, g being the result of the first.
func (c *critic) gradient(g *batch, at cut) {
	n, out := at.h.Samples, c.net.Out()
	c.scaled.Reshape(n, out)
	for s, m := range c.m {
		a := number(2 * c.values * (m - at.losses[s]))
		for i := s * out; i < (s+1)*out; i++ {
			c.scaled.Data[i] = a * c.top.Data[i]
		}
	}
	if c.slopes == 0 { // no second derivatives: the first sweep still stands
		c.real.Backward(nil, c.grad, c.scaled)
		return
	}
	c.x.Reshape(n, c.net.In())
	c.cot.Reshape(n, out)
	copy(c.x.Plane(0), at.h.Data)
	seeds, weight := c.x.Plane(1), number(2*c.slopes)
	for i, v := range g.Data {
		seeds[i] = weight * (v - at.target.Data[i])
	}
	c.dual.Prepare(c.net.Params(), n)
	z := c.dual.Forward(c.x)
	bend := c.cot.Plane(0)
	c.head.bend(bend, c.top.Data, z.Plane(1), at.labels)
	for i, v := range c.scaled.Data {
		bend[i] += v
	}
	copy(c.cot.Plane(1), c.top.Data)
	c.dual.Backward(nil, c.grad, c.cot)
}
