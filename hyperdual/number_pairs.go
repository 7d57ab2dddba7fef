package hyperdual

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Pow returns x^y. A constant exponent is treated as by PowReal. For an exponent that moves, first derivatives are
// those of [dual.Number.Pow]; at x = 0 the second one along both x and y is its limit from the right, −Inf for 0 < y ≤ 1 and
// 0 for y > 1, and every one is NaN at y = 0, where 0^y falls from 1 to 0.
func (x Number[F]) Pow(y Number[F]) Number[F] {
	if y.seedSign() == 0 {
		return x.PowReal(float64(y.Real))
	}
	v, inRange := power(x.Real, y.Real)
	slope, ok := number.PowSlope(float64(x.Real), x.seedSign(), float64(y.Real), v)
	switch {
	case !ok:
		return x.powUndefined(y)
	case x.Real > 0 && (!inRange || y.Real == 0): // where y·log x may be 0·∞
		return x.powOutOfRange(y, slope)
	case x.Real > 0:
		// x^y = v·exp(n) for the nilpotent part n of y·log x, which keeps the digits of v.
		return y.Mul(x.Log()).chain(&[3]float64{v, v, v / 2})
	}
	z := x.PowReal(float64(y.Real))
	if slope != 0 { // else 0^y does not move with y, also with one of infinite slope
		z.E1mag += F(number.Times(slope, float64(y.E1mag)))
		z.E2mag += F(number.Times(slope, float64(y.E2mag)))
	}
	if x.mixes(y) {
		z.E1E2mag += x.mixedAtZero(y)
	}
	return z
}

// mixedAtZero returns what y adds to the part E1E2mag of 0^y. Only the derivative along both x and y does so, whose limit from
// the right is that of x^(y-1)·(1 + y·log x): -Inf for y ≤ 1 and 0 beyond; at y = 0 there is none.
func (x Number[F]) mixedAtZero(y Number[F]) F {
	switch {
	case y.Real == 0:
		return F(math.NaN())
	case y.Real <= 1:
		return number.Times(F(math.Inf(-1)), number.Product(x.E1mag, y.E2mag)+number.Product(x.E2mag, y.E1mag))
	}
	return 0
}

// power returns x^y, and whether the power and the derivatives of log x stay in the range of floats.
func power[F dual.Float](x, y F) (v float64, inRange bool) {
	v = number.Pow(float64(x), float64(y))
	square := x * x
	return v, number.Finite(y) && number.NormalOf[F](v) && number.Finite(square) && number.Finite(1/square)
}

// powUndefined is Pow where it has no derivative in y: the parts that y takes no part in are those of PowReal.
func (x Number[F]) powUndefined(y Number[F]) Number[F] {
	z, nan := x.PowReal(float64(y.Real)), F(math.NaN())
	if y.E1mag != 0 {
		z.E1mag = nan
	}
	if y.E2mag != 0 {
		z.E2mag = nan
	}
	if x.mixes(y) {
		z.E1E2mag = nan
	}
	return z
}

// mixes reports whether y takes part in the mixed derivative of a function of x and y.
func (x Number[F]) mixes(y Number[F]) bool {
	return y.E1E2mag != 0 || x.crosses(y) && (y.E1mag != 0 || y.E2mag != 0)
}

// powOutOfRange is Pow for x > 0, with the slope in y, where the value or the derivatives of log x leave the range of
// floats: its derivatives in x, which are other powers, may be in it.
func (x Number[F]) powOutOfRange(y Number[F], slope float64) Number[F] {
	a, p := float64(x.Real), float64(y.Real)
	var c [3]float64
	series.Pow(c[:], a, p)
	log, v := number.Log(a), number.Pow(a, p)
	z := x.PowReal(p)
	if !number.Normal(math.Abs(c[1])) && number.Normal(c[0]) && p != 0 { // p·x^p/x leaves the range, but not times a part
		along := func(e, f, own F) F {
			if e == 0 || f == 0 && math.IsInf(p, 0) {
				return own
			}
			return F(v * (p * (float64(e) / a)))
		}
		z.E1mag, z.E2mag = along(x.E1mag, y.E1mag, z.E1mag), along(x.E2mag, y.E2mag, z.E2mag)
	}
	z.E1mag += F(number.Times(slope, float64(y.E1mag)))
	z.E2mag += F(number.Times(slope, float64(y.E2mag)))
	mixed := number.Pow(a, p-1) + number.Times(log, c[1]) // x^(y-1)·(1 + y·log x)
	for _, term := range [][2]float64{
		{slope, float64(y.E1E2mag)},
		{mixed, number.Product(float64(x.E1mag), float64(y.E2mag))},
		{mixed, number.Product(float64(x.E2mag), float64(y.E1mag))},
		{number.Times(log, slope), number.Product(float64(y.E1mag), float64(y.E2mag))},
	} {
		z.E1E2mag += F(number.Times(term[0], term[1]))
	}
	if c[0] > 1 {
		return z.settled(x, y)
	}
	return z
}

// settled returns z = x^y, an overflow, with the parts decided in which infinite terms of opposite signs met: the
// larger term counts.
func (z Number[F]) settled(x, y Number[F]) Number[F] {
	a, p, inf := float64(x.Real), float64(y.Real), math.Inf(1)
	e := [3]float64{float64(x.E1mag), float64(x.E2mag), float64(x.E1E2mag)}
	f := [3]float64{float64(y.E1mag), float64(y.E2mag), float64(y.E1E2mag)}
	if z.E1mag != z.E1mag && y.E1mag != 0 { // else it is that of PowReal
		z.E1mag = F(inf * number.PowTrend(a, p, e[0], f[0]))
	}
	if z.E2mag != z.E2mag && y.E2mag != 0 {
		z.E2mag = F(inf * number.PowTrend(a, p, e[1], f[1]))
	}
	if z.E1E2mag != z.E1E2mag && x.mixes(y) {
		z.E1E2mag = F(inf * number.PowTrend2(a, p, e, f))
	}
	return z
}

// Hypot returns √(x² + y²) without overflow or underflow on the way. Special cases are those of [dual.Number.Hypot];
// at x = y = 0 the derivatives are those of the component along the first pair of parts that are not both zero.
func (x Number[F]) Hypot(y Number[F]) Number[F] {
	v := math.Hypot(float64(x.Real), float64(y.Real))
	switch finite := x.Real-x.Real == 0 && y.Real-y.Real == 0; {
	case x.Real != x.Real || y.Real != y.Real: // also beside an infinite one, where v is infinite
		return x.undefined(y, v)
	case finite && v != 0:
		along, across, h := turn(x, y)
		if x.crosses(y) {
			along[2] += number.OverLength(across[0], across[1], h, float64(x.Real), float64(y.Real))
		}
		return Number[F]{F(v), F(along[0]), F(along[1]), F(along[2])}
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
	if s := number.AngleScale(float64(y.Real), float64(x.Real)); s != 1 {
		z := y.Scale(s).Atan2(x.Scale(s))
		z.Real = F(v)
		return z
	}
	along, across, h := turn(x, y)
	if x.crosses(y) {
		across[2] -= number.MulDiv(across[0], along[1], h) + number.MulDiv(across[1], along[0], h)
	}
	return Number[F]{F(v), F(across[0] / h), F(across[1] / h), F(across[2] / h)}
}

// turn returns the parts E1mag, E2mag and E1E2mag of the point (x, y) in the plane turned by [number.Polar], along the
// primal and across it, and the length h of the primal.
func turn[F dual.Float](x, y Number[F]) (along, across [3]float64, h float64) {
	a, b := float64(x.Real), float64(y.Real)
	c, d, h := number.Polar(a, b)
	e := [3]float64{float64(x.E1mag), float64(x.E2mag), float64(x.E1E2mag)}
	f := [3]float64{float64(y.E1mag), float64(y.E2mag), float64(y.E1E2mag)}
	for i := range e {
		along[i] = number.Component(c, e[i], a, h) + number.Component(d, f[i], b, h)
		across[i] = number.Component(c, f[i], a, h) - number.Component(d, e[i], b, h)
	}
	return along, across, h
}

// crosses reports whether x and y together have parts along both symbols, so that products of them do not vanish.
func (x Number[F]) crosses(y Number[F]) bool {
	return (x.E1mag != 0 || y.E1mag != 0) && (x.E2mag != 0 || y.E2mag != 0)
}

// Abs returns |x|. At x = ±0 it is x times the sign of the first non-zero part, so that abs(−x²) has the second
// derivative 2.
func (x Number[F]) Abs() Number[F] {
	s := number.Sign(x.Real, x.E1mag, x.E2mag, x.E1E2mag)
	times := func(e F) F { return number.Times(F(s), e) }
	return Number[F]{F(math.Abs(float64(x.Real))), times(x.E1mag), times(x.E2mag), times(x.E1E2mag)}
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
