package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// passStep is the step of any layer at order 1, by what the layer says of itself alone. Pushed forward, dual numbers
// ã + ε·s have the next s as their second part. Pulled back, a cotangent g̃ of that part leaves behind f'ᵀg̃ in the second
// part and, in the first part, the derivative of ⟨s, f'(ã)ᵀg̃⟩ in ã: all that the sweeps ask for.
type passStep[F dual.Float] struct {
	sweep      *halfOrder[F]
	in, out    *joint[F]
	params     []F
	values     Pass[F]       // over the real numbers, for ã and g̃
	cot, pull  jet.Batch[F]  // of values: one output's g̃, which the pass may overwrite, and where it goes
	mem        []F           // of cot
	duals      Pass[F]       // over the dual numbers, a sample for each output, for s and ā
	x, y       *jet.Batch[F] // ã + ε·s on both sides
	xbar, ybar *jet.Batch[F]
}

func newPassStep[F dual.Float](b builder[F], l Layer[F], in, out *joint[F]) *passStep[F] {
	features, width, rows := in.a.Features, out.a.Features, b.sweep.outs*b.samples
	s := &passStep[F]{sweep: b.sweep, in: in, out: out, mem: make([]F, b.samples*width),
		values: l.NewPass(jet.Real(), features, b.samples)}
	s.cot.Alg, s.cot.Features = jet.Real(), width
	s.pull.Alg, s.pull.Features = jet.Real(), features
	if b.backward {
		alg := jet.Dual(1)
		s.duals = l.NewPass(alg, features, rows)
		s.x, s.xbar = jet.NewBatch[F](alg, rows, features), jet.NewBatch[F](alg, rows, features)
		s.y, s.ybar = jet.NewBatch[F](alg, rows, width), jet.NewBatch[F](alg, rows, width)
	}
	return s
}

// pass returns the step of any layer at order 1, which has parameters or not.
func (b builder[F]) pass(l Layer[F], in, out *joint[F], params bool) step[F] {
	s := newPassStep(b, l, in, out)
	if e, ok := l.(each[F]); ok && len(e.body) == 1 && !e.masked {
		l = e.body[0]
	}
	if _, norm := l.(layerNorm[F]); b.backward && (norm || !params) {
		return &movingPassStep[F]{s}
	}
	return s
}

func (s *passStep[F]) prepare(params []F, samples int) {
	s.params = params
	s.values.Prepare(params, samples)
	if s.duals != nil {
		s.duals.Prepare(params, samples*s.sweep.outs)
	}
}

func (s *passStep[F]) forward() { s.values.Forward(&s.out.a, &s.in.a, s.params) }

func (s *passStep[F]) adjoint() {
	samples := s.in.a.Samples
	place(&s.cot, s.mem, samples)
	from, to := s.out.g.Data, s.in.g.Data
	for range s.sweep.outs {
		copy(s.cot.Data, from)
		from = from[len(s.cot.Data):]
		to = place(&s.pull, to, samples)
		s.values.Backward(&s.pull, nil, &s.cot, s.params)
	}
}

func (s *passStep[F]) direction() {
	rows := s.in.s.Samples
	for _, b := range [...]*jet.Batch[F]{s.x, s.xbar} {
		b.Reshape(rows, s.in.a.Features)
	}
	for _, b := range [...]*jet.Batch[F]{s.y, s.ybar} {
		b.Reshape(rows, s.out.a.Features)
	}
	for primals := s.x.Plane(0); len(primals) > 0; {
		primals = primals[copy(primals, s.in.a.Data):]
	}
	copy(s.x.Plane(1), s.in.s.Data)
	s.duals.Forward(s.y, s.x, s.params)
	copy(s.out.s.Data, s.y.Plane(1))
}

func (s *passStep[F]) backward(grad []F, inputs bool) {
	if len(grad) == 0 && !inputs {
		return
	}
	values := s.ybar.Plane(0)
	clear(values[copy(values, s.out.abar.Data):]) // ā stands with one of the outputs
	copy(s.ybar.Plane(1), s.out.g.Data)
	if !inputs {
		s.duals.Backward(nil, grad, s.ybar, s.params)
		return
	}
	s.duals.Backward(s.xbar, grad, s.ybar, s.params)
	abar, part := s.in.abar.Data, s.xbar.Plane(0)
	copy(abar, part)
	for part = part[len(abar):]; len(part) > 0; part = part[len(abar):] {
		vec.Add(abar, abar, part[:len(abar)])
	}
}
