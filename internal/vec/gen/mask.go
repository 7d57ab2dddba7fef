package main

import (
	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// Predicates of compare.
const (
	equal       = 0
	less        = 1
	unordered   = 3
	greaterThan = 14
)

// A mask selects lanes: an opmask register if wide, else a vector of all ones or zeros.
type mask = reg.Register

// compare returns the mask of the lanes where "x predicate y" holds.
func (a *asm) compare(x vec, predicate int, y operand.Op) mask {
	if !a.wide {
		return a.to("VCMPP$", operand.U8(uint8(predicate)), y, x)
	}
	k := a.K()
	a.op("VCMPP$", operand.U8(uint8(predicate)), a.reg(y), x, k)
	return k
}

// signMask returns the mask of the lanes with the sign bit set.
func (a *asm) signMask(x vec) mask {
	if !a.wide {
		return x
	}
	k := a.K()
	a.op("VPMOV%2M", x, k)
	return k
}

// choose returns yes where the mask is set, else no.
func (a *asm) choose(m mask, yes, no vec) vec {
	if a.wide {
		return a.to("VBLENDMP$", yes, no, m)
	}
	return a.to("VBLENDVP$", m, yes, no)
}

// onlyWhere clears the lanes of x where the mask is not set.
func (a *asm) onlyWhere(m mask, x vec) vec {
	if a.wide {
		return a.to("VMOVAP$_Z", x, m)
	}
	return a.and(x, m)
}

// tailMask returns the mask of the first n lanes, 0 ≤ n ≤ lanes.
func (a *asm) tailMask(n reg.GPVirtual) mask {
	if a.wide {
		ones := a.GP64()
		k := a.K()
		a.MOVQ(operand.I32(-1), ones)
		a.BZHIQ(n, ones, ones)
		a.KMOVW(ones.As32(), k)
		return k
	}
	table := a.GP64()
	a.LEAQ(a.ladder(), table)
	off := a.GP64()
	a.MOVQ(n, off)
	a.NEGQ(off)
	return a.to("VMOVUP$", operand.Mem{Base: table, Index: off, Scale: uint8(a.size), Disp: a.bytes()})
}

// ladder is a table of a vector of ones and a vector of zeros; a window in it is a mask.
func (a *asm) ladder() operand.Mem {
	name := "ladder"
	if m, ok := a.consts[name]; ok {
		return m
	}
	m := a.StaticGlobal(name)
	a.DataAttributes(attr.RODATA | attr.NOPTR)
	for i := range 8 {
		a.AppendDatum(operand.U64(uint64(int64(i/4 - 1))))
	}
	a.consts[name] = m
	return m
}

// load reads a vector, the lanes outside the mask (if there is one) as zeros and without touching their memory.
func (a *asm) load(from operand.Mem, m mask) vec {
	d := a.vec()
	a.loadTo(d, from, m)
	return d
}

func (a *asm) loadTo(d vec, from operand.Mem, m mask) {
	switch {
	case m == nil:
		a.op("VMOVUP$", from, d)
	case a.wide:
		a.op("VMOVUP$_Z", from, m, d)
	default:
		a.op("VMASKMOVP$", from, m, d)
	}
}

// store writes the lanes of the mask, or all.
func (a *asm) store(x vec, to operand.Mem, m mask) {
	switch {
	case m == nil:
		a.op("VMOVUP$", x, to)
	case a.wide:
		a.op("VMOVUP$", x, m, to)
	default:
		a.op("VMASKMOVP$", x, m, to)
	}
}
