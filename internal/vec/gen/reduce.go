package main

import (
	"github.com/mmcloughlin/avo/operand"
)

// reduction makes a stream that combines vectors in four accumulators, and these in a fixed order into the 16 bytes
// of out.
func reduction(name string, slices []string, combine func(w *walk, acc vec) vec, merge func(a *asm, x, y vec) vec) stream {
	return stream{
		name: name, slices: slices, out: 4, unroll: 4,
		prepare: func(w *walk) {
			for range 4 {
				w.acc = append(w.acc, w.zero())
			}
		},
		body: func(w *walk) { w.VMOVAPS(combine(w, w.acc[w.lane]), w.acc[w.lane]) },
		finish: func(w *walk) {
			x := merge(w.asm, merge(w.asm, w.acc[0], w.acc[1]), merge(w.asm, w.acc[2], w.acc[3]))
			if w.wide {
				half := w.vec()
				w.op("VSHUFF64X2", operand.U8(0x4e), x, x, half)
				x = merge(w.asm, x, half)
				w.op("VSHUFF64X2", operand.U8(0xb1), x, x, half)
				x = merge(w.asm, x, half)
			} else {
				half := w.vec()
				w.op("VPERM2F128", operand.U8(1), x, x, half)
				x = merge(w.asm, x, half)
			}
			w.VMOVUPS(x.AsX(), operand.Mem{Base: w.out})
		},
	}
}

// maxBits returns the larger of two vectors of numbers without a sign, by their bits: NaN is larger than ∞.
func maxBits(a *asm, x, y vec) vec {
	if a.wide || a.single() {
		return a.to("VPMAXU%", y, x)
	}
	larger := a.vec()
	a.op("VPCMPGTQ", y, x, larger)
	return a.choose(larger, x, y)
}

var reductions = []stream{
	reduction("dot", []string{"a", "b"}, func(w *walk, acc vec) vec { return w.fma(w.get("a"), w.get("b"), acc) }, (*asm).addVec),
	reduction("sum", []string{"a"}, func(w *walk, acc vec) vec { return w.add(acc, w.get("a")) }, (*asm).addVec),
	reduction("maxAbs", []string{"a"}, func(w *walk, acc vec) vec { return maxBits(w.asm, acc, w.abs(w.get("a"))) }, maxBits),
}

func (a *asm) addVec(x, y vec) vec { return a.add(x, y) }
