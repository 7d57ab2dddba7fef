package main

// neonPlanes is the state of the kernels that walk over planes of n values, or over the rows of matrices: a vector at a time,
// then an element at a time. Addresses are a base and the index, in bytes.
type neonPlanes struct {
	*neon
	index gp
	one   bool // one element at a time
}

func (p *neonPlanes) get(base gp) vreg {
	v := p.vec()
	if p.one {
		p.op("%s (%s)(%s), %s", p.move(), base, p.index, v.f())
	} else {
		p.loadAt(v, base, p.index)
	}
	return v
}

func (p *neonPlanes) put(base gp, x vreg) {
	if p.one {
		p.op("%s %s, (%s)(%s)", p.move(), x.f(), base, p.index)
	} else {
		p.storeAt(x, base, p.index)
	}
}

// fresh returns a vector of zeros.
func (p *neonPlanes) fresh() vreg {
	v := p.vec()
	p.zero(v)
	return v
}

// number fills a vector with the element at an address.
func (p *neonPlanes) number(at gp) vreg {
	v := p.vec()
	p.loadOne(v, at, 0)
	p.dup(v)
	return v
}

// next moves the address of an element to the next.
func (p *neonPlanes) next(at gp) { p.op("ADD $%d, %s", p.size, at) }

// walk emits the loops over "length" values from where the index stands.
func (p *neonPlanes) walk(length string, turn func()) {
	defer p.scope()()
	left := p.param(length)
	for _, p.one = range []bool{false, true} {
		step, bytes := p.lanes(), 16
		if p.one {
			step, bytes = 1, p.size
		}
		again, end := p.label("values"), p.label("end")
		p.op("SUBS $%d, %s", step, left)
		p.op("BLT %s", end)
		p.mark(again)
		restore := p.scope()
		turn()
		restore()
		p.op("ADD $%d, %s", bytes, p.index)
		p.op("SUBS $%d, %s", step, left)
		p.op("BGE %s", again)
		p.mark(end)
		p.op("ADD $%d, %s", step, left)
	}
}

// planesOf emits a kernel that is one walk over n values.
func (n *neon) planesOf(turn func(p *neonPlanes)) {
	p := &neonPlanes{neon: n, index: n.gp()}
	p.op("MOVD $0, %s", p.index)
	p.walk("n", func() { turn(p) })
	p.op("RET")
}

// each emits a loop that runs body "count" times, at least once, and moves addresses by strides after each.
func (p *neonPlanes) each(count gp, body func(), moves ...[2]gp) {
	defer p.scope()()
	again := p.label("plane")
	p.mark(again)
	body()
	for _, m := range moves {
		p.op("ADD %s, %s", m[1], m[0])
	}
	p.op("SUBS $1, %s", count)
	p.op("BNE %s", again)
}

func writeNEONMulPlanes(n *neon) {
	n.planesOf(func(p *neonPlanes) {
		out, t, d := p.param("out"), p.param("t"), p.param("d")
		factor := p.get(p.param("a"))
		p.each(d, func() {
			x := p.get(t)
			p.fmul(x, x, factor)
			p.put(out, x)
		}, [2]gp{t, p.stride("tstride")}, [2]gp{out, p.stride("ostride")})
	})
}

func writeNEONAddScaledPlanes(n *neon) {
	n.planesOf(func(p *neonPlanes) {
		out, t, c, d := p.param("out"), p.param("t"), p.param("c"), p.param("d")
		factor := p.get(p.param("a"))
		p.each(d, func() {
			x, scale := p.get(out), p.number(c)
			p.fmul(scale, factor, scale)
			p.fmla(x, scale, p.get(t))
			p.put(out, x)
			p.next(c)
		}, [2]gp{t, p.stride("tstride")}, [2]gp{out, p.stride("ostride")})
	})
}

func writeNEONWeightedSquares(n *neon) {
	n.planesOf(func(p *neonPlanes) {
		t, lambda, d, sum := p.param("t"), p.param("lambda"), p.param("d"), p.fresh()
		p.each(d, func() {
			x, weight := p.get(t), p.number(lambda)
			p.fmul(weight, x, weight)
			p.fmla(sum, weight, x)
			p.next(lambda)
		}, [2]gp{t, p.stride("stride")})
		p.put(p.param("dst"), sum)
	})
}

// writeNEONQuad emits the sums of writeQuad in its order.
func writeNEONQuad(n *neon) {
	n.planesOf(func(p *neonPlanes) {
		ti, r, rows, step := p.param("t"), p.param("r"), p.param("d"), p.stride("stride")
		half, q := p.vec(), p.fresh()
		p.op("%s $0.5, %s", p.move(), half.f())
		p.dup(half)
		p.each(rows, func() {
			s, diagonal := p.fresh(), p.number(r)
			x := p.get(ti)
			p.fmul(diagonal, diagonal, half)
			p.fmla(s, diagonal, x)
			p.next(r)
			columns, tj, none := p.gp(), p.gp(), p.label("none")
			p.op("ADD %s, %s, %s", step, ti, tj)
			p.op("SUBS $1, %s, %s", rows, columns)
			p.op("BEQ %s", none)
			p.each(columns, func() {
				p.fmla(s, p.number(r), p.get(tj))
				p.next(r)
			}, [2]gp{tj, step})
			p.mark(none)
			p.fmla(q, s, x)
			// From the end of row i to the diagonal of row i+1 it is i+1 = d − rows + 1 elements.
			skip := p.param("d")
			p.op("SUB %s, %s", rows, skip)
			p.op("ADD $1, %s", skip)
			p.op("MADD %s, %s, %s, %s", p.elementSize(), r, skip, r)
		}, [2]gp{ti, step})
		p.fadd(q, q, q)
		p.put(p.param("dst"), q)
	})
}

// elementSize returns a register that holds the size of an element.
func (p *neonPlanes) elementSize() gp {
	r := p.gp()
	p.op("MOVD $%d, %s", p.size, r)
	return r
}

func writeNEONMulSmall(n *neon) {
	n.planesOf(func(p *neonPlanes) {
		out, r, rows, ostride := p.param("out"), p.param("r"), p.param("d"), p.stride("ostride")
		scale, tstride := p.get(p.param("scale")), p.stride("tstride")
		p.each(rows, func() {
			t, columns, sum := p.param("t"), p.param("d"), p.fresh()
			p.each(columns, func() {
				p.fmla(sum, p.number(r), p.get(t))
				p.next(r)
			}, [2]gp{t, tstride})
			old := p.get(out)
			p.fmla(old, sum, scale)
			p.put(out, old)
		}, [2]gp{out, ostride})
	})
}

func writeNEONActivationAdjoint(n *neon) {
	n.planesOf(func(p *neonPlanes) {
		zbar, phi1 := p.param("zbar"), p.get(p.param("phi1"))
		z := p.get(zbar)
		p.fmul(z, z, phi1)
		for _, pair := range [][2]string{{"a", "b"}, {"c", "e"}} {
			restore := p.scope()
			left, none := p.param(pair[0]), p.label("none")
			p.op("CBZ %s, %s", left, none)
			p.fmla(z, p.get(left), p.get(p.param(pair[1])))
			p.mark(none)
			restore()
		}
		d, none := p.param("d"), p.label("none")
		p.op("CBZ %s, %s", d, none)
		sum, t, tbar, step := p.fresh(), p.param("t"), p.param("tbar"), p.stride("stride")
		p.each(d, func() {
			x := p.get(tbar)
			p.fmla(sum, x, p.get(t))
			p.fmul(x, x, phi1)
			p.put(tbar, x)
		}, [2]gp{t, step}, [2]gp{tbar, step})
		p.fmla(z, sum, p.get(p.param("phi2")))
		p.mark(none)
		p.put(zbar, z)
	})
}
