package dual

import (
	"math"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Pow returns x^y.
//
// Special cases are (in order), for a constant y as PowReal, and for y with Emag = f ≠ 0:
//
//	Pow(x, y) for x > 0 has the slope x^y·(f·log x + y·e/x)
//	Pow(x < 0, y) = x^y+NaNϵ
//	Pow(0+eϵ, y) = 0^y+NaNϵ for e < 0
//	Pow(0+eϵ, y < 0) = +Inf+NaNϵ
//	Pow(0+eϵ, 0+fϵ) = 1-Inf·fϵ, as 0^y falls from 1 to 0 to the right of y = 0
//	Pow(0+eϵ, y > 0) has the slope of PowReal, as 0^y does not move with y
//	Pow(x, NaN) = NaN+NaNϵ
func (x Number[F]) Pow(y Number[F]) Number[F] {
	if y.Emag == 0 {
		return x.PowReal(float64(y.Real))
	}
	p := float64(y.Real)
	var c [2]float64
	series.Pow(c[:], float64(x.Real), p)
	slope, ok := number.PowSlope(float64(x.Real), float64(x.Emag), p, c[0])
	if !ok {
		return x.undefined(y, c[0])
	}
	z := Number[F]{Real: F(c[0])}
	if x.Real != 0 || p != 0 { // 0^0 is 1 whatever the slope of x, also one that is infinite
		z = x.chainWithin(&c, series.PowDomain(p))
	}
	if x.Emag != 0 && number.Normal(c[0]) && !number.Normal(math.Abs(c[1])) && x.Real > 0 && p != 0 {
		// p·x^p/x leaves the range, but not times e.
		z.Emag = F(number.Pow(float64(x.Real), p) * (p * (float64(x.Emag) / float64(x.Real))))
	}
	if x.Real != 0 || slope != 0 { // 0^y does not move with y, also with one of infinite slope
		z.Emag += F(slope * float64(y.Emag))
	}
	if z.Emag != z.Emag && c[0] > 1 { // infinities of opposite signs
		z.Emag = F(math.Inf(1) * number.PowTrend(float64(x.Real), p, float64(x.Emag), float64(y.Emag)))
	}
	return z
}

// Hypot returns √(x² + y²) without overflow or underflow on the way.
//
// Special cases are (in order):
//
//	Hypot(0+eϵ, 0+fϵ) = 0+hypot(e, f)ϵ, the slope along the seed
//	Hypot(±Inf+eϵ, y) = +Inf±eϵ for finite y
//	Hypot(±Inf+eϵ, ±Inf+fϵ) = +Inf+(±e±f)/√2ϵ
//	Hypot(x, NaN) has the slope NaN
func (x Number[F]) Hypot(y Number[F]) Number[F] {
	a, b := float64(x.Real), float64(y.Real)
	h := math.Hypot(a, b)
	if number.Normal(h) {
		return Number[F]{F(h), F(number.Component(a/h, float64(x.Emag), a, h) + number.Component(b/h, float64(y.Emag), b, h))}
	}
	u, v := number.Direction([]F{x.Real, x.Emag}, []F{y.Real, y.Emag})
	return Number[F]{F(h), F(number.Times(u, float64(x.Emag)) + number.Times(v, float64(y.Emag)))}
}

// Atan2 returns the angle of the point (x, y), y the receiver, in [-π, π].
//
// Special cases are (in order):
//
//	Atan2(y, x) for x = y = 0 has the slope NaN, but 0 for constants
//	Atan2(y, x) for x or y infinite has the slope 0
//	Atan2(y, x) for x or y NaN has the slope NaN, but 0 for constants
func (y Number[F]) Atan2(x Number[F]) Number[F] {
	v := math.Atan2(float64(y.Real), float64(x.Real))
	switch number.AngleCaseOf(float64(y.Real), float64(x.Real)) {
	case number.AngleFixed:
		return Number[F]{Real: F(v)}
	case number.AngleUndefined:
		return y.undefined(x, v)
	}
	if s := number.AngleScale(float64(y.Real), float64(x.Real)); s != 1 {
		return Number[F]{F(v), y.Scale(s).Atan2(x.Scale(s)).Emag}
	}
	c, d, h := number.Polar(float64(x.Real), float64(y.Real))
	across := number.Component(c, float64(y.Emag), float64(x.Real), h) - number.Component(d, float64(x.Emag), float64(y.Real), h)
	return Number[F]{F(v), F(across / h)}
}

// Abs returns |x|.
//
// Special cases are (in order):
//
//	Abs(±0+eϵ) = 0+|e|ϵ, the slope along the seed
//	Abs(±Inf+eϵ) = +Inf±eϵ
//	Abs(NaN) = NaN+NaNϵ
func (x Number[F]) Abs() Number[F] {
	s := number.Sign(x.Real, x.Emag)
	return Number[F]{F(math.Abs(float64(x.Real))), F(number.Times(s, float64(x.Emag)))}
}

// Max returns the larger of x and y, with the value of math.Max.
//
// Special cases are (in order):
//
//	Max(a+eϵ, a+fϵ) has the slope max(e, f), the slope along the seed
//	Max(x, NaN) and Max(NaN, y) have the slope NaN, but 0 for constants
func (x Number[F]) Max(y Number[F]) Number[F] {
	return x.choose(y, math.Max(float64(x.Real), float64(y.Real)), x.compare(y))
}

// Min returns the smaller of x and y, with the value of math.Min.
//
// Special cases are (in order):
//
//	Min(a+eϵ, a+fϵ) has the slope min(e, f), the slope along the seed
//	Min(x, NaN) and Min(NaN, y) have the slope NaN, but 0 for constants
func (x Number[F]) Min(y Number[F]) Number[F] {
	return x.choose(y, math.Min(float64(x.Real), float64(y.Real)), -x.compare(y))
}

// Clamp returns x limited to [lo, hi], as Max(x, lo).Min(hi). At x = lo and x = hi the slope is that along the
// seed: 0 where it points out of the interval.
func (x Number[F]) Clamp(lo, hi float64) Number[F] { return x.Max(x.Lift(lo)).Min(x.Lift(hi)) }

// compare returns the sign of x − y.
func (x Number[F]) compare(y Number[F]) float64 {
	return number.Compare([]F{x.Real, x.Emag}, []F{y.Real, y.Emag})
}

// choose returns x where order ≥ 0 and y where order < 0, with the value v.
func (x Number[F]) choose(y Number[F], v, order float64) Number[F] {
	switch {
	case order >= 0:
		return Number[F]{F(v), x.Emag}
	case order < 0:
		return Number[F]{F(v), y.Emag}
	}
	return x.undefined(y, v)
}
