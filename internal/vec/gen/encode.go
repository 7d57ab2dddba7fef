package main

import "fmt"

// The vector instructions that Go's assembler for arm64 does not know, encoded by the Arm Architecture Reference Manual
// (DDI 0487, C7.2). The comment behind each word is the instruction in Arm's syntax: a test compares it with what a
// disassembler makes of the word. Operands are in Arm's order, destination first.

// word writes an encoded instruction.
func (n *neon) word(w uint32, format string, args ...any) {
	fmt.Fprintf(n.code, "\tWORD $%#08x // %s\n", w, fmt.Sprintf(format, args...))
}

// arm is the name of a full vector in Arm's syntax.
func (n *neon) arm(v vreg) string {
	return fmt.Sprintf("v%d.%d%c", int(v), n.lanes(), n.armLetter())
}

func (n *neon) armLetter() rune { return map[int]rune{4: 's', 8: 'd'}[n.size] }

// sz is the bit that tells double from single precision.
func (n *neon) sz() uint32 { return map[int]uint32{4: 0, 8: 1 << 22}[n.size] }

// same encodes an instruction of the group "three same".
func (n *neon) same(name string, opcode uint32, d, x, y vreg) {
	n.word(opcode|n.sz()|uint32(y)<<16|uint32(x)<<5|uint32(d), "%s %s, %s, %s", name, n.arm(d), n.arm(x), n.arm(y))
}

func (n *neon) fadd(d, x, y vreg) { n.same("fadd", 0x4e20d400, d, x, y) }
func (n *neon) fsub(d, x, y vreg) { n.same("fsub", 0x4ea0d400, d, x, y) }
func (n *neon) fmul(d, x, y vreg) { n.same("fmul", 0x6e20dc00, d, x, y) }
func (n *neon) fdiv(d, x, y vreg) { n.same("fdiv", 0x6e20fc00, d, x, y) }

// faddp sets d to the sums of neighbours in x, then of those in y.
func (n *neon) faddp(d, x, y vreg) { n.same("faddp", 0x6e20d400, d, x, y) }

// misc encodes an instruction of the group "two-register miscellaneous".
func (n *neon) misc(name string, opcode uint32, d, x vreg) {
	n.word(opcode|n.sz()|uint32(x)<<5|uint32(d), "%s %s, %s", name, n.arm(d), n.arm(x))
}

func (n *neon) fneg(d, x vreg)  { n.misc("fneg", 0x6ea0f800, d, x) }
func (n *neon) fsqrt(d, x vreg) { n.misc("fsqrt", 0x6ea1f800, d, x) }

// fmlaFirst adds x times the first element of y to d.
func (n *neon) fmlaFirst(d, x, y vreg) {
	n.word(0x4f801000|n.sz()|uint32(y)<<16|uint32(x)<<5|uint32(d), "fmla %s, %s, v%d.%c[0]", n.arm(d), n.arm(x), int(y), n.armLetter())
}

// loadAt and storeAt move the vector whose address is the sum of two registers.
func (n *neon) loadAt(v vreg, base, index gp)  { n.indexed("ldr", 0x3ce06800, v, base, index) }
func (n *neon) storeAt(v vreg, base, index gp) { n.indexed("str", 0x3ca06800, v, base, index) }

func (n *neon) indexed(name string, opcode uint32, v vreg, base, index gp) {
	n.word(opcode|uint32(index)<<16|uint32(base)<<5|uint32(v), "%s q%d, [x%d, x%d]", name, int(v), int(base), int(index))
}
