package dual

import (
	"math"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// chain is the chain rule of Number in all directions at once: φ(a + s·t) = φ(a) + φ'(a)·s·t leaves t alone.
func (x Chunk[F]) chain(c *[2]float64) Chunk[F] {
	s := F(c[1] * float64(x.scale))
	if !lasts(s, x, F(c[1])) {
		k := *c
		return x.each(func(n Number[F]) Number[F] { return n.chain(&k) })
	}
	return Chunk[F]{F(c[0]), s, x.tan}
}

// chainWithin is chain for a function with the domain d.
func (x Chunk[F]) chainWithin(c *[2]float64, d series.Domain) Chunk[F] {
	if a := float64(x.Real); a == d.Lo || a == d.Hi {
		return x.each(func(n Number[F]) Number[F] { k := *c; return n.chainWithin(&k, d) })
	}
	return x.chain(c)
}

// Apply returns rule(x), see [Rule].
func (x Chunk[F]) Apply(rule Rule) Chunk[F] {
	given.Must(rule != nil, "dual: Apply", "the rule")
	c := series.First(rule, float64(x.Real))
	if math.IsInf(c[1], 0) {
		return x.each(func(n Number[F]) Number[F] { return n.Apply(rule) })
	}
	return x.chain(&c)
}

// Pow returns x^y.
func (x Chunk[F]) Pow(y Chunk[F]) Chunk[F] {
	if y.tan == nil {
		return x.PowReal(float64(y.Real))
	}
	var c [2]float64
	series.Pow(c[:], float64(x.Real), float64(y.Real))
	slope, ok := number.PowSlope(float64(x.Real), 0, float64(y.Real), c[0])
	if !ok || x.Real == 0 || !number.NormalOf[F](math.Abs(c[1])) || slope != 0 && !number.NormalOf[F](math.Abs(slope)) {
		return zip(x, y, Number[F].Pow)
	}
	return x.chain(&c).Add(Chunk[F]{0, F(slope) * y.scale, y.tan})
}

// Hypot returns √(x² + y²) without overflow or underflow on the way.
func (x Chunk[F]) Hypot(y Chunk[F]) Chunk[F] {
	a, b := float64(x.Real), float64(y.Real)
	h := math.Hypot(a, b)
	if !number.Normal(h) {
		return zip(x, y, Number[F].Hypot)
	}
	c, d := F(a/h), F(b/h)
	p, q := F(c*x.scale), F(d*y.scale)
	switch {
	case !(lasts(p, x, x.Real) && lasts(q, y, y.Real)):
		return zip(x, y, Number[F].Hypot)
	case x.tan == y.tan:
		return Chunk[F]{F(h), p + q, x.tan}
	}
	return combine(x, y, p, q, F(h))
}

// Atan2 returns the angle of the point (x, y), y the receiver, in [-π, π].
func (y Chunk[F]) Atan2(x Chunk[F]) Chunk[F] {
	a, b := float64(x.Real), float64(y.Real)
	if number.AngleCaseOf(b, a) != number.AngleRegular || number.AngleScale(b, a) != 1 {
		return zip(y, x, Number[F].Atan2)
	}
	c, d, h := number.Polar(a, b)
	v, p, q := F(math.Atan2(b, a)), F(-d/h*float64(x.scale)), F(c/h*float64(y.scale))
	switch {
	case !(lasts(p, x, y.Real) && lasts(q, y, x.Real)):
		return zip(y, x, Number[F].Atan2)
	case x.tan == y.tan:
		return Chunk[F]{v, p + q, x.tan}
	}
	return combine(x, y, p, q, v)
}
