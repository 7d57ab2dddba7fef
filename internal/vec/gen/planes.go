package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// planes is the state of the kernels that contract d planes t_i of n values each with a small matrix. They walk over
// the n values, four vectors at a time, then one, then one under a mask, and loop over the planes for each.
type planes struct {
	*asm
	index, left, step reg.GPVirtual
	mask              mask
}

// at is vector v of the current turn of the plane at base.
func (p *planes) at(base reg.GPVirtual, v int) operand.Mem {
	return operand.Mem{Base: base, Index: p.index, Scale: 1, Disp: v * p.bytes()}
}

// walk emits the loops over the values; turn emits the work on the given number of vectors.
func (p *planes) walk(turn func(vectors int)) {
	p.left, p.index = p.param("n"), p.GP64()
	p.XORQ(p.index, p.index)
	for _, vectors := range []int{4, 1} {
		again, end := p.label("values"), p.label("end")
		step := operand.U32(vectors * p.lanes())
		p.SUBQ(step, p.left)
		p.JL(operand.LabelRef(end))
		p.Label(again)
		turn(vectors)
		p.ADDQ(operand.U32(vectors*p.bytes()), p.index)
		p.SUBQ(step, p.left)
		p.JGE(operand.LabelRef(again))
		p.Label(end)
		p.ADDQ(step, p.left)
	}
	done := p.label("done")
	p.TESTQ(p.left, p.left)
	p.JZ(operand.LabelRef(done))
	p.mask = p.tailMask(p.left)
	turn(1)
	p.Label(done)
	p.VZEROUPPER()
	p.RET()
}

// addTimes adds the vector at m times x to acc.
func (p *planes) addTimes(acc, x vec, m operand.Mem) {
	if p.mask == nil {
		p.op("VFMADD231P$", m, x, acc)
		return
	}
	p.op("VFMADD231P$", p.load(m, p.mask), x, acc)
}

func (p *planes) zeros(n int) []vec {
	out := make([]vec, n)
	for i := range out {
		out[i] = p.zero()
	}
	return out
}

// each emits a loop that runs body "count" times, at least once.
func (p *planes) each(count reg.GPVirtual, body func()) {
	again := p.label("plane")
	p.Label(again)
	body()
	p.DECQ(count)
	p.JNZ(operand.LabelRef(again))
}

// writeQuad emits dst[u] = Σ r_ij t_i[u] t_j[u] = 2 Σ_i t_i (½ r_ii t_i + Σ_{j>i} r_ij t_j).
func writeQuad(a *asm) {
	p := &planes{asm: a}
	p.step = p.stride("stride")
	dst, half := p.param("dst"), a.broadcast(a.c(0.5))
	p.walk(func(vectors int) {
		q := p.zeros(vectors)
		ti, r, rows := p.param("t"), p.param("r"), p.param("d")
		p.each(rows, func() {
			s := p.zeros(vectors)
			diagonal := p.mul(p.broadcast(operand.Mem{Base: r}), half)
			for v := range s {
				p.addTimes(s[v], diagonal, p.at(ti, v))
			}
			p.ADDQ(operand.U8(uint8(p.size)), r)
			columns, tj, none := p.GP64(), p.GP64(), p.label("none")
			p.MOVQ(ti, tj)
			p.MOVQ(rows, columns)
			p.DECQ(columns)
			p.JZ(operand.LabelRef(none))
			p.each(columns, func() {
				p.ADDQ(p.step, tj)
				x := p.broadcast(operand.Mem{Base: r})
				p.ADDQ(operand.U8(uint8(p.size)), r)
				for v := range s {
					p.addTimes(s[v], x, p.at(tj, v))
				}
			})
			p.Label(none)
			for v := range q {
				p.addTimes(q[v], s[v], p.at(ti, v))
			}
			p.ADDQ(p.step, ti)
			// From the end of row i to the diagonal of row i+1 it is i+1 = d − rows + 1 elements.
			skip := p.param("d")
			p.SUBQ(rows, skip)
			p.LEAQ(operand.Mem{Base: r, Index: skip, Scale: uint8(p.size), Disp: p.size}, r)
		})
		for v := range q {
			p.store(p.add(q[v], q[v]), p.at(dst, v), p.mask)
		}
	})
}

// writeMulSmall emits out_i[u] += scale[u] Σ_j r_ij t_j[u], two planes of out at a time so that they share the
// reading of t.
func writeMulSmall(a *asm) {
	p := &planes{asm: a}
	p.step = p.stride("tstride")
	p.walk(func(vectors int) {
		out, r, rows := p.param("out"), p.param("r"), p.param("d")
		single, done := p.label("single"), p.label("out")
		p.SHRQ(operand.U8(1), rows)
		p.JZ(operand.LabelRef(single))
		p.each(rows, func() { p.smallRows(2, vectors, out, r) })
		p.Label(single)
		last := p.param("d")
		p.TESTQ(operand.U32(1), last)
		p.JZ(operand.LabelRef(done))
		p.smallRows(1, vectors, out, r)
		p.Label(done)
	})
}

// smallRows emits the sums for the next rows of r, and moves out and r behind them.
func (p *planes) smallRows(rows, vectors int, out, r reg.GPVirtual) {
	sums := make([][]vec, rows)
	for i := range sums {
		sums[i] = p.zeros(vectors)
	}
	tj, columns, width := p.param("t"), p.param("d"), p.stride("d")
	p.each(columns, func() {
		t := p.vectors(tj, vectors)
		for i := range sums {
			m := operand.Mem{Base: r}
			if i > 0 {
				m.Index, m.Scale = width, 1
			}
			x := p.broadcast(m)
			for v := range t {
				p.op("VFMADD231P$", t[v], x, sums[i][v])
			}
		}
		p.ADDQ(operand.U8(uint8(p.size)), r)
		p.ADDQ(p.step, tj)
	})
	if rows == 2 {
		p.ADDQ(width, r)
	}
	scale, ostride := p.param("scale"), p.stride("ostride")
	for i := range sums {
		for v, s := range sums[i] {
			old := p.load(p.at(out, v), p.mask)
			p.addTimes(old, s, p.at(scale, v))
			p.store(old, p.at(out, v), p.mask)
		}
		p.ADDQ(ostride, out)
	}
}

// writeWeightedDots emits c[j] += Σ_u w[u] a[u] b_j[u] for n rows of B, like writeDots for a single row of A.
func writeWeightedDots(a *asm) {
	d := &dots{asm: a, rows: 1}
	d.weights = d.param("w")
	d.write()
}

// vectors loads the current vectors of the plane at base.
func (p *planes) vectors(base reg.GPVirtual, n int) []vec {
	out := make([]vec, n)
	for v := range out {
		out[v] = p.load(p.at(base, v), p.mask)
	}
	return out
}

// writeMulPlanes emits out_k[u] = t_k[u] a[u].
func writeMulPlanes(a *asm) {
	p := &planes{asm: a}
	p.step = p.stride("tstride")
	ostride := p.stride("ostride")
	p.walk(func(vectors int) {
		out, t, d := p.param("out"), p.param("t"), p.param("d")
		factor := p.vectors(p.param("a"), vectors)
		p.each(d, func() {
			for v, x := range p.vectors(t, vectors) {
				p.store(p.mul(x, factor[v]), p.at(out, v), p.mask)
			}
			p.ADDQ(p.step, t)
			p.ADDQ(ostride, out)
		})
	})
}

// writeActivationAdjoint emits zbar = φ'·zbar + a·b + c·e + φ”·Σ_k t_k·tbar_k and tbar_k = φ'·tbar_k.
func writeActivationAdjoint(a *asm) {
	p := &planes{asm: a}
	p.step = p.stride("stride")
	zbar := p.param("zbar")
	p.walk(func(vectors int) {
		phi1 := p.vectors(p.param("phi1"), vectors)
		z := p.vectors(zbar, vectors)
		for v := range z {
			p.op("VMULP$", phi1[v], z[v], z[v])
		}
		for _, pair := range [][2]string{{"a", "b"}, {"c", "e"}} {
			left, none := p.param(pair[0]), p.label("none")
			p.TESTQ(left, left)
			p.JZ(operand.LabelRef(none))
			right := p.param(pair[1])
			for v, x := range p.vectors(left, vectors) {
				p.addTimes(z[v], x, p.at(right, v))
			}
			p.Label(none)
		}
		d, none := p.param("d"), p.label("none")
		p.TESTQ(d, d)
		p.JZ(operand.LabelRef(none))
		sum, t, tbar := p.zeros(vectors), p.param("t"), p.param("tbar")
		p.each(d, func() {
			for v, x := range p.vectors(tbar, vectors) {
				p.addTimes(sum[v], x, p.at(t, v))
				p.store(p.mul(x, phi1[v]), p.at(tbar, v), p.mask)
			}
			p.ADDQ(p.step, t)
			p.ADDQ(p.step, tbar)
		})
		phi2 := p.param("phi2")
		for v := range z {
			p.addTimes(z[v], sum[v], p.at(phi2, v))
		}
		p.Label(none)
		for v := range z {
			p.store(z[v], p.at(zbar, v), p.mask)
		}
	})
}

// writeWeightedSquares emits dst[u] = Σ_k lambda_k t_k[u]².
func writeWeightedSquares(a *asm) {
	p := &planes{asm: a}
	p.step = p.stride("stride")
	dst := p.param("dst")
	p.walk(func(vectors int) {
		q := p.zeros(vectors)
		t, lambda, d := p.param("t"), p.param("lambda"), p.param("d")
		p.each(d, func() {
			weight := p.broadcast(operand.Mem{Base: lambda})
			p.ADDQ(operand.U8(uint8(p.size)), lambda)
			for v, x := range p.vectors(t, vectors) {
				p.op("VFMADD231P$", p.mul(x, weight), x, q[v])
			}
			p.ADDQ(p.step, t)
		})
		for v := range q {
			p.store(q[v], p.at(dst, v), p.mask)
		}
	})
}

// writeAddScaledPlanes emits out_k[u] += c_k a[u] t_k[u].
func writeAddScaledPlanes(a *asm) {
	p := &planes{asm: a}
	p.step = p.stride("tstride")
	ostride := p.stride("ostride")
	p.walk(func(vectors int) {
		out, t, c, d := p.param("out"), p.param("t"), p.param("c"), p.param("d")
		factor := p.vectors(p.param("a"), vectors)
		p.each(d, func() {
			scale := p.broadcast(operand.Mem{Base: c})
			p.ADDQ(operand.U8(uint8(p.size)), c)
			for v, x := range p.vectors(out, vectors) {
				p.addTimes(x, p.mul(factor[v], scale), p.at(t, v))
				p.store(x, p.at(out, v), p.mask)
			}
			p.ADDQ(p.step, t)
			p.ADDQ(ostride, out)
		})
	})
}
