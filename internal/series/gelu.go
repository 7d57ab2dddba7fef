package series

import "math"

// geluFunctions are the rows of the table for the rules of this file.
func geluFunctions() []Function {
	return []Function{
		{Name: "GELU", Kind: Activation, Rule: GELU, Domain: everywhere, Smooth: Smooth, Init: "He", Kernel: "geluKernel",
			Doc: "x·Φ(x), Φ the distribution function of the standard normal law (Hendrycks & Gimpel 2016)",
			Cases: []string{
				"GELU(+Inf+eϵ) = +Inf+eϵ",
				"GELU(-Inf+eϵ) = -0+0ϵ",
				"GELU(NaN+eϵ) = NaN+NaNϵ",
			}},
		{Name: "GELUTanh", Kind: Activation, Rule: GELUTanh, Domain: everywhere, Smooth: Smooth, Init: "He", Kernel: "geluTanhKernel",
			Doc: "x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))), the approximation of [GELU] that many networks were trained with, " +
				"and has its special cases"},
	}
}

// GELU writes the coefficients of x·Φ(x), Φ the distribution function of the normal law: c[k] = a·Φₖ + Φₖ₋₁ with those of
// [NormalCDF] (Hendrycks & Gimpel 2016).
//
// Special cases are (in order):
//
//	GELU at ±0: ±0, 1/2, 1/√(2π), …
//	GELU at +Inf: +Inf, 1, 0, …
//	GELU at -Inf: -0, 0, 0, …
//	GELU at NaN: NaN, NaN, NaN, …
func GELU(c []float64, a float64) {
	switch {
	case math.Abs(a) > 50:
		gateLimit(c, a)
		return
	case a > 37.5:
		GELU(c, -a)
		mirrorGate(c, a)
		return
	}
	rest := normal(c, a)
	timesX(c, a)
	if rest != 1 {
		scaleBy(c, rest)
	}
}

// GELUTanh writes the coefficients of ½x(1+tanh(√(2/π)(x+0.044715x³))) = x·σ(v(x)), the approximation of [GELU] in wide
// use (Hendrycks & Gimpel 2016): those of [Sigmoid] at v(a), composed with the polynomial v by Horner's rule, times x.
//
// Special cases are (in order):
//
//	GELUTanh at ±0: ±0, 1/2, √(2/π)/2, …
//	GELUTanh at +Inf: +Inf, 1, 0, …
//	GELUTanh at -Inf: -0, 0, 0, …
//	GELUTanh at NaN: NaN, NaN, NaN, …
func GELUTanh(c []float64, a float64) {
	switch {
	case math.Abs(a) > 25: // σ(v) is 0 or 1, whatever power of v multiplies the difference
		gateLimit(c, a)
		return
	case a > 20:
		GELUTanh(c, -a)
		mirrorGate(c, a)
		return
	}
	const (
		lin, linLow = 1.5957691216057308, -9.96930880911092e-17   // 2√(2/π)
		cub, cubLow = 0.07135481627260025, -6.175149918155315e-19 // 0.044715·2√(2/π)
	)
	// v in double precision twice over: the exponential magnifies its rounding by v, which is up to 745.
	sq := a * a
	sqLow := math.FMA(a, a, -sq)
	t := float64(cub * sq)
	tLow := math.FMA(cub, sq, -t) + (float64(cub*sqLow) + float64(cubLow*sq))
	s, sLow := twoSum(lin, t)
	sLow += tLow + linLow
	v := a * s
	vLow := math.FMA(a, s, -v) + float64(a*sLow)

	if v < -700 { // as in SiLU, σ(v) is the exponential, and half of it goes in last
		half := math.Exp(0.5*v) * (1 + float64(0.5*vLow))
		exponentials(c, half)
		composeCubic(c, lin+float64(3*t), 3*cub*a, cub)
		timesX(c, a)
		scaleBy(c, half)
		return
	}
	e, m := decay(v)
	change := -e * math.Copysign(vLow, v*vLow) // |v+vLow| is |v| plus or minus |vLow|
	logistic(c, v, e+change, m-change)
	composeCubic(c, lin+float64(3*t), 3*cub*a, cub)
	timesX(c, a)
}

// composeCubic turns the coefficients of φ into those of φ(v₁h + v₂h² + v₃h³), in place: while Horner's rule has j
// coefficients of φ still to add, only the first len(c)-j of its result matter, so the two share the array.
func composeCubic(c []float64, v1, v2, v3 float64) {
	for j := len(c) - 2; j >= 0; j-- {
		r := c[j:]
		for i := len(r) - 1; i > 2; i-- {
			r[i] = float64(v1*r[i]) + float64(v2*r[i-1]) + float64(v3*r[i-2])
		}
		if len(r) > 2 {
			r[2] = float64(v1*r[2]) + float64(v2*r[1])
		}
		r[1] *= v1
	}
}
