package main

// writeNEONTranspose emits what writeTranspose does, for squares of 16 bytes.
func writeNEONTranspose(n *neon) {
	dst, src, count := n.param("dst"), n.param("src"), n.param("count")
	ldsrc, lddst := n.stride("ldsrc"), n.stride("lddst")
	from := n.gp()
	again, done := n.label("square"), n.label("done")
	n.op("CBZ %s, %s", count, done)
	n.mark(again)
	n.op("MOVD %s, %s", src, from)
	rows := n.vectors(n.lanes())
	for _, r := range rows {
		n.load(r, from, 0)
		n.op("ADD %s, %s", ldsrc, from)
	}
	for _, c := range n.columns(rows) {
		n.store(c, dst, 0)
		n.op("ADD %s, %s", lddst, dst)
	}
	n.op("ADD $16, %s", src)
	n.op("SUBS $1, %s", count)
	n.op("BNE %s", again)
	n.mark(done)
	n.op("RET")
}

// columns returns the columns of a square of rows.
func (n *neon) columns(rows []vreg) []vreg {
	pair := func(arrangement string, x, y vreg) (even, odd vreg) {
		even, odd = n.vec(), n.vec()
		n.op("VTRN1 %s.%s, %s.%s, %s.%s", y, arrangement, x, arrangement, even, arrangement)
		n.op("VTRN2 %s.%s, %s.%s, %s.%s", y, arrangement, x, arrangement, odd, arrangement)
		return
	}
	if !n.single() {
		even, odd := pair("D2", rows[0], rows[1])
		return []vreg{even, odd}
	}
	even01, odd01 := pair("S4", rows[0], rows[1])
	even23, odd23 := pair("S4", rows[2], rows[3])
	c0, c2 := pair("D2", even01, even23)
	c1, c3 := pair("D2", odd01, odd23)
	return []vreg{c0, c1, c2, c3}
}

// writeNEONPeak emits what writePeak does.
func writeNEONPeak(n *neon) {
	iterations, sink := n.param("iterations"), n.param("sink")
	x := n.vec()
	n.op("%s $0.5, %s", n.move(), x.f())
	n.dup(x)
	sums := n.vectors(neonRows * neonVectors)
	for _, s := range sums {
		n.zero(s)
	}
	again, done := n.label("again"), n.label("done")
	n.op("CMP $0, %s", iterations)
	n.op("BLE %s", done)
	n.mark(again)
	for _, s := range sums {
		n.fmla(s, x, x)
	}
	n.op("SUBS $1, %s", iterations)
	n.op("BNE %s", again)
	n.mark(done)
	for _, s := range sums[1:] {
		n.fadd(sums[0], sums[0], s)
	}
	n.storeOne(sums[0], sink, 0)
	n.op("RET")
}
