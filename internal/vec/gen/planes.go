package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// planes is the state of the kernels that contract d planes t_i of n values each with a small matrix. They walk over the n values, four
// vectors at a time, then one, then one under a mask, and loop over the planes for each.
type planes struct {
	*asm
	index, left, stride reg.GPVirtual
	mask                mask
}

func (p *planes) param(name string) reg.GPVirtual {
	r := p.GP64()
	p.Load(p.Param(name), r)
	return r
}

func (p *planes) bytesOf(name string) reg.GPVirtual {
	r := p.param(name)
	p.SHLQ(operand.U8(map[int]uint8{4: 2, 8: 3}[p.size]), r)
	return r
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
	p.stride = p.bytesOf("stride")
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
				p.ADDQ(p.stride, tj)
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
			p.ADDQ(p.stride, ti)
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

// writeMulSmall emits out_i[u] += scale[u] Σ_j r_ij t_j[u].
func writeMulSmall(a *asm) {
	p := &planes{asm: a}
	p.stride = p.bytesOf("tstride")
	scale := p.param("scale")
	p.walk(func(vectors int) {
		out, r, rows := p.param("out"), p.param("r"), p.param("d")
		p.each(rows, func() {
			s := p.zeros(vectors)
			tj, columns := p.param("t"), p.param("d")
			p.each(columns, func() {
				x := p.broadcast(operand.Mem{Base: r})
				p.ADDQ(operand.U8(uint8(p.size)), r)
				for v := range s {
					p.addTimes(s[v], x, p.at(tj, v))
				}
				p.ADDQ(p.stride, tj)
			})
			for v := range s {
				old := p.load(p.at(out, v), p.mask)
				p.addTimes(old, s[v], p.at(scale, v))
				p.store(old, p.at(out, v), p.mask)
			}
			p.ADDQ(p.bytesOf("ostride"), out)
		})
	})
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
	p.stride = p.bytesOf("tstride")
	ostride := p.bytesOf("ostride")
	p.walk(func(vectors int) {
		out, t, d := p.param("out"), p.param("t"), p.param("d")
		factor := p.vectors(p.param("a"), vectors)
		p.each(d, func() {
			for v, x := range p.vectors(t, vectors) {
				p.store(p.mul(x, factor[v]), p.at(out, v), p.mask)
			}
			p.ADDQ(p.stride, t)
			p.ADDQ(ostride, out)
		})
	})
}

// writeActivationAdjoint emits zbar = φ'·zbar + a·b + c·e + φ”·Σ_k t_k·tbar_k and tbar_k = φ'·tbar_k.
func writeActivationAdjoint(a *asm) {
	p := &planes{asm: a}
	p.stride = p.bytesOf("stride")
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
			p.ADDQ(p.stride, t)
			p.ADDQ(p.stride, tbar)
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
