package main

import (
	"fmt"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// dotRows is the number of rows of A that are multiplied with four rows of B at a time.
func (t target) dotRows() int {
	if t.wide {
		return 4
	}
	return 2
}

// writeDots emits C = A·Bᵀ for "rows" rows of A, all n rows of B and k > 0 columns of both, or adds it to C if "add"
// is set. Every element is one vector of partial sums, reduced at the end in a fixed pattern.
func writeDots(a *asm) {
	rows := a.param("rows")
	labels := map[int]string{}
	for r := a.dotRows(); r >= 1; r-- {
		labels[r] = a.label(fmt.Sprintf("dots%d_", r))
		a.CMPQ(rows, operand.U8(uint8(r)))
		a.JE(operand.LabelRef(labels[r]))
	}
	a.UD2()
	for r := a.dotRows(); r >= 1; r-- {
		a.Label(labels[r])
		d := &dots{asm: a, rows: r}
		d.write()
	}
}

type dots struct {
	*asm
	rows        int
	a, b        []reg.GPVirtual
	weights     reg.GPVirtual // of the columns, nil if there are none
	left, index reg.GPVirtual
}

func (d *dots) write() {
	d.a = []reg.GPVirtual{d.param("a")}
	for r := 1; r < d.rows; r++ {
		lda, p := d.stride("lda"), d.GP64()
		d.LEAQ(operand.Mem{Base: d.a[r-1], Index: lda, Scale: 1}, p)
		d.a = append(d.a, p)
	}
	d.left = d.param("n")
	first := d.param("b")
	c := d.param("c")
	d.index = d.GP64()
	group, done := d.label("group"), d.label("done")
	d.TESTQ(d.left, d.left)
	d.JZ(operand.LabelRef(done))
	d.Label(group)
	d.fourRows(first)
	acc := d.accumulate()
	count := d.GP64()
	d.MOVQ(d.left, count)
	full := d.label("full")
	d.CMPQ(count, operand.U8(4))
	d.JLE(operand.LabelRef(full))
	d.MOVQ(operand.U32(4), count)
	d.Label(full)
	d.storeSums(acc, c, count)
	d.ADDQ(operand.U8(uint8(4*d.size)), c)
	ldb := d.stride("ldb")
	d.LEAQ(operand.Mem{Base: first, Index: ldb, Scale: 4}, first)
	d.SUBQ(operand.U8(4), d.left)
	d.JG(operand.LabelRef(group))
	d.Label(done)
	d.VZEROUPPER()
	d.RET()
}

// fourRows sets d.b to the next four rows of B, repeating the last where there are fewer.
func (d *dots) fourRows(first reg.GPVirtual) {
	d.b = []reg.GPVirtual{first}
	ldb := d.stride("ldb")
	for j := 1; j < 4; j++ {
		p := d.GP64()
		d.LEAQ(operand.Mem{Base: d.b[j-1], Index: ldb, Scale: 1}, p)
		d.CMPQ(d.left, operand.U8(uint8(j)))
		d.CMOVQLE(d.b[j-1], p)
		d.b = append(d.b, p)
	}
}

func (d *dots) accumulate() [][]vec {
	acc := make([][]vec, d.rows)
	for r := range acc {
		for range 4 {
			acc[r] = append(acc[r], d.zero())
		}
	}
	left := d.param("k")
	d.XORQ(d.index, d.index)
	again, tail, end := d.label("k"), d.label("tail"), d.label("sum")
	step := operand.U8(uint8(d.lanes()))
	d.SUBQ(step, left)
	d.JL(operand.LabelRef(tail))
	d.Label(again)
	d.step(acc, nil)
	d.ADDQ(operand.U8(uint8(d.bytes())), d.index)
	d.SUBQ(step, left)
	d.JGE(operand.LabelRef(again))
	d.Label(tail)
	d.ADDQ(step, left)
	d.JZ(operand.LabelRef(end))
	d.step(acc, d.tailMask(left))
	d.Label(end)
	return acc
}

func (d *dots) step(acc [][]vec, m mask) {
	b := make([]vec, 4)
	for j := range b {
		b[j] = d.load(operand.Mem{Base: d.b[j], Index: d.index, Scale: 1}, m)
	}
	for r := range acc {
		x := d.load(operand.Mem{Base: d.a[r], Index: d.index, Scale: 1}, m)
		if d.weights != nil {
			x = d.mul(x, d.load(operand.Mem{Base: d.weights, Index: d.index, Scale: 1}, m))
		}
		for j := range b {
			d.op("VFMADD231P$", b[j], x, acc[r][j])
		}
	}
}

// storeSums reduces each group of four accumulators to four neighbours of a row of C.
func (d *dots) storeSums(acc [][]vec, c, count reg.GPVirtual) {
	var m mask
	if d.wide {
		m = d.tailMask(count)
	} else {
		table := d.GP64()
		d.LEAQ(d.ladder(), table)
		d.NEGQ(count)
		m = d.short(d.vec())
		d.op("VMOVUP$", operand.Mem{Base: table, Index: count, Scale: uint8(d.size), Disp: 32}, m)
	}
	add := d.GP64()
	if d.weights != nil {
		d.MOVQ(operand.U32(1), add)
	} else {
		d.Load(d.Param("add"), add)
	}
	row := d.GP64()
	d.MOVQ(c, row)
	for r := range acc {
		sum := d.short(d.fourSums(acc[r]))
		fresh := d.label("fresh")
		d.TESTQ(add, add)
		d.JZ(operand.LabelRef(fresh))
		old := d.short(d.vec())
		mem := operand.Mem{Base: row}
		if d.wide {
			d.op("VMOVUP$_Z", mem, m, old)
		} else {
			d.op("VMASKMOVP$", mem, m, old)
		}
		d.op("VADDP$", old, sum, sum)
		d.Label(fresh)
		if d.wide {
			d.op("VMOVUP$", sum, m, mem)
		} else {
			d.op("VMASKMOVP$", sum, m, mem)
		}
		if r < len(acc)-1 {
			ldc := d.stride("ldc")
			d.ADDQ(ldc, row)
		}
	}
}

// short returns the part of a vector that holds four elements.
func (d *dots) short(x vec) reg.Register {
	if d.single() {
		return x.AsX()
	}
	return x.AsY()
}

// fourSums returns a vector whose first four elements are the sums of the lanes of x[0] to x[3].
func (d *dots) fourSums(x []vec) vec {
	pair := func(a, b vec) vec { return d.add(d.to("VUNPCKLP$", b, a), d.to("VUNPCKHP$", b, a)) }
	s01, s23 := pair(x[0], x[1]), pair(x[2], x[3])
	if d.single() {
		lo, hi := d.vec(), d.vec()
		d.op("VUNPCKLPD", s23, s01, lo)
		d.op("VUNPCKHPD", s23, s01, hi)
		return d.foldLanes(d.add(lo, hi))
	}
	s01, s23 = d.foldLanes(s01), d.foldLanes(s23)
	name := "VINSERTF128"
	if d.wide {
		name = "VINSERTF64X2"
	}
	d.op(name, operand.U8(1), s23.AsX(), s01.AsY(), s01.AsY())
	return s01
}

// foldLanes adds the 128-bit lanes of x into its lowest.
func (d *dots) foldLanes(x vec) vec {
	t := d.vec()
	if d.wide {
		d.op("VEXTRACTF64X4", operand.U8(1), x, t.AsY())
		d.op("VADDP$", t.AsY(), x.AsY(), x.AsY())
		d.op("VEXTRACTF64X2", operand.U8(1), x.AsY(), t.AsX())
	} else {
		d.op("VEXTRACTF128", operand.U8(1), x.AsY(), t.AsX())
	}
	d.op("VADDP$", t.AsX(), x.AsX(), x.AsX())
	return x
}
