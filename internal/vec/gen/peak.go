package main

import "github.com/mmcloughlin/avo/operand"

// peakSums is the number of independent sums in the loop of writePeak.
func (t target) peakSums() int {
	rows, vectors := t.shape()
	return rows * vectors
}

// writePeak emits a loop of multiply-adds in registers, as many as a tile has sums.
func writePeak(a *asm) {
	n, sink := a.param("iterations"), a.param("sink")
	x := a.broadcast(a.c(0.5))
	acc := make([]vec, a.peakSums())
	for i := range acc {
		acc[i] = a.zero()
	}
	again, done := a.label("again"), a.label("done")
	a.TESTQ(n, n)
	a.JLE(operand.LabelRef(done))
	a.Label(again)
	for _, s := range acc {
		a.op("VFMADD213P$", x, x, s)
	}
	a.DECQ(n)
	a.JNZ(operand.LabelRef(again))
	a.Label(done)
	for _, s := range acc[1:] {
		a.op("VADDP$", s, acc[0], acc[0])
	}
	a.op("VMOVS$", acc[0].AsX(), operand.Mem{Base: sink})
	a.VZEROUPPER()
	a.RET()
}
