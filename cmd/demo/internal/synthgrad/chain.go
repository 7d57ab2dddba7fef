package synthgrad

import (
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// number is the floating-point type of the networks.
type number = float32

// batch is a matrix of numbers or jets, samples × features.
type batch = jet.Batch[number]

// A chain carries jets of one algebra through the layers of a network, and cotangents back to the parameters and to the
// inputs. A block needs both from one sweep: its own gradient, and the one that it hands down.
type chain struct {
	net    *layers.Net[number]
	passes []layers.Pass[number]
	offs   []int    // the parameters of layer i are those from offs[i] up to offs[i+1]
	y      []*batch // y[i] enters layer i; y[0] is the caller's
	ybar   []*batch // cotangents of y; ybar[0] is the caller's
}

func newChain(net *layers.Net[number], alg *jet.Algebra, samples int) (*chain, error) {
	c := &chain{net: net, offs: []int{0}, y: []*batch{nil}, ybar: []*batch{nil}}
	in := net.In()
	for i, l := range net.Layers() {
		out, params, err := l.Shape(in)
		if err != nil {
			return nil, err
		}
		c.passes = append(c.passes, l.NewPass(alg, in, samples))
		c.offs = append(c.offs, c.offs[i]+params)
		c.y = append(c.y, jet.NewBatch[number](alg, samples, out))
		c.ybar = append(c.ybar, jet.NewBatch[number](alg, samples, out))
		in = out
	}
	return c, nil
}

// forward returns the outputs for the inputs x with the parameters as they are now. They belong to the chain.
func (c *chain) forward(x *batch) *batch {
	params := c.net.Params()
	c.y[0] = x
	for i, p := range c.passes {
		own := params[c.offs[i]:c.offs[i+1]]
		y := c.y[i+1]
		y.Reshape(x.Samples, y.Features)
		p.Prepare(own, x.Samples)
		p.Forward(y, c.y[i], own)
	}
	return c.y[len(c.passes)]
}

// backward pulls the cotangent of the last outputs back: it adds to grad the part of the parameters and writes to xbar
// that of the inputs. Either may be nil if it is not wanted. The parameters must be those of the forward sweep.
func (c *chain) backward(xbar *batch, grad []number, cot *batch) {
	params := c.net.Params()
	last := len(c.passes)
	c.ybar[0] = xbar
	c.ybar[last].Reshape(cot.Samples, cot.Features)
	c.ybar[last].Copy(cot) // passes may overwrite what they are given
	for i := last - 1; i >= 0; i-- {
		down := c.ybar[i]
		if down != nil {
			down.Reshape(cot.Samples, c.y[i].Features)
		}
		var own []number
		if len(grad) > 0 {
			own = grad[c.offs[i]:c.offs[i+1]]
		}
		c.passes[i].Backward(down, own, c.ybar[i+1], params[c.offs[i]:c.offs[i+1]])
	}
}
