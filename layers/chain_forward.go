package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// Forward is the first sweep. Of x only the primals are read: its seeds are the inputs themselves.
func (s *chainSweep[F]) Forward(x *jet.Batch[F]) *jet.Batch[F] {
	s.reshape(x.Samples)
	copy(s.stages[0].x.at(0), x.Plane(0))
	for i := range s.stages {
		s.forward(i)
	}
	copy(s.y.Plane(0), s.top.at(0))
	if s.o > 0 {
		s.seedAdjoint()
		for i := len(s.stages) - 1; i > 0; i-- {
			s.adjoint(i)
		}
		s.gradient()
	}
	if s.d > 0 {
		s.curvature()
	}
	return s.y
}

// forward carries z and the tangents through stage i.
func (s *chainSweep[F]) forward(i int) {
	st := &s.stages[i]
	w := &st.w
	n := s.samples
	tangents := s.d > 0 && (st.act != nil || i+1 < len(s.stages)) // those of affine outputs have no further use
	if i == 0 || !tangents {
		st.product.forward(st.z.at(0), st.x.at(0), n, w.B)
	} else {
		st.product.forward(st.z.span(0, 1+s.d), st.x.span(0, 1+s.d), n*(1+s.d), nil)
		if len(w.B) > 0 {
			vec.AddBias(st.z.at(0), st.product.out, n, w.B)
		}
	}
	if i == 0 && tangents { // the tangents that enter are unit vectors, so the rows of W leave
		for k := range s.d {
			fillRows(st.z.at(1+k), w.W[k*st.product.out:(k+1)*st.product.out])
		}
	}
	if st.act == nil {
		return
	}
	next := s.above(i)
	s.phi[0] = next.at(0)
	for k := range s.orders {
		s.phi[1+k] = st.phi.at(k)
	}
	derivatives(st.act, s.phi[:1+s.orders], st.z.at(0), s.c)
	if s.d > 0 {
		vec.MulPlanes(next.span(1, 1+s.d), next.size, st.z.span(1, 1+s.d), st.z.size, s.d, st.phi.at(0))
	}
}

// seedAdjoint starts the adjoints at the outputs: that of output o is the unit vector e_o.
func (s *chainSweep[F]) seedAdjoint() {
	last := len(s.stages) - 1
	st := &s.stages[last]
	g := st.zbar.span(1+s.d, 1+s.d+s.o)
	clear(g)
	for o := range s.o {
		for n := range s.samples {
			g[o*st.zbar.size+n*s.o+o] = 1
		}
	}
	s.activateAdjoint(st)
}

// adjoint brings the adjoints from stage i to the one below.
func (s *chainSweep[F]) adjoint(i int) {
	st, below := &s.stages[i], &s.stages[i-1]
	st.product.backward(below.zbar.span(1+s.d, 1+s.d+s.o), st.zbar.span(1+s.d, 1+s.d+s.o), s.o*s.samples)
	s.activateAdjoint(below)
}

// activateAdjoint turns g, the cotangent of what leaves the stage, into φ'·g, and keeps φ″·g and φ‴·g.
func (s *chainSweep[F]) activateAdjoint(st *stage[F]) {
	if st.act == nil {
		return
	}
	var phi2, phi3 []F
	if len(st.g2.mem) > 0 {
		phi2 = st.phi.at(1)
	}
	if len(st.g3.mem) > 0 {
		phi3 = st.phi.at(2)
	}
	for o := range s.o {
		g := st.zbar.at(1 + s.d + o)
		var g2, g3 []F
		if phi2 != nil {
			g2 = st.g2.at(o)
		}
		if phi3 != nil {
			g3 = st.g3.at(o)
		}
		vec.MulEach(g, g2, g3, g, st.phi.at(0), phi2, phi3)
	}
}

// gradient brings the adjoints from the first stage to the inputs and writes them to the result.
func (s *chainSweep[F]) gradient() {
	st := &s.stages[0]
	st.product.backward(s.grad.span(0, s.o), st.zbar.span(1+s.d, 1+s.d+s.o), s.o*s.samples)
	in := s.net.In()
	for o := range s.o {
		g := s.grad.at(o)
		for i := range in {
			y := s.y.Plane(1 + i)
			for n := range s.samples {
				y[n*s.o+o] = g[n*in+i]
			}
		}
	}
}

// curvature writes the second derivatives to the result: Σ Tᵀ diag(φ″·g) T over the stages.
func (s *chainSweep[F]) curvature() {
	s.forms.reset(s.samples)
	for i := range s.stages {
		st := &s.stages[i]
		if st.act == nil {
			continue
		}
		for o := range s.o {
			s.forms.add(o, st.g2.at(o), st.z.span(1, 1+s.d), st.product.out)
		}
	}
	s.forms.store(s.y)
}

// fillRows copies a row to every row of m.
func fillRows[F dual.Float](m, row []F) {
	for i := 0; i < len(m); i += len(row) {
		copy(m[i:i+len(row)], row)
	}
}
