package main

// elementwise lists the kernels that are one line of arithmetic.
var elementwise = []stream{
	{name: "fill", slices: []string{"dst"}, scalars: []string{"v"}, unroll: 4, body: func(w *walk) {
		w.put("dst", w.scalar["v"])
	}},
	{name: "scale", slices: []string{"dst", "a"}, scalars: []string{"alpha"}, unroll: 4, body: func(w *walk) {
		w.put("dst", w.mul(w.get("a"), w.scalar["alpha"]))
	}},
	{name: "axpy", slices: []string{"y", "x"}, scalars: []string{"alpha"}, unroll: 4, body: func(w *walk) {
		w.put("y", w.fma(w.get("x"), w.scalar["alpha"], w.get("y")))
	}},
	{name: "add", slices: []string{"dst", "a", "b"}, unroll: 4, body: func(w *walk) {
		w.put("dst", w.add(w.get("a"), w.get("b")))
	}},
	{name: "sub", slices: []string{"dst", "a", "b"}, unroll: 4, body: func(w *walk) {
		w.put("dst", w.sub(w.get("a"), w.get("b")))
	}},
	{name: "mul", slices: []string{"dst", "a", "b"}, unroll: 4, body: func(w *walk) {
		w.put("dst", w.mul(w.get("a"), w.get("b")))
	}},
	{name: "mulAdd", slices: []string{"dst", "a", "b"}, unroll: 2, body: func(w *walk) {
		w.put("dst", w.fma(w.get("a"), w.get("b"), w.get("dst")))
	}},
	{name: "mulAddMul", slices: []string{"dst", "a", "b", "c", "d"}, unroll: 2, body: func(w *walk) {
		w.put("dst", w.fma(w.get("a"), w.get("b"), w.mul(w.get("c"), w.get("d"))))
	}},
	{name: "scaleMulAdd", slices: []string{"dst", "a", "b"}, scalars: []string{"alpha"}, unroll: 2, body: func(w *walk) {
		w.put("dst", w.fma(w.mul(w.get("a"), w.scalar["alpha"]), w.get("b"), w.get("dst")))
	}},
	{name: "mulEach", slices: []string{"d1", "d2", "d3", "adj", "p1", "p2", "p3"}, length: "adj", body: func(w *walk) {
		adj := w.get("adj")
		for i, dst := range []string{"d1", "d2", "d3"} {
			w.ifWanted(dst, func() { w.put(dst, w.mul(adj, w.get([]string{"p1", "p2", "p3"}[i]))) })
		}
	}},
}
