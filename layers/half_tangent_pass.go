package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// movingPassStep is the passStep of a layer that is linear in its parameters but for a bias, such as [LayerNorm], or has none.
// With ã̇ as the second part of the dual numbers, a cotangent of g̃̇ in the first part and g̃ in the second leaves behind
// f'ᵀg̃̇ and the derivative of f'(ã)ᵀg̃ along ã̇, f″ being symmetric. Along the parameters' direction v that changes by what the
// pass pulls back with v in their place.
type movingPassStep[F dual.Float] struct{ *passStep[F] }

func (s *movingPassStep[F]) move(v []F) {
	samples := s.in.a.Samples
	s.x.Reshape(samples, s.x.Features)
	s.xbar.Reshape(samples, s.x.Features)
	s.y.Reshape(samples, s.y.Features)
	s.ybar.Reshape(samples, s.y.Features)
	copy(s.x.Plane(0), s.in.a.Data)
	copy(s.x.Plane(1), s.in.adot.Data)
	s.duals.Forward(s.y, s.x, s.params)
	copy(s.out.adot.Data, s.y.Plane(1))
	if len(v) > 0 {
		place(&s.cot, s.mem, samples)
		s.values.(TangentPass[F]).Tangent(&s.cot, nil, v, s.params)
		vec.Add(s.out.adot.Data, s.out.adot.Data, s.cot.Data)
	}
}

func (s *movingPassStep[F]) moveAdjoint(v []F) {
	place(&s.cot, s.mem, s.in.a.Samples)
	for o := range s.sweep.outs {
		to := outputPart(&s.in.gdot, o, s.sweep.outs).at(0)
		copy(s.ybar.Plane(0), outputPart(&s.out.gdot, o, s.sweep.outs).at(0))
		copy(s.ybar.Plane(1), outputPart(&s.out.g, o, s.sweep.outs).at(0))
		s.duals.Backward(s.xbar, nil, s.ybar, s.params)
		copy(to, s.xbar.Plane(0))
		if len(v) > 0 {
			s.pull.Samples, s.pull.Data = s.in.a.Samples, s.xbar.Plane(1) // which is not needed
			copy(s.cot.Data, outputPart(&s.out.g, o, s.sweep.outs).at(0))
			s.values.Backward(&s.pull, nil, &s.cot, v)
			vec.Add(to, to, s.pull.Data)
		}
	}
}
