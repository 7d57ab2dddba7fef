package main

// neonAdam and neonSGD are the bodies of the streams adam and sgd.

func neonAdam(w *neonWalk) {
	s := w.scalar
	p := w.get("p")
	g := w.fma(p, s["l2"], w.get("grad"))
	m := w.fma(g, s["n1"], w.mul(w.get("m"), s["b1"]))
	v := w.fma(w.mul(g, s["n2"]), g, w.mul(w.get("v"), s["b2"]))
	w.put("m", m)
	w.put("v", v)
	root := w.mul(v, s["correct"])
	w.fsqrt(root, root)
	step := w.to(w.fdiv, w.mul(m, s["rate"]), w.add(root, s["eps"]))
	w.fneg(step, step)
	w.put("p", w.fma(p, s["keep"], step))
}

func neonSGD(w *neonWalk) {
	s := w.scalar
	p := w.get("p")
	g := w.fma(p, s["l2"], w.get("grad"))
	v := w.fma(w.get("v"), s["momentum"], w.copy(g))
	w.put("v", v)
	step := w.fma(g, s["ahead"], w.mul(v, s["plain"]))
	w.put("p", w.fnma(step, s["rate"], p))
}
