package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A Sweep carries tiles of samples through a network and pulls cotangents of the result back to the parameters, in
// memory of its own, allocated once. It belongs to one goroutine. [Net.NewSweep] makes one; all strategies give the
// same numbers and differ in the work they do.
type Sweep[F dual.Float] interface {
	// Prepare takes the parameters for the sweeps that follow. It is called again whenever they have changed. The
	// samples are the number that will follow until the next change: a hint whether work done ahead pays.
	Prepare(params []F, samples int)

	// Forward returns the jets of the outputs, shaped (samples × outputs), for the input jets x, shaped
	// (samples × inputs). With identity seeds only the primals of x are read, and the rest may be overwritten. The
	// result belongs to the sweep and is valid until the next call.
	Forward(x *jet.Batch[F]) *jet.Batch[F]

	// Backward adds to grad the gradient in the parameters of Σ cot·y over all components of the last Forward's
	// result y: cot holds a loss's derivatives in those components, shaped like y.
	Backward(grad []F, cot *jet.Batch[F])
}

// jets is the sweep that works for every layer and algebra: every layer pushes its jets forward and pulls its
// cotangents back.
type jets[F dual.Float] struct {
	net    *Net[F]
	seed   bool // whether to seed the inputs as the algebra's variables
	params []F
	passes []Pass[F]
	y      []*jet.Batch[F] // y[l] enters layer l; y[0] is the caller's
	ybar   []*jet.Batch[F] // cotangents of y
}

// newJets allocates a sweep of jets for tiles of up to samples. With identity it seeds the inputs itself; without
// backward it holds no cotangents.
func newJets[F dual.Float](n *Net[F], alg *jet.Algebra, samples int, identity, backward bool) *jets[F] {
	s := &jets[F]{net: n, seed: identity && alg.Order() > 0, y: make([]*jet.Batch[F], len(n.dims)), ybar: make([]*jet.Batch[F], len(n.dims))}
	for i, l := range n.layers {
		s.passes = append(s.passes, l.NewPass(alg, n.dims[i], samples))
		s.y[i+1] = jet.NewBatch[F](alg, samples, n.dims[i+1])
		if backward {
			s.ybar[i+1] = jet.NewBatch[F](alg, samples, n.dims[i+1])
		}
	}
	return s
}

func (s *jets[F]) Prepare(params []F, samples int) {
	s.params = params
	for i, p := range s.passes {
		p.Prepare(s.net.layerParams(i, params), samples)
	}
}

func (s *jets[F]) Forward(x *jet.Batch[F]) *jet.Batch[F] {
	if s.seed {
		x.Seed(x.Plane(0))
	}
	s.y[0] = x
	for i, p := range s.passes {
		s.y[i+1].Reshape(x.Samples, s.net.dims[i+1])
		p.Forward(s.y[i+1], s.y[i], s.net.layerParams(i, s.params))
	}
	return s.y[len(s.y)-1]
}

func (s *jets[F]) Backward(grad []F, cot *jet.Batch[F]) { s.pull(nil, grad, cot) }

// pull is Backward with the cotangent of the inputs, if xbar is not nil, and without that of the parameters if grad is
// empty.
func (s *jets[F]) pull(xbar *jet.Batch[F], grad []F, cot *jet.Batch[F]) {
	ybar := s.ybar[len(s.ybar)-1]
	ybar.Reshape(cot.Samples, cot.Features)
	copy(ybar.Data, cot.Data)
	for i := len(s.passes) - 1; i >= 0; i-- {
		down := xbar
		if i > 0 {
			down = s.ybar[i]
			down.Reshape(cot.Samples, s.net.dims[i])
		}
		var g []F
		if len(grad) > 0 {
			g = s.net.layerParams(i, grad)
		}
		s.passes[i].Backward(down, g, ybar, s.net.layerParams(i, s.params))
		ybar = down
	}
}
