package main

import "github.com/mmcloughlin/avo/operand"

// reduction makes a stream that adds what term makes of the slices to four accumulators, and these in a fixed order
// into the 16 bytes of out.
func reduction(name string, slices []string, term func(w *walk, acc vec) vec) stream {
	return stream{
		name: name, slices: slices, out: 4, unroll: 4,
		prepare: func(w *walk) {
			for range 4 {
				w.acc = append(w.acc, w.zero())
			}
		},
		body: func(w *walk) { w.VMOVAPS(term(w, w.acc[w.lane]), w.acc[w.lane]) },
		finish: func(w *walk) {
			x := w.add(w.add(w.acc[0], w.acc[1]), w.add(w.acc[2], w.acc[3]))
			half := w.vec()
			if w.wide {
				w.op("VSHUFF64X2", operand.U8(0x4e), x, x, half)
				x = w.add(x, half)
				w.op("VSHUFF64X2", operand.U8(0xb1), x, x, half)
			} else {
				w.op("VPERM2F128", operand.U8(1), x, x, half)
			}
			w.VMOVUPS(w.add(x, half).AsX(), operand.Mem{Base: w.out})
		},
	}
}

var reductions = []stream{
	reduction("dot", []string{"a", "b"}, func(w *walk, acc vec) vec { return w.fma(w.get("a"), w.get("b"), acc) }),
}
