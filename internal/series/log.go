package series

import (
	"math"

	"example.com/sobolev/internal/number"
)

// logFunctions are the rows of the table for the rules of this file.
func logFunctions() []Function {
	return []Function{
		{Name: "Log", Rule: Log, Domain: Domain{0, math.Inf(1)}, Smooth: Smooth, Math: number.Log,
			Equation: Equation{Logarithmic, 0},
			Doc:      "the natural logarithm of x",
			Cases: []string{
				"Log(0+eϵ) = -Inf+Infϵ for e > 0",
				"Log(0+eϵ) = -Inf+NaNϵ for e < 0",
				"Log(0) = -Inf+0ϵ for the constant 0",
				"Log(x < 0) = NaN+NaNϵ",
			}},
		{Name: "Log1p", Rule: Log1p, Domain: Domain{-1, math.Inf(1)}, Smooth: Smooth, Math: math.Log1p,
			Equation: Equation{Logarithmic, 1},
			Doc:      "log(1 + x), accurate near 0",
			Cases: []string{
				"Log1p(-1+eϵ) = -Inf+Infϵ for e > 0",
				"Log1p(-1+eϵ) = -Inf+NaNϵ for e < 0",
				"Log1p(-1) = -Inf+0ϵ for the constant -1",
				"Log1p(x < -1) = NaN+NaNϵ",
			}},
		{Name: "Log2", Rule: Log2, Domain: Domain{0, math.Inf(1)}, Smooth: Smooth, Math: math.Log2,
			Equation: Equation{Logarithmic, 0},
			Doc:      "the binary logarithm of x, with the special cases of Log"},
		{Name: "Log10", Rule: Log10, Domain: Domain{0, math.Inf(1)}, Smooth: Smooth, Math: number.Log10,
			Equation: Equation{Logarithmic, 0},
			Doc:      "the decimal logarithm of x, with the special cases of Log"},
	}
}

// Log writes the coefficients of the natural logarithm: y' = 1/x, so c[k] = -c[k-1]·(k-1)/(k·a).
//
// Special cases are (in order):
//
//	Log at +Inf: +Inf, 0, 0, …
//	Log at ±0: -Inf, +Inf, -Inf, +Inf, … (from the right)
//	Log at a < 0: NaN, NaN, NaN, …
//	Log at NaN: NaN, NaN, NaN, …
func Log(c []float64, a float64) {
	c[0] = number.Log(a)
	if len(c) > 1 {
		reciprocals(c, 1/a, 1)
	}
}

// Log1p writes the coefficients of ln(1+x): those of [Log] at 1+a, whose rounding is made good, with a value that
// keeps its digits near 0.
//
// Special cases are (in order):
//
//	Log1p at +Inf: +Inf, 0, 0, …
//	Log1p at ±0: ±0, 1, -1/2, …
//	Log1p at -1: -Inf, +Inf, -Inf, +Inf, … (from the right)
//	Log1p at a < -1: NaN, NaN, NaN, …
//	Log1p at NaN: NaN, NaN, NaN, …
func Log1p(c []float64, a float64) {
	c[0] = math.Log1p(a)
	if len(c) == 1 {
		return
	}
	s := 1 + a
	inv := 1 / s
	if a > -1 && a < 1<<54 {
		t := s - a
		inv -= float64(inv * ((1 - t) + (a - (s - t))) * inv) // what the sum 1+a lost
	}
	reciprocals(c, inv, 1)
}

// Log2 writes the coefficients of the binary logarithm, those of [Log] over ln 2.
//
// Special cases are those of [Log].
func Log2(c []float64, a float64) {
	c[0] = math.Log2(a)
	if len(c) > 1 {
		reciprocals(c, 1/a, 1/math.Ln2)
	}
}

// Log10 writes the coefficients of the decimal logarithm, those of [Log] over ln 10.
//
// Special cases are those of [Log].
func Log10(c []float64, a float64) {
	c[0] = number.Log10(a)
	if len(c) > 1 {
		reciprocals(c, 1/a, 1/math.Ln10)
	}
}

// reciprocals writes the tail scale·(-1)ᵏ⁻¹·invᵏ/k of a logarithm whose value is in c[0].
func reciprocals(c []float64, inv, scale float64) {
	if !(math.Abs(inv) <= math.MaxFloat64) || c[0] != c[0] { // at the edge of the domain, outside of it, or NaN
		if c[0] == c[0] {
			edge(c[1:], math.Inf(1), +1)
			return
		}
		fill(c[1:], math.NaN())
		return
	}
	c[1] = scale * inv
	for k := 2; k < len(c); k++ {
		c[k] = -c[k-1] * inv * (float64(k-1) / float64(k))
	}
}
