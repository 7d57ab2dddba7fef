package series

import "math"

// sincFunctions are the rows of the table for the rules of this file.
func sincFunctions() []Function {
	return []Function{
		{Name: "Sinc", Rule: Sinc, Domain: everywhere, Smooth: Smooth,
			Doc: "sin(x)/x, which is 1 with slope 0 at 0"},
	}
}

// sincSlope and sincCurve hold the power series of φ'(x)/x and φ″(x)/2 in x², φ(x) = sin(x)/x = Σ (-x²)ʲ/(2j+1)!.
var (
	sincSlope = [...]float64{
		-2. / 6, 4. / 120, -6. / 5040, 8. / 362880, -10. / 39916800, 12. / 6227020800, -14. / 1307674368000,
		16. / 355687428096000, -18. / 121645100408832000, 20. / 51090942171709440000,
		-22. / 25852016738884976640000, 24. / 15511210043330985984000000, -26. / 10888869450418352160768000000,
	}
	sincCurve = [...]float64{
		-1. / 6, 6. / 120, -15. / 5040, 28. / 362880, -45. / 39916800, 66. / 6227020800, -91. / 1307674368000,
		120. / 355687428096000, -153. / 121645100408832000, 190. / 51090942171709440000,
		-231. / 25852016738884976640000, 276. / 15511210043330985984000000, -325. / 10888869450418352160768000000,
	}
)

// Sinc writes the coefficients of sin(x)/x, continued by 1 at 0. With gₖ the k-th derivative, x·y = sin x gives
// a·gₖ + k·gₖ₋₁ = sin⁽ᵏ⁾(a): read upward while k is at most |a|, and downward from far above for larger k, each step
// shrinks the errors of the one before. Slope and curvature for |a| < 2 are power series.
//
// Special cases are (in order):
//
//	Sinc at ±0: 1, ∓0, -1/6, …
//	Sinc at ±Inf: 0, 0, 0, …
//	Sinc at NaN: NaN, NaN, NaN, …
func Sinc(c []float64, a float64) {
	if math.IsInf(a, 0) {
		fill(c, 0)
		return
	}
	sin, cos := sincos(a)
	c[0] = 1
	if a != 0 {
		c[0] = sin / a
	}
	if len(c) == 1 {
		return
	}
	small := math.Abs(a) < 2
	if small {
		c[1] = a * horner(&sincSlope, a*a)
	} else {
		c[1] = (cos - c[0]) / a
	}
	if len(c) == 2 {
		return
	}
	if small {
		c[2] = horner(&sincCurve, a*a)
	} else {
		c[2] = (float64(-0.5*sin) - c[1]) / a
	}
	if len(c) > 3 {
		sincTail(c, a, sin, cos)
	}
}

// horner returns the polynomial p at z.
func horner(p *[13]float64, z float64) float64 {
	y := p[len(p)-1]
	for i := len(p) - 2; i >= 0; i-- {
		y = float64(y*z) + p[i]
	}
	return y
}

// sincTail writes the coefficients from c[3] on.
func sincTail(c []float64, a, sin, cos float64) {
	n := len(c)
	cycle := [4]float64{sin, cos, -sin, -cos} // the derivatives of the sine
	up := n                                   // the first k of the downward recurrence
	if x := math.Abs(a); x < float64(n) {
		up = max(3, int(x)+1)
	}
	g := 2 * c[2]
	for k := 3; k < min(up, n); k++ {
		g = (cycle[k%4] - float64(float64(k)*g)) / a
		c[k] = g
	}
	if up < n {
		// From gₘ = 0, whose error is divided by m!/n!·|a|ⁿ⁻ᵐ on the way down.
		g = 0
		for k := n + 20 + 8*int(math.Sqrt(float64(n))); k > up; k-- {
			g = (cycle[k%4] - float64(a*g)) / float64(k)
			if k-1 < n {
				c[k-1] = g
			}
		}
	}
	factorial := 2.0
	for k := 3; k < n; k++ {
		factorial *= float64(k)
		c[k] /= factorial
	}
}
