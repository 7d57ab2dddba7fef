package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// windowSize is about the number of coefficients of order K that a window of samples has: they stay in the cache between
// the operations on them, and no more of them ever exist.
const windowSize = 16384

// unitJetStep is the step of an elementwise layer φ above order 1. With the jets p = φ'(ã) and q = φ″(ã) to order m,
//
//	g̃ᵢₙ = p·g̃,    H = φ(ã) above order n,    s = pᵀsᵢₙ + Hᵀȳ,    āᵢₙ = [φ'(ã)ᵀc]_{≤n} + qᵀ Σ g̃ᵀsᵢₙ  over the outputs.
type unitJetStep[F dual.Float] struct {
	sweep   *halfOrder[F]
	taylor  *vec.Taylor[F]
	in, out *joint[F]
	scratch *jet.Scratch[F]

	mem                []F
	phi, slope, second [][]F          // Taylor coefficients of φ, φ' and φ″
	lead               jet.Batch[F]   // ã to order m
	p, q               jet.Batch[F]   // and φ', φ″ there
	h, work            *jet.Batch[F]  // a window's jets of order K
	products           rowProducts[F] // of the algebra of order m
	moving             []triple[F]    // of that of order K, with factors that end at order n
}

func newUnitJetStep[F dual.Float](b builder[F], act *Activation, in, out *joint[F]) *unitJetStep[F] {
	h := b.sweep
	K, m, n := h.y.Alg.Order(), h.adjoints.Order(), b.samples*in.a.Features
	s := &unitJetStep[F]{sweep: h, in: in, out: out,
		scratch: jet.NewScratch[F](h.low, n), products: newRowProducts[F](h.adjoints, 0, 0)}
	s.phi, s.slope, s.second = make([][]F, K+1), make([][]F, m+1), make([][]F, m+1)
	if b.backward {
		s.phi, s.slope = make([][]F, K+2), make([][]F, K+1)
	} else {
		s.second = nil
	}
	s.taylor = newTaylor[F](act, len(s.phi))
	planes := len(s.phi) - 1 + len(s.slope) - 1 + len(s.second) + h.adjoints.Dim()
	if b.backward {
		planes += h.adjoints.Dim()
	}
	s.mem = make([]F, planes*n)
	for _, b := range [...]*jet.Batch[F]{&s.lead, &s.p, &s.q} {
		b.Alg, b.Features = h.adjoints, in.a.Features
	}
	rows := min(b.samples, max(1, windowSize/(h.y.Alg.Dim()*in.a.Features)))
	s.h = jet.NewBatch[F](h.y.Alg, rows, in.a.Features)
	if b.backward {
		s.work = jet.NewBatch[F](h.y.Alg, rows, in.a.Features)
	}
	for _, t := range h.y.Alg.Terms() {
		if t.Y < h.low.Dim() {
			s.moving = append(s.moving, triple[F]{t.Z, t.X, t.Y, F(t.C)})
		}
	}
	return s
}

func (s *unitJetStep[F]) prepare([]F, int) {}

func (s *unitJetStep[F]) forward() {
	x, samples := &s.in.a, s.in.a.Samples
	n := samples * x.Features
	place(&s.lead, x.Data, samples)
	mem := place(&s.p, s.mem, samples)
	if s.second != nil {
		mem = place(&s.q, mem, samples)
	}
	s.phi[0] = s.out.a.Plane(0)
	for k := 1; k < len(s.phi); k++ {
		s.phi[k], mem = mem[:n], mem[n:]
	}
	s.taylor.Coefficients(s.phi, x.Plane(0))
	s.out.a.Compose(x, s.phi, s.scratch)
	mem = differentiate(s.slope, s.phi, mem)
	s.p.Compose(&s.lead, s.slope, s.scratch)
	if s.second != nil {
		differentiate(s.second, s.slope, mem)
		s.q.Compose(&s.lead, s.second, s.scratch)
	}
}

// differentiate fills in the Taylor coefficients of a derivative, slope[k] = (k+1)·phi[k+1], and returns what remains of
// the memory. The first coefficient needs none.
func differentiate[F dual.Float](slope, phi [][]F, mem []F) (rest []F) {
	slope[0] = phi[1]
	n := len(phi[1])
	for k := 1; k < len(slope); k++ {
		slope[k], mem = mem[:n], mem[n:]
		vec.Scale(slope[k], F(k+1), phi[k+1])
	}
	return mem
}

// window returns the window of samples from first on, none after the last.
func (s *unitJetStep[F]) window(first int) window[F] {
	rows := cap(s.h.Data) / (s.h.Alg.Dim() * s.h.Features)
	s.h.Reshape(min(rows, s.in.a.Samples-first), s.h.Features)
	return window[F]{s.h, first}
}

func (s *unitJetStep[F]) adjoint() {
	samples := s.in.a.Samples
	for w := s.window(0); w.samples() > 0; w = s.window(w.end()) {
		if !s.in.exact {
			for o := range s.sweep.outs {
				multiply(w.of(&s.in.g, o, samples), w.of(&s.p, 0, samples), w.of(&s.out.g, o, samples), s.products.product, false)
			}
		}
		w.h.ComposeRows(&s.in.a, w.first, s.phi, s.scratch)
		s.sweep.pairing.collect(&s.out.g, w, samples)
	}
}

func (s *unitJetStep[F]) direction() {
	samples := s.in.a.Samples
	for w := s.window(0); w.samples() > 0; w = s.window(w.end()) {
		for o := range s.sweep.outs {
			multiply(w.of(&s.out.s, o, samples), w.of(&s.p, 0, samples), w.of(&s.in.s, o, samples), s.products.adjoint, false)
		}
		w.h.ComposeRows(&s.in.a, w.first, s.phi, s.scratch)
		s.sweep.pairing.spread(&s.out.s, w, samples)
	}
}

func (s *unitJetStep[F]) backward(_ []F, inputs bool) {
	if !inputs {
		return
	}
	samples := s.in.a.Samples
	for w := s.window(0); w.samples() > 0; w = s.window(w.end()) {
		s.work.Reshape(w.samples(), s.h.Features)
		c := w.own()
		for k := range s.sweep.low.Dim() {
			copy(c.at(k), w.of(&s.out.abar, 0, samples).at(k))
		}
		clear(s.h.Data[s.sweep.low.Dim()*len(c.at(0)):])
		s.sweep.pairing.pull(w, &s.out.g, samples)
		s.in.abar.ComposeAdjointRows(&s.in.a, w.first, s.slope, s.h, s.scratch)
		if s.in.exact {
			continue
		}
		t := window[F]{s.work, 0}.own()
		for o := range s.sweep.outs {
			multiply(t, w.of(&s.out.g, o, samples), w.of(&s.in.s, o, samples), s.products.adjoint, o > 0)
		}
		multiply(w.of(&s.in.abar, 0, samples), w.of(&s.q, 0, samples), t, s.products.adjoint, true)
	}
}
