package series

import "math"

// erfFunctions are the rows of the table for the rules of this file.
func erfFunctions() []Function {
	return []Function{
		{Name: "Erf", Rule: Erf, Domain: everywhere, Smooth: Smooth, Math: math.Erf,
			Doc: "the error function of x"},
		{Name: "Erfc", Rule: Erfc, Domain: everywhere, Smooth: Smooth, Math: math.Erfc,
			Doc: "1 − erf(x), to all digits for large x"},
	}
}

// Erf writes the coefficients of the error function: y' = 2/√π·e^(-x²) and y″ = -2xy', so
// (k+1)(k+2)·c[k+2] = -2(a(k+1)·c[k+1] + k·c[k]).
//
// Special cases are (in order):
//
//	Erf at ±0: ±0, 2/√π, ∓0, -2/(3√π), …
//	Erf at ±Inf: ±1, 0, 0, …
//	Erf at NaN: NaN, NaN, NaN, …
func Erf(c []float64, a float64) {
	c[0] = math.Erf(a)
	if len(c) > 1 {
		gaussian(c, a, 2/math.SqrtPi)
	}
}

// Erfc writes the coefficients of the complementary error function 1-erf x, from c[1] on those of [Erf] with the
// other sign.
//
// Special cases are (in order):
//
//	Erfc at +Inf: 0, 0, 0, …
//	Erfc at -Inf: 2, 0, 0, …
//	Erfc at NaN: NaN, NaN, NaN, …
func Erfc(c []float64, a float64) {
	c[0] = math.Erfc(a)
	if len(c) > 1 {
		gaussian(c, a, -2/math.SqrtPi)
	}
}

// gaussian writes the tail of an integral of scale·e^(-x²).
func gaussian(c []float64, a, scale float64) {
	x := math.Abs(a)
	if x > 40 { // far below the smallest float, whatever power of a multiplies it
		fill(c[1:], 0)
		return
	}
	rest := 1.0
	if x > 26 { // e^(-x²) has lost bits to underflow that a multiple of it still has: half of it goes in last
		rest = expSquare(a, 0.5)
		c[1] = scale * rest
	} else {
		c[1] = scale * expSquare(a, 1)
	}
	if len(c) > 2 {
		c[2] = -a * c[1]
	}
	for k := 1; k+2 < len(c); k++ {
		f := float64(k)
		c[k+2] = -2 * (float64(a*(f+1)*c[k+1]) + float64(f*c[k])) / ((f + 1) * (f + 2))
	}
	if rest != 1 {
		scaleBy(c[1:], rest)
	}
}

// expSquare returns e^(-s·x²) for s a power of two, at most 1. The rounding error of x² would cost it x²/2 units in the
// last place, so the exact remainder of the square goes in as a factor.
func expSquare(x, s float64) float64 {
	hi := x * x
	lo := math.FMA(x, x, -hi)
	e := math.Exp(-s * hi)
	return e - float64(e*(s*lo))
}
