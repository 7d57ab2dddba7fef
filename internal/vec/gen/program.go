package main

import (
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// slotBytes is the size of a slot of a program: what fits into the accumulators of every target.
const slotBytes = 256

// interpreter is the state of the kernel that runs programs.
type interpreter struct {
	*asm
	slots, planes, code, scales, position reg.GPVirtual
}

// writeProgram emits the interpreter. For every strip of the planes, a slot of elements long, it goes through the loads,
// the sums and the stores, each a number of items and their words, as NewProgram of package vec writes them.
func writeProgram(a *asm) {
	p := &interpreter{asm: a, slots: a.param("slots"), planes: a.param("planes"), position: a.GP64()}
	strips, again := a.param("strips"), a.label("strip")
	p.XORQ(p.position, p.position)
	p.Label(again)
	p.scales = p.param("scales")
	p.code = p.param("loads")
	p.each("load", func() {
		plane, slot := p.plane(), p.slot()
		p.copySlot(slot, plane)
	})
	p.code = p.param("sums")
	p.each("sum", p.sum)
	p.code = p.param("stores")
	p.each("store", func() {
		plane, slot := p.plane(), p.slot()
		p.copySlot(plane, slot)
	})
	p.ADDQ(operand.U32(slotBytes), p.position)
	p.DECQ(strips)
	p.JNZ(operand.LabelRef(again))
	p.VZEROUPPER()
	p.RET()
}

// word reads the next word of the code.
func (p *interpreter) word() reg.GPVirtual {
	w := p.GP64()
	p.MOVLQSX(operand.Mem{Base: p.code}, w)
	p.ADDQ(operand.U8(4), p.code)
	return w
}

// each emits a loop over as many items as the next word says, possibly none.
func (p *interpreter) each(name string, body func()) {
	count, again, end := p.word(), p.label(name), p.label(name+"End")
	p.TESTQ(count, count)
	p.JZ(operand.LabelRef(end))
	p.Label(again)
	body()
	p.DECQ(count)
	p.JNZ(operand.LabelRef(again))
	p.Label(end)
}

// plane returns the address of the current strip of a plane. The next word is where its slice stands; a slice begins with
// the address of its elements.
func (p *interpreter) plane() reg.GPVirtual {
	at := p.word()
	p.MOVQ(operand.Mem{Base: p.planes, Index: at, Scale: 1}, at)
	p.ADDQ(p.position, at)
	return at
}

// slot returns the address of a slot, of which the next word is the distance from the first.
func (p *interpreter) slot() reg.GPVirtual {
	at := p.word()
	p.ADDQ(p.slots, at)
	return at
}

// part is vector v of what lies at base.
func (p *interpreter) part(base reg.GPVirtual, v int) operand.Mem {
	return operand.Mem{Base: base, Disp: v * p.bytes()}
}

func (p *interpreter) copySlot(dst, src reg.GPVirtual) {
	for v := range slotBytes / p.bytes() {
		p.store(p.load(p.part(src, v), nil), p.part(dst, v), nil)
	}
}

// sum emits dst = α·Σ a·b + β·c. The last term is left out if the word for c is negative.
func (p *interpreter) sum() {
	acc := make([]vec, slotBytes/p.bytes())
	for v := range acc {
		acc[v] = p.zero()
	}
	dst, c := p.slot(), p.word()
	p.each("pair", func() {
		left, right := p.slot(), p.slot()
		for v := range acc {
			p.op("VFMADD231P$", p.part(right, v), p.load(p.part(left, v), nil), acc[v])
		}
	})
	alpha := p.broadcast(operand.Mem{Base: p.scales})
	for v := range acc {
		p.op("VMULP$", alpha, acc[v], acc[v])
	}
	last := p.label("last")
	p.TESTQ(c, c)
	p.JL(operand.LabelRef(last))
	p.ADDQ(p.slots, c)
	beta := p.broadcast(operand.Mem{Base: p.scales, Disp: p.size})
	for v := range acc {
		p.op("VFMADD231P$", p.part(c, v), beta, acc[v])
	}
	p.Label(last)
	p.ADDQ(operand.U8(uint8(2*p.size)), p.scales)
	for v := range acc {
		p.store(acc[v], p.part(dst, v), nil)
	}
}
