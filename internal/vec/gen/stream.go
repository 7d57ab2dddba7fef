package main

import (
	"fmt"
	"strings"

	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A stream is a kernel that walks over slices of equal length, one vector after another.
type stream struct {
	name    string   // as the Go function that calls it, with a small first letter
	slices  []string // names of the slices, destinations first
	length  string   // the slice that has the length; the first if empty
	scalars []string // numbers that stay the same
	out     int      // elements of a result array, 0 if there is none: reductions
	stops   bool     // the walk may stop early, and the number of elements done is returned
	unroll  int      // vectors in a turn of the main loop, 1 if zero
	flush   bool     // results below the smallest normal number become zero
	prepare func(*walk)
	body    func(*walk)
	finish  func(*walk)
}

// A walk is the state of a stream's code while it is written.
type walk struct {
	*asm
	s      *stream
	ptr    map[string]reg.GPVirtual
	scalar map[string]vec
	acc    []vec // accumulators of reductions, unroll of them
	index  reg.GPVirtual
	left   reg.GPVirtual
	lane   int // which vector of the unrolled turn
	mask   mask
	out    reg.GPVirtual
	leave  string // label behind the loop
	stop   string // label to jump to when the walk stops early
}

func (s *stream) signature(elem string) string {
	var b strings.Builder
	b.WriteString("func(n int")
	if s.out > 0 {
		fmt.Fprintf(&b, ", out *%s", elem)
	}
	fmt.Fprintf(&b, ", %s *%s", strings.Join(s.slices, ", "), elem)
	if len(s.scalars) > 0 {
		fmt.Fprintf(&b, ", %s %s", strings.Join(s.scalars, ", "), elem)
	}
	b.WriteString(")")
	if s.stops {
		b.WriteString(" (done int)")
	}
	return b.String()
}

// at is the memory of the current vector of a slice.
func (w *walk) at(name string) operand.Mem {
	return operand.Mem{Base: w.ptr[name], Index: w.index, Scale: uint8(w.size), Disp: w.lane * w.bytes()}
}

func (w *walk) get(name string) vec    { return w.load(w.at(name), w.mask) }
func (w *walk) put(name string, x vec) { w.store(x, w.at(name), w.mask) }

// ifWanted emits code that runs only if the named destination is not nil.
func (w *walk) ifWanted(name string, code func()) {
	skip := w.label("skip")
	w.TESTQ(w.ptr[name], w.ptr[name])
	w.JZ(operand.LabelRef(skip))
	code()
	w.Label(skip)
}

// write emits the stream for one target: turns of several vectors, then single vectors, then one under a mask.
func (s *stream) write(a *asm) {
	a.Function(s.name + a.name())
	a.Pragma("noescape")
	a.SignatureExpr(s.signature(a.elem()))
	w := &walk{asm: a, s: s, ptr: map[string]reg.GPVirtual{}, scalar: map[string]vec{}}
	w.left = a.GP64()
	a.Load(a.Param("n"), w.left)
	for _, name := range s.slices {
		w.ptr[name] = a.GP64()
		a.Load(a.Param(name), w.ptr[name])
	}
	for _, name := range s.scalars {
		addr, err := a.Param(name).Resolve()
		if err != nil {
			panic(err)
		}
		w.scalar[name] = a.broadcast(addr.Addr)
	}
	w.index = a.GP64()
	a.XORQ(w.index, w.index)
	w.leave, w.stop = a.label("done"), a.label("stop")
	if s.out > 0 {
		w.out = a.GP64()
		a.Load(a.Param("out"), w.out)
	}
	restore := s.enter(w)
	unroll := max(s.unroll, 1)
	if unroll > 1 {
		w.loop(unroll)
	}
	w.loop(1)
	a.TESTQ(w.left, w.left)
	a.JZ(operand.LabelRef(w.leave))
	w.mask = a.tailMask(w.left)
	s.body(w)
	a.Label(w.leave)
	restore()
	if s.finish != nil {
		s.finish(w)
	}
	a.VZEROUPPER()
	if s.stops {
		a.Load(a.Param("n"), w.index)
		a.Store(w.index, a.Return("done"))
	}
	a.RET()
	if s.stops {
		a.Label(w.stop)
		a.VZEROUPPER()
		a.Store(w.index, a.Return("done"))
		a.RET()
	}
}

// stopIf ends the walk before the current vector if the mask is set anywhere.
func (w *walk) stopIf(m mask) {
	if w.wide {
		w.KORTESTW(m, m)
	} else {
		bits := w.GP32()
		w.op("VMOVMSKP$", m, bits)
		w.TESTL(bits, bits)
	}
	w.JNZ(operand.LabelRef(w.stop))
}

// enter emits what comes before the loop and returns what undoes it.
func (s *stream) enter(w *walk) (restore func()) {
	if s.prepare != nil {
		s.prepare(w)
	}
	if !s.flush {
		return func() {}
	}
	// Bit 15 of MXCSR makes the processor store zero for results below the smallest normal number, without the
	// hundred-cycle detour that it takes to make a denormal one.
	saved, changed := w.AllocLocal(8), w.AllocLocal(8)
	w.VSTMXCSR(saved)
	t := w.GP32()
	w.MOVL(saved, t)
	w.ORL(operand.U32(1<<15), t)
	w.MOVL(t, changed)
	w.VLDMXCSR(changed)
	return func() { w.VLDMXCSR(saved) }
}

// loop emits a loop over turns of the given number of full vectors.
func (w *walk) loop(vectors int) {
	again, end := w.label("loop"), w.label("end")
	step := operand.U32(vectors * w.lanes())
	w.SUBQ(step, w.left)
	w.JL(operand.LabelRef(end))
	w.Label(again)
	for w.lane = 0; w.lane < vectors; w.lane++ {
		w.s.body(w)
	}
	w.lane = 0
	w.ADDQ(step, w.index)
	w.SUBQ(step, w.left)
	w.JGE(operand.LabelRef(again))
	w.Label(end)
	w.ADDQ(step, w.left)
}
