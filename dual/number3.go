package dual

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Number3 is the dual number Real + E1mag·ϵ₁ + E2mag·ϵ₂ + E3mag·ϵ₃ with ϵᵢϵⱼ = 0: it carries the derivatives in three
// directions, as many as the compiler keeps in registers. It is the fastest number for the [Gradient] of a function
// of two or three variables, and of any function that is cheap, such as a short polynomial; for more variables
// [Chunk] is faster where elementary functions are evaluated. In each direction special cases are those of [Number].
type Number3[F Float] struct {
	Real, E1mag, E2mag, E3mag F
}

var _ Directions[Number3[float64], float64] = Number3[float64]{}

// Format implements [fmt.Formatter]: %v prints (1+2ϵ₁+3ϵ₂+4ϵ₃).
func (x Number3[F]) Format(s fmt.State, verb rune) {
	number.Format(s, verb, fmt.Sprintf("%T", x),
		number.Part{Name: "Real", Value: x.Real},
		number.Part{Name: "E1mag", Unit: "ϵ₁", Value: x.E1mag},
		number.Part{Name: "E2mag", Unit: "ϵ₂", Value: x.E2mag},
		number.Part{Name: "E3mag", Unit: "ϵ₃", Value: x.E3mag})
}

// Value returns the primal.
func (x Number3[F]) Value() float64 { return float64(x.Real) }

// Lift returns the constant c.
func (x Number3[F]) Lift(c float64) Number3[F] { return Number3[F]{Real: F(c)} }

// Add returns x + y.
func (x Number3[F]) Add(y Number3[F]) Number3[F] {
	return Number3[F]{x.Real + y.Real, x.E1mag + y.E1mag, x.E2mag + y.E2mag, x.E3mag + y.E3mag}
}

// Sub returns x − y.
func (x Number3[F]) Sub(y Number3[F]) Number3[F] {
	return Number3[F]{x.Real - y.Real, x.E1mag - y.E1mag, x.E2mag - y.E2mag, x.E3mag - y.E3mag}
}

// Neg returns −x.
func (x Number3[F]) Neg() Number3[F] { return Number3[F]{-x.Real, -x.E1mag, -x.E2mag, -x.E3mag} }

// Shift returns x + c.
func (x Number3[F]) Shift(c float64) Number3[F] {
	return Number3[F]{x.Real + F(c), x.E1mag, x.E2mag, x.E3mag}
}

// Scale returns c·x. As in [Number], slopes that are zero stay zero.
func (x Number3[F]) Scale(c float64) Number3[F] {
	k := F(c)
	z := Number3[F]{k * x.Real, k * x.E1mag, k * x.E2mag, k * x.E3mag}
	if k-k != 0 { // without a call, for the compiler to inline it
		if x.E1mag == 0 {
			z.E1mag = 0
		}
		if x.E2mag == 0 {
			z.E2mag = 0
		}
		if x.E3mag == 0 {
			z.E3mag = 0
		}
	}
	return z
}

// Mul returns x·y. As in [Number], slopes that are zero stay out of the product.
func (x Number3[F]) Mul(y Number3[F]) Number3[F] {
	z := Number3[F]{
		x.Real * y.Real,
		F(x.Real*y.E1mag) + F(x.E1mag*y.Real),
		F(x.Real*y.E2mag) + F(x.E2mag*y.Real),
		F(x.Real*y.E3mag) + F(x.E3mag*y.Real),
	}
	if z.E1mag+z.E2mag+z.E3mag != z.E1mag+z.E2mag+z.E3mag {
		return x.zip(y, Number[F].Mul)
	}
	return z
}

// Div returns x/y. The value is the correctly rounded quotient.
func (x Number3[F]) Div(y Number3[F]) Number3[F] { return x.zip(y, Number[F].Div) }

// Inv returns 1/x, with the special cases of Div.
func (x Number3[F]) Inv() Number3[F] { return Number3[F]{Real: 1}.Div(x) }

// Apply returns rule(x), see [Rule].
func (x Number3[F]) Apply(rule Rule) Number3[F] {
	given.Must(rule != nil, "dual: Apply", "the rule")
	c := series.First(rule, float64(x.Real))
	if math.IsInf(c[1], 0) {
		return x.zip(x, func(x, _ Number[F]) Number[F] { return x.Apply(rule) })
	}
	return x.chain(&c)
}

// chain is the chain rule of [Number] in three directions.
func (x Number3[F]) chain(c *[2]float64) Number3[F] {
	if c[1]-c[1] != 0 {
		return Number3[F]{F(c[0]), F(number.Times(c[1], float64(x.E1mag))),
			F(number.Times(c[1], float64(x.E2mag))), F(number.Times(c[1], float64(x.E3mag)))}
	}
	return Number3[F]{F(c[0]), F(c[1] * float64(x.E1mag)), F(c[1] * float64(x.E2mag)), F(c[1] * float64(x.E3mag))}
}

// chainWithin is chain for a function with the domain d.
func (x Number3[F]) chainWithin(c *[2]float64, d series.Domain) Number3[F] {
	if a := float64(x.Real); a == d.Lo || a == d.Hi {
		return x.zip(x, func(x, _ Number[F]) Number[F] { k := *c; return x.chainWithin(&k, d) })
	}
	return x.chain(c)
}

// zip applies f direction by direction.
func (x Number3[F]) zip(y Number3[F], f func(x, y Number[F]) Number[F]) Number3[F] {
	a := f(Number[F]{x.Real, x.E1mag}, Number[F]{y.Real, y.E1mag})
	b := f(Number[F]{x.Real, x.E2mag}, Number[F]{y.Real, y.E2mag})
	c := f(Number[F]{x.Real, x.E3mag}, Number[F]{y.Real, y.E3mag})
	return Number3[F]{a.Real, a.Emag, b.Emag, c.Emag}
}

// Pow returns x^y.
func (x Number3[F]) Pow(y Number3[F]) Number3[F] { return x.zip(y, Number[F].Pow) }

// Hypot returns √(x² + y²) without overflow or underflow on the way.
func (x Number3[F]) Hypot(y Number3[F]) Number3[F] { return x.zip(y, Number[F].Hypot) }

// Atan2 returns the angle of the point (x, y), y the receiver, in [-π, π].
func (y Number3[F]) Atan2(x Number3[F]) Number3[F] {
	a, b := float64(x.Real), float64(y.Real)
	if number.AngleCaseOf(b, a) != number.AngleRegular || number.AngleScale(b, a) != 1 {
		return y.zip(x, Number[F].Atan2)
	}
	c, d, h := number.Polar(a, b)
	slope := func(e, f F) F {
		return F((number.Component(c, float64(f), a, h) - number.Component(d, float64(e), b, h)) / h)
	}
	return Number3[F]{F(math.Atan2(b, a)), slope(x.E1mag, y.E1mag), slope(x.E2mag, y.E2mag), slope(x.E3mag, y.E3mag)}
}

// Abs returns |x|.
func (x Number3[F]) Abs() Number3[F] {
	return x.zip(x, func(x, _ Number[F]) Number[F] { return x.Abs() })
}

// Max returns the larger of x and y, with the value of math.Max.
func (x Number3[F]) Max(y Number3[F]) Number3[F] { return x.zip(y, Number[F].Max) }

// Min returns the smaller of x and y, with the value of math.Min.
func (x Number3[F]) Min(y Number3[F]) Number3[F] { return x.zip(y, Number[F].Min) }

// Clamp returns x limited to [lo, hi].
func (x Number3[F]) Clamp(lo, hi float64) Number3[F] { return x.Max(x.Lift(lo)).Min(x.Lift(hi)) }

// seed implements [Directions] with three directions.
func (Number3[F]) seed(z []Number3[F], x []F, first int) (next int) {
	z = z[:len(x)]
	for i, v := range x {
		z[i] = Number3[F]{Real: v}
	}
	z[first].E1mag = 1
	if first+1 < len(z) {
		z[first+1].E2mag = 1
	}
	if first+2 < len(z) {
		z[first+2].E3mag = 1
	}
	return min(first+3, len(z))
}

// tangents implements [Directions].
func (x Number3[F]) tangents(dst []F, _ int) {
	dst[0] = x.E1mag
	if len(dst) > 1 {
		dst[1] = x.E2mag
	}
	if len(dst) > 2 {
		dst[2] = x.E3mag
	}
}
