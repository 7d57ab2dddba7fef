package hyperdual

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Number is the hyper-dual number Real + E1mag·ϵ₁ + E2mag·ϵ₂ + E1E2mag·ϵ₁ϵ₂ with ϵ₁² = ϵ₂² = 0 and ϵ₁ϵ₂ ≠ 0. After
// seeding x + uϵ₁ + vϵ₂, a computation of f carries f(x), its derivatives along u and along v, and its mixed second
// derivative along u and v, all exact: J.A. Fike, J.J. Alonso, The development of hyper-dual numbers for exact
// second-derivative calculations, AIAA 2011-886.
//
// The value part of every operation equals that of Go's operators and package math bit for bit (for float32: rounded
// from the float64 result). The functions leave derivative parts that are zero, and depend on zero parts only, zero,
// also where a derivative is infinite or does not exist. At kinks and at the edges of a domain the first
// non-zero one of E1mag, E2mag and E1E2mag decides, in this order: |−x²| has the second derivative 2 at 0.
//
// == compares all parts. To branch on the value alone use Value.
type Number[F dual.Float] struct {
	Real, E1mag, E2mag, E1E2mag F
}

var (
	_ SecondOrder[Number[float64], float64]     = Number[float64]{}
	_ dual.Scalar[dual.Nested[Number[float32]]] = dual.Nested[Number[float32]]{}
)

// Variable returns x + 1ϵ₁ + 1ϵ₂, the variable in which first and second derivatives are taken.
func Variable[F dual.Float](x F) Number[F] { return Number[F]{Real: x, E1mag: 1, E2mag: 1} }

// Constant returns x with all derivative parts zero.
func Constant[F dual.Float](x F) Number[F] { return Number[F]{Real: x} }

// Format implements [fmt.Formatter]: %v prints (1+2ϵ₁+3ϵ₂+4ϵ₁ϵ₂), %+v adds field names, %#v prints Go syntax, and %e,
// %f, %g with their flags, width and precision apply to all parts.
func (x Number[F]) Format(s fmt.State, verb rune) {
	number.Format(s, verb, fmt.Sprintf("%T", x),
		number.Part{Name: "Real", Value: x.Real},
		number.Part{Name: "E1mag", Unit: "ϵ₁", Value: x.E1mag},
		number.Part{Name: "E2mag", Unit: "ϵ₂", Value: x.E2mag},
		number.Part{Name: "E1E2mag", Unit: "ϵ₁ϵ₂", Value: x.E1E2mag})
}

// Value returns the primal.
func (x Number[F]) Value() float64 { return float64(x.Real) }

// AppendCoefficients appends Real, E1mag, E2mag and E1E2mag to dst. See [dual.Coefficients].
func (x Number[F]) AppendCoefficients(dst []float64) []float64 {
	return append(dst, float64(x.Real), float64(x.E1mag), float64(x.E2mag), float64(x.E1E2mag))
}

// Lift returns the constant c.
func (x Number[F]) Lift(c float64) Number[F] { return Number[F]{Real: F(c)} }

// Add returns x + y.
func (x Number[F]) Add(y Number[F]) Number[F] {
	return Number[F]{x.Real + y.Real, x.E1mag + y.E1mag, x.E2mag + y.E2mag, x.E1E2mag + y.E1E2mag}
}

// Sub returns x − y.
func (x Number[F]) Sub(y Number[F]) Number[F] {
	return Number[F]{x.Real - y.Real, x.E1mag - y.E1mag, x.E2mag - y.E2mag, x.E1E2mag - y.E1E2mag}
}

// Neg returns −x.
func (x Number[F]) Neg() Number[F] { return Number[F]{-x.Real, -x.E1mag, -x.E2mag, -x.E1E2mag} }

// Shift returns x + c.
func (x Number[F]) Shift(c float64) Number[F] {
	return Number[F]{x.Real + F(c), x.E1mag, x.E2mag, x.E1E2mag}
}

// Scale returns c·x. As in Mul, parts that are zero stay zero.
func (x Number[F]) Scale(c float64) Number[F] {
	k := F(c)
	z := Number[F]{k * x.Real, k * x.E1mag, k * x.E2mag, k * x.E1E2mag}
	if k-k != 0 { // without a call, for the compiler to inline it
		if x.E1mag == 0 {
			z.E1mag = 0
		}
		if x.E2mag == 0 {
			z.E2mag = 0
		}
		if x.E1E2mag == 0 {
			z.E1E2mag = 0
		}
	}
	return z
}

// Mul returns x·y. As in package dual, parts that are zero stay out of the product.
func (x Number[F]) Mul(y Number[F]) Number[F] {
	z := Number[F]{
		x.Real * y.Real,
		F(x.Real*y.E1mag) + F(x.E1mag*y.Real),
		F(x.Real*y.E2mag) + F(x.E2mag*y.Real),
		F(x.Real*y.E1E2mag) + F(x.E1mag*y.E2mag) + F(x.E2mag*y.E1mag) + F(x.E1E2mag*y.Real),
	}
	if sum := z.E1mag + z.E2mag + z.E1E2mag; sum != sum {
		return x.mulParts(y)
	}
	return z
}

// mulParts is Mul where a part may be ∞·0.
func (x Number[F]) mulParts(y Number[F]) Number[F] {
	cross := number.Product(x.E1mag, y.E2mag) + number.Product(x.E2mag, y.E1mag)
	return Number[F]{
		x.Real * y.Real,
		number.Times(x.Real, y.E1mag) + number.Times(y.Real, x.E1mag),
		number.Times(x.Real, y.E2mag) + number.Times(y.Real, x.E2mag),
		number.Times(x.Real, y.E1E2mag) + cross + number.Times(y.Real, x.E1E2mag),
	}
}

// Div returns x/y. The value is the correctly rounded quotient. A quotient of constants is a constant, also for y = 0.
func (x Number[F]) Div(y Number[F]) Number[F] {
	// q·y = x, part by part from the front: each part of q follows from those before it.
	q := x.Real / y.Real
	q1 := over(x.E1mag-number.Times(q, y.E1mag), y.Real)
	q2 := over(x.E2mag-number.Times(q, y.E2mag), y.Real)
	q12 := over(x.E1E2mag-number.Times(q, y.E1E2mag)-number.Product(q1, y.E2mag)-number.Product(q2, y.E1mag), y.Real)
	if q12 != q12 && y.Real != 0 && q == q {
		q12 = x.quotientMixed(y)
	}
	return Number[F]{q, q1, q2, q12}
}

// quotientMixed is the part E1E2mag of x/y, gathered by the parts of x instead, so that where one of them is infinite,
// or the quotient overflows, no infinities of opposite signs meet.
func (x Number[F]) quotientMixed(y Number[F]) F {
	r := y.Real
	first := number.Times(x.E1mag, y.E2mag) + number.Times(x.E2mag, y.E1mag)
	square := 2 * number.Times(y.E1mag, y.E2mag)
	if -1 < r && r < 1 { // r³ times the part, for 1/r may be infinite
		return (F(r*(F(r*x.E1E2mag)-first)) + number.Times(x.Real, square-F(r*y.E1E2mag))) / r / r / r
	}
	return (x.E1E2mag - first/r + number.Times(x.Real/r, square/r-y.E1E2mag)) / r
}

// Inv returns 1/x, with the special cases of Div.
func (x Number[F]) Inv() Number[F] { return Number[F]{Real: 1}.Div(x) }

// over returns e/a, but 0 for e = 0 whatever a.
func over[F dual.Float](e, a F) F {
	if e == 0 {
		return 0
	}
	return e / a
}

// chain is the chain rule for the coefficients c of φ at the primal of x, with n the nilpotent part of x:
// φ(a + n) = φ(a) + φ'(a)·n + φ”(a)/2·n², and n² = 2·E1mag·E2mag·ϵ₁ϵ₂. Every function goes through it.
func (x Number[F]) chain(c *[3]float64) Number[F] {
	e1, e2, e12 := float64(x.E1mag), float64(x.E2mag), float64(x.E1E2mag)
	if mixed := float64(c[1]*e12) + float64(2*(c[2]*e1*e2)); mixed-mixed == 0 {
		return Number[F]{F(c[0]), F(c[1] * e1), F(c[1] * e2), F(mixed)}
	}
	// Something is infinite: what is zero stays zero.
	square := 2 * number.Product(number.Times(c[2], e1), e2)
	return Number[F]{
		F(c[0]), F(number.Times(c[1], e1)), F(number.Times(c[1], e2)), F(number.Times(c[1], e12) + square),
	}
}

// chainWithin is chain for a function with the domain d. At an edge of the domain there is no derivative along a
// seed that leaves it.
func (x Number[F]) chainWithin(c *[3]float64, d series.Domain) Number[F] {
	if a := float64(x.Real); (a == d.Lo || a == d.Hi) && d.Leaves(a, x.seedSign()) {
		c[1], c[2] = math.NaN(), math.NaN()
	}
	return x.chain(c)
}

// seedSign returns the sign of the nilpotent part.
func (x Number[F]) seedSign() float64 { return number.Sign(x.E1mag, x.E2mag, x.E1E2mag) }

// Apply returns rule(x), see [dual.Rule].
func (x Number[F]) Apply(rule dual.Rule) Number[F] {
	given.Must(rule != nil, "hyperdual: Apply", "the rule")
	c := series.Second(rule, float64(x.Real))
	if math.IsInf(c[1], 0) && !series.Inside(rule, float64(x.Real), x.seedSign()) {
		c[1], c[2] = math.NaN(), math.NaN()
	}
	return x.chain(&c)
}
