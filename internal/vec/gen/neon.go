package main

import (
	"bytes"
	"fmt"
	mathbits "math/bits"
)

// The assembler library knows no arm64, so its kernels are written as text, with registers in the order in which they are
// asked for. What Go's assembler does not know goes in as words, see encode.go.

// A neonTarget is an element type in the 128-bit vectors that every arm64 processor has.
type neonTarget struct{ size int }

var neonTargets = []neonTarget{{4}, {8}}

func (t neonTarget) lanes() int    { return 16 / t.size }
func (t neonTarget) single() bool  { return t.size == 4 }
func (t neonTarget) elem() string  { return fmt.Sprintf("float%d", 8*t.size) }
func (t neonTarget) level() string { return "NEON" }
func (t neonTarget) name() string  { return fmt.Sprintf("NEONF%d", 8*t.size) }

// move is the instruction that moves one element.
func (t neonTarget) move() string { return map[int]string{4: "FMOVS", 8: "FMOVD"}[t.size] }

// arrangement is the suffix of a full vector in Go's assembly.
func (t neonTarget) arrangement() string { return map[int]string{4: "S4", 8: "D2"}[t.size] }

// A gp is a general register, a vreg a vector register.
type (
	gp   int
	vreg int
)

func (r gp) String() string   { return fmt.Sprintf("R%d", int(r)) }
func (v vreg) String() string { return fmt.Sprintf("V%d", int(v)) }
func (v vreg) f() string      { return fmt.Sprintf("F%d", int(v)) } // in loads and stores

// free are the general registers that Go leaves to assembly (cmd/asm, "ARM64"): not the linker's R16 and R17, the
// platform's R18, and those from R26 on, which are the runtime's and the assembler's.
var free = []gp{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 21, 22, 23, 24, 25}

// A neon writes the kernels of one target into a file.
type neon struct {
	neonTarget
	code, stubs *bytes.Buffer
	labels      *int
	frame       map[string]int // offsets of the parameters
	gps, vecs   int            // registers given out
}

// A parameter of a kernel is an address, an integer or an element.
type parameter struct{ name, typ string }

// function begins a kernel: its declaration, its head, and its parameters' places.
func (n *neon) function(kernel string, parameters []parameter) {
	n.frame, n.gps, n.vecs = map[string]int{}, 0, 0
	fmt.Fprintf(n.stubs, "\n//go:noescape\nfunc %s%s(", kernel, n.name())
	offset := 0
	for i, p := range parameters {
		if i > 0 {
			n.stubs.WriteString(", ")
		}
		fmt.Fprintf(n.stubs, "%s %s", p.name, p.typ)
		n.frame[p.name] = offset
		if p.typ == "float32" {
			offset += 4
		} else {
			offset += 8
		}
	}
	n.stubs.WriteString(")\n")
	fmt.Fprintf(n.code, "\nTEXT ·%s%s(SB), NOSPLIT, $0-%d\n", kernel, n.name(), offset)
}

// op writes one instruction, operands in Go's order.
func (n *neon) op(format string, args ...any) { fmt.Fprintf(n.code, "\t"+format+"\n", args...) }

func (n *neon) label(name string) string {
	*n.labels++
	return fmt.Sprintf("%s%d", name, *n.labels)
}

func (n *neon) mark(label string) { fmt.Fprintf(n.code, "%s:\n", label) }

func (n *neon) gp() gp {
	if n.gps == len(free) {
		panic("too many integers and addresses alive")
	}
	n.gps++
	return free[n.gps-1]
}

func (n *neon) vec() vreg {
	if n.vecs == 32 {
		panic("too many vectors alive")
	}
	n.vecs++
	return vreg(n.vecs - 1)
}

func (n *neon) vectors(count int) []vreg {
	v := make([]vreg, count)
	for i := range v {
		v[i] = n.vec()
	}
	return v
}

// scope returns a function that gives back the registers handed out in between.
func (n *neon) scope() func() {
	gps, vecs := n.gps, n.vecs
	return func() { n.gps, n.vecs = gps, vecs }
}

// reload loads an argument into r, stride one that counts elements, as bytes.
func (n *neon) reload(name string, r gp) {
	offset, ok := n.frame[name]
	if !ok {
		panic("no parameter " + name)
	}
	n.op("MOVD %s+%d(FP), %s", name, offset, r)
}

func (n *neon) param(name string) gp {
	r := n.gp()
	n.reload(name, r)
	return r
}

func (n *neon) stride(name string) gp {
	r := n.param(name)
	n.op("LSL $%d, %s", mathbits.TrailingZeros(uint(n.size)), r)
	return r
}

// broadcast fills a vector with an argument.
func (n *neon) broadcast(name string) vreg {
	v := n.vec()
	n.op("%s %s+%d(FP), %s", n.move(), name, n.frame[name], v.f())
	n.dup(v)
	return v
}

// dup fills a vector with its first element.
func (n *neon) dup(v vreg) {
	n.op("VDUP %s.%s[0], %s.%s", v, n.arrangement()[:1], v, n.arrangement())
}

func (n *neon) zero(v vreg) { n.op("VEOR %s.B16, %s.B16, %s.B16", v, v, v) }

// fmla adds x·y to d, fmls subtracts it.
func (n *neon) fmla(d, x, y vreg) { n.fused("VFMLA", d, x, y) }
func (n *neon) fmls(d, x, y vreg) { n.fused("VFMLS", d, x, y) }

func (n *neon) fused(name string, d, x, y vreg) {
	a := n.arrangement()
	n.op("%s %s.%s, %s.%s, %s.%s", name, y, a, x, a, d, a)
}

// load and store move a full vector, loadOne and storeOne its first element; loadOne clears the others.
func (n *neon) load(v vreg, from gp, offset int)  { n.op("FMOVQ %d(%s), %s", offset, from, v.f()) }
func (n *neon) store(v vreg, to gp, offset int)   { n.op("FMOVQ %s, %d(%s)", v.f(), offset, to) }
func (n *neon) loadOne(v vreg, from gp, off int)  { n.op("%s %d(%s), %s", n.move(), off, from, v.f()) }
func (n *neon) storeOne(v vreg, to gp, off int)   { n.op("%s %s, %d(%s)", n.move(), v.f(), off, to) }
func (n *neon) loadSome(v vreg, m part, off int)  { n.some(v, m, off, true) }
func (n *neon) storeSome(v vreg, m part, off int) { n.some(v, m, off, false) }

// A part is memory that ends before a vector does: count elements at an address, less than a vector but not none.
type part struct{ base, count gp }

// some moves the first elements of a vector, by pairs and singles, and clears the others if it loads.
func (n *neon) some(v vreg, m part, off int, load bool) {
	first := n.storeOne
	if load {
		first = n.loadOne
	}
	if !n.single() {
		first(v, m.base, off)
		return
	}
	defer n.scope()()
	one, done, third := n.label("one"), n.label("some"), n.gp()
	n.op("TBZ $1, %s, %s", m.count, one)
	pair := neonTarget{8}.move()
	if load {
		n.op("%s %d(%s), %s", pair, off, m.base, v.f())
	} else {
		n.op("%s %s, %d(%s)", pair, v.f(), off, m.base)
	}
	n.op("TBZ $0, %s, %s", m.count, done)
	n.op("ADD $%d, %s, %s", off+8, m.base, third)
	if load {
		n.op("VLD1 (%s), %s.S[2]", third, v)
	} else {
		n.op("VST1 %s.S[2], (%s)", v, third)
	}
	n.op("B %s", done)
	n.mark(one)
	first(v, m.base, off)
	n.mark(done)
}

// vectorOr emits whole for a count of at least a vector's elements, some for fewer but not none.
func (n *neon) vectorOr(count gp, whole, some func()) {
	short, done := n.label("short"), n.label("done")
	n.op("CMP $%d, %s", n.lanes(), count)
	n.op("BLT %s", short)
	whole()
	n.op("B %s", done)
	n.mark(short)
	n.op("CMP $1, %s", count)
	n.op("BLT %s", done)
	some()
	n.mark(done)
}
