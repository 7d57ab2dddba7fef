package main

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
			root := w.to("VSQRTP$", w.mul(v, s["correct"]))
			step := w.div(w.mul(m, s["rate"]), w.add(root, s["eps"]))
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
