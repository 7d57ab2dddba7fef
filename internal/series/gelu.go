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
// use (Hendrycks & Gimpel 2016), with u = σ(v) from u' = (u-u²)·v', to the left of 0, where u-u² loses nothing, and to its
// right mirrored.
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
	case a > 0:
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

	slope, curve, third := lin+float64(3*t), float64(6*cub*a), 3*cub // of v, divided by 0!, 1! and 2!
	if v < -700 {                                                    // as in SiLU, σ(v) is the exponential, and half of it goes in last
		half := math.Exp(0.5*v) * (1 + float64(0.5*vLow))
		logisticOf(c, half, 1, slope, curve, third)
		timesX(c, a)
		scaleBy(c, half)
		return
	}
	e, m := decay(v)
	e -= e * math.Copysign(vLow, v*vLow) // |v+vLow| is |v| plus or minus |vLow|; 1-e moves by less than half a unit in its last place
	logisticOf(c, e/(1+e), m/(1+e), slope, curve, third)
	timesX(c, a)
}

// logisticOf writes the coefficients of u = σ(v) for a cubic v from u' = (u-u²)·v', given u, 1-2u, and the coefficients of
// v'.
func logisticOf(c []float64, u, skew, v0, v1, v2 float64) {
	c[0] = u
	w, w1, w2 := 0.5*u*(1+skew), 0., 0. // coefficients k, k-1 and k-2 of u-u²
	for k := 0; k+1 < len(c); k++ {
		if k > 0 {
			w2, w1, w = w1, w, skew*c[k]
			for j := 1; j < k; j++ {
				w -= float64(c[j] * c[k-j])
			}
		}
		c[k+1] = (float64(v0*w) + float64(v1*w1) + float64(v2*w2)) / float64(k+1)
	}
}
