package main

import (
	"math"
	"math/big"

	"github.com/mmcloughlin/avo/operand"
)

// byType returns a number for float32 or for float64.
func (t target) byType(f32, f64 int) int {
	if t.single() {
		return f32
	}
	return f64
}

func (t target) limit(f32, f64 float64) float64 {
	if t.single() {
		return f32
	}
	return f64
}

// magic is a number that leaves round(x) + extra in the low bits of x + magic.
func (t target) magic(extra int) float64 {
	return 1.5*math.Ldexp(1, t.mantissa()) + float64(extra)
}

// decay computes e⁻ʸ and 1 − e⁻ʸ for y ≥ 0, both with all their digits; lo is added to y. Results below the smallest
// normal number are 0 (and 1). With y = n·ln 2 + q, |q| ≤ ½ ln 2: e⁻ʸ = 2⁻ⁿ(1 − m), m = 1 − e⁻ᑫ = q + q²·P(q).
func (a *asm) decay(y vec, lo operand.Op) (exp, rest vec) {
	s, m := a.decayParts(y, lo)
	one := a.broadcast(a.c(1))
	return a.fnma(s, m, s), a.fma(s, m, a.sub(one, s))
}

// decayParts returns s = 2⁻ⁿ and m of decay.
func (a *asm) decayParts(y vec, lo operand.Op) (s, m vec) {
	l := a.split(ln2, 2)
	y = a.atMost(y, a.c(float64(a.bias())*math.Ln2)) // there 2⁻ⁿ has the bits of 0
	magic := a.broadcast(a.c(a.magic(a.bias())))
	t := a.copy(y)
	a.op("VFNMADD132P$", a.c(1/math.Ln2), magic, t) // −n + bias in the low bits
	n := a.sub(t, magic)
	s = a.shiftLeft(t, a.mantissa())
	q := a.copy(y)
	a.op("VFMADD231P$", a.c(l[0]), n, q)
	a.op("VFMADD231P$", a.c(l[1]), n, q)
	if lo != nil {
		q = a.add(q, lo)
	}
	h := 0.5*math.Ln2 + 0x1p-10
	p := a.horner(q, fit(oneMinusExp, -h, h, a.byType(4, 9)))
	m = a.fma(a.mul(q, q), p, q)
	return s, m
}

// copySign returns x ≥ 0 with the sign of from.
func (a *asm) copySign(x, from vec) vec { return a.or(x, a.signOf(from)) }

// tanhParts returns u = 1 − e^(−2|x|), E = e^(−2|x|) and D = 1/(1+E): tanh|x| = u·D, sech²x = 4E·D².
func (a *asm) tanhParts(x vec) (u, e, d vec) {
	y := a.abs(x)
	e, u = a.decay(a.add(y, y), nil)
	d = a.div(a.c(1), a.sub(a.c(2), u))
	return
}

// tanhOf returns tanh x from its parts: the quotient u·D and one step of correction, in which u − 2q is exact.
func (a *asm) tanhOf(x, u, d vec) vec {
	q := a.mul(u, d)
	rest := a.fma(q, u, a.fnma(q, a.c(2), u))
	return a.copySign(a.fma(rest, d, q), x)
}

// sigmoidParts returns E = e^(−|x|), u = 1 − E, D = 1/(1+E) and σ(x) = D or E·D; lo is what x lacks, or nil.
func (a *asm) sigmoidParts(x vec, lo operand.Op) (e, u, d, y vec) {
	if low, ok := lo.(vec); ok { // |x + lo| = |x| ± lo
		lo = a.xor(low, a.signOf(x))
	}
	e, u = a.decay(a.abs(x), lo)
	d = a.div(a.c(1), a.add(e, a.c(1)))
	q := a.mul(e, d) // corrected once, with e − q exact
	q = a.fma(a.fnma(q, e, a.sub(e, q)), d, q)
	y = a.choose(a.signMask(x), q, d)
	return
}

// softplusOf returns max(x, 0) + ln(1 + E).
func (a *asm) softplusOf(x, e vec) vec {
	return a.add(a.log1p(e), a.atLeastZero(x))
}

// atLeastZero is max(x, 0), NaN for NaN.
func (a *asm) atLeastZero(x vec) vec { return a.to("VMAXP$", x, a.zero()) }

// log1p returns ln(1+x) for finite x > −1. With u = 1 + x rounded and c what rounding lost, u + c = 2ᵏ(1 + f), 1 + f
// between √½ and √2; ln(1+f) = f − (f²/2 − s(f²/2 + R(s²))), s = f/(2+f), as in FreeBSD's log (Sun Microsystems
// 1993).
func (a *asm) log1p(x vec) vec {
	one := a.broadcast(a.c(1))
	u := a.add(x, one)
	c := a.sub(x, a.sub(u, one))
	exponent := a.i(a.bits(math.Inf(-1)))
	rel := a.to("VPSUB%", a.broadcast(a.c(math.Sqrt2/2)), u)
	shifted := a.and(rel, exponent) // k in the exponent's place
	m := a.subInt(u, shifted)
	inverse := a.subInt(one, shifted)
	f := a.fma(c, inverse, a.sub(m, one))
	biased := a.shiftRight(a.addInt(shifted, a.c(1)), a.mantissa())
	// A number in the low bits of a float whose last place is 1 is that number more.
	unit := math.Ldexp(1, a.mantissa())
	k := a.sub(a.or(biased, a.c(unit)), a.c(unit+float64(a.bias())))
	half := a.mul(a.mul(f, f), a.c(0.5))
	s := a.div(f, a.add(f, a.c(2)))
	z := a.mul(s, s)
	r := a.mul(z, a.horner(z, fit(atanhTail, 0, 0.0295, a.byType(2, 6))))
	l := a.split(ln2, 2)
	if !a.single() { // so that k times the first part is exact
		l[0] = math.Float64frombits(math.Float64bits(l[0]) &^ (1<<12 - 1))
		l[1], _ = minus(ln2, number(l[0])).Float64()
	} else {
		l[0] = float64(math.Float32frombits(math.Float32bits(float32(l[0])) &^ (1<<8 - 1)))
		l[1], _ = minus(ln2, number(l[0])).Float64()
	}
	t := a.fma(s, a.add(r, half), a.mul(k, a.c(l[1])))
	t = a.sub(f, a.sub(half, t))
	return a.fma(k, a.c(l[0]), t)
}

// expParts returns n as a float and m = eʳ − 1, x = n·ln 2 + r, for x clamped to [lo, hi].
func (a *asm) expParts(x vec, lo, hi float64) (n, m vec) {
	x = a.atLeast(a.atMost(x, a.c(hi)), a.c(lo))
	l := a.split(ln2, 2)
	magic := a.broadcast(a.c(a.magic(0)))
	t := a.fma(x, a.c(1/math.Ln2), magic)
	n = a.sub(t, magic)
	r := a.copy(x)
	a.op("VFNMADD231P$", a.c(l[0]), n, r)
	a.op("VFNMADD231P$", a.c(l[1]), n, r)
	h := 0.5*math.Ln2 + 0x1p-10
	p := a.horner(r, fit(expTail, -h, h, a.byType(4, 9)))
	return n, a.fma(a.mul(r, r), p, r)
}

// powerOfTwo returns 2ⁿ for an integral n in the range of normal exponents.
func (a *asm) powerOfTwo(n vec) vec {
	return a.shiftLeft(a.add(n, a.c(a.magic(a.bias()))), a.mantissa())
}

// scale returns x·2ⁿ, with overflow to infinity and gradual underflow.
func (a *asm) scale(x, n vec) vec {
	if a.wide {
		return a.to("VSCALEFP$", n, x)
	}
	half := a.to("VROUNDP$", operand.U8(1), a.mul(n, a.c(0.5)))
	return a.mul(a.mul(x, a.powerOfTwo(half)), a.powerOfTwo(a.sub(n, half)))
}

func (a *asm) exp(x vec) vec {
	n, m := a.expParts(x, a.limit(-105, -746), a.limit(89, 710))
	return a.scale(a.add(m, a.c(1)), n)
}

// circle returns sin and cos of x for |x| below the limit of hugeAngle. x = n·π/2 + r with π/2 in three parts, |r| ≤ π/4.
func (a *asm) circle(x vec) (sin, cos vec) {
	parts := a.split(over(pi, number(2)), 3)
	magic := a.broadcast(a.c(a.magic(0)))
	t := a.fma(x, a.c(2/math.Pi), magic)
	n := a.sub(t, magic)
	r := a.copy(x)
	for _, p := range parts {
		a.op("VFNMADD231P$", a.c(p), n, r)
	}
	z := a.mul(r, r)
	const zmax = math.Pi * math.Pi / 16 * 1.001
	s := a.horner(z, fit(sinTail, 0, zmax, a.byType(3, 6)))
	s = a.fma(a.mul(z, r), s, r)
	c := a.horner(z, fit(cosTail, 0, zmax, a.byType(2, 5)))
	c = a.fma(c, z, a.broadcast(a.c(-0.5)))
	c = a.fma(c, z, a.broadcast(a.c(1)))
	bit0 := a.shiftLeft(t, 8*a.size-1)
	bit1 := a.signOf(a.shiftLeft(t, 8*a.size-2))
	swap := a.signMask(bit0)
	sin = a.xor(a.choose(swap, c, s), bit1)
	sin = a.choose(a.compare(x, equal, a.zero()), x, sin) // keeps −0
	cos = a.xor(a.choose(swap, s, c), a.xor(bit1, a.signOf(bit0)))
	return sin, cos
}

// scaledErfc returns e^(a²)·erfc(a) for a ≥ 0 as a polynomial in q = (a−K)/(a+K) over 1 + 2a, after M. M. Shepherd and
// J. G. Laframboise, Math. Comp. 36 (1981).
func (a *asm) scaledErfc(x vec) vec {
	k := a.limit(2, 4)
	top := a.limit(10.5, 28)
	x = a.atMost(x, a.c(top))
	q := a.div(a.sub(x, a.c(k)), a.add(x, a.c(k)))
	g := func(q *big.Float) *big.Float {
		arg := times(number(k), over(plus(number(1), q), minus(number(1), q)))
		return times(plus(number(1), plus(arg, arg)), erfcx(arg))
	}
	p := a.horner(q, fit(g, -1, (top-k)/(top+k), a.byType(10, 22)))
	return a.div(p, a.fma(x, a.c(2), a.broadcast(a.c(1))))
}

// functions lists the elementary functions that are wanted without derivatives.
var functions = []stream{
	{name: "exp", slices: []string{"dst", "x"}, body: func(w *walk) { w.put("dst", w.exp(w.get("x"))) }},
}
