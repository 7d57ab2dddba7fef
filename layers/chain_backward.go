package layers

import (
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// Backward is the second sweep: s forward from the loss's cotangents of the derivatives, then the adjoint of
// everything from the outputs down. The inputs enter the first affine map and nothing else, so their cotangent is that of
// its result, pulled back.
func (s *chainSweep[F]) Backward(xbar *jet.Batch[F], grad []F, cot *jet.Batch[F]) {
	if s.o > 0 {
		s.seedDirection(cot)
		if s.d > 0 {
			s.forms.load(cot)
		}
		for i := range s.stages {
			s.direction(i)
		}
	}
	s.seedCotangents(cot)
	for i := len(s.stages) - 1; i >= 0; i-- {
		s.activateCotangents(&s.stages[i])
		if len(grad) > 0 {
			s.accumulate(i, grad)
		}
		if i > 0 {
			st := &s.stages[i]
			st.product.backward(s.stages[i-1].zbar.span(0, 1+s.d), st.zbar.span(0, 1+s.d), (1+s.d)*s.samples)
		}
	}
	if xbar != nil {
		st := &s.stages[0]
		st.product.backward(xbar.Plane(0), st.zbar.at(0), s.samples)
	}
}

// directional returns the planes of s among those that enter a stage.
func (s *chainSweep[F]) directional(i int, x *planes[F]) []F {
	first := 1 + s.d
	if i == 0 {
		first = 1
	}
	return x.span(first, first+s.o)
}

// seedDirection starts the second sweep at the inputs with s = r, the cotangents of the gradient.
func (s *chainSweep[F]) seedDirection(cot *jet.Batch[F]) {
	in := s.net.In()
	r := s.directional(0, &s.stages[0].x)
	for i := range in {
		c := cot.Plane(1 + i)
		for o := range s.o {
			at := o*s.samples*in + i
			for n := range s.samples {
				r[at+n*in] = c[n*s.o+o]
			}
		}
	}
}

// direction carries s through stage i.
func (s *chainSweep[F]) direction(i int) {
	st := &s.stages[i]
	in := s.directional(i, &st.x)
	if st.act == nil {
		if i+1 < len(s.stages) { // what leaves the last stage is not needed
			st.product.forward(s.directional(i+1, s.above(i)), in, s.o*s.samples, nil)
		}
		return
	}
	st.product.forward(st.s.span(0, s.o), in, s.o*s.samples, nil)
	for o := range s.o {
		out := s.above(i).at(1 + s.d + o)
		if s.d == 0 {
			vec.Mul(out, st.s.at(o), st.phi.at(0))
			continue
		}
		s.forms.form(st.q.at(o), o, st.z.span(1, 1+s.d), st.product.out)
		vec.MulAddMul(out, st.s.at(o), st.phi.at(0), st.q.at(o), st.phi.at(1))
	}
}

// seedCotangents starts the cotangents at the outputs.
func (s *chainSweep[F]) seedCotangents(cot *jet.Batch[F]) {
	top := &s.stages[len(s.stages)-1].zbar
	copy(top.at(0), cot.Plane(0))
	clear(top.span(1, 1+s.d))
}

// activateCotangents turns the cotangents of what leaves a stage into those of what enters its activation, in place.
func (s *chainSweep[F]) activateCotangents(st *stage[F]) {
	if st.act == nil {
		return
	}
	zbar, tbar, t := st.zbar.at(0), st.zbar.span(1, 1+s.d), st.z.span(1, 1+s.d)
	var phi2, g2, s1, g3, q []F
	if s.o > 0 {
		g2, s1 = st.g2.at(0), st.s.at(0)
	}
	if s.d > 0 {
		phi2, g3, q = st.phi.at(1), st.g3.at(0), st.q.at(0)
	}
	vec.ActivationAdjoint(zbar, tbar, t, st.zbar.size, s.d, st.phi.at(0), phi2, g2, s1, g3, q)
	for o := 1; o < s.o; o++ {
		vec.MulAdd(zbar, st.g2.at(o), st.s.at(o))
		if s.d > 0 {
			vec.MulAdd(zbar, st.g3.at(o), st.q.at(o))
		}
	}
	if s.d == 0 {
		return
	}
	for o := range s.o {
		s.forms.pull(tbar, o, st.g2.at(o), t, st.product.out)
	}
}

// accumulate adds stage i's part of the parameter gradient: every component that entered, times its cotangent.
func (s *chainSweep[F]) accumulate(i int, grad []F) {
	st := &s.stages[i]
	g := s.weights(st, grad)
	in, out, n := st.product.in, st.product.out, s.samples
	if len(g.B) > 0 {
		vec.ColumnSums(g.B, st.zbar.at(0), out, n)
	}
	if i > 0 {
		all := 1 + s.d + s.o
		vec.MatMul(g.W, out, st.x.span(0, all), 1, in, st.zbar.span(0, all), out, in, out, all*n, true)
		return
	}
	vec.MatMul(g.W, out, st.x.at(0), 1, in, st.zbar.at(0), out, in, out, n, true)
	if s.o > 0 {
		vec.MatMul(g.W, out, s.directional(0, &st.x), 1, in, st.zbar.span(1+s.d, 1+s.d+s.o), out, in, out, s.o*n, true)
	}
	for k := range s.d { // the tangents that entered are unit vectors
		vec.ColumnSums(g.W[k*out:(k+1)*out], st.zbar.at(1+k), out, n)
	}
}
