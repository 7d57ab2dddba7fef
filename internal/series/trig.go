package series

import (
	"math"
	"runtime"
)

// trigFunctions are the rows of the table for the rules of this file.
func trigFunctions() []Function {
	return []Function{
		{Name: "Sin", Rule: Sin, Domain: everywhere, Smooth: Smooth, Math: math.Sin, Init: "Glorot", Kernel: "sinKernel",
			Equation: Equation{Oscillating, -1},
			Doc:      "the sine of x", Cases: []string{"Sin(±Inf) = NaN+NaNϵ"}},
		{Name: "Cos", Rule: Cos, Domain: everywhere, Smooth: Smooth, Math: math.Cos,
			Equation: Equation{Oscillating, -1},
			Doc:      "the cosine of x", Cases: []string{"Cos(±Inf) = NaN+NaNϵ"}},
		{Name: "Tan", Rule: Tan, Domain: everywhere, Smooth: Smooth, Math: math.Tan,
			Equation: Equation{Riccati, 1},
			Doc:      "the tangent of x", Cases: []string{"Tan(±Inf) = NaN+NaNϵ"}},
	}
}

// Sin writes the coefficients of the sine: y″ = -y, so c[k] = -c[k-2]/(k(k-1)), from sine and cosine.
//
// Special cases are (in order):
//
//	Sin at ±0: ±0, 1, ∓0, -1/6, …
//	Sin at ±Inf: NaN, NaN, NaN, …
//	Sin at NaN: NaN, NaN, NaN, …
func Sin(c []float64, a float64) {
	if len(c) == 1 {
		c[0] = math.Sin(a)
		return
	}
	c[0], c[1] = sincos(a)
	for k := 2; k < len(c); k++ {
		c[k] = -c[k-2] / float64(k*(k-1))
	}
}

// Cos writes the coefficients of the cosine: y″ = -y, so c[k] = -c[k-2]/(k(k-1)), from cosine and minus sine.
//
// Special cases are (in order):
//
//	Cos at ±0: 1, ∓0, -1/2, …
//	Cos at ±Inf: NaN, NaN, NaN, …
//	Cos at NaN: NaN, NaN, NaN, …
func Cos(c []float64, a float64) {
	if len(c) == 1 {
		c[0] = math.Cos(a)
		return
	}
	s, cos := sincos(a)
	c[0], c[1] = cos, -s
	for k := 2; k < len(c); k++ {
		c[k] = -c[k-2] / float64(k*(k-1))
	}
}

// sincos returns sin a and cos a with the bits of math.Sin and math.Cos. Those of math.Sincos are the same but on s390x, where
// sine and cosine are assembly and it is not.
func sincos(a float64) (sin, cos float64) {
	if runtime.GOARCH == "s390x" {
		return math.Sin(a), math.Cos(a)
	}
	return math.Sincos(a)
}

// Tan writes the coefficients of the tangent: y' = 1+y², so (k+1)·c[k+1] = Σ c[j]·c[k-j]; no term cancels another.
//
// Special cases are (in order):
//
//	Tan at ±0: ±0, 1, ±0, 1/3, …
//	Tan at ±Inf: NaN, NaN, NaN, …
//	Tan at NaN: NaN, NaN, NaN, …
func Tan(c []float64, a float64) {
	c[0] = math.Tan(a)
	if len(c) == 1 {
		return
	}
	c[1] = 1 + float64(c[0]*c[0])
	t := c[0]
	if c[1] > 1<<60 && math.Abs(a) < 1<<30 {
		t = nearPole(a)
		c[1] = t * t
	}
	if len(c) > 2 {
		c[2] = t * c[1]
	}
	for k := 2; k+1 < len(c); k++ {
		c[k+1] = square(c, k) / float64(k+1)
	}
}

// nearPole returns tan a = 1/(pole-a) for a next to a pole. There math.Tan, whose argument is reduced to some 100 bits, is off
// by ten units in the last place and its square by twenty.
func nearPole(a float64) float64 {
	const low = 6.123233995736766e-17 // π/2 less its float64
	n := math.Round(a / (math.Pi / 2))
	return -1 / math.FMA(-n, low, math.FMA(-n, math.Pi/2, a))
}

// square returns coefficient k of the square of the series c.
func square(c []float64, k int) float64 {
	var sum float64
	for j := range (k + 1) / 2 {
		sum += float64(c[j] * c[k-j])
	}
	sum *= 2
	if k%2 == 0 {
		sum += float64(c[k/2] * c[k/2])
	}
	return sum
}
