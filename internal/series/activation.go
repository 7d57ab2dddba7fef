package series

import "math"

// sigmoidFunctions are the rows of the table for the rules of this file.
func sigmoidFunctions() []Function {
	return []Function{
		{Name: "Sigmoid", Kind: Activation, Rule: Sigmoid, Domain: everywhere, Smooth: Smooth, Init: "Glorot", Kernel: "sigmoidKernel",
			Doc: "the logistic function 1/(1 + e⁻ˣ)",
			Cases: []string{
				"Sigmoid(+Inf+eϵ) = 1+0ϵ",
				"Sigmoid(-Inf+eϵ) = 0+0ϵ",
				"Sigmoid(NaN+eϵ) = NaN+NaNϵ",
			}},
		{Name: "Softplus", Kind: Activation, Rule: Softplus, Domain: everywhere, Smooth: Smooth, Init: "Glorot", Kernel: "softplusKernel",
			Doc: "log(1 + eˣ), without overflow",
			Cases: []string{
				"Softplus(+Inf+eϵ) = +Inf+eϵ",
				"Softplus(-Inf+eϵ) = 0+0ϵ",
				"Softplus(NaN+eϵ) = NaN+NaNϵ",
			}},
		{Name: "LogSigmoid", Kind: Activation, Rule: LogSigmoid, Domain: everywhere, Smooth: Smooth, Init: "Glorot", Kernel: "logSigmoidKernel",
			Doc: "log(sigmoid(x)) = −softplus(−x)",
			Cases: []string{
				"LogSigmoid(+Inf+eϵ) = -0+0ϵ",
				"LogSigmoid(-Inf+eϵ) = -Inf+eϵ",
				"LogSigmoid(NaN+eϵ) = NaN+NaNϵ",
			}},
		{Name: "SiLU", Kind: Activation, Rule: SiLU, Domain: everywhere, Smooth: Smooth, Init: "He", Kernel: "siluKernel",
			Doc: "x·sigmoid(x), also known as swish",
			Cases: []string{
				"SiLU(+Inf+eϵ) = +Inf+eϵ",
				"SiLU(-Inf+eϵ) = -0+0ϵ",
				"SiLU(NaN+eϵ) = NaN+NaNϵ",
			}},
	}
}

// Sigmoid writes the coefficients of the logistic function σ(x) = 1/(1+e⁻ˣ): y' = y(1-y), so
// (k+1)·c[k+1] = (1-2y)·c[k] - Σ c[j]·c[k-j] over 0 < j < k.
//
// Special cases are (in order):
//
//	Sigmoid at +Inf: 1, 0, 0, …
//	Sigmoid at -Inf: 0, 0, 0, …
//	Sigmoid at NaN: NaN, NaN, NaN, …
func Sigmoid(c []float64, a float64) {
	e, m := decay(a)
	logistic(c, a, e, m)
}

// decay returns e^-|a| and 1-e^-|a|, the second with its digits near 0.
func decay(a float64) (e, m float64) {
	x := math.Abs(a)
	if x < math.Ln2 {
		m = -math.Expm1(-x)
		return 1 - m, m
	}
	e = math.Exp(-x)
	return e, 1 - e
}

// logistic writes the coefficients of σ at a, given its decay. The value, the slope and 1-2σ = -tanh(a/2) are quotients of
// e^-|a| in which nothing cancels.
func logistic(c []float64, a, e, m float64) {
	d := 1 + e
	skew := -m / d
	c[0] = 1 / d
	if a < 0 {
		skew = -skew
		c[0] = e / d
	}
	if len(c) == 1 {
		return
	}
	c[1] = e / (d * d)
	for k := 1; k+1 < len(c); k++ {
		sum := skew * c[k]
		for j := 1; j < k; j++ {
			sum -= float64(c[j] * c[k-j])
		}
		c[k+1] = sum / float64(k+1)
	}
}

// Softplus writes the coefficients of ln(1+eˣ): y' = σ(x), so c[k] is coefficient k-1 of [Sigmoid] over k.
//
// Special cases are (in order):
//
//	Softplus at +Inf: +Inf, 1, 0, 0, …
//	Softplus at -Inf: 0, 0, 0, …
//	Softplus at NaN: NaN, NaN, NaN, …
func Softplus(c []float64, a float64) {
	e, m := decay(a)
	c[0] = math.Log1p(e)
	if !(a < 0) {
		c[0] += a
	}
	if len(c) == 1 {
		return
	}
	logistic(c[1:], a, e, m)
	integrate(c)
}

// LogSigmoid writes the coefficients of ln σ(x) = -softplus(-x).
//
// Special cases are (in order):
//
//	LogSigmoid at +Inf: -0, 0, -0, …
//	LogSigmoid at -Inf: -Inf, 1, -0, …
//	LogSigmoid at NaN: NaN, NaN, NaN, …
func LogSigmoid(c []float64, a float64) {
	Softplus(c, -a)
	for k := 0; k < len(c); k += 2 {
		c[k] = -c[k]
	}
}

// SiLU writes the coefficients of x·σ(x): c[k] = a·σₖ + σₖ₋₁ from those of [Sigmoid].
//
// Special cases are (in order):
//
//	SiLU at ±0: ±0, 1/2, 1/4, …
//	SiLU at +Inf: +Inf, 1, 0, …
//	SiLU at -Inf: -0, 0, 0, …
//	SiLU at NaN: NaN, NaN, NaN, …
func SiLU(c []float64, a float64) {
	switch {
	case math.IsInf(a, 0):
		gateLimit(c, a)
	case a > 700:
		SiLU(c, -a)
		mirrorGate(c, a)
	case a < -700:
		exponentials(c, 1)
		timesX(c, a)
		h := math.Exp(0.5 * a) // σ is eˣ here; it has lost bits to underflow that a multiple of it still has
		scaleBy(c, h)
		scaleBy(c, h)
	default:
		Sigmoid(c, a)
		timesX(c, a)
	}
}

// exponentials writes y/k!, the coefficients of a multiple of eˣ.
func exponentials(c []float64, y float64) {
	c[0] = y
	for k := 1; k < len(c); k++ {
		c[k] = c[k-1] / float64(k)
	}
}

// timesX turns the coefficients of φ(x) into those of x·φ(x).
func timesX(c []float64, a float64) {
	for k := len(c) - 1; k > 0; k-- {
		c[k] = float64(a*c[k]) + c[k-1]
	}
	c[0] *= a
}

// mirrorGate turns the coefficients at -a of a gate φ(x) = x·s(x), s(x)+s(-x) = 1, into those at a: φ(x) = x + φ(-x).
// Far to the right the derivatives from the second on are tiny, and only there are they free of the 1 that s is near.
func mirrorGate(c []float64, a float64) {
	for k := 1; k < len(c); k += 2 {
		c[k] = -c[k]
	}
	c[0] += a
	if len(c) > 1 {
		c[1]++
	}
}

// gateLimit writes the coefficients of a function that is x far to the right and 0 far to the left.
func gateLimit(c []float64, a float64) {
	fill(c, 0)
	if a < 0 {
		c[0] = math.Copysign(0, -1)
		return
	}
	c[0] = a
	if len(c) > 1 {
		c[1] = 1
	}
}
