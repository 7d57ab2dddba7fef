package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// halfTangents is a [halfOrder] that pushes directions of the parameters forward. Where these move along v, so do the jets and
// the adjoints of the first half,
//
//	ã̇_l = f_l'(ã_{l−1})·ã̇_{l−1} + ∂f_l/∂θ·v,    g̃̇_{l−1} = f_l'ᵀ g̃̇_l + d(f_l')ᵀ g̃_l,
//
// and the results, Σ (g̃̇_l·H_l + g̃_l·Ḣ_l) above order n. A product of the first half becomes two beside it, as one of jets does:
// there are as many in all as a parameter gradient takes.
type halfTangents[F dual.Float] struct {
	*halfOrder[F]
	mem [][]F // of ã̇ and g̃̇, joint by joint
}

// A movingStep is a [step] that knows how what it computes moves. Its methods come after those of the first half, in this
// order, any number of times.
type movingStep[F dual.Float] interface {
	step[F]
	move(v []F)        // ã̇ along a direction of the layer's parameters, and g̃·Ḣ
	moveAdjoint(v []F) // g̃̇ and its part of ẏ
}

// newHalfTangents returns a sweep for tiles of up to so many samples, nil if there are layers whose adjoints cannot be pushed.
func newHalfTangents[F dual.Float](n *Net[F], alg *jet.Algebra, samples int, seedsInputs bool) *halfTangents[F] {
	h := &halfTangents[F]{halfOrder: newHalfOrder(n, alg, samples, seedsInputs, true)}
	for _, s := range h.steps {
		if _, ok := s.step.(movingStep[F]); !ok {
			return nil
		}
	}
	for _, j := range h.joints {
		j.adot.Alg, j.adot.Features = h.low, j.a.Features
		j.gdot.Alg, j.gdot.Features = h.adjoints, j.g.Features
		h.mem = append(h.mem, make([]F, len(j.up)))
	}
	return h
}

// paysMoving reports whether directions take fewer products by half order than by jets, and not much more work besides.
func (n *Net[F]) paysMoving(alg *jet.Algebra, seedsInputs bool) bool {
	half, why := n.planHalfOrder(alg, seedsInputs)
	if why != "" || alg.Order() == 0 || half.Products() >= 3*alg.Dim() {
		return false
	}
	w := n.work()
	return alg.Order() == 1 || priceOfHalfOrder(alg, n.Out()).of(w) < advantage*priceOfJets(alg).of(w)
}

// tangent writes the derivative of the last Forward's result along v to ẏ.
func (h *halfTangents[F]) tangent(ydot *jet.Batch[F], v []F) {
	for i, j := range h.joints {
		place(&j.gdot, place(&j.adot, h.mem[i], j.a.Samples), j.g.Samples)
	}
	in, out := h.inputs(), h.outputs()
	ydot.Reshape(h.y.Samples, h.outs)
	in.adot.Zero()
	h.pairing.reset()
	for _, s := range h.steps {
		s.step.(movingStep[F]).move(v[s.from:s.to])
	}
	ydot.Zero()
	copy(ydot.Data, out.adot.Data)
	out.gdot.Zero()
	for i := len(h.steps) - 1; i >= 0; i-- {
		s := h.steps[i]
		s.step.(movingStep[F]).moveAdjoint(v[s.from:s.to])
	}
	if !h.seeds {
		h.pairing.collect(&in.gdot, window[F]{h.x, 0}, ydot.Samples)
	}
	h.pairing.store(ydot)
	if h.seeds && !in.exact {
		h.gradient(ydot, &in.gdot)
	}
}

func (s *linearStep[F]) move(v []F) {
	if s.in.inputs {
		s.out.adot.Zero()
	} else {
		s.linearMap.forward(s.out.adot.Data, s.in.adot.Data, s.jets(), false)
	}
	if len(v) > 0 {
		s.tangent(s.out.adot.Data, s.in.a.Data, v, s.jets(), s.in.a.Samples)
	}
}

func (s *linearStep[F]) moveAdjoint(v []F) {
	if s.in.exact {
		return
	}
	s.linearMap.backward(s.in.gdot.Data, s.out.gdot.Data, s.adjoints())
	if len(v) > 0 {
		s.tangentBackward(s.in.gdot.Data, s.out.g.Data, v, s.adjoints())
	}
}

func (s *unitStep[F]) move([]F) { vec.Mul(s.out.adot.Data, s.in.adot.Data, s.phi[1]) }

func (s *unitStep[F]) moveAdjoint([]F) {
	n := len(s.in.a.Data)
	for at := 0; at < len(s.in.gdot.Data); at += n {
		vec.MulAddMul(s.in.gdot.Data[at:at+n], s.out.gdot.Data[at:at+n], s.phi[1], s.g2[at:at+n], s.in.adot.Data)
	}
}

// move computes φ'(ã)·ã̇ to order K, of which ã̇ that leave are what is to order n, and Ḣ what is above.
func (s *unitJetStep[F]) move([]F) {
	samples, low := s.in.a.Samples, s.sweep.low.Dim()
	for w := s.window(0); w.samples() > 0; w = s.window(w.end()) {
		s.work.Reshape(w.samples(), s.h.Features)
		s.work.ComposeRows(&s.in.a, w.first, s.slope, s.scratch)
		own := w.own()
		clear(s.h.Data[low*own.size:])
		multiply(own, window[F]{s.work, 0}.own(), w.of(&s.in.adot, 0, samples), s.moving, false)
		for k := range low {
			copy(w.of(&s.out.adot, 0, samples).at(k), own.at(k))
		}
		s.sweep.pairing.collect(&s.out.g, w, samples)
	}
}

func (s *unitJetStep[F]) moveAdjoint([]F) {
	samples := s.in.a.Samples
	for w := s.window(0); w.samples() > 0; w = s.window(w.end()) {
		if !s.in.exact {
			s.work.Reshape(w.samples(), s.h.Features)
			slope := window[F]{s.work, 0}.own()
			multiply(slope, w.of(&s.q, 0, samples), w.of(&s.in.adot, 0, samples), s.products.product, false)
			for o := range s.sweep.outs {
				to := w.of(&s.in.gdot, o, samples)
				multiply(to, w.of(&s.p, 0, samples), w.of(&s.out.gdot, o, samples), s.products.product, false)
				multiply(to, slope, w.of(&s.out.g, o, samples), s.products.product, true)
			}
		}
		w.h.ComposeRows(&s.in.a, w.first, s.phi, s.scratch)
		s.sweep.pairing.collect(&s.out.gdot, w, samples)
	}
}

func (b *branch[F]) move([]F) {}

func (b *branch[F]) moveAdjoint([]F) {
	if !b.in.exact {
		vec.Add(b.in.gdot.Data, b.in.gdot.Data, b.to.gdot.Data)
	}
}

func (s *union[F]) move([]F) { vec.Add(s.to.adot.Data, s.in.adot.Data, s.f.adot.Data) }

func (s *union[F]) moveAdjoint([]F) { copy(s.f.gdot.Data, s.to.gdot.Data) }

func (s *fan[F]) move([]F) {
	for _, b := range s.branches {
		copy(b.adot.Data, s.in.adot.Data)
	}
}

func (s *fan[F]) moveAdjoint([]F) {
	if s.in.exact {
		return
	}
	copy(s.in.gdot.Data, s.branches[0].gdot.Data)
	for _, b := range s.branches[1:] {
		vec.Add(s.in.gdot.Data, s.in.gdot.Data, b.gdot.Data)
	}
}

func (s *columns[F]) move([]F) {
	for i, b := range s.branches {
		toColumns(s.to.adot.Data, s.width, s.outs[i], b.adot.Data, s.outs[i+1]-s.outs[i])
	}
}

func (s *columns[F]) moveAdjoint([]F) {
	for i, b := range s.branches {
		fromColumns(b.gdot.Data, s.outs[i+1]-s.outs[i], s.to.gdot.Data, s.width, s.outs[i])
	}
}
