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
	return v * math.Log(x), true // at 0^0 this is the jump from 1 to 0, slope −Inf
}

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

// unitScale returns a power of two that brings the larger of two numbers near 1, where powers of two reach.
func unitScale(a, b float64) float64 {
	_, e := math.Frexp(max(math.Abs(a), math.Abs(b)))
	return math.Ldexp(1, min(-e, 1022))
}
