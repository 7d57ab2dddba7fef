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
	if c[1]-c[1] != 0 || c[2]-c[2] != 0 {
		return x.each(func(m Number[F]) Number[F] { return m.chain(c) })
	}
	a, b := float64(x.a), float64(x.b)
	return Chunk[F]{F(c[0]), F(c[1] * a), F(float64(c[1]*b) + float64(c[2]*a*a)), x.n}
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
	if !inRange {
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
	p, q := float64(x.a), float64(y.a)
	if x.n == y.n {
		across := float64(c*q) - float64(d*p)
		curve := float64(c*float64(x.b)) + float64(d*float64(y.b)) + number.MulDiv(across, across/2, h)
		return Chunk[F]{F(v), F(float64(c*p) + float64(d*q)), F(curve), x.n}
	}
	left := Chunk[F]{0, F(c * p), F(float64(c*float64(x.b)) + number.MulDiv(d*p, d*p/2, h)), x.n}
	right := Chunk[F]{0, F(d * q), F(float64(d*float64(y.b)) + number.MulDiv(c*q, c*q/2, h)), y.n}
	return combine(F(v), left, right, F(-number.MulDiv(d*p, c*q, h)))
}

// Atan2 returns the angle of the point (x, y), y the receiver, in [-π, π].
func (y Chunk[F]) Atan2(x Chunk[F]) Chunk[F] {
	if b, a := float64(y.Real), float64(x.Real); number.AngleCaseOf(b, a) != number.AngleRegular || number.AngleScale(b, a) != 1 {
		return zip(y, x, Number[F].Atan2)
	}
	v := math.Atan2(float64(y.Real), float64(x.Real))
	c, d, h := number.Polar(float64(x.Real), float64(y.Real))
	p, q := float64(x.a), float64(y.a)
	if x.n == y.n {
		along, across := float64(c*p)+float64(d*q), float64(c*q)-float64(d*p)
		curve := float64(c*float64(y.b)) - float64(d*float64(x.b)) - number.MulDiv(across, along, h)
		return Chunk[F]{F(v), F(across / h), F(curve / h), x.n}
	}
	left := Chunk[F]{0, F(-d * p / h), F((number.MulDiv(d*p, c*p, h) - float64(d*float64(x.b))) / h), x.n}
	right := Chunk[F]{0, F(c * q / h), F((float64(c*float64(y.b)) - number.MulDiv(c*q, d*q, h)) / h), y.n}
	return combine(F(v), left, right, F(-number.MulDiv((c-d)*p, (c+d)*q, h)/h))
}
