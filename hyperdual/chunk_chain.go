package hyperdual

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// chain is the chain rule for all variables at once: with x = p + a·n + b·n², φ(x) is
// φ(p) + φ'(p)·(a·n + b·n²) + φ”(p)/2·a²·n², a polynomial in the same n.
func (x Chunk[F]) chain(c *[3]float64) Chunk[F] {
	a, b := float64(x.a), float64(x.b)
	s, straight, square := c[1]*a, float64(c[1]*b), float64(c[2]*a*a)
	if !(lasts(s, c[1], a) && (b == 0 || lasts(straight, c[1], 1)) && lasts(square, c[2], a)) {
		return x.chainEach(c)
	}
	return Chunk[F]{F(c[0]), F(s), F(straight + square), x.n}
}

// chainEach is chain pair by pair.
func (x Chunk[F]) chainEach(c *[3]float64) Chunk[F] {
	k := *c
	return x.each(func(m Number[F]) Number[F] { return m.chain(&k) })
}

// chainWithin is chain for a function with the domain d.
func (x Chunk[F]) chainWithin(c *[3]float64, d series.Domain) Chunk[F] {
	if p := float64(x.Real); p == d.Lo || p == d.Hi {
		return x.each(func(m Number[F]) Number[F] { k := *c; return m.chainWithin(&k, d) })
	}
	return x.chain(c)
}

// Apply returns rule(x), see [dual.Rule].
func (x Chunk[F]) Apply(rule dual.Rule) Chunk[F] {
	given.Must(rule != nil, "hyperdual: Apply", "the rule")
	c := series.Second(rule, float64(x.Real))
	if math.IsInf(c[1], 0) {
		return x.each(func(m Number[F]) Number[F] { return m.Apply(rule) })
	}
	return x.chain(&c)
}

// Pow returns x^y.
func (x Chunk[F]) Pow(y Chunk[F]) Chunk[F] {
	if y.n == nil {
		return x.PowReal(float64(y.Real))
	}
	if !(x.Real > 0) || y.Real != y.Real {
		return zip(x, y, Number[F].Pow)
	}
	v, inRange := power(x.Real, y.Real)
	if !inRange || y.Real == 0 {
		return zip(x, y, Number[F].Pow)
	}
	return y.Mul(x.Log()).chain(&[3]float64{v, v, v / 2})
}

// Hypot returns √(x² + y²) without overflow or underflow on the way.
func (x Chunk[F]) Hypot(y Chunk[F]) Chunk[F] {
	v := math.Hypot(float64(x.Real), float64(y.Real))
	if v == 0 || math.IsInf(v, 0) || v != v {
		return zip(x, y, Number[F].Hypot)
	}
	c, d, h := number.Polar(float64(x.Real), float64(y.Real))
	p, q, xb, yb := float64(x.a), float64(y.a), float64(x.b), float64(y.b)
	cp, dq, cxb, dyb := float64(c*p), float64(d*q), float64(c*xb), float64(d*yb)
	xx, xy, yy := number.MulDiv(d*p, d*p/2, h), number.MulDiv(d*p, c*q, h), number.MulDiv(c*q, c*q/2, h)
	switch {
	case !(lasts(cp, c, p) && lasts(dq, d, q) && lasts(cxb, c, xb) && lasts(dyb, d, yb) &&
		lasts(xx, d, p) && lasts(xy, d*p, c*q) && lasts(yy, c, q)):
		return zip(x, y, Number[F].Hypot)
	case x.n == y.n:
		across := float64(c*q) - float64(d*p)
		return Chunk[F]{F(v), F(cp + dq), F(cxb + dyb + number.MulDiv(across, across/2, h)), x.n}
	}
	return combine(F(v), Chunk[F]{0, F(cp), F(cxb + xx), x.n}, Chunk[F]{0, F(dq), F(dyb + yy), y.n}, F(-xy))
}

// Atan2 returns the angle of the point (x, y), y the receiver, in [-π, π].
func (y Chunk[F]) Atan2(x Chunk[F]) Chunk[F] {
	if b, a := float64(y.Real), float64(x.Real); number.AngleCaseOf(b, a) != number.AngleRegular || number.AngleScale(b, a) != 1 {
		return zip(y, x, Number[F].Atan2)
	}
	v := math.Atan2(float64(y.Real), float64(x.Real))
	c, d, h := number.Polar(float64(x.Real), float64(y.Real))
	p, q, xb, yb := float64(x.a), float64(y.a), float64(x.b), float64(y.b)
	dp, cq, dxb, cyb := float64(d*p), float64(c*q), float64(d*xb), float64(c*yb)
	xx, xy, yy := number.MulDiv(dp, c*p, h), number.MulDiv((c-d)*p, (c+d)*q, h), number.MulDiv(cq, d*q, h)
	switch {
	case !(lasts(dp/h, d, p) && lasts(cq/h, c, q) && lasts(dxb/h, d, xb) && lasts(cyb/h, c, yb) &&
		lasts(xx/h, dp, c) && lasts(xy/h, (c-d)*p, (c+d)*q) && lasts(yy/h, cq, d)):
		return zip(y, x, Number[F].Atan2)
	case x.n == y.n:
		along, across := float64(c*p)+float64(d*q), cq-dp
		curve := cyb - dxb - number.MulDiv(across, along, h)
		return Chunk[F]{F(v), F(across / h), F(curve / h), x.n}
	}
	left, right := Chunk[F]{0, F(-dp / h), F((xx - dxb) / h), x.n}, Chunk[F]{0, F(cq / h), F((cyb - yy) / h), y.n}
	return combine(F(v), left, right, F(-xy/h))
}
