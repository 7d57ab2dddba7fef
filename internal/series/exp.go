package series

import "math"

// expFunctions are the rows of the table for the rules of this file.
func expFunctions() []Function {
	return []Function{
		{Name: "Exp", Rule: Exp, Domain: everywhere, Smooth: Smooth, Math: math.Exp,
			Equation: Equation{Exponential, 1},
			Doc:      "eˣ"},
		{Name: "Expm1", Rule: Expm1, Domain: everywhere, Smooth: Smooth, Math: math.Expm1,
			Equation: Equation{Exponential, 1},
			Doc:      "eˣ − 1, accurate near 0"},
		{Name: "Exp2", Rule: Exp2, Domain: everywhere, Smooth: Smooth, Math: math.Exp2,
			Equation: Equation{Exponential, math.Ln2},
			Doc:      "2ˣ"},
	}
}

// Exp writes the coefficients of eˣ: y' = y, so c[k] = c[k-1]/k.
//
// Special cases are (in order):
//
//	Exp at +Inf: +Inf, +Inf, +Inf, …
//	Exp at -Inf: 0, 0, 0, …
//	Exp at NaN: NaN, NaN, NaN, …
func Exp(c []float64, a float64) {
	c[0] = math.Exp(a)
	if len(c) == 1 {
		return
	}
	c[1] = c[0]
	if c[1] > math.MaxFloat64 {
		c[1] = exp(a)
	}
	for k := 2; k < len(c); k++ {
		c[k] = c[k-1] / float64(k)
	}
}

// Expm1 writes the coefficients of eˣ-1: the value keeps its digits near 0, the derivatives are those of eˣ.
//
// Special cases are (in order):
//
//	Expm1 at ±0: ±0, 1, 1/2, …
//	Expm1 at +Inf: +Inf, +Inf, +Inf, …
//	Expm1 at -Inf: -1, 0, 0, …
//	Expm1 at NaN: NaN, NaN, NaN, …
func Expm1(c []float64, a float64) {
	c[0] = math.Expm1(a)
	if len(c) == 1 {
		return
	}
	c[1] = 1 + c[0]
	if c[1] < 0.5 { // the sum has cancelled: eˣ wants its own evaluation
		c[1] = math.Exp(a)
	}
	for k := 2; k < len(c); k++ {
		c[k] = c[k-1] / float64(k)
	}
}

// Exp2 writes the coefficients of 2ˣ: y' = y·ln 2, so c[k] = c[k-1]·ln2/k.
//
// Special cases are (in order):
//
//	Exp2 at +Inf: +Inf, +Inf, +Inf, …
//	Exp2 at -Inf: 0, 0, 0, …
//	Exp2 at NaN: NaN, NaN, NaN, …
func Exp2(c []float64, a float64) {
	c[0] = math.Exp2(a)
	for k := 1; k < len(c); k++ {
		c[k] = c[k-1] * (math.Ln2 / float64(k))
	}
}

// exp returns eˣ on the whole range of floats. math.Exp gives up a little early on some machines (above 709.43 on
// amd64), and sinh and cosh with it.
func exp(a float64) float64 {
	if a < 709 {
		return math.Exp(a)
	}
	h := math.Exp(0.5 * a)
	return h * h
}
