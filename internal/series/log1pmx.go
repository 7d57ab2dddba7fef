package series

import "math"

// Log1pMinus writes the coefficients of ln(1+x) - x, which falls like -x²/2 around 0: c[k] = (-1)ᵏ⁺¹/(k·(1+x)ᵏ) from order 2 on.
//
// Special cases are (in order):
//
//	Log1pMinus at +Inf: -Inf, -1, -0, 0, …
//	Log1pMinus at -1: -Inf, +Inf, -Inf, …
//	Log1pMinus at x < -1 or NaN: NaN, NaN, NaN, …
func Log1pMinus(c []float64, a float64) {
	Log1p(c, a)
	if math.IsInf(a, 1) {
		c[0] = math.Inf(-1)
		if len(c) > 1 {
			c[1] = -1
		}
		return
	}
	if len(c) > 1 && a > -1 {
		c[1] = -a / (1 + a)
	}
	if math.Abs(a) > 0.4 {
		c[0] -= a
		return
	}
	r := a / (2 + a) // ln(1+a) = 2·artanh r, and 2r - a = -a·r
	z, power, sum := r*r, 1.0, 0.0
	for k := 3.0; power > 1e-18; k += 2 {
		sum += power / k
		power *= z
	}
	c[0] = r * (float64(2*z*sum) - a)
}
