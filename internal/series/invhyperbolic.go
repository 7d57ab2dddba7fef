package series

import "math"

// invhyperbolicFunctions are the rows of the table for the rules of this file.
func invhyperbolicFunctions() []Function {
	return []Function{
		{Name: "Asinh", Rule: Asinh, Domain: everywhere, Smooth: Smooth, Math: math.Asinh,
			Equation: Equation{Radical, 1},
			Doc:      "the inverse hyperbolic sine of x"},
		{Name: "Acosh", Rule: Acosh, Domain: Domain{1, math.Inf(1)}, Smooth: Smooth, Math: math.Acosh,
			Equation: Equation{Radical, 1},
			Doc:      "the inverse hyperbolic cosine of x",
			Cases: []string{
				"Acosh(1+eϵ) = 0+Infϵ for e > 0",
				"Acosh(1+eϵ) = 0+NaNϵ for e < 0",
				"Acosh(1) = 0+0ϵ for the constant 1",
				"Acosh(x < 1) = NaN+NaNϵ",
			}},
		{Name: "Atanh", Rule: Atanh, Domain: Domain{-1, 1}, Smooth: Smooth, Math: math.Atanh,
			Equation: Equation{Reciprocal, -1},
			Doc:      "the inverse hyperbolic tangent of x",
			Cases: []string{
				"Atanh(±1+eϵ) = ±Inf±Infϵ, the sign that of e, where the seed points into [-1, 1]",
				"Atanh(±1+eϵ) = ±Inf+NaNϵ where it points out of it",
				"Atanh(±1) = ±Inf+0ϵ for constants",
				"Atanh(x) = NaN+NaNϵ for x outside [-1, 1]",
			}},
	}
}

// Asinh writes the coefficients of the inverse hyperbolic sine: (1+x²)y″ = -xy' with y' = 1/√(1+x²), see [inverseTail].
//
// Special cases are (in order):
//
//	Asinh at ±0: ±0, 1, ∓0, -1/6, …
//	Asinh at ±Inf: ±Inf, 0, 0, …
//	Asinh at NaN: NaN, NaN, NaN, …
func Asinh(c []float64, a float64) {
	c[0] = math.Asinh(a)
	if len(c) == 1 {
		return
	}
	if math.IsInf(a, 0) {
		fill(c[1:], 0)
		return
	}
	areaTail(c, a, 1)
}

// Acosh writes the coefficients of the inverse hyperbolic cosine: (x²-1)y″ = -xy' with y' = 1/√(x²-1), see [inverseTail].
//
// Special cases are (in order):
//
//	Acosh at +Inf: +Inf, 0, 0, …
//	Acosh at 1: 0, +Inf, -Inf, +Inf, … (from the right)
//	Acosh at a < 1: NaN, NaN, NaN, …
//	Acosh at NaN: NaN, NaN, NaN, …
func Acosh(c []float64, a float64) {
	c[0] = math.Acosh(a)
	if len(c) == 1 {
		return
	}
	switch {
	case math.IsInf(a, 1):
		fill(c[1:], 0)
	case a == 1:
		edge(c[1:], math.Inf(1), +1)
	case !(a > 1):
		fill(c[1:], math.NaN())
	default:
		areaTail(c, a, -1)
	}
}

// areaTail writes the tail that Asinh and Acosh share, y' = 1/√(x²+one).
func areaTail(c []float64, a, one float64) {
	s := math.FMA(a, a, one)
	slope, w := 1/math.Sqrt(s), a/s
	if math.Abs(a) > 1<<28 { // as good, and a² does not overflow
		slope, w = 1/math.Abs(a), 1/a
	}
	c[1] = slope
	if len(c) > 2 {
		c[2] = -0.5 * w * slope
	}
	if len(c) > 3 {
		newInverseTail(a, squarePlus(a, one), true, -1).fill(c)
	}
}

// Atanh writes the coefficients of the inverse hyperbolic tangent: (1-x²)y' = 1, see [inverseTail].
//
// Special cases are (in order):
//
//	Atanh at 1: +Inf, +Inf, +Inf, … (from the left)
//	Atanh at ±0: ±0, 1, ±0, 1/3, …
//	Atanh at -1: -Inf, +Inf, -Inf, +Inf, … (from the right)
//	Atanh at |a| > 1: NaN, NaN, NaN, …
//	Atanh at NaN: NaN, NaN, NaN, …
func Atanh(c []float64, a float64) {
	c[0] = math.Atanh(a)
	if len(c) == 1 {
		return
	}
	q := math.FMA(-a, a, 1) // rounded once, whatever a is
	switch {
	case q == 0:
		edge(c[1:], math.Inf(1), -int(a))
		return
	case !(q > 0):
		fill(c[1:], math.NaN())
		return
	}
	c[1] = 1 / q
	if len(c) == 2 {
		return
	}
	c[2] = a / q / q
	if len(c) > 3 {
		newInverseTail(a, squarePlus(a, -1).scaled(-1), false, +1).fill(c)
	}
}
