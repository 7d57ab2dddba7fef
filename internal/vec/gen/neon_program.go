package main

// neonInterpreter is the state of the kernel that runs programs.
type neonInterpreter struct {
	*neon
	slots, planes, code, scales, position gp
}

// writeNEONProgram emits what writeProgram does.
func writeNEONProgram(n *neon) {
	p := &neonInterpreter{neon: n, slots: n.param("slots"), planes: n.param("planes"), code: n.gp(), scales: n.gp(), position: n.gp()}
	strips, again := p.param("strips"), p.label("strip")
	p.op("MOVD $0, %s", p.position)
	p.mark(again)
	p.reload("scales", p.scales)
	p.reload("loads", p.code)
	p.each("load", func() {
		plane, slot := p.plane(), p.slot()
		p.copySlot(slot, plane)
	})
	p.reload("sums", p.code)
	p.each("sum", p.sum)
	p.reload("stores", p.code)
	p.each("store", func() {
		plane, slot := p.plane(), p.slot()
		p.copySlot(plane, slot)
	})
	p.op("ADD $%d, %s", slotBytes, p.position)
	p.op("SUBS $1, %s", strips)
	p.op("BNE %s", again)
	p.op("RET")
}

// next reads the next word of the code.
func (p *neonInterpreter) next() gp {
	w := p.gp()
	p.op("MOVW.P 4(%s), %s", p.code, w)
	return w
}

// each emits a loop over as many items as the next word says, possibly none.
func (p *neonInterpreter) each(name string, body func()) {
	defer p.scope()()
	count, again, end := p.next(), p.label(name), p.label(name+"End")
	p.op("CBZ %s, %s", count, end)
	p.mark(again)
	body()
	p.op("SUBS $1, %s", count)
	p.op("BNE %s", again)
	p.mark(end)
}

// plane returns the address of the current strip of a plane. The next word is where its slice stands; a slice begins with
// the address of its elements.
func (p *neonInterpreter) plane() gp {
	at := p.next()
	p.op("MOVD (%s)(%s), %s", p.planes, at, at)
	p.op("ADD %s, %s", p.position, at)
	return at
}

// slot returns the address of a slot, of which the next word is the distance from the first.
func (p *neonInterpreter) slot() gp {
	at := p.next()
	p.op("ADD %s, %s", p.slots, at)
	return at
}

func (p *neonInterpreter) copySlot(dst, src gp) {
	defer p.scope()()
	x, y := p.vec(), p.vec()
	for off := 0; off < slotBytes; off += 32 {
		p.op("FLDPQ %d(%s), (%s, %s)", off, src, x.f(), y.f())
		p.op("FSTPQ (%s, %s), %d(%s)", x.f(), y.f(), off, dst)
	}
}

// addTimes adds the slot at a times factor to the sums; the factor is given for each part of a slot.
func (p *neonInterpreter) addTimes(sums []vreg, a gp, factor func(part int) vreg) {
	for i, s := range sums {
		restore := p.scope()
		x := p.vec()
		p.load(x, a, 16*i)
		p.fmla(s, x, factor(i))
		restore()
	}
}

// sum emits dst = α·Σ a·b + β·c. The last term is left out if the word for c is negative.
func (p *neonInterpreter) sum() {
	defer p.scope()()
	sums := p.vectors(slotBytes / 16)
	for _, s := range sums {
		p.zero(s)
	}
	dst, c := p.slot(), p.next()
	p.each("pair", func() {
		left, right := p.slot(), p.slot()
		p.addTimes(sums, left, func(i int) vreg {
			y := p.vec()
			p.load(y, right, 16*i)
			return y
		})
	})
	alpha, beta := p.scale(0), p.scale(1)
	for _, s := range sums {
		p.fmul(s, s, alpha)
	}
	last := p.label("last")
	p.op("TBNZ $63, %s, %s", c, last)
	p.op("ADD %s, %s", p.slots, c)
	p.addTimes(sums, c, func(int) vreg { return beta })
	p.mark(last)
	p.op("ADD $%d, %s", 2*p.size, p.scales)
	for i, s := range sums {
		p.store(s, dst, 16*i)
	}
}

// scale returns a vector of scale i of a sum.
func (p *neonInterpreter) scale(i int) vreg {
	v := p.vec()
	p.loadOne(v, p.scales, i*p.size)
	p.dup(v)
	return v
}
