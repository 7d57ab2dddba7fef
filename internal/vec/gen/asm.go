package main

import (
	"fmt"
	"math"
	mathbits "math/bits"
	"reflect"
	"strings"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// A target is an instruction set together with an element type.
type target struct {
	wide bool // AVX-512 with masks, else AVX2 and FMA
	size int  // bytes of an element
}

var targets = []target{{false, 4}, {false, 8}, {true, 4}, {true, 8}}

func (t target) bytes() int {
	if t.wide {
		return 64
	}
	return 32
}

func (t target) lanes() int    { return t.bytes() / t.size }
func (t target) single() bool  { return t.size == 4 }
func (t target) elem() string  { return fmt.Sprintf("float%d", 8*t.size) }
func (t target) level() string { return map[bool]string{false: "AVX2", true: "AVX512"}[t.wide] }
func (t target) name() string  { return fmt.Sprintf("%sF%d", t.level(), 8*t.size) }

// mantissa is the number of explicit mantissa bits, bias the bias of the exponent.
func (t target) mantissa() int {
	if t.single() {
		return 23
	}
	return 52
}

func (t target) bias() int {
	if t.single() {
		return 127
	}
	return 1023
}

// bits returns the representation of x.
func (t target) bits(x float64) uint64 {
	if t.single() {
		return uint64(math.Float32bits(float32(x)))
	}
	return math.Float64bits(x)
}

// round returns x rounded to the element type.
func (t target) round(x float64) float64 {
	if t.single() {
		return float64(float32(x))
	}
	return x
}

// A vec is a vector register.
type vec = reg.VecVirtual

// A konst is an operand with the same bits in every lane, kept in memory.
type konst struct {
	operand.Op
	bits uint64
}

// asm writes the code of one target into a file. Mnemonics are given with $ for the S or D of the floating-point type
// and % for the D or Q of the integer of the same size.
type asm struct {
	*build.Context
	target
	labels *int
	consts map[string]operand.Mem
}

func (a *asm) vec() vec {
	if a.wide {
		return a.ZMM()
	}
	return a.YMM()
}

func (a *asm) label(name string) string {
	*a.labels++
	return fmt.Sprintf("%s%d", name, *a.labels)
}

func (a *asm) mnemonic(name string) string {
	s, d := "D", "Q"
	if a.single() {
		s, d = "S", "D"
	}
	return strings.NewReplacer("$", s, "%", d).Replace(name)
}

// param loads an argument, stride one that is a number of elements, which it turns into bytes.
func (a *asm) param(name string) reg.GPVirtual {
	r := a.GP64()
	a.Load(a.Param(name), r)
	return r
}

func (a *asm) stride(name string) reg.GPVirtual {
	r := a.param(name)
	a.SHLQ(operand.U8(uint8(mathbits.TrailingZeros(uint(a.size)))), r)
	return r
}

// op emits one instruction, operands in Go's order (destination last). A constant becomes a memory operand, broadcast
// if wide.
func (a *asm) op(name string, ops ...operand.Op) {
	name = a.mnemonic(name)
	args := make([]reflect.Value, len(ops))
	for i, o := range ops {
		if k, ok := o.(konst); ok {
			o = a.constant(k.bits, !a.wide)
			if a.wide {
				name += "_BCST"
			}
		}
		args[i] = reflect.ValueOf(o)
	}
	m := reflect.ValueOf(a.Context).MethodByName(name)
	if !m.IsValid() {
		panic("no instruction " + name)
	}
	m.Call(args)
}

// to emits an instruction with a fresh vector as its destination and returns it.
func (a *asm) to(name string, ops ...operand.Op) vec {
	d := a.vec()
	a.op(name, append(ops, d)...)
	return d
}

// c is the constant x, i the constant with the given bits.
func (a *asm) c(x float64) konst { return konst{bits: a.bits(x)} }
func (a *asm) i(b uint64) konst  { return konst{bits: b} }

// constant returns the memory that holds an element with the given bits, or a full vector of them.
func (a *asm) constant(bits uint64, full bool) operand.Mem {
	n := 1
	if full {
		n = a.lanes()
	}
	name := fmt.Sprintf("c%dx%d_%x", 8*a.size, n, bits)
	if m, ok := a.consts[name]; ok {
		return m
	}
	m := a.StaticGlobal(name)
	a.DataAttributes(attr.RODATA | attr.NOPTR)
	for range n {
		if a.single() {
			a.AppendDatum(operand.U32(bits))
		} else {
			a.AppendDatum(operand.U64(bits))
		}
	}
	a.consts[name] = m
	return m
}

// broadcast fills a vector from memory or from a constant.
func (a *asm) broadcast(from operand.Op) vec {
	if k, ok := from.(konst); ok {
		from = a.constant(k.bits, false)
	}
	return a.to("VBROADCASTS$", from)
}

// reg returns o in a register.
func (a *asm) reg(o operand.Op) vec {
	if v, ok := o.(vec); ok {
		return v
	}
	return a.broadcast(o)
}

func (a *asm) copy(x vec) vec {
	d := a.vec()
	a.op("VMOVAP$", x, d)
	return d
}

func (a *asm) zero() vec {
	d := a.vec()
	a.op("VXORP$", d, d, d)
	return d
}

// The arithmetic below returns a fresh vector. The last operand named may be a constant where the first may not.

func (a *asm) add(x vec, y operand.Op) vec { return a.to("VADDP$", y, x) }
func (a *asm) sub(x operand.Op, y operand.Op) vec {
	return a.to("VSUBP$", y, a.reg(x))
}
func (a *asm) mul(x vec, y operand.Op) vec    { return a.to("VMULP$", y, x) }
func (a *asm) and(x vec, y operand.Op) vec    { return a.to("VANDP$", y, x) }
func (a *asm) or(x vec, y operand.Op) vec     { return a.to("VORP$", y, x) }
func (a *asm) xor(x vec, y operand.Op) vec    { return a.to("VXORP$", y, x) }
func (a *asm) addInt(x vec, y operand.Op) vec { return a.to("VPADD%", y, x) }
func (a *asm) subInt(x, y vec) vec            { return a.to("VPSUB%", y, x) }
func (a *asm) shiftLeft(x vec, n int) vec     { return a.to("VPSLL%", operand.U8(uint8(n)), x) }
func (a *asm) shiftRight(x vec, n int) vec    { return a.to("VPSRL%", operand.U8(uint8(n)), x) }
func (a *asm) abs(x vec) vec                  { return a.and(x, a.i(1<<(8*a.size-1)-1)) }
func (a *asm) signOf(x vec) vec               { return a.and(x, a.i(1<<(8*a.size-1))) }

// div returns x/y; y must be finite and its reciprocal normal. In 512 bits a float32 division takes 16 cycles, so the
// reciprocal is taken from a 14-bit estimate and one step of Newton's method there: off by little over half an ulp
// before it is multiplied by x.
func (a *asm) div(x operand.Op, y vec) vec {
	if !a.wide || !a.single() {
		return a.to("VDIVP$", y, a.reg(x))
	}
	r := a.reciprocal(y)
	if k, ok := x.(konst); ok && k.bits == a.bits(1) {
		return r
	}
	return a.mul(r, x)
}

func (a *asm) reciprocal(y vec) vec {
	r := a.to("VRCP14PS", y)
	return a.fma(a.fnma(r, y, a.broadcast(a.c(1))), r, r)
}

// atMost returns min(x, c) and atLeast max(x, c); a NaN in x stays one, because the processor returns its second
// source then.
func (a *asm) atMost(x vec, c operand.Op) vec  { return a.to("VMINP$", x, a.reg(c)) }
func (a *asm) atLeast(x vec, c operand.Op) vec { return a.to("VMAXP$", x, a.reg(c)) }

// fma returns x·y + z and consumes x; fnma returns z − x·y; fms returns x·y − z.
func (a *asm) fma(x vec, y, z operand.Op) vec  { return a.fused("VFMADD213P$", x, y, z) }
func (a *asm) fnma(x vec, y, z operand.Op) vec { return a.fused("VFNMADD213P$", x, y, z) }
func (a *asm) fms(x vec, y, z operand.Op) vec  { return a.fused("VFMSUB213P$", x, y, z) }

func (a *asm) fused(name string, x vec, y, z operand.Op) vec {
	d := a.copy(x)
	if _, ok := y.(konst); ok {
		if zv, ok := z.(vec); ok { // the 132 form multiplies by memory
			a.op(strings.Replace(name, "213", "132", 1), y, zv, d)
			return d
		}
		y = a.reg(y)
	}
	a.op(name, z, y, d)
	return d
}

// horner returns the polynomial with coefficients c, constant first, at x.
func (a *asm) horner(x vec, c []float64) vec {
	acc := a.broadcast(a.c(c[len(c)-1]))
	for i := len(c) - 2; i >= 0; i-- {
		a.op("VFMADD213P$", a.c(c[i]), x, acc)
	}
	return acc
}
