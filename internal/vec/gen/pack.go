package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// squareBytes is the length of a row of the squares that writeTranspose transposes.
const squareBytes = 32

// writeTranspose emits the transposition of one block of rows, "count" squares long.
func writeTranspose(a *asm) {
	t := &tile{asm: a}
	dst, src, count := t.param("dst"), t.param("src"), t.param("count")
	t.ars = t.stride("ldsrc")
	t.ars3, t.ars5, t.ars7 = t.multiples(t.ars)
	ld := t.stride("lddst")
	again, done := a.label("square"), a.label("done")
	a.TESTQ(count, count)
	a.JZ(operand.LabelRef(done))
	a.Label(again)
	size := squareBytes / a.size // rows of a square
	var columns []reg.Register
	for half := range 2 { // 16 bytes of each row
		columns = append(columns, t.transposeHalf(src, size, 16*half)...)
	}
	for _, c := range columns {
		a.VMOVUPS(c, operand.Mem{Base: dst})
		a.ADDQ(ld, dst)
	}
	a.ADDQ(operand.U8(squareBytes), src)
	a.DECQ(count)
	a.JNZ(operand.LabelRef(again))
	a.Label(done)
	a.VZEROUPPER()
	a.RET()
}

// transposeHalf returns the columns that lie in 16 bytes of each of the rows.
func (t *tile) transposeHalf(src reg.GPVirtual, rows, offset int) []reg.Register {
	pairs := make([]reg.Register, rows/2) // row i in the low half, row i+rows/2 in the high half
	for i := range pairs {
		y := t.YMM()
		lo, hi := t.row(src, i), t.row(src, i+rows/2)
		lo.Disp, hi.Disp = offset, offset
		t.VBROADCASTF128(lo, y)
		t.VINSERTF128(operand.U8(1), hi, y, y)
		pairs[i] = y
	}
	unpack := func(name string, x, y reg.Register) reg.Register {
		d := t.YMM()
		t.op(name, y, x, d)
		return d
	}
	if !t.single() {
		return []reg.Register{unpack("VUNPCKLPD", pairs[0], pairs[1]), unpack("VUNPCKHPD", pairs[0], pairs[1])}
	}
	l01, h01 := unpack("VUNPCKLPS", pairs[0], pairs[1]), unpack("VUNPCKHPS", pairs[0], pairs[1])
	l23, h23 := unpack("VUNPCKLPS", pairs[2], pairs[3]), unpack("VUNPCKHPS", pairs[2], pairs[3])
	return []reg.Register{
		unpack("VUNPCKLPD", l01, l23), unpack("VUNPCKHPD", l01, l23),
		unpack("VUNPCKLPD", h01, h23), unpack("VUNPCKHPD", h01, h23),
	}
}
