package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A Sweep carries tiles of samples through a network and pulls cotangents of the result back to the parameters and the
// inputs, in memory of its own, allocated once. It belongs to one goroutine. [Net.NewSweep] makes one; all strategies
// give the same numbers and differ in the work they do.
type Sweep[F dual.Float] interface {
	// Prepare takes the parameters for the sweeps that follow. It is called again whenever they have changed. The
	// samples are the number that will follow until the next change: a hint whether work done ahead pays.
	Prepare(params []F, samples int)

	// Forward returns the jets of the outputs, shaped (samples × outputs), for the input jets x, shaped
	// (samples × inputs). A sweep that seeds its inputs reads only the primals of x, which may be over jet.Real() then. The
	// result belongs to the sweep and is valid until the next call. x must not change before the Backward that follows.
	Forward(x *jet.Batch[F]) *jet.Batch[F]

	// Backward pulls the cotangent cot of the last Forward's result y back: cot, shaped like y, holds a loss's
	// derivatives in all components of y. It adds the loss's gradient in the parameters to grad and writes its
	// derivatives in the components of x to xbar, shaped like x. A nil xbar or an empty grad is not wanted, and saves the
	// work. A sweep that seeds its inputs writes the derivatives in the primals alone, the seeds being constants. It may be
	// called several times for one Forward.
	Backward(xbar *jet.Batch[F], grad []F, cot *jet.Batch[F])
}

// jets is the sweep that works for every layer and algebra: every layer pushes its jets forward and pulls its
// cotangents back.
type jets[F dual.Float] struct {
	layers  *sequence[F]
	params  []F
	y, ybar *jet.Batch[F] // the outputs and their cotangents
	x, xbar *jet.Batch[F] // the inputs seeded as the algebra's variables, and their cotangents; nil if the caller seeds
}

// newJets allocates a sweep of jets for tiles of up to samples. It seeds the inputs itself if seedsInputs; without
// backward it holds no cotangents.
func newJets[F dual.Float](n *Net[F], alg *jet.Algebra, samples int, seedsInputs, backward bool) *jets[F] {
	s := &jets[F]{layers: newSequence(n.layers, alg, n.In(), samples, backward), y: jet.NewBatch[F](alg, samples, n.Out())}
	if seedsInputs && alg.Order() > 0 {
		s.x = jet.NewBatch[F](alg, samples, n.In())
		s.xbar = jet.NewBatch[F](alg, 0, n.In()) // which few ask for
	}
	if backward {
		s.ybar = jet.NewBatch[F](alg, samples, n.Out())
	}
	return s
}

func (s *jets[F]) Prepare(params []F, samples int) {
	s.params = params
	s.layers.Prepare(params, samples)
}

func (s *jets[F]) Forward(x *jet.Batch[F]) *jet.Batch[F] {
	if s.x != nil {
		s.x.Reshape(x.Samples, x.Features)
		s.x.Seed(x.Plane(0))
		x = s.x
	}
	s.y.Reshape(x.Samples, s.y.Features)
	s.layers.Forward(s.y, x, s.params)
	return s.y
}

func (s *jets[F]) Backward(xbar *jet.Batch[F], grad []F, cot *jet.Batch[F]) {
	s.ybar.Reshape(cot.Samples, cot.Features)
	s.ybar.Copy(cot) // layers may overwrite what they are given
	if s.x == nil || xbar == nil {
		s.layers.Backward(xbar, grad, s.ybar, s.params)
		return
	}
	s.xbar.Reshape(xbar.Samples, xbar.Features)
	s.layers.Backward(s.xbar, grad, s.ybar, s.params)
	copy(xbar.Plane(0), s.xbar.Plane(0))
}
