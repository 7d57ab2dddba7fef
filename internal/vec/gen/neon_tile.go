package main

import (
	"fmt"
	"strings"
)

// 32 registers hold the 24 sums of a tile of 8 rows and 3 vectors, 3 vectors of B and up to 5 elements of A.
const neonRows, neonVectors = 8, 3

// neonWidest is the most vectors of a tile by its rows, as target.widest.
var neonWidest = [neonRows]int{8, 8, 6, 6, 3, 3, 3, 3}

func (t neonTarget) tiling() string {
	widest := strings.Trim(strings.ReplaceAll(fmt.Sprint(neonWidest), " ", ", "), "[]")
	return fmt.Sprintf("{bytes: 16, rows: %d, vectors: %d, widest: []int{%s}, dotRows: %d, squareBytes: 16}",
		neonRows, neonVectors, widest, neonDotRows)
}

// writeNEONTile emits what writeTile does, with the same order of summation and the same bits.
func writeNEONTile(n *neon) {
	t := &neonTile{neon: n}
	t.arguments()
	rows, width := n.param("rows"), n.param("width")
	n.gps -= 2 // their last use is here
	var tiles []string
	for r := neonRows; r >= 1; r-- {
		next := n.label("rows")
		n.op("CMP $%d, %s", r, rows)
		n.op("BNE %s", next)
		for v := neonWidest[r-1]; v >= 1; v-- {
			tiles = append(tiles, n.label(fmt.Sprintf("tile%dx%d_", r, v)))
			n.op("CMP $%d, %s", v, width)
			n.op("BEQ %s", tiles[len(tiles)-1])
		}
		n.mark(next)
	}
	n.op("UNDEF")
	for r := neonRows; r >= 1; r-- {
		for v := neonWidest[r-1]; v >= 1; v-- {
			n.mark(tiles[0])
			tiles = tiles[1:]
			t.rows, t.width = r, v
			t.write()
		}
	}
}

// neonTile is the state while one tile shape is written.
type neonTile struct {
	*neon
	rows, width       int
	c, init, a, count gp // the count is that of blocks
	ldc, ldinit       gp
	acs, ldb, tail    gp
	row               [neonRows]gp // distances in bytes of the rows of A from the first, which has none
}

func (t *neonTile) arguments() {
	t.c, t.init, t.a, t.count = t.param("c"), t.param("init"), t.param("a"), t.param("blocks")
	t.ldc, t.ldinit = t.stride("ldc"), t.stride("ldinit")
	t.acs, t.ldb, t.tail = t.stride("acs"), t.stride("ldb"), t.param("tail")
	t.row[1] = t.stride("ars")
	for r := 2; r < neonRows; r++ {
		t.row[r] = t.gp()
		t.op("ADD %s, %s, %s", t.row[1], t.row[r-1], t.row[r])
	}
}

func (t *neonTile) write() {
	defer t.scope()()
	block, masked, stored := t.label("block"), t.label("masked"), t.label("stored")
	sums := make([][]vreg, t.rows)
	for r := range sums {
		sums[r] = t.vectors(t.width)
	}
	t.mark(block)
	t.each(sums, t.init, t.ldinit, t.load, t.loadSome)
	k := t.param("k")
	t.op("CBZ %s, %s", k, stored)
	pa, pb, whole := t.gp(), t.param("b"), t.param("wholeB")
	t.op("MOVD %s, %s", t.a, pa)
	t.op("CBZ %s, %s", whole, masked)
	t.inner(sums, k, pa, pb, false)
	t.op("B %s", stored)
	t.mark(masked)
	t.inner(sums, k, pa, pb, true)
	t.mark(stored)
	t.each(sums, t.c, t.ldc, t.store, t.storeSome)
	if t.rows > 1 {
		t.op("ADD %s, %s", t.row[t.rows-1], t.a)
	}
	t.op("ADD %s, %s", t.row[1], t.a)
	t.op("SUB $1, %s", t.count)
	t.op("CBNZ %s, %s", t.count, block)
	t.op("RET")
}

// each moves all sums from or to rows of memory, and the address behind them.
func (t *neonTile) each(sums [][]vreg, base, ld gp, move func(vreg, gp, int), some func(vreg, part, int)) {
	last := t.width - 1
	rows := func(moveLast func(v vreg)) func() {
		return func() {
			for _, row := range sums {
				for v, s := range row[:last] {
					move(s, base, 16*v)
				}
				moveLast(row[last])
				t.op("ADD %s, %s", ld, base)
			}
		}
	}
	t.vectorOr(t.tail, rows(func(v vreg) { move(v, base, 16*last) }),
		rows(func(v vreg) { some(v, part{base, t.tail}, 16*last) }))
}

// inner emits the loop over k. B is read to the end of its last vector unless that is masked.
func (t *neonTile) inner(sums [][]vreg, k, pa, pb gp, masked bool) {
	defer t.scope()()
	again := t.label("k")
	t.mark(again)
	b := t.vectors(t.width)
	whole := t.width
	if masked {
		whole--
		t.loadSome(b[whole], part{pb, t.tail}, 16*whole)
	}
	for v := 0; v < whole; v++ {
		if v+1 < whole {
			t.op("FLDPQ %d(%s), (%s, %s)", 16*v, pb, b[v].f(), b[v+1].f())
			v++
			continue
		}
		t.load(b[v], pb, 16*v)
	}
	x := t.vectors(min(t.rows, 32-t.vecs)) // elements of A, loaded so far ahead
	element := func(r int) {
		if r == 0 {
			t.loadOne(x[0], pa, 0)
		} else if r < t.rows {
			t.op("%s (%s)(%s), %s", t.move(), pa, t.row[r], x[r%len(x)].f())
		}
	}
	for r := range x {
		element(r)
	}
	for r, row := range sums {
		for v, s := range row {
			t.fmlaFirst(s, b[v], x[r%len(x)])
		}
		element(r + len(x))
	}
	t.op("ADD %s, %s", t.acs, pa)
	t.op("ADD %s, %s", t.ldb, pb)
	t.op("SUBS $1, %s", k)
	t.op("BNE %s", again)
}
