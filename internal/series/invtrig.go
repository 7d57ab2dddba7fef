package series

import "math"

// invtrigFunctions are the rows of the table for the rules of this file.
func invtrigFunctions() []Function {
	return []Function{
		{Name: "Asin", Rule: Asin, Domain: Domain{-1, 1}, Smooth: Smooth, Math: math.Asin,
			Equation: Equation{Radical, -1},
			Doc:      "the arc sine of x",
			Cases: []string{
				"Asin(±1+eϵ) = ±π/2±Infϵ, the sign that of e, where the seed points into [-1, 1]",
				"Asin(±1+eϵ) = ±π/2+NaNϵ where it points out of it",
				"Asin(±1) = ±π/2+0ϵ for constants",
				"Asin(x) = NaN+NaNϵ for x outside [-1, 1]",
			}},
		{Name: "Acos", Rule: Acos, Domain: Domain{-1, 1}, Smooth: Smooth, Math: math.Acos,
			Equation: Equation{Radical, -1},
			Doc:      "the arc cosine of x",
			Cases: []string{
				"Acos(±1+eϵ) has slope ±Inf, the sign that of -e, where the seed points into [-1, 1]",
				"Acos(±1+eϵ) has slope NaN where it points out of it",
				"Acos(±1) has slope 0 for constants",
				"Acos(x) = NaN+NaNϵ for x outside [-1, 1]",
			}},
		{Name: "Atan", Rule: Atan, Domain: everywhere, Smooth: Smooth, Math: math.Atan,
			Equation: Equation{Reciprocal, 1},
			Doc:      "the arc tangent of x"},
	}
}

// Asin writes the coefficients of the arcsine: (1-x²)y″ = xy' with y' = 1/√(1-x²), see [inverseTail].
//
// Special cases are (in order):
//
//	Asin at ±0: ±0, 1, ±0, 1/6, …
//	Asin at 1: π/2, +Inf, +Inf, +Inf, … (from the left)
//	Asin at -1: -π/2, +Inf, -Inf, +Inf, … (from the right)
//	Asin at |a| > 1: NaN, NaN, NaN, …
//	Asin at NaN: NaN, NaN, NaN, …
func Asin(c []float64, a float64) {
	c[0] = math.Asin(a)
	if len(c) > 1 {
		arcsine(c, a, 1)
	}
}

// Acos writes the coefficients of the arccosine, from c[1] on those of [Asin] with the other sign.
//
// Special cases are (in order):
//
//	Acos at 1: 0, -Inf, -Inf, -Inf, … (from the left)
//	Acos at -1: π, -Inf, +Inf, -Inf, … (from the right)
//	Acos at |a| > 1: NaN, NaN, NaN, …
//	Acos at NaN: NaN, NaN, NaN, …
func Acos(c []float64, a float64) {
	c[0] = math.Acos(a)
	if len(c) > 1 {
		arcsine(c, a, -1)
	}
}

// arcsine writes the tail of ±asin. The fused 1-a² is rounded once, whatever a is.
func arcsine(c []float64, a, sign float64) {
	q := math.FMA(-a, a, 1)
	if q == 0 {
		edge(c[1:], math.Inf(int(sign)), -int(a))
		return
	}
	c[1] = sign / math.Sqrt(q)
	if len(c) == 2 {
		return
	}
	c[2] = 0.5 * a * c[1] / q
	if len(c) > 3 {
		t := newInverseTail(a, squarePlus(a, -1).scaled(-1), true, +1)
		t.slope = t.slope.scaled(sign)
		t.fill(c)
	}
}

// Atan writes the coefficients of the arctangent: (1+x²)y' = 1, see [inverseTail].
//
// Special cases are (in order):
//
//	Atan at ±0: ±0, 1, ∓0, -1/3, …
//	Atan at ±Inf: ±π/2, 0, 0, …
//	Atan at NaN: NaN, NaN, NaN, …
func Atan(c []float64, a float64) {
	c[0] = math.Atan(a)
	if len(c) == 1 {
		return
	}
	if math.IsInf(a, 0) {
		fill(c[1:], 0)
		return
	}
	p := 1 / math.FMA(a, a, 1) // y'
	if math.Abs(a) > 1<<28 {
		p = 1 / a / a // as good, and does not underflow before its time
	}
	c[1] = p
	if len(c) == 2 {
		return
	}
	c[2] = -a * p * p
	if len(c) > 3 {
		newInverseTail(a, squarePlus(a, 1), false, -1).fill(c)
	}
}
