package dual

import (
	"math"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
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
	if a := x.Value(); 0 < a && a < 0x1p-1022 && number.Normal(v.Value()) { // x^y = (2⁶⁴x)^y/2^64y, whose slopes stay in the range
		return Nested[T]{v, x.Scale(0x1p64).Pow(y).Mul(y.Scale(-64).Exp2()).Emag}
	}
	slope, ok := number.PowSlope(x.Value(), nilpotentSign(x), y.Value(), v.Value())
	switch {
	case !ok && !isZero(y.Emag):
		return x.undefined(y, v)
	case !ok || x.Value() == 0 || math.IsInf(y.Value(), 0) && isZero(y.Emag):
		e := times(x.slopeOfBase(y, ok), x.Emag)
		return Nested[T]{v, product(slopeAtZero(x.Real, y.Real), y.Emag, true).Add(e)} // 0 along an infinite slope too
	case number.Normal(v.Value()) && number.Normal(x.Value()) && number.Finite(y.Value()):
		if e := times(v, y.Mul(x.Log()).Emag); isFinite(e) {
			return Nested[T]{v, e}
		}
	}
	return Nested[T]{v, x.powerSlope(y, v, slope)}
}

// powerSlope returns the part Emag of v = x^y for x > 0, where terms of it leave the range of floats; slope is that of x^y in y.
func (x Nested[T]) powerSlope(y Nested[T], v T, slope float64) T {
	e := scaleUnlessZero(y.Emag, slope)
	if slope != 0 || x.Value() == 1 { // which is 0 at 1, and moves with x
		e = times(v.Mul(x.Real.Log()), y.Emag)
	}
	if !isZero(x.Emag) && !isZero(y.Real) {
		power := x.Real.Pow(y.Real.Shift(-1))
		if !isFinite(power) && number.Normal(v.Value()) { // which may be so times y
			e = e.Add(y.Real.Mul(x.Emag).Div(x.Real).Mul(v))
		} else {
			e = e.Add(y.Real.Mul(power).Mul(x.Emag))
		}
	}
	a, p := x.Value(), y.Value()
	if e.Value() != e.Value() && v.Value() > 1 { // infinities of opposite signs
		return unsmooth(math.Inf(1)*number.PowTrend(a, p, x.Emag.Value(), y.Emag.Value()), x.Real, y.Real)
	}
	return e
}

// slopeOfBase returns y·x^(y-1), the derivative of x^y in x, where x^y is real for y alone, or not beside it: that of PowReal, with
// what y adds as it moves, which at x = 0 is its limit from the right, and NaN where x^y has no derivative in y (not ok).
func (x Nested[T]) slopeOfBase(y Nested[T], ok bool) T {
	p := y.Value()
	rule := derivative(func(c []float64, a float64) { series.Pow(c, a, p) })
	if series.PowDomain(p).Leaves(x.Value(), nilpotentSign(x)) {
		rule = nowhere
	}
	moves := nilpotent(y.Real)
	along := scaleUnlessZero(nilpotent(x.Real).Mul(moves), math.NaN())
	switch {
	case !ok || p == 0 || math.IsInf(p, 0):
		along = along.Add(scaleUnlessZero(moves, math.NaN()))
	case p <= 1: // x^(y-1)·(1 + y·log x)
		along = along.Add(scaleUnlessZero(moves, math.Inf(-1)))
	}
	return x.Real.Apply(rule).Add(along)
}

// slopeAtZero returns x^y·log x, the derivative of x^y in y, at x = 0 and y ≥ 0: its limit from the right, and NaN for the
// derivatives that y takes part in beside x, and for all at y = 0, where x^y jumps.
func slopeAtZero[T Scalar[T]](x, y T) T {
	p := y.Value()
	if p == 0 {
		return unsmooth(math.Inf(-1), x, y)
	}
	limit := x.Apply(func(c []float64, _ float64) { powerLogAtZero(c, p) })
	return limit.Add(scaleUnlessZero(nilpotent(x).Mul(nilpotent(y)), math.NaN()))
}

// nilpotent returns x with the primal 0.
func nilpotent[T Scalar[T]](x T) T {
	return x.Apply(func(c []float64, _ float64) {
		clear(c)
		if len(c) > 1 {
			c[1] = 1
		}
	})
}

// unsmooth returns the value of a function of x and y that has no derivatives.
func unsmooth[T Scalar[T]](value float64, x, y T) T {
	return x.Apply(jump(value)).Add(y.Apply(jump(0)))
}

// jump returns the rule of a function with a value and no derivatives.
func jump(value float64) Rule {
	return func(c []float64, _ float64) {
		nowhere(c, 0)
		c[0] = value
	}
}

// powerLogAtZero is the rule of xᵖ·log x, p > 0, at 0 from the right. The k-th derivative is xᵖ⁻ᵏ times bₖ·log x + dₖ, where
// bₖ = p(p−1)…(p−k+1), and dₖ matters where bₖ is 0.
func powerLogAtZero(c []float64, p float64) {
	b, d := 1.0, 0.0
	clear(c)
	for k := 1; k < len(c); k++ {
		q := p - float64(k-1)
		b, d = b*q, float64(d*q)+b
		switch {
		case float64(k) < p:
		case b != 0:
			c[k] = -math.Copysign(math.Inf(1), b)
		default:
			c[k] = math.Copysign(math.Inf(1), d)
		}
	}
}

// Hypot returns √(x² + y²).
func (x Nested[T]) Hypot(y Nested[T]) Nested[T] {
	v := x.Real.Hypot(y.Real)
	if x.Value() != x.Value() || y.Value() != y.Value() { // v may be infinite
		return x.undefined(y, v)
	}
	a, b := number.Direction(x.AppendCoefficients(nil), y.AppendCoefficients(nil))
	if v.Value() == 0 || math.IsInf(x.Value(), 0) || math.IsInf(y.Value(), 0) {
		return Nested[T]{v, scaleUnlessZero(x.Emag, a).Add(scaleUnlessZero(y.Emag, b))}
	}
	c, d := unit(x.Real, y.Real, a, b)
	return Nested[T]{v, component(c, x.Emag, x.Real, v).Add(component(d, y.Emag, y.Real, v))}
}

// component returns c·e for the component c = p/h of a unit vector, also where that is too small for a float by itself and e is large.
func component[T Scalar[T]](c, e, p, h T) T {
	if math.Abs(c.Value()) < 0x1p-1022 && p.Value() != 0 {
		return over(times(p, e), h)
	}
	return times(c, e)
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
	h := x.Real.Hypot(y.Real)
	e := component(c, y.Emag, x.Real, h).Sub(component(d, x.Emag, y.Real, h))
	return Nested[T]{v, over(e, h)}
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
