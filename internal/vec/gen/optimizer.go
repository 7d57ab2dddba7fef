package main

import "math"

// optimizers are the parameter updates of package vec, in one pass over parameters, moments and gradient.
var optimizers = []stream{
	{
		name:    "adam",
		slices:  []string{"p", "m", "v", "grad"},
		scalars: []string{"b1", "n1", "b2", "n2", "rate", "correct", "eps", "l2", "keep"},
		flush:   true,
		body: func(w *walk) {
			s := w.scalar
			p := w.get("p")
			g := w.fma(p, s["l2"], w.get("grad"))
			m := w.fma(g, s["n1"], w.mul(w.get("m"), s["b1"]))
			v := w.fma(w.mul(g, s["n2"]), g, w.mul(w.get("v"), s["b2"]))
			w.put("m", m)
			w.put("v", v)
			root := w.root(w.mul(v, s["correct"]))
			step := w.to("VDIVP$", w.add(root, s["eps"]), w.mul(m, s["rate"]))
			w.put("p", w.fms(p, s["keep"], step))
		},
	},
	{
		name:    "sgd",
		slices:  []string{"p", "v", "grad"},
		scalars: []string{"rate", "momentum", "l2", "ahead", "plain"},
		unroll:  2,
		flush:   true,
		body: func(w *walk) {
			s := w.scalar
			p := w.get("p")
			g := w.fma(p, s["l2"], w.get("grad"))
			v := w.fma(w.get("v"), s["momentum"], g)
			w.put("v", v)
			step := w.fma(g, s["ahead"], w.mul(v, s["plain"]))
			w.put("p", w.fnma(step, s["rate"], p))
		},
	},
}

// root returns √x for x ≥ 0. In 512 bits float32 roots are slow, so one comes from an estimate of 1/√x there,
// improved by a step of Newton's method; zero and infinity are replaced by the nearest numbers that have an estimate.
func (a *asm) root(x vec) vec {
	if !a.wide || !a.single() {
		return a.to("VSQRTP$", x)
	}
	x = a.atMost(a.atLeast(x, a.c(0x1p-126)), a.c(math.MaxFloat32))
	r := a.to("VRSQRT14PS", x)
	y := a.mul(x, r)
	rest := a.fnma(y, r, a.broadcast(a.c(1)))
	return a.fma(a.mul(y, a.c(0.5)), rest, y)
}
