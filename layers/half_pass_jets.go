package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// jetPassStep is the step of any layer above order 1, by what the layer says of itself alone: a pass over the algebra of
// order K for ã and H, and one over the cotangent extension of that of order m for g̃ and s, which is to the latter what
// dual numbers are to a [passStep].
type jetPassStep[F dual.Float] struct {
	sweep   *halfOrder[F]
	in, out *joint[F]
	params  []F

	jets       Pass[F]
	x, y       *jet.Batch[F] // ã, above order n zero, and what comes of it: ã and H
	xbar, ybar *jet.Batch[F] // their cotangents
	pairs      Pass[F]       // over the extension, a sample for each output
	u, v       *jet.Batch[F] // ã and s on both sides
	ubar, vbar *jet.Batch[F] // their cotangents; g̃ stands at those of s

	elements, cotangents []int // see [jet.CotangentExtension]
}

func newJetPassStep[F dual.Float](b builder[F], l Layer[F], in, out *joint[F]) *jetPassStep[F] {
	features, width, samples := in.a.Features, out.a.Features, b.samples
	alg, rows := b.sweep.y.Alg, samples
	if b.backward {
		rows *= b.sweep.outs
	}
	s := &jetPassStep[F]{sweep: b.sweep, in: in, out: out}
	var ext *jet.Algebra
	ext, s.elements, s.cotangents = jet.CotangentExtension(b.sweep.adjoints)
	s.jets, s.pairs = l.NewPass(alg, features, samples), l.NewPass(ext, features, rows)
	s.x, s.y = jet.NewBatch[F](alg, samples, features), jet.NewBatch[F](alg, samples, width)
	s.u, s.v = jet.NewBatch[F](ext, rows, features), jet.NewBatch[F](ext, rows, width)
	s.ubar, s.vbar = jet.NewBatch[F](ext, rows, features), jet.NewBatch[F](ext, rows, width)
	if b.backward {
		s.xbar, s.ybar = jet.NewBatch[F](alg, samples, features), jet.NewBatch[F](alg, samples, width)
	}
	return s
}

func (s *jetPassStep[F]) prepare(params []F, samples int) {
	s.params = params
	s.jets.Prepare(params, samples)
	s.pairs.Prepare(params, samples*s.sweep.outs)
}

func (s *jetPassStep[F]) forward() {
	s.x.Reshape(s.in.a.Samples, s.in.a.Features)
	s.y.Reshape(s.out.a.Samples, s.out.a.Features)
	clear(s.x.Data[copy(s.x.Data, s.in.a.Data):])
	s.jets.Forward(s.y, s.x, s.params)
	copy(s.out.a.Data, s.y.Data)
}

// reshapePairs lays the batches over the extension out for n times the samples of the tile, and takes ã that often.
func (s *jetPassStep[F]) reshapePairs(n int) {
	rows := n * s.in.a.Samples
	s.u.Reshape(rows, s.in.a.Features)
	s.ubar.Reshape(rows, s.in.a.Features)
	s.v.Reshape(rows, s.out.a.Features)
	s.vbar.Reshape(rows, s.out.a.Features)
	for k, to := range s.elements {
		for plane := s.u.Plane(to); len(plane) > 0; {
			plane = plane[copy(plane, s.in.a.Plane(k)):]
		}
	}
}

func (s *jetPassStep[F]) adjoint() {
	s.sweep.pairing.collect(&s.out.g, window[F]{s.y, 0}, s.y.Samples)
	if s.in.exact {
		return
	}
	s.reshapePairs(1)
	for _, to := range s.cotangents {
		clear(s.u.Plane(to))
	}
	s.pairs.Forward(s.v, s.u, s.params)
	for o := range s.sweep.outs {
		from, to := outputPart(&s.out.g, o, s.sweep.outs), outputPart(&s.in.g, o, s.sweep.outs)
		for k, at := range s.cotangents {
			clear(s.vbar.Plane(s.elements[k]))
			copy(s.vbar.Plane(at), from.at(k))
		}
		s.pairs.Backward(s.ubar, nil, s.vbar, s.params)
		for k, at := range s.cotangents {
			copy(to.at(k), s.ubar.Plane(at))
		}
	}
}

// outputPart returns what belongs to one of the outputs.
func outputPart[F dual.Float](b *jet.Batch[F], out, outs int) strip[F] {
	size := b.Samples * b.Features
	part := size / outs
	return strip[F]{b.Data, size, out * part, (out + 1) * part}
}

func (s *jetPassStep[F]) direction() {
	s.reshapePairs(s.sweep.outs)
	for k, to := range s.cotangents {
		copy(s.u.Plane(to), s.in.s.Plane(k))
	}
	s.pairs.Forward(s.v, s.u, s.params)
	for k, from := range s.cotangents {
		copy(s.out.s.Plane(k), s.v.Plane(from))
	}
	s.sweep.pairing.spread(&s.out.s, window[F]{s.y, 0}, s.y.Samples)
}

func (s *jetPassStep[F]) backward(grad []F, inputs bool) {
	if len(grad) == 0 && !inputs {
		return
	}
	s.ybar.Reshape(s.y.Samples, s.y.Features)
	clear(s.ybar.Data[copy(s.ybar.Data, s.out.abar.Data):])
	s.sweep.pairing.pull(window[F]{s.ybar, 0}, &s.out.g, s.y.Samples)
	for k, at := range s.cotangents {
		clear(s.vbar.Plane(s.elements[k]))
		copy(s.vbar.Plane(at), s.out.g.Plane(k))
	}
	if !inputs {
		s.jets.Backward(nil, grad, s.ybar, s.params)
		s.pairs.Backward(nil, grad, s.vbar, s.params)
		return
	}
	s.xbar.Reshape(s.x.Samples, s.x.Features)
	s.jets.Backward(s.xbar, grad, s.ybar, s.params)
	s.pairs.Backward(s.ubar, grad, s.vbar, s.params)
	copy(s.in.abar.Data, s.xbar.Data)
	for k, at := range s.elements {
		abar := s.in.abar.Plane(k)
		for part := s.ubar.Plane(at); len(part) > 0; part = part[len(abar):] {
			vec.Add(abar, abar, part[:len(abar)])
		}
	}
}
