package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// rowBlocks are the kernels of normalisations, which combine every row of a matrix with a number of its own.
var rowBlocks = []block{
	{"rowDots", []string{"dst", "a", "b"}, []string{"rows", "d"}, writeRowDots},
	{"combineRows", []string{"dst", "scales", "planes"}, []string{"rows", "d", "terms"}, writeCombineRows},
	{"shiftRows", []string{"dst", "x", "r"}, []string{"rows", "d"}, writeShiftRows},
	{"scaleRows", []string{"dst", "scale", "x"}, []string{"rows", "d"}, writeScaleRows},
	{"addRowProducts", []string{"dst", "a", "b"}, []string{"rows", "d"}, writeAddRowProducts},
}

// rows is the state of the kernels that walk over the rows of matrices whose rows follow one another. A walk over columns
// is four vectors at a time, then one, then one under a mask.
type rows struct {
	*asm
	row   reg.GPVirtual // bytes before the current row
	index reg.GPVirtual // bytes before the current column of it
	mask  mask
}

// at is vector v of the current turn of the matrix at base, or of the row there if the column is counted alone.
func (r *rows) at(base reg.GPVirtual, v int) operand.Mem {
	return operand.Mem{Base: base, Index: r.index, Scale: 1, Disp: v * r.bytes()}
}

// eachRow emits the loop over the rows; end is what comes after them.
func (r *rows) eachRow(body func()) {
	count, again := r.param("rows"), r.label("row")
	r.row = r.GP64()
	r.XORQ(r.row, r.row)
	r.Label(again)
	body()
	width := r.stride("d")
	r.ADDQ(width, r.row)
	r.DECQ(count)
	r.JNZ(operand.LabelRef(again))
	r.VZEROUPPER()
	r.RET()
}

// eachColumn emits the loops over the columns, from index 0 or from the start of the current row.
func (r *rows) eachColumn(turn func(vectors int)) {
	left := r.param("d")
	r.index, r.mask = r.GP64(), nil
	if r.row == nil {
		r.XORQ(r.index, r.index)
	} else {
		r.MOVQ(r.row, r.index)
	}
	for _, vectors := range []int{4, 1} {
		again, end := r.label("columns"), r.label("end")
		step := operand.U32(vectors * r.lanes())
		r.SUBQ(step, left)
		r.JL(operand.LabelRef(end))
		r.Label(again)
		turn(vectors)
		r.ADDQ(operand.U32(vectors*r.bytes()), r.index)
		r.SUBQ(step, left)
		r.JGE(operand.LabelRef(again))
		r.Label(end)
		r.ADDQ(step, left)
	}
	done := r.label("columnsDone")
	r.TESTQ(left, left)
	r.JZ(operand.LabelRef(done))
	r.mask = r.tailMask(left)
	turn(1)
	r.mask = nil
	r.Label(done)
}

// advance moves the address of one element per row to the next.
func (r *rows) advance(p reg.GPVirtual) { r.ADDQ(operand.U8(uint8(r.size)), p) }

// writeRowDots emits dst[i] = Σ a_i·b_i, by four vectors of partial sums.
func writeRowDots(a *asm) {
	r := &rows{asm: a}
	dst, left, right := r.param("dst"), r.param("a"), r.param("b")
	r.eachRow(func() {
		acc := []vec{r.zero(), r.zero(), r.zero(), r.zero()}
		r.eachColumn(func(vectors int) {
			for v := range vectors {
				r.op("VFMADD231P$", r.load(r.at(left, v), r.mask), r.load(r.at(right, v), r.mask), acc[v])
			}
		})
		sum := r.laneSum(r.add(r.add(acc[0], acc[1]), r.add(acc[2], acc[3])))
		r.op("VMOVS$", sum.AsX(), operand.Mem{Base: dst})
		r.advance(dst)
	})
}

// laneSum returns a vector whose first element is the sum of the elements of x.
func (a *asm) laneSum(x vec) vec {
	t := a.vec()
	if a.wide {
		a.op("VEXTRACTF64X4", operand.U8(1), x, t.AsY())
		a.op("VADDP$", t.AsY(), x.AsY(), x.AsY())
	}
	a.op("VEXTRACTF128", operand.U8(1), x.AsY(), t.AsX())
	a.op("VADDP$", t.AsX(), x.AsX(), x.AsX())
	if a.single() {
		a.op("VMOVHLPS", x.AsX(), x.AsX(), t.AsX())
		a.op("VADDPS", t.AsX(), x.AsX(), x.AsX())
		a.op("VMOVSHDUP", x.AsX(), t.AsX())
	} else {
		a.op("VUNPCKHPD", x.AsX(), x.AsX(), t.AsX())
	}
	a.op("VADDP$", t.AsX(), x.AsX(), x.AsX())
	return x
}

// writeCombineRows emits dst_i = Σ_t scales[t]·r_t[i]·x_t,i, r_t and x_t being planes 2t and 2t+1.
func writeCombineRows(a *asm) {
	r := &rows{asm: a}
	dst, at := r.param("dst"), r.GP64()
	r.XORQ(at, at)
	r.eachRow(func() {
		r.eachColumn(func(vectors int) {
			acc := make([]vec, vectors)
			for v := range acc {
				acc[v] = r.zero()
			}
			planes, scales, terms, again := r.param("planes"), r.param("scales"), r.param("terms"), r.label("term")
			r.Label(again)
			factor, x := r.GP64(), r.GP64()
			r.MOVQ(operand.Mem{Base: planes}, factor)
			r.MOVQ(operand.Mem{Base: planes, Disp: sliceBytes}, x)
			f := r.mul(r.broadcast(operand.Mem{Base: factor, Index: at, Scale: 1}), r.broadcast(operand.Mem{Base: scales}))
			for v := range acc {
				r.op("VFMADD231P$", r.load(r.at(x, v), r.mask), f, acc[v])
			}
			r.ADDQ(operand.U8(2*sliceBytes), planes)
			r.advance(scales)
			r.DECQ(terms)
			r.JNZ(operand.LabelRef(again))
			for v := range acc {
				r.store(acc[v], r.at(dst, v), r.mask)
			}
		})
		r.advance(at)
	})
}

// writeShiftRows emits dst_i = x_i − r[i].
func writeShiftRows(a *asm) {
	r := &rows{asm: a}
	dst, x, by := r.param("dst"), r.param("x"), r.param("r")
	r.eachRow(func() {
		shift := r.broadcast(operand.Mem{Base: by})
		r.eachColumn(func(vectors int) {
			for v := range vectors {
				r.store(r.sub(r.load(r.at(x, v), r.mask), shift), r.at(dst, v), r.mask)
			}
		})
		r.advance(by)
	})
}

// writeScaleRows emits dst_i = scale·x_i, element by element.
func writeScaleRows(a *asm) {
	r := &rows{asm: a}
	dst, x := r.param("dst"), r.param("x")
	r.eachRow(func() {
		scale := r.param("scale") // less the start of the row, so that the index of the matrix fits it
		r.SUBQ(r.row, scale)
		r.eachColumn(func(vectors int) {
			for v := range vectors {
				r.store(r.mul(r.load(r.at(x, v), r.mask), r.load(r.at(scale, v), r.mask)), r.at(dst, v), r.mask)
			}
		})
	})
}

// writeAddRowProducts emits dst += Σ_i a_i·b_i, element by element.
func writeAddRowProducts(a *asm) {
	r := &rows{asm: a}
	dst := r.param("dst")
	r.eachColumn(func(vectors int) {
		acc := make([]vec, vectors)
		for v := range acc {
			acc[v] = r.load(r.at(dst, v), r.mask)
		}
		left, right, count, width := r.param("a"), r.param("b"), r.param("rows"), r.stride("d")
		again := r.label("row")
		r.Label(again)
		for v := range acc {
			r.op("VFMADD231P$", r.load(r.at(left, v), r.mask), r.load(r.at(right, v), r.mask), acc[v])
		}
		r.ADDQ(width, left)
		r.ADDQ(width, right)
		r.DECQ(count)
		r.JNZ(operand.LabelRef(again))
		for v := range acc {
			r.store(acc[v], r.at(dst, v), r.mask)
		}
	})
	r.VZEROUPPER()
	r.RET()
}
