package series

import (
	"math"
	"runtime"
)

// hyperbolicFunctions are the rows of the table for the rules of this file.
func hyperbolicFunctions() []Function {
	return []Function{
		{Name: "Sinh", Rule: Sinh, Domain: everywhere, Smooth: Smooth, Math: math.Sinh,
			Equation: Equation{Oscillating, 1},
			Doc:      "the hyperbolic sine of x"},
		{Name: "Cosh", Rule: Cosh, Domain: everywhere, Smooth: Smooth, Math: math.Cosh,
			Equation: Equation{Oscillating, 1},
			Doc:      "the hyperbolic cosine of x"},
		{Name: "Tanh", Rule: Tanh, Domain: everywhere, Smooth: Smooth, Math: math.Tanh, Init: "Glorot", Kernel: "tanhKernel",
			Equation: Equation{Riccati, -1},
			Doc:      "the hyperbolic tangent of x; its slope is sech²x, to all digits for large x too"},
	}
}

// Sinh writes the coefficients of the hyperbolic sine: y″ = y, so c[k] = c[k-2]/(k(k-1)), from sinh and cosh.
//
// Special cases are (in order):
//
//	Sinh at ±0: ±0, 1, ±0, 1/6, …
//	Sinh at +Inf: +Inf, +Inf, +Inf, …
//	Sinh at -Inf: -Inf, +Inf, -Inf, …
//	Sinh at NaN: NaN, NaN, NaN, …
func Sinh(c []float64, a float64) {
	if len(c) == 1 {
		c[0] = math.Sinh(a)
		return
	}
	c[0], c[1] = sinhCosh(a)
	hyperbolicTail(c, a)
	if runtime.GOARCH == "s390x" {
		c[0] = math.Sinh(a) // which there is +Inf below -720 and no odd function
	}
}

// Cosh writes the coefficients of the hyperbolic cosine: y″ = y, so c[k] = c[k-2]/(k(k-1)), from cosh and sinh.
//
// Special cases are (in order):
//
//	Cosh at ±0: 1, ±0, 1/2, …
//	Cosh at +Inf: +Inf, +Inf, +Inf, …
//	Cosh at -Inf: +Inf, -Inf, +Inf, …
//	Cosh at NaN: NaN, NaN, NaN, …
func Cosh(c []float64, a float64) {
	if len(c) == 1 {
		c[0] = math.Cosh(a)
		return
	}
	c[1], c[0] = sinhCosh(a)
	hyperbolicTail(c, a)
}

// sinhCosh returns sinh a and cosh a from one exponential, by the formulas of package math and so with its bits; on s390x,
// where package math has assembly for both, from there.
func sinhCosh(a float64) (sinh, cosh float64) {
	x := math.Abs(a)
	if runtime.GOARCH == "s390x" {
		sinh = math.Sinh(x)
		if x > 711 { // it returns the largest float as it is
			sinh = math.Inf(1)
		}
		return math.Copysign(sinh, a), math.Cosh(x)
	}
	if x > 21 {
		cosh = 0.5 * math.Exp(x)
		return math.Copysign(cosh, a), cosh
	}
	e := math.Exp(x)
	inv := 1 / e
	cosh = 0.5 * (e + inv)
	if x > 0.5 {
		return math.Copysign(0.5*(e-inv), a), cosh
	}
	return math.Sinh(a), cosh
}

// hyperbolicTail completes the coefficients of a solution of y″ = y.
func hyperbolicTail(c []float64, a float64) {
	if len(c) > 2 {
		c[2] = 0.5 * c[0]
	}
	if math.Abs(c[1]) > math.MaxFloat64 { // math gives up on sinh and cosh before they, and their multiples, overflow
		h := math.Exp(0.5 * math.Abs(a))
		c[1] = math.Copysign(0.5*h, c[1]) * h
		if len(c) > 2 {
			c[2] = math.Copysign(0.25*h, c[0]) * h
		}
	}
	for k := 3; k < len(c); k++ {
		c[k] = c[k-2] / float64(k*(k-1))
	}
}

// Tanh writes the coefficients of the hyperbolic tangent: y' = 1-y² = sech², so (k+1)·c[k+1] = -Σ c[j]·c[k-j].
// 1-y² loses every digit as y nears 1, so sech² comes from the exponential that the value needs in any case.
//
// Special cases are (in order):
//
//	Tanh at ±0: ±0, 1, ∓0, -1/3, …
//	Tanh at ±Inf: ±1, 0, ∓0, …
//	Tanh at NaN: NaN, NaN, NaN, …
func Tanh(c []float64, a float64) {
	if len(c) == 1 {
		c[0] = math.Tanh(a)
		return
	}
	t, d := tanh(a)
	c[0], c[1] = t, d
	if len(c) > 2 {
		c[2] = -t * d
	}
	for k := 2; k+1 < len(c); k++ {
		c[k+1] = -square(c, k) / float64(k+1)
	}
	if runtime.GOARCH == "s390x" {
		c[0] = math.Tanh(a) // which there is no odd function either
	}
}

// tanh returns tanh a and sech² a.
func tanh(a float64) (t, d float64) {
	x := math.Abs(a)
	switch {
	case x > 44: // tanh is ±1 long before; sech² = 4e⁻²ˣ
		return math.Tanh(a), 4 * math.Exp(-2*x)
	case x >= 0.625: // here math.Tanh is this formula, and q = 1-tanh is known before it is rounded away
		q := 2 / (math.Exp(2*x) + 1)
		return math.Copysign(1-q, a), q * (2 - q)
	}
	t = math.Copysign(math.Tanh(x), a)
	return t, 1 - float64(t*t) // at most 0.31 is taken from 1: nothing is lost
}
