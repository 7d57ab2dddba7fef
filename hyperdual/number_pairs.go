package hyperdual

import (
	"math"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Pow returns x^y. A constant exponent is treated as by PowReal. For an exponent that moves, first derivatives are
// those of [dual.Number.Pow]; the second derivative at x = 0 is NaN unless y > 1, where it is that of PowReal.
func (x Number[F]) Pow(y Number[F]) Number[F] {
	if y.seedSign() == 0 {
		return x.PowReal(float64(y.Real))
	}
	v := math.Pow(float64(x.Real), float64(y.Real))
	slope, ok := number.PowSlope(float64(x.Real), x.seedSign(), float64(y.Real), v)
	switch {
	case !ok:
		return x.undefined(y, v)
	case x.Real > 0:
		// x^y = v·exp(n) for the nilpotent part n of y·log x, which keeps the digits of v.
		return y.Mul(x.Log()).chain(&[3]float64{v, v, v / 2})
	}
	z := x.PowReal(float64(y.Real))
	z.E1mag += F(number.Times(slope, float64(y.E1mag)))
	z.E2mag += F(number.Times(slope, float64(y.E2mag)))
	if y.Real <= 1 && (y.E1mag != 0 || y.E2mag != 0 || y.E1E2mag != 0) {
		z.E1E2mag = F(math.NaN())
	}
	return z
}

// Hypot returns √(x² + y²) without overflow or underflow on the way. Special cases are those of [dual.Number.Hypot];
// at x = y = 0 the derivatives are those of the component along the first pair of parts that are not both zero.
func (x Number[F]) Hypot(y Number[F]) Number[F] {
	v := math.Hypot(float64(x.Real), float64(y.Real))
	switch finite := x.Real-x.Real == 0 && y.Real-y.Real == 0; {
	case v != v:
		return x.undefined(y, v)
	case finite && v != 0:
		q, s := number.SumOfSquares(x, y)
		var c [3]float64
		series.Sqrt(c[:], float64(q.Real))
		c[0], c[1], c[2] = v, c[1]/s, c[2]/s
		return q.chain(&c)
	}
	a, b := number.Direction([]F{x.Real, x.E1mag, x.E2mag, x.E1E2mag}, []F{y.Real, y.E1mag, y.E2mag, y.E1E2mag})
	along := func(e, f F) F { return F(number.Times(a, float64(e)) + number.Times(b, float64(f))) }
	return Number[F]{F(v), along(x.E1mag, y.E1mag), along(x.E2mag, y.E2mag), along(x.E1E2mag, y.E1E2mag)}
}

// Atan2 returns the angle of the point (x, y), y the receiver, in [-π, π]. Special cases are those of
// [dual.Number.Atan2].
func (y Number[F]) Atan2(x Number[F]) Number[F] {
	v := math.Atan2(float64(y.Real), float64(x.Real))
	switch number.AngleCaseOf(float64(y.Real), float64(x.Real)) {
	case number.AngleFixed:
		return Number[F]{Real: F(v)}
	case number.AngleUndefined:
		return y.undefined(x, v)
	}
	var c [3]float64
	series.Atan(c[:], 0)
	c[0] = v
	return number.Turn(y, x).chain(&c)
}

// Abs returns |x|. At x = ±0 it is x times the sign of the first non-zero part, so that abs(−x²) has the second
// derivative 2.
func (x Number[F]) Abs() Number[F] {
	s := number.Sign(x.Real, x.E1mag, x.E2mag, x.E1E2mag)
	return x.chain(&[3]float64{math.Abs(float64(x.Real)), s, 0})
}

// Max returns the larger of x and y, with the value of math.Max. Ties are decided by the first parts that differ.
func (x Number[F]) Max(y Number[F]) Number[F] {
	return x.choose(y, math.Max(float64(x.Real), float64(y.Real)), x.compare(y))
}

// Min returns the smaller of x and y, with the value of math.Min. Ties are decided by the first parts that differ.
func (x Number[F]) Min(y Number[F]) Number[F] {
	return x.choose(y, math.Min(float64(x.Real), float64(y.Real)), -x.compare(y))
}

// Clamp returns x limited to [lo, hi], as Max(x, lo).Min(hi).
func (x Number[F]) Clamp(lo, hi float64) Number[F] { return x.Max(x.Lift(lo)).Min(x.Lift(hi)) }

// compare returns the sign of x − y.
func (x Number[F]) compare(y Number[F]) float64 {
	return number.Compare([]F{x.Real, x.E1mag, x.E2mag, x.E1E2mag}, []F{y.Real, y.E1mag, y.E2mag, y.E1E2mag})
}

// choose returns x where order ≥ 0 and y where order < 0, with the value v.
func (x Number[F]) choose(y Number[F], v, order float64) Number[F] {
	switch {
	case order >= 0:
		x.Real = F(v)
		return x
	case order < 0:
		y.Real = F(v)
		return y
	}
	return x.undefined(y, v)
}

// undefined returns v with the derivative parts of a function of x and y that has none there: NaN, where x or y has
// a part that is not zero.
func (x Number[F]) undefined(y Number[F], v float64) Number[F] {
	nan := F(math.NaN())
	z := Number[F]{Real: F(v)}
	first, second := x.E1mag != 0 || y.E1mag != 0, x.E2mag != 0 || y.E2mag != 0
	if first {
		z.E1mag = nan
	}
	if second {
		z.E2mag = nan
	}
	if first && second || x.E1E2mag != 0 || y.E1E2mag != 0 {
		z.E1E2mag = nan
	}
	return z
}
