package number

import "math"

// PowSlope returns the derivative of x^y in y, where v = x^y is the value and seed the sign of the nilpotent part of
// x. ok is false where x^y has no derivative for a y that moves: for negative x, whose powers are not real beside y,
// and for 0^y, y < 0, which is infinite.
func PowSlope(x, seed, y, v float64) (slope float64, ok bool) {
	switch {
	case x < 0 || x == 0 && (seed < 0 || y < 0) || x != x || y != y:
		return 0, false
	case v == 0:
		return 0, true // 0^y and powers that underflow stay 0 when y moves
	}
	return v * Log(x), true // at 0^0 this is the jump from 1 to 0, slope −Inf
}

// PowTrend returns a positive multiple of the derivative of log(x^y) = y·log x for x > 0, where x moves by e and y by
// f. Where x^y overflows it has the sign of the derivative of x^y itself, whose two terms are infinite and may be of
// opposite signs.
func PowTrend(x, y, e, f float64) float64 { return powScale(x, e != 0).trend(y, e, f) }

// PowTrend2 is PowTrend for a second derivative: x moves by e[0] along one direction and by e[1] along another, and has
// the mixed derivative e[2], and y is the same with f. With n = y·log x that of x^y = exp n is x^y·(n₁₂ + n₁·n₂).
func PowTrend2(x, y float64, e, f [3]float64) float64 {
	m := powScale(x, e != [3]float64{})
	cross := float64(e[0]*f[1]) + float64(e[1]*f[0])
	log := float64(m.one*e[2]) - float64(m.inv*e[0]*e[1])
	mixed := float64(m.one*m.one*f[2]*m.log) + float64(m.one*m.inv*cross) + Times(y, m.inv*log)
	return mixed + float64(m.trend(y, e[0], f[0])*m.trend(y, e[1], f[1]))
}

// A powMeasure holds 1 and 1/x times a number that keeps 1/x finite for a tiny x, and log x.
type powMeasure struct{ one, inv, log float64 }

// powScale returns the measure for a power of x, which moves or does not.
func powScale(x float64, moves bool) powMeasure {
	m := powMeasure{1, 0, PowLog(x)}
	switch {
	case moves && x < 1:
		m.one, m.inv = x, 1
	case moves:
		m.inv = 1 / x
	}
	return m
}

func (m powMeasure) trend(y, e, f float64) float64 { return float64(m.one*f*m.log) + Times(y, m.inv*e) }

// PowLog returns log x, and for x = +Inf a number that is finite, so that a power of x that vanishes does so times the
// logarithm, but beyond all others.
func PowLog(x float64) float64 { return min(Log(x), 0x1p500) }

// An AngleCase says how the derivative of the angle of the point (x, y) is to be had.
type AngleCase int

const (
	AngleRegular   AngleCase = iota // by turning, see Turn
	AngleFixed                      // the point is infinitely far away: the angle does not move
	AngleUndefined                  // the origin, or NaN
)

// AngleCaseOf classifies the angle of the point (x, y).
func AngleCaseOf(y, x float64) AngleCase {
	switch {
	case x != x || y != y || x == 0 && y == 0:
		return AngleUndefined
	case math.IsInf(x, 0) || math.IsInf(y, 0):
		return AngleFixed
	}
	return AngleRegular
}

// ring is what Turn asks of a number.
type ring[T any] interface {
	Add(y T) T
	Sub(y T) T
	Mul(y T) T
	Div(y T) T
	Scale(c float64) T
	Value() float64
}

// AngleScale returns the power of two by which the finite numbers x and y are to be multiplied, which leaves the angle of the
// point (x, y) as it is, so that its distance from the origin is a normal float: 1 where it is one.
func AngleScale(y, x float64) float64 {
	switch h := math.Hypot(x, y); {
	case Normal(h):
		return 1
	case h < 1:
		return 0x1p100
	}
	return 0.25
}

// Turn returns the tangent of the angle between the point (x, y) and its primal: the plane is turned so that the
// primal comes to lie on the positive first axis. The result is nilpotent but for rounding errors in its primal.
func Turn[T ring[T]](y, x T) T {
	s := unitScale(y.Value(), x.Value())
	x, y = x.Scale(s), y.Scale(s)
	c, d := x.Value(), y.Value()
	along := x.Scale(c).Add(y.Scale(d))
	across := y.Scale(c).Sub(x.Scale(d))
	return across.Div(along)
}

// Normal reports whether h > 0 is finite and not subnormal, so that dividing by it loses nothing.
func Normal(h float64) bool { return h >= 0x1p-1022 && h <= math.MaxFloat64 }

// Ordinary reports whether the magnitude of s is far from both ends of the range of float32, and so of float64: by one comparison,
// of the bits, since it stands in every product of numbers with many directions.
func Ordinary[F ~float32 | ~float64](s F) bool {
	const least, most = (1023 - 100) << 52, (1023 + 100) << 52 // 2^±100
	magnitude := math.Float64bits(float64(s)) &^ (1 << 63)
	return magnitude-least <= most-least
}

// NormalOf reports whether h > 0, rounded to F, is finite and not subnormal, so that it has all its digits.
func NormalOf[F ~float32 | ~float64](h float64) bool {
	if least := math.SmallestNonzeroFloat64; F(least) != 0 { // F is float64
		return Normal(h)
	}
	return h >= 0x1p-126 && Finite(F(h))
}

// unitScale returns a power of two that brings the larger of two numbers near 1, where powers of two reach.
func unitScale(a, b float64) float64 {
	_, e := math.Frexp(max(math.Abs(a), math.Abs(b)))
	return math.Ldexp(1, min(-e, 1022))
}
