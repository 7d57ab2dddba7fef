package layers

import "example.com/sobolev/dual"

// linearStep is the step of a layer that is linear but for its bias: it has no H, and what runs either way are rows.
type linearStep[F dual.Float] struct {
	sweep *halfOrder[F]
	linearMap[F]
	in, out *joint[F]
}

func newLinearStep[F dual.Float](h *halfOrder[F], m linearMap[F], in, out *joint[F]) *linearStep[F] {
	return &linearStep[F]{h, m, in, out}
}

// jets returns the number of rows of ã and ā, and adjoints that of s and g̃.
func (s *linearStep[F]) jets() int     { return s.in.a.Alg.Dim() * s.in.a.Samples }
func (s *linearStep[F]) adjoints() int { return s.in.g.Alg.Dim() * s.in.g.Samples }

func (s *linearStep[F]) prepare(params []F, samples int) {
	s.linearMap.prepare(params, samples*(s.sweep.low.Dim()+s.sweep.outs*s.sweep.adjoints.Dim()))
}

func (s *linearStep[F]) forward() {
	x, y, samples := &s.in.a, &s.out.a, s.in.a.Samples
	s.fix(x.Plane(0), samples)
	s.linearMap.forward(y.Plane(0), x.Plane(0), samples, true)
	if rows := s.jets() - samples; rows > 0 {
		s.linearMap.forward(y.Data[samples*y.Features:], x.Data[samples*x.Features:], rows, false)
	}
}

func (s *linearStep[F]) adjoint() {
	if !s.in.exact {
		s.linearMap.backward(s.in.g.Data, s.out.g.Data, s.adjoints())
	}
}

func (s *linearStep[F]) direction() {
	if s.in.exact {
		s.out.s.Zero()
	} else {
		s.linearMap.forward(s.out.s.Data, s.in.s.Data, s.adjoints(), false)
	}
}

func (s *linearStep[F]) backward(grad []F, inputs bool) {
	if len(grad) > 0 {
		rows := s.jets()
		if !s.in.exact {
			rows += s.adjoints()
		}
		s.gradient(grad, s.in.up, s.out.down, rows, s.in.a.Samples)
	}
	if inputs {
		s.linearMap.backward(s.in.abar.Data, s.out.abar.Data, s.jets())
	}
}
