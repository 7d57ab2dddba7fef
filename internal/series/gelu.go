package series

import "math"

// GELU writes the coefficients of x·Φ(x), Φ the distribution function of the normal law: Φ' = e^(-x²/2)/√(2π) and
// Φ″ = -xΦ', so (k+1)(k+2)·Φₖ₊₂ = -(a(k+1)·Φₖ₊₁ + k·Φₖ), and c[k] = a·Φₖ + Φₖ₋₁ (Hendrycks & Gimpel 2016).
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
	case a < -37.5:
		// e^(-a²/2) has lost bits to underflow that a multiple of it still has: half of it goes in last. The value of
		// Φ is from its asymptotic series, whose terms fall by 1/a² < 10⁻³.
		z := 1 / (a * a)
		mills := -(1 - float64(z*(1-float64(z*(3-float64(z*(15-float64(z*(105-float64(z*945)))))))))) / a
		half := expSquare(a, 0.25)
		normalTail(c, a, half*mills/math.Sqrt(2*math.Pi), half)
		timesX(c, a)
		scaleBy(c, half)
		return
	}
	const (
		root    = math.Sqrt2 / 2
		rootLow = -4.833646656726457e-17 // √½ less root
	)
	e := expSquare(a, 0.5)
	z := -a * root
	low := math.FMA(-a, root, -z) - float64(a*rootLow) // erfc would magnify the rounding of its argument
	normalTail(c, a, float64(0.5*math.Erfc(z))-e*low/math.SqrtPi, e)
	timesX(c, a)
}

// normalTail writes the coefficients of Φ, or a multiple of it, from its value and e = e^(-a²/2).
func normalTail(c []float64, a, value, e float64) {
	c[0] = value
	if len(c) > 1 {
		c[1] = e / (math.Sqrt2 * math.SqrtPi)
	}
	if len(c) > 2 {
		c[2] = -0.5 * a * c[1]
	}
	for k := 1; k+2 < len(c); k++ {
		f := float64(k)
		c[k+2] = -(float64(a*(f+1)*c[k+1]) + float64(f*c[k])) / ((f + 1) * (f + 2))
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
