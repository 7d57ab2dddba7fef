package series

import (
	"math"

	"example.com/sobolev/internal/number"
)

// powFunctions are the rows of the table for the rules of this file.
func powFunctions() []Function {
	return []Function{
		{Name: "Sqrt", Rule: Sqrt, Domain: Domain{0, math.Inf(1)}, Smooth: Smooth, Math: math.Sqrt,
			Equation: Equation{Binomial, 0.5},
			Doc:      "the square root of x",
			Cases: []string{
				"Sqrt(0+eϵ) = 0+Infϵ for e > 0",
				"Sqrt(0+eϵ) = 0+NaNϵ for e < 0",
				"Sqrt(0) = 0+0ϵ for the constant 0",
				"Sqrt(x < 0) = NaN+NaNϵ",
			}},
		{Name: "Cbrt", Rule: Cbrt, Domain: everywhere, Smooth: Smooth, Math: math.Cbrt,
			Equation: Equation{Binomial, 1. / 3},
			Doc:      "the cube root of x",
			Cases: []string{
				"Cbrt(0+eϵ) = 0±Infϵ, the sign that of e",
				"Cbrt(0) = 0+0ϵ for the constant 0",
			}},
		{Name: "Pow", Method: "PowReal", Parameter: "p", Family: Pow, One: "0",
			DomainOf: PowDomain, Smooth: Smooth, MathOf: number.Pow,
			Doc: "x^p for a constant exponent",
			Cases: []string{
				"PowReal(x, ±0) = 1+0ϵ for any x, also 0 and NaN",
				"PowReal(x, p) for an integer p follows exact powers: right at 0 and for negative x",
				"PowReal(0+eϵ, p) = 0+NaNϵ for p not an integer and e < 0",
				"PowReal(0+eϵ, p) = 0+Infϵ for 0 < p < 1 and e > 0",
				"PowReal(0+eϵ, p) = 0+0ϵ for p > 1 not an integer and e > 0",
				"PowReal(x, p) = NaN+NaNϵ for finite x < 0 and p not an integer",
				"value as math.Pow elsewhere",
			},
			Golden:  []float64{0, 1, 2, 3, 7, -1, -2, 20, 0.5, 2.5, 100.5, 1. / 3, 0.1, -1.7, 1e-8, 1e-16},
			Sampled: []float64{0, 1, 2, 3, -2, 0.5, 2.5, -1.5}},
	}
}

// Sqrt writes the coefficients of √x: 2xy' = y, so c[1] = 1/(2√a) and c[k] = c[k-1]·(3/2-k)/(k·a).
//
// Special cases are (in order):
//
//	Sqrt at +Inf: +Inf, 0, 0, …
//	Sqrt at ±0: ±0, +Inf, -Inf, +Inf, … (from the right)
//	Sqrt at a < 0: NaN, NaN, NaN, …
//	Sqrt at NaN: NaN, NaN, NaN, …
func Sqrt(c []float64, a float64) {
	c[0] = math.Sqrt(a)
	if len(c) == 1 {
		return
	}
	if a == 0 {
		edge(c[1:], math.Inf(1), +1)
		return
	}
	c[1] = 0.5 / c[0]
	for k := 2; k < len(c); k++ {
		c[k] = c[k-1] * ((1.5 - float64(k)) / float64(k)) / a
	}
}

// Cbrt writes the coefficients of the cube root: 3xy' = y, so c[k] = c[k-1]·(4/3-k)/(k·a).
//
// Special cases are (in order):
//
//	Cbrt at ±0: ±0, +Inf, NaN, NaN, … (the curvature is -Inf on the right and +Inf on the left)
//	Cbrt at ±Inf: ±Inf, 0, 0, …
//	Cbrt at NaN: NaN, NaN, NaN, …
func Cbrt(c []float64, a float64) {
	c[0] = math.Cbrt(a)
	if len(c) == 1 {
		return
	}
	switch {
	case a == 0:
		c[1] = math.Inf(1)
		fill(c[2:], math.NaN())
		return
	case math.IsInf(a, 0):
		fill(c[1:], 0)
		return
	}
	for k := 1; k < len(c); k++ {
		c[k] = c[k-1] / a * float64(4-3*k) / float64(3*k)
	}
}

// Pow writes the coefficients of xᵖ for a constant p, c[k] = p(p-1)…(p-k+1)/k!·aᵖ⁻ᵏ. An integer p is a polynomial
// or its reciprocal: right at 0 and for negative bases, at every order.
//
// Special cases are (in order):
//
//	Pow(a, 0) for any a, NaN too: 1, 0, 0, …
//	Pow(a, p) for an integer p > 0 and any a: c[p] = 1 and c[k] = 0 for k > p
//	Pow(±0, p) for an integer p > 0: c[k] = 0 for k < p
//	Pow(±0, p) for an integer p < 0: c[k] = ±Inf, the limits from the side of the sign of zero
//	Pow(±0, p) for p not an integer: c[k] = 0 for k < p, then ±Inf by turns (from the right)
//	Pow(a, p) for a < 0 and p not an integer: NaN, NaN, NaN, … (the value is math's: not NaN at -Inf)
//	Pow(a, p) for a = ±Inf: the limits, ±Inf or 0 as p-k is positive or negative
//	Pow(NaN, p), Pow(a, NaN) or Pow(a, ±Inf): NaN, NaN, NaN, … (the value is math's: 1 for a = 1)
func Pow(c []float64, a, p float64) {
	c[0] = number.Pow(a, p)
	if len(c) == 1 {
		return
	}
	integer := p == math.Trunc(p)
	switch {
	case p == 0:
		fill(c[1:], 0)
	case math.IsInf(p, 0) || math.IsNaN(p) || a < 0 && !integer:
		fill(c[1:], math.NaN())
	case integer:
		integerPowers(c, a, p)
	case a == 0 || math.IsInf(a, 0) || math.IsNaN(a):
		binom := 1.0
		for k := 1; k < len(c); k++ {
			q := p - float64(k)
			binom *= (p - float64(k-1)) / float64(k) // not q+1: a small p is lost in q
			c[k] = binom * math.Pow(math.Abs(a), q)  // at 0 from the right, whatever the sign of zero
		}
	default:
		realPowers(c, a, p)
	}
}

// integerPowers writes the tail of Pow for an integer p other than 0, every power by itself.
func integerPowers(c []float64, a, p float64) {
	binom := 1.0
	for k := 1; k < len(c); k++ {
		q := p - float64(k)
		binom *= (p - float64(k-1)) / float64(k)
		if binom == 0 { // the polynomial ends here, for a NaN too
			fill(c[k:], 0)
			return
		}
		if math.Abs(q) >= 1<<20 {
			if c[k] = math.Pow(a, q); c[k] != 0 { // a zero is too small for any factor, an infinite one as well
				c[k] *= binom
			}
			continue
		}
		y := integerPower(a, int(q))
		c[k] = binom * y
		if a != 0 && math.Abs(y) < 0x1p-1022 { // too small for a power by itself, but not with its coefficient
			half := int(q) / 2
			c[k] = binom * integerPower(a, half) * integerPower(a, int(q)-half)
		}
	}
}

// realPowers writes the tail of Pow for positive finite a: each power from the one before, unless that has left the range
// of normal floats.
func realPowers(c []float64, a, p float64) {
	binom := 1.0
	last := math.Inf(1)
	for k := 1; k < len(c); k++ {
		f := float64(k)
		step := (p - float64(k-1)) / f // not p-f+1: a small p is lost in p-f
		binom *= step
		if math.Abs(last) >= 0x1p-1000 && math.Abs(last) <= math.MaxFloat64 {
			last *= step / a
		} else {
			q, low := twoSum(p, -f)
			last = realPower(binom, a, q, low)
		}
		c[k] = last
	}
}
