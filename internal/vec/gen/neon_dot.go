package main

import "fmt"

// neonDotRows is the number of rows of A that are multiplied with four rows of B at a time.
const neonDotRows = 4

// writeNEONDots emits what writeDots does.
func writeNEONDots(n *neon) {
	rows := n.param("rows")
	var labels []string
	for r := neonDotRows; r >= 1; r-- {
		labels = append(labels, n.label(fmt.Sprintf("dots%d_", r)))
		n.op("CMP $%d, %s", r, rows)
		n.op("BEQ %s", labels[len(labels)-1])
	}
	n.op("UNDEF")
	n.gps--
	for i, label := range labels {
		n.mark(label)
		d := &neonDots{neon: n, rows: neonDotRows - i}
		d.write()
	}
}

// writeNEONWeightedDots emits what writeWeightedDots does.
func writeNEONWeightedDots(n *neon) { (&neonDots{neon: n, rows: 1, weighted: true}).write() }

type neonDots struct {
	*neon
	rows     int
	weighted bool
	a, b     []gp
	weights  gp
	left     gp // rows of B
	index    gp
	ldb      gp
}

func (d *neonDots) write() {
	defer d.scope()()
	d.a, d.ldb = []gp{d.param("a")}, d.stride("ldb")
	if d.rows > 1 {
		lda := d.stride("lda")
		for r := 1; r < d.rows; r++ {
			d.a = append(d.a, d.gp())
			d.op("ADD %s, %s, %s", lda, d.a[r-1], d.a[r])
		}
	}
	if d.weighted {
		d.weights = d.param("w")
	}
	d.left, d.index = d.param("n"), d.gp()
	c := d.param("c")
	d.b = []gp{d.param("b"), d.gp(), d.gp(), d.gp()}
	group, done := d.label("group"), d.label("done")
	d.op("CBZ %s, %s", d.left, done)
	d.mark(group)
	for j := 1; j < 4; j++ { // the last row again where there are fewer
		d.op("ADD %s, %s, %s", d.ldb, d.b[j-1], d.b[j])
		d.op("CMP $%d, %s", j, d.left)
		d.op("CSEL LE, %s, %s, %s", d.b[j-1], d.b[j], d.b[j])
	}
	d.storeSums(d.accumulate(), c)
	d.op("ADD $%d, %s", 4*d.size, c)
	d.op("ADD %s<<2, %s", d.ldb, d.b[0])
	d.op("SUBS $4, %s", d.left)
	d.op("BGT %s", group)
	d.mark(done)
	d.op("RET")
}

func (d *neonDots) accumulate() [][]vreg {
	acc := make([][]vreg, d.rows)
	for r := range acc {
		acc[r] = d.vectors(4)
		for _, s := range acc[r] {
			d.zero(s)
		}
	}
	defer d.scope()()
	left := d.param("k")
	d.op("MOVD $0, %s", d.index)
	again, tail, end := d.label("k"), d.label("tail"), d.label("sum")
	d.op("SUBS $%d, %s", d.lanes(), left)
	d.op("BLT %s", tail)
	d.mark(again)
	d.step(acc, func(v vreg, base gp) { d.loadAt(v, base, d.index) })
	d.op("ADD $16, %s", d.index)
	d.op("SUBS $%d, %s", d.lanes(), left)
	d.op("BGE %s", again)
	d.mark(tail)
	d.op("ADDS $%d, %s", d.lanes(), left)
	d.op("BEQ %s", end)
	at := d.gp()
	d.step(acc, func(v vreg, base gp) {
		d.op("ADD %s, %s, %s", d.index, base, at)
		d.loadSome(v, part{at, left}, 0)
	})
	d.mark(end)
	return acc
}

func (d *neonDots) step(acc [][]vreg, load func(v vreg, base gp)) {
	defer d.scope()()
	b := d.vectors(4)
	for j := range b {
		load(b[j], d.b[j])
	}
	for r := range acc {
		x := d.vec()
		load(x, d.a[r])
		if d.weighted {
			w := d.vec()
			load(w, d.weights)
			d.fmul(x, x, w)
		}
		for j := range b {
			d.fmla(acc[r][j], b[j], x)
		}
	}
}

// storeSums reduces each group of four accumulators to up to four neighbours of a row of C, as many as rows of B are left.
func (d *neonDots) storeSums(acc [][]vreg, c gp) {
	defer d.scope()()
	row, count := d.gp(), d.gp()
	add := d.gp()
	if d.weighted {
		d.op("MOVD $1, %s", add)
	} else {
		d.reload("add", add)
	}
	var ldc gp
	if d.rows > 1 {
		ldc = d.stride("ldc")
	}
	d.op("MOVD %s, %s", c, row)
	for r, x := range acc {
		d.faddp(x[0], x[0], x[1])
		d.faddp(x[1], x[2], x[3])
		sums := x[:2]
		if d.single() {
			d.faddp(x[0], x[0], x[1])
			sums = x[:1]
		}
		d.op("MOVD %s, %s", d.left, count)
		for v, s := range sums {
			end, off := part{row, count}, 16*v
			d.vectorOr(count,
				func() {
					d.addOld(s, add, func(old vreg) { d.load(old, row, off) })
					d.store(s, row, off)
				},
				func() {
					d.addOld(s, add, func(old vreg) { d.loadSome(old, end, off) })
					d.storeSome(s, end, off)
				})
			d.op("SUB $%d, %s", d.lanes(), count)
		}
		if r < len(acc)-1 {
			d.op("ADD %s, %s", ldc, row)
		}
	}
}

// addOld adds what C holds to its new elements if add is set.
func (d *neonDots) addOld(s vreg, add gp, load func(old vreg)) {
	defer d.scope()()
	fresh, old := d.label("fresh"), d.vec()
	d.op("CBZ %s, %s", add, fresh)
	load(old)
	d.fadd(s, old, s)
	d.mark(fresh)
}
