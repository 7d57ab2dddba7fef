package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// unitStep is the step of an elementwise layer φ at order 1, where ã and g̃ are numbers:
//
//	g̃ᵢₙ = φ'·g̃,    s = φ'·sᵢₙ,    āᵢₙ = φ'·ā + Σ φ″·g̃·sᵢₙ  over the outputs.
type unitStep[F dual.Float] struct {
	act     *Activation
	in, out *joint[F]
	mem     [2][]F // memory of φ' and φ″
	phi     [3][]F // φ, φ' and, for the way back, φ″ at ã
	g2      []F    // φ″·g̃, for each output
	c       []float64
}

func newUnitStep[F dual.Float](b builder[F], act *Activation, in, out *joint[F]) *unitStep[F] {
	n := b.samples * in.a.Features
	s := &unitStep[F]{act: act, in: in, out: out, c: make([]float64, 3)}
	s.mem[0] = make([]F, n)
	if b.backward {
		s.mem[1], s.g2 = make([]F, n), make([]F, b.sweep.outs*n)
	}
	return s
}

func (s *unitStep[F]) prepare([]F, int) {}

func (s *unitStep[F]) forward() {
	n := len(s.in.a.Data)
	s.phi[0], s.phi[1] = s.out.a.Data, s.mem[0][:n]
	kept := 2
	if s.g2 != nil {
		s.phi[2], kept = s.mem[1][:n], 3
	}
	derivatives(s.act, s.phi[:kept], s.in.a.Data, s.c)
}

func (s *unitStep[F]) adjoint() {
	n := len(s.in.a.Data)
	for at := 0; at < len(s.in.g.Data); at += n {
		var g2 []F
		if s.g2 != nil {
			g2 = s.g2[at : at+n]
		}
		vec.MulEach(s.in.g.Data[at:at+n], g2, nil, s.out.g.Data[at:at+n], s.phi[1], s.phi[2], nil)
	}
}

func (s *unitStep[F]) direction() {
	n := len(s.in.a.Data)
	for at := 0; at < len(s.in.s.Data); at += n {
		vec.Mul(s.out.s.Data[at:at+n], s.in.s.Data[at:at+n], s.phi[1])
	}
}

func (s *unitStep[F]) backward(_ []F, inputs bool) {
	if !inputs {
		return
	}
	n := len(s.in.a.Data)
	abar, dir := s.in.abar.Data, s.in.s.Data
	vec.MulAddMul(abar, s.out.abar.Data, s.phi[1], s.g2[:n], dir[:n])
	for at := n; at < len(dir); at += n {
		vec.MulAdd(abar, s.g2[at:at+n], dir[at:at+n])
	}
}
