package main

// A neonWalk is the state of a stream's code while it is written.
type neonWalk struct {
	*neon
	ptr    map[string]gp
	scalar map[string]vreg
	acc    []vreg // accumulators of reductions
	lane   int    // which vector of the turn
	one    bool   // one element at a time
}

// get returns the current vector of a slice, or its current element and zeros.
func (w *neonWalk) get(name string) vreg {
	v := w.vec()
	if w.one {
		w.loadOne(v, w.ptr[name], 0)
	} else {
		w.load(v, w.ptr[name], 16*w.lane)
	}
	return v
}

func (w *neonWalk) put(name string, x vreg) {
	if w.one {
		w.storeOne(x, w.ptr[name], 0)
	} else {
		w.store(x, w.ptr[name], 16*w.lane)
	}
}

// The arithmetic below returns a vector in a register that its operands no longer need.

func (w *neonWalk) to(op func(d, x, y vreg), x, y vreg) vreg {
	d := w.vec()
	op(d, x, y)
	return d
}

func (w *neonWalk) add(x, y vreg) vreg { return w.to(w.fadd, x, y) }
func (w *neonWalk) sub(x, y vreg) vreg { return w.to(w.fsub, x, y) }
func (w *neonWalk) mul(x, y vreg) vreg { return w.to(w.fmul, x, y) }

func (w *neonWalk) copy(x vreg) vreg {
	d := w.vec()
	w.op("VMOV %s.B16, %s.B16", x, d)
	return d
}

// fma returns x·y + z and consumes z.
func (w *neonWalk) fma(x, y, z vreg) vreg {
	w.fmla(z, x, y)
	return z
}

// fnma returns z − x·y and consumes z.
func (w *neonWalk) fnma(x, y, z vreg) vreg {
	w.fmls(z, x, y)
	return z
}

// ifWanted emits code that runs only if the named destination is not nil.
func (w *neonWalk) ifWanted(name string, code func()) {
	skip := w.label("skip")
	w.op("CBZ %s, %s", w.ptr[name], skip)
	code()
	w.mark(skip)
}

// A neonStream is how the stream of the same name is written for arm64; the rest is said there.
type neonStream struct {
	unroll  int // vectors in a turn of the main loop
	prepare func(*neonWalk)
	body    func(*neonWalk)
	finish  func(*neonWalk)
}

// parameterList returns the parameters of a stream's assembly.
func (s *stream) parameterList(elem string) []parameter {
	p := []parameter{{"n", "int"}}
	if s.out > 0 {
		p = append(p, parameter{"out", "*" + elem})
	}
	for _, x := range s.slices {
		p = append(p, parameter{x, "*" + elem})
	}
	for _, x := range s.scalars {
		p = append(p, parameter{x, elem})
	}
	return p
}

// writeNEON emits a stream: turns of several vectors, then single vectors, then single elements.
func (s *stream) writeNEON(n *neon, how neonStream) {
	n.function(s.name, s.parameterList(n.elem()))
	w := &neonWalk{neon: n, ptr: map[string]gp{}, scalar: map[string]vreg{}}
	left := n.param("n")
	for _, name := range s.slices {
		w.ptr[name] = n.param(name)
	}
	for _, name := range s.scalars {
		w.scalar[name] = n.broadcast(name)
	}
	restore := func() {}
	if s.flush {
		restore = w.flush()
	}
	if how.prepare != nil {
		how.prepare(w)
	}
	if how.unroll > 1 {
		w.loop(s, how, left, how.unroll)
	}
	w.loop(s, how, left, 1)
	w.one = true
	w.loop(s, how, left, 1)
	restore()
	if how.finish != nil {
		how.finish(w)
	}
	n.op("RET")
}

// flush emits what makes the processor take and store zero for numbers below the smallest normal one (bit 24 of FPCR), and
// returns what undoes it.
func (w *neonWalk) flush() (restore func()) {
	saved, changed := w.gp(), w.gp()
	w.op("MOVD FPCR, %s", saved)
	w.op("ORR $(1<<24), %s, %s", saved, changed)
	w.op("MOVD %s, FPCR", changed)
	return func() { w.op("MOVD %s, FPCR", saved) }
}

// loop emits a loop over turns of the given number of vectors, or over elements.
func (w *neonWalk) loop(s *stream, how neonStream, left gp, vectors int) {
	again, end := w.label("loop"), w.label("end")
	step, bytes := vectors*w.lanes(), 16*vectors
	if w.one {
		step, bytes = 1, w.size
	}
	w.op("SUBS $%d, %s", step, left)
	w.op("BLT %s", end)
	w.mark(again)
	for w.lane = range vectors {
		restore := w.scope()
		how.body(w)
		restore()
	}
	w.lane = 0
	for _, name := range s.slices {
		advance := func() { w.op("ADD $%d, %s", bytes, w.ptr[name]) }
		if s.length != "" { // slices before it may be nil, and stay so
			w.ifWanted(name, advance)
		} else {
			advance()
		}
	}
	w.op("SUBS $%d, %s", step, left)
	w.op("BGE %s", again)
	w.mark(end)
	w.op("ADD $%d, %s", step, left)
}

// neonStreams are the streams that there are for arm64.
var neonStreams = map[string]neonStream{
	"fill":  {unroll: 4, body: func(w *neonWalk) { w.put("dst", w.scalar["v"]) }},
	"scale": {unroll: 4, body: func(w *neonWalk) { w.put("dst", w.mul(w.get("a"), w.scalar["alpha"])) }},
	"axpy": {unroll: 4, body: func(w *neonWalk) {
		w.put("y", w.fma(w.get("x"), w.scalar["alpha"], w.get("y")))
	}},
	"add": {unroll: 4, body: func(w *neonWalk) { w.put("dst", w.add(w.get("a"), w.get("b"))) }},
	"sub": {unroll: 4, body: func(w *neonWalk) { w.put("dst", w.sub(w.get("a"), w.get("b"))) }},
	"mul": {unroll: 4, body: func(w *neonWalk) { w.put("dst", w.mul(w.get("a"), w.get("b"))) }},
	"mulAdd": {unroll: 2, body: func(w *neonWalk) {
		w.put("dst", w.fma(w.get("a"), w.get("b"), w.get("dst")))
	}},
	"mulAddMul": {unroll: 2, body: func(w *neonWalk) {
		w.put("dst", w.fma(w.get("a"), w.get("b"), w.mul(w.get("c"), w.get("d"))))
	}},
	"scaleMulAdd": {unroll: 2, body: func(w *neonWalk) {
		w.put("dst", w.fma(w.mul(w.get("a"), w.scalar["alpha"]), w.get("b"), w.get("dst")))
	}},
	"mulEach": {unroll: 1, body: func(w *neonWalk) {
		adj := w.get("adj")
		for i, dst := range []string{"d1", "d2", "d3"} {
			w.ifWanted(dst, func() { w.put(dst, w.mul(adj, w.get([]string{"p1", "p2", "p3"}[i]))) })
		}
	}},
	"adam": {unroll: 1, body: neonAdam},
	"sgd":  {unroll: 2, body: neonSGD},
	"dot":  neonReduction(func(w *neonWalk, acc vreg) { w.fma(w.get("a"), w.get("b"), acc) }),
}

// neonReduction adds what term makes of the slices to four accumulators, and these in a fixed order into the 16 bytes of
// out.
func neonReduction(term func(w *neonWalk, acc vreg)) neonStream {
	return neonStream{
		unroll: 4,
		prepare: func(w *neonWalk) {
			w.acc = w.vectors(4)
			for _, a := range w.acc {
				w.zero(a)
			}
		},
		body: func(w *neonWalk) { term(w, w.acc[w.lane]) },
		finish: func(w *neonWalk) {
			w.store(w.add(w.add(w.acc[0], w.acc[1]), w.add(w.acc[2], w.acc[3])), w.param("out"), 0)
		},
	}
}
