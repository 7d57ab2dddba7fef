package dual

import (
	"math"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/series"
)

// chain is the chain rule φ(a + eϵ) = φ(a) + φ'(a)·e ϵ for the coefficients c of φ at the primal of x. Every function
// goes through it. A constant stays one: φ' may be infinite where e is 0.
func (x Number[F]) chain(c *[2]float64) Number[F] {
	if x.Emag == 0 {
		return Number[F]{Real: F(c[0])}
	}
	return Number[F]{F(c[0]), F(c[1] * float64(x.Emag))}
}

// chainWithin is chain for a function with the domain d. At an edge of the domain there is no derivative along a
// seed that leaves it.
func (x Number[F]) chainWithin(c *[2]float64, d series.Domain) Number[F] {
	if d.Leaves(float64(x.Real), float64(x.Emag)) {
		c[1] = math.NaN()
	}
	return x.chain(c)
}

// Apply returns rule(x), see [Rule]. It is as exact as the rule.
func (x Number[F]) Apply(rule Rule) Number[F] {
	given.Must(rule != nil, "dual: Apply", "the rule")
	c := series.First(rule, float64(x.Real))
	if math.IsInf(c[1], 0) && !series.Inside(rule, float64(x.Real), float64(x.Emag)) {
		c[1] = math.NaN()
	}
	return x.chain(&c)
}

// undefined returns v with the derivative part of a function of x and y that has none there: NaN, unless both are
// constants.
func (x Number[F]) undefined(y Number[F], v float64) Number[F] {
	if x.Emag == 0 && y.Emag == 0 {
		return Number[F]{Real: F(v)}
	}
	return Number[F]{F(v), F(math.NaN())}
}
