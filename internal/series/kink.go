package series

import "math"

// kinkFunctions are the rows of the table for the rules of this file.
func kinkFunctions() []Function {
	return []Function{
		{Name: "ReLU", Kind: Activation, Rule: ReLU, Domain: everywhere, Smooth: 0, Init: "He", Kernel: "leakyReLUKernel",
			Doc: "max(x, 0) with the slope 0 at 0. For the slope along the seed write x.Max(x.Lift(0))",
			Cases: []string{
				"ReLU(±0+eϵ) = 0+0ϵ",
				"ReLU(+Inf+eϵ) = +Inf+eϵ",
				"ReLU(-Inf+eϵ) = 0+0ϵ",
				"ReLU(NaN+eϵ) = NaN+NaNϵ",
			}},
		{Name: "LeakyReLU", Kind: Activation, Parameter: "slope", Family: LeakyReLU, Domain: everywhere, Smooth: 0,
			Init: "He", Kernel: "leakyReLUKernel",
			Doc: "x for x > 0 and slope·x otherwise, with the slope 0 at 0",
			Cases: []string{
				"LeakyReLU(±0+eϵ) = ±0·slope+0ϵ",
				"LeakyReLU(+Inf+eϵ) = +Inf+eϵ",
				"LeakyReLU(-Inf+eϵ) = -Inf·slope+slope·eϵ (0+0ϵ for slope 0)",
				"LeakyReLU(NaN+eϵ) = NaN+NaNϵ",
			},
			Usual: 0.01, Golden: []float64{0.01}, Sampled: []float64{0.1}},
		{Name: "Abs", Kind: Kinked, Rule: Abs, Domain: everywhere, Smooth: 0, Math: math.Abs, Init: "He"},
		{Name: "ELU", Kind: Activation, Parameter: "alpha", Family: ELU, Domain: everywhere, SmoothOf: ELUSmoothness,
			Init: "He", Kernel: "eluKernel",
			Doc: "x for x > 0 and alpha·(eˣ − 1) otherwise, also its derivatives at 0 (Clevert et al. 2016)",
			Cases: []string{
				"ELU(±0+eϵ) = ±0·alpha+alpha·eϵ",
				"ELU(+Inf+eϵ) = +Inf+eϵ",
				"ELU(-Inf+eϵ) = -alpha+0ϵ",
				"ELU(NaN+eϵ) = NaN+NaNϵ",
			},
			Usual: 1, Golden: []float64{1, 0.5}, Sampled: []float64{1}},
	}
}

// ReLU writes the coefficients of max(x, 0). At the kink the slope is fixed at 0.
//
// Special cases are (in order):
//
//	ReLU at ±0: 0, 0, 0, …
//	ReLU at +Inf: +Inf, 1, 0, …
//	ReLU at -Inf: 0, 0, 0, …
//	ReLU at NaN: NaN, NaN, NaN, …
func ReLU(c []float64, a float64) {
	switch {
	case a > 0:
		line(c, a, 1)
	case a <= 0:
		line(c, 0, 0)
	default:
		fill(c, a)
	}
}

// LeakyReLU writes the coefficients of x for x > 0 and slope·x otherwise. At the kink the slope is fixed at 0.
//
// Special cases are (in order):
//
//	LeakyReLU at ±0: ±0·slope, 0, 0, …
//	LeakyReLU at +Inf: +Inf, 1, 0, …
//	LeakyReLU at -Inf: -Inf·slope, slope, 0, … (value 0 for slope 0)
//	LeakyReLU at NaN: NaN, NaN, NaN, …
func LeakyReLU(c []float64, a, slope float64) {
	switch {
	case a > 0:
		line(c, a, 1)
	case a == 0:
		line(c, slope*a, 0)
	case a < 0 && slope == 0:
		line(c, 0, 0)
	case a < 0:
		line(c, slope*a, slope)
	default:
		fill(c, a)
	}
}

// Abs writes the coefficients of |x|. At the kink the slope is fixed at 0.
//
// Special cases are (in order):
//
//	Abs at ±0: 0, 0, 0, …
//	Abs at ±Inf: +Inf, ±1, 0, …
//	Abs at NaN: NaN, NaN, NaN, …
func Abs(c []float64, a float64) {
	switch {
	case a > 0:
		line(c, a, 1)
	case a < 0:
		line(c, -a, -1)
	case a == 0:
		line(c, 0, 0)
	default:
		fill(c, math.NaN())
	}
}

// ELU writes the coefficients of x for x > 0 and alpha·(eˣ-1) otherwise. At 0 the exponential branch holds: the slope
// is alpha, and with alpha = 1 it is continuous.
//
// Special cases are (in order):
//
//	ELU at ±0: ±0·alpha, alpha, alpha/2, …
//	ELU at +Inf: +Inf, 1, 0, …
//	ELU at -Inf: -alpha, 0, 0, …
//	ELU at NaN: NaN, NaN, NaN, …
func ELU(c []float64, a, alpha float64) {
	if a > 0 {
		line(c, a, 1)
		return
	}
	Expm1(c, a)
	scaleBy(c, alpha)
}

// line writes the coefficients of a straight line.
func line(c []float64, value, slope float64) {
	fill(c, 0)
	c[0] = value
	if len(c) > 1 {
		c[1] = slope
	}
}

// ELUSmoothness returns the number of continuous derivatives of [ELU].
func ELUSmoothness(alpha float64) int {
	if alpha == 1 {
		return 1
	}
	return 0
}
