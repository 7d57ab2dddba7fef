package main

import (
	"fmt"
	"strings"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// An impossible call, of a shape for which there is no code, stops the program by an undefined instruction: to return
// would leave the product undone.

// shape returns the largest tile for many rows: rows × vectors. AVX-512 has 32 registers for 24 sums, 3 vectors of B
// and an element of A; AVX2 has 16 for 12, 2, 1 and a mask.
func (t target) shape() (rows, vectors int) {
	if t.wide {
		return 8, 3
	}
	return 6, 2
}

// widest returns the most vectors of a tile with the given number of rows. With few rows a tile has to be wide, or
// its sums are too few to hide the latency of an addition.
func (t target) widest(rows int) int {
	if t.wide {
		return []int{8, 8, 6, 6, 3, 3, 3, 3}[rows-1]
	}
	return []int{6, 4, 3, 2, 2, 2}[rows-1]
}

// tiling returns the Go expression that tells package vec how the kernels cut their work.
func (t target) tiling() string {
	rows, vectors := t.shape()
	widest := make([]string, rows)
	for r := range widest {
		widest[r] = fmt.Sprint(t.widest(r + 1))
	}
	return fmt.Sprintf("{bytes: %d, rows: %d, vectors: %d, widest: []int{%s}, dotRows: %d, squareBytes: %d}",
		t.bytes(), rows, vectors, strings.Join(widest, ", "), t.dotRows(), squareBytes)
}

// writeTile emits C = init + A·B for "blocks" blocks of "rows" rows and one panel of "width" vectors of columns, of
// which the last has "tail" columns. Strides are in elements. init has row stride ldinit, 0 for a bias. If wholeB is
// set, B may be read (and is ignored) beyond the tail.
//
// Each element is one register that the terms are added to in the order of k: the sums do not depend on the tile's shape.
func writeTile(a *asm) {
	t := &tile{asm: a}
	t.arguments()
	maxRows, _ := a.shape()
	rows, width := a.param("rows"), a.param("width")
	labels := map[[2]int]string{}
	for r := maxRows; r >= 1; r-- {
		next := a.label("rows")
		a.CMPQ(rows, operand.U8(uint8(r)))
		a.JNE(operand.LabelRef(next))
		for v := a.widest(r); v >= 1; v-- {
			labels[[2]int{r, v}] = a.label(fmt.Sprintf("tile%dx%d_", r, v))
			a.CMPQ(width, operand.U8(uint8(v)))
			a.JE(operand.LabelRef(labels[[2]int{r, v}]))
		}
		a.Label(next)
	}
	a.UD2()
	for r := maxRows; r >= 1; r-- {
		for v := a.widest(r); v >= 1; v-- {
			a.Label(labels[[2]int{r, v}])
			t.rows, t.vectors = r, v
			t.write()
		}
	}
}

// tile is the state while one tile shape is written.
type tile struct {
	*asm
	rows, vectors         int
	c, init, a, blocks    reg.GPVirtual
	ars, ars3, ars5, ars7 reg.GPVirtual
	acs, ldb              reg.GPVirtual
	mask                  mask
	full                  reg.GPVirtual // zero if the last vector is a whole one; AVX2 alone, where masked access is slow
}

func (t *tile) arguments() {
	t.c, t.init, t.a, t.blocks = t.param("c"), t.param("init"), t.param("a"), t.param("blocks")
	t.ars, t.acs, t.ldb = t.stride("ars"), t.stride("acs"), t.stride("ldb")
	t.ars3, t.ars5, t.ars7 = t.multiples(t.ars)
	tail := t.param("tail")
	t.mask = t.tailMask(tail)
	if !t.wide {
		t.full = tail
		t.SUBQ(operand.U8(uint8(t.lanes())), t.full)
	}
}

// edge emits code for the last vector of a row, or twice for both cases of it.
func (t *tile) edge(code func(m mask)) {
	if t.wide {
		code(t.mask)
		return
	}
	masked, done := t.label("masked"), t.label("done")
	t.TESTQ(t.full, t.full)
	t.JNZ(operand.LabelRef(masked))
	code(nil)
	t.JMP(operand.LabelRef(done))
	t.Label(masked)
	code(t.mask)
	t.Label(done)
}

// multiples returns three, five and seven times a stride.
func (t *tile) multiples(s reg.GPVirtual) (three, five, seven reg.GPVirtual) {
	three, five, seven = t.GP64(), t.GP64(), t.GP64()
	t.LEAQ(operand.Mem{Base: s, Index: s, Scale: 2}, three)
	t.LEAQ(operand.Mem{Base: s, Index: s, Scale: 4}, five)
	t.LEAQ(operand.Mem{Base: three, Index: s, Scale: 4}, seven)
	return
}

// row is the memory of A's element in row r (up to 8), given the address of row 0.
func (t *tile) row(base reg.GPVirtual, r int) operand.Mem {
	switch r {
	case 0:
		return operand.Mem{Base: base}
	case 1, 2, 4, 8:
		return operand.Mem{Base: base, Index: t.ars, Scale: uint8(r)}
	case 3:
		return operand.Mem{Base: base, Index: t.ars3, Scale: 1}
	case 5:
		return operand.Mem{Base: base, Index: t.ars5, Scale: 1}
	case 6:
		return operand.Mem{Base: base, Index: t.ars3, Scale: 2}
	}
	return operand.Mem{Base: base, Index: t.ars7, Scale: 1}
}

func (t *tile) write() {
	block := t.label("block")
	t.Label(block)
	acc := t.loadInit()
	k := t.param("k")
	stored := t.label("stored")
	t.TESTQ(k, k)
	t.JZ(operand.LabelRef(stored))
	pa, pb, whole := t.GP64(), t.param("b"), t.param("wholeB")
	t.MOVQ(t.a, pa)
	masked := t.label("masked")
	t.TESTQ(whole, whole)
	t.JZ(operand.LabelRef(masked))
	t.inner(acc, k, pa, pb, nil)
	t.JMP(operand.LabelRef(stored))
	t.Label(masked)
	t.inner(acc, k, pa, pb, t.mask)
	t.Label(stored)
	t.storeC(acc)
	t.LEAQ(t.row(t.a, t.rows), t.a)
	t.DECQ(t.blocks)
	t.JNZ(operand.LabelRef(block))
	t.VZEROUPPER()
	t.RET()
}

func (t *tile) loadInit() [][]vec {
	ld := t.stride("ldinit")
	acc := make([][]vec, t.rows)
	for r := range acc {
		for range t.vectors {
			acc[r] = append(acc[r], t.vec())
		}
	}
	from := t.GP64()
	t.edge(func(m mask) {
		t.MOVQ(t.init, from)
		for r := range acc {
			for v, x := range acc[r] {
				t.loadTo(x, operand.Mem{Base: from, Disp: v * t.bytes()}, t.ofRow(m, v))
			}
			t.ADDQ(ld, from)
		}
	})
	t.MOVQ(from, t.init)
	return acc
}

// ofRow is the mask of vector v of a row whose last has the mask m.
func (t *tile) ofRow(m mask, v int) mask {
	if v < t.vectors-1 {
		return nil
	}
	return m
}

func (t *tile) storeC(acc [][]vec) {
	ld, to := t.stride("ldc"), t.GP64()
	t.edge(func(m mask) {
		t.MOVQ(t.c, to)
		for r := range acc {
			for v, x := range acc[r] {
				t.store(x, operand.Mem{Base: to, Disp: v * t.bytes()}, t.ofRow(m, v))
			}
			t.ADDQ(ld, to)
		}
	})
	t.MOVQ(to, t.c)
}

// inner emits the loop over k.
func (t *tile) inner(acc [][]vec, k, pa, pb reg.GPVirtual, m mask) {
	again := t.label("k")
	t.Label(again)
	var b []vec
	for v := range t.vectors {
		b = append(b, t.load(operand.Mem{Base: pb, Disp: v * t.bytes()}, t.ofRow(m, v)))
	}
	for r := range acc {
		x := t.to("VBROADCASTS$", t.row(pa, r))
		for v := range b {
			t.op("VFMADD231P$", b[v], x, acc[r][v])
		}
	}
	t.ADDQ(t.acs, pa)
	t.ADDQ(t.ldb, pb)
	t.DECQ(k)
	t.JNZ(operand.LabelRef(again))
}
