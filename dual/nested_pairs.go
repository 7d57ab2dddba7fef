package dual

import (
	"math"

	"example.com/sobolev/internal/number"
)

// Pow returns x^y.
func (x Nested[T]) Pow(y Nested[T]) Nested[T] {
	var stack [8]float64
	if number.Sign(y.AppendCoefficients(stack[:0])[1:]...) == 0 {
		return x.PowReal(y.Value())
	}
	if math.IsInf(y.Value(), 0) && isZero(x.Real.Shift(-1)) && isZero(x.Emag) {
		return x // 1 to any power is 1
	}
	v := x.Real.Pow(y.Real)
	slope, ok := number.PowSlope(x.Value(), nilpotentSign(x), y.Value(), v.Value())
	switch {
	case !ok && x.Value() < 0 && isZero(y.Emag): // y moves in another ϵ, in which v and the power below have no slope
		return Nested[T]{v, times(y.Real.Mul(x.Real.Pow(y.Real.Shift(-1))), x.Emag)}
	case !ok:
		return x.undefined(y, v)
	case x.Value() > 0 && number.Normal(v.Value()) && number.Normal(x.Value()):
		if e := times(v, y.Mul(x.Log()).Emag); number.Finite(e.Value()) {
			return Nested[T]{v, e}
		}
	}
	e := y.Emag.Lift(0)
	if x.Value() != 0 || slope != 0 { // 0^y does not move with y, also with one of infinite slope
		e = scaleUnlessZero(y.Emag, slope)
	}
	if x.Value() > 0 && slope != 0 {
		e = times(v.Mul(x.Real.Log()), y.Emag)
	}
	if !isZero(x.Emag) && !isZero(y.Real) {
		power := x.Real.Shift(0).Pow(y.Real.Shift(-1))                // −0 is 0: at a tiny y the exponent is −1, an odd number
		if math.IsInf(power.Value(), 0) && number.Normal(v.Value()) { // which is not so times y
			e = e.Add(y.Real.Mul(x.Emag).Div(x.Real).Mul(v))
		} else {
			e = e.Add(y.Real.Mul(power).Mul(x.Emag))
		}
	}
	if a, p := x.Value(), y.Value(); e.Value() != e.Value() && v.Value() > 1 { // infinities of opposite signs
		e = e.Lift(math.Inf(1) * number.PowTrend(a, p, x.Emag.Value(), y.Emag.Value()))
	}
	return Nested[T]{v, e}
}

// Hypot returns √(x² + y²).
func (x Nested[T]) Hypot(y Nested[T]) Nested[T] {
	v := x.Real.Hypot(y.Real)
	a, b := number.Direction(x.AppendCoefficients(nil), y.AppendCoefficients(nil))
	if h := v.Value(); h == 0 || math.IsInf(h, 0) || h != h {
		return Nested[T]{v, scaleUnlessZero(x.Emag, a).Add(scaleUnlessZero(y.Emag, b))}
	}
	c, d := unit(x.Real, y.Real, a, b)
	return Nested[T]{v, times(c, x.Emag).Add(times(d, y.Emag))}
}

// unit returns the unit vector of the point (x, y), given that of its primal: (a, b) turned by the angle with the tangent t, so
// that nothing cancels, as it does in the quotients.
func unit[T Scalar[T]](x, y T, a, b float64) (c, d T) {
	t := number.Turn(y, x)
	cos := t.Mul(t).Shift(1).PowReal(-0.5)
	return t.Scale(-b).Shift(a).Mul(cos), t.Scale(a).Shift(b).Mul(cos)
}

// Atan2 returns the angle of the point (x, y), y the receiver.
func (y Nested[T]) Atan2(x Nested[T]) Nested[T] {
	v := y.Real.Atan2(x.Real)
	switch number.AngleCaseOf(y.Value(), x.Value()) {
	case number.AngleFixed:
		return Nested[T]{v, v.Lift(0)}
	case number.AngleUndefined:
		return y.undefined(x, v)
	}
	if s := number.AngleScale(y.Value(), x.Value()); s != 1 {
		return Nested[T]{v, y.Scale(s).Atan2(x.Scale(s)).Emag}
	}
	a, b, _ := number.Polar(x.Value(), y.Value())
	c, d := unit(x.Real, y.Real, a, b)
	e := times(c, y.Emag).Sub(times(d, x.Emag))
	return Nested[T]{v, over(e, x.Real.Hypot(y.Real))}
}

// Abs returns |x|.
func (x Nested[T]) Abs() Nested[T] {
	return Nested[T]{x.Real.Abs(), scaleUnlessZero(x.Emag, number.Sign(x.AppendCoefficients(nil)...))}
}

// Max returns the larger of x and y.
func (x Nested[T]) Max(y Nested[T]) Nested[T] {
	return x.choose(y, x.Real.Max(y.Real), x.compare(y))
}

// Min returns the smaller of x and y.
func (x Nested[T]) Min(y Nested[T]) Nested[T] {
	return x.choose(y, x.Real.Min(y.Real), -x.compare(y))
}

// Clamp returns x limited to [lo, hi].
func (x Nested[T]) Clamp(lo, hi float64) Nested[T] { return x.Max(x.Lift(lo)).Min(x.Lift(hi)) }

// compare returns the sign of x − y.
func (x Nested[T]) compare(y Nested[T]) float64 {
	return number.Compare(x.AppendCoefficients(nil), y.AppendCoefficients(nil))
}

// choose returns x where order ≥ 0 and y where order < 0, with the value v.
func (x Nested[T]) choose(y Nested[T], v T, order float64) Nested[T] {
	switch {
	case order >= 0:
		return Nested[T]{v, x.Emag}
	case order < 0:
		return Nested[T]{v, y.Emag}
	}
	return x.undefined(y, v)
}

// undefined returns v with the derivative part of a function of x and y that has none there: NaN in all coefficients
// that depend on x and y.
func (x Nested[T]) undefined(y Nested[T], v T) Nested[T] {
	slope := x.Real.Apply(nowhere).Add(y.Real.Apply(nowhere))
	return Nested[T]{v, times(slope, x.Emag).Add(times(slope, y.Emag))}
}

// scaleUnlessZero returns c·x, but 0 for a zero x whatever c.
func scaleUnlessZero[T Scalar[T]](x T, c float64) T {
	if isZero(x) {
		return x.Lift(0)
	}
	return times(x.Lift(c), x)
}
