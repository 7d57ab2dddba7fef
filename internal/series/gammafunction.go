package series

import (
	"math"

	"example.com/sobolev/internal/number"
)

// Gamma writes the coefficients of Γ(x): y' = ψ(x)·y, so (k+1)·c[k+1] = Σ ψ[i]·c[k-i] with those of [Digamma].
//
// Special cases are (in order):
//
//	Gamma at +Inf: +Inf, +Inf, +Inf, …
//	Gamma at ±0: ±Inf, -Inf, ±Inf, …
//	Gamma at a negative integer, -Inf or NaN: NaN, NaN, NaN, …
func Gamma(c []float64, a float64) {
	c[0] = math.Gamma(a)
	switch {
	case math.IsInf(a, 1):
		fill(c, a)
		return
	case a == 0:
		for k := range c {
			c[k] = 1 / a
			if k%2 == 1 {
				c[k] = math.Inf(-1)
			}
		}
		return
	case len(c) == 1:
		return
	case a > 200: // all coefficients that anyone has asked for overflow, and infinite terms would cancel
		fill(c[1:], math.Inf(1))
		return
	}
	var stack [16]float64
	psi := append(stack[:0], make([]float64, len(c)-1)...)
	Digamma(psi, a)
	value := c[0]
	var rest float64
	c[0], rest = scaledGamma(a, value)
	for k := 0; k+1 < len(c); k++ {
		var sum float64
		for i := 0; i <= k; i++ {
			sum += float64(number.Times(c[k-i], psi[i]))
		}
		c[k+1] = sum / float64(k+1)
	}
	if rest != 1 {
		scaleBy(c, rest)
		scaleBy(c, rest)
	}
	c[0] = value
}

// scaledGamma returns Γ(a)/rest², given Γ(a): inside of the range of floats where Γ(a), but not all its derivatives, leaves it,
// or where some of them leave it and would cancel. It steps there from where math.Gamma is inside, by Γ(x+1) = x·Γ(x).
func scaledGamma(a, value float64) (y, rest float64) {
	x := a
	switch {
	case a > 160:
		for rest = 0x1p256; x > 171; x-- {
		}
		for y = math.Gamma(x) / rest / rest; x < a; x++ {
			y *= x
		}
	case a < -160 && a > -300:
		for rest = 0x1p-500; x < -160; x++ {
		}
		for y = math.Gamma(x) / rest / rest; x > a; y /= x {
			x--
		}
	default:
		return value, 1
	}
	return y, rest
}

// Polygamma returns the rule of ψ⁽ⁿ⁾(x), the derivative of order n ≥ 0 of [Digamma]: c[k] is (n+k)!/k! times its
// coefficient n+k. The special cases are those of the coefficients of Digamma from n on.
func Polygamma(n int) Rule {
	return func(c []float64, a float64) {
		var stack [32]float64
		psi := append(stack[:0], make([]float64, n+len(c))...)
		Digamma(psi, a)
		for k := range c {
			f := psi[n+k]
			for j := k + 1; j <= n+k; j++ {
				f *= float64(j)
			}
			c[k] = f
		}
	}
}

// LgammaTail writes the coefficients of what Stirling's formula (x-1/2)·ln x - x + ln(2π)/2 lacks of ln Γ(x), for x ≥ 10: the sum
// of B₂ᵢ/(2i·(2i-1)·x²ⁱ⁻¹), which falls to 10⁻¹⁹ there.
func LgammaTail(c []float64, a float64) {
	fill(c, 0)
	inv := 1 / a
	factorial, t := 1.0, inv // (2i-2)! and a¹⁻²ⁱ
	for i, b := range bernoulli {
		s := float64(2*i + 1) // the power
		term := b * factorial * t
		for k := range c { // of x⁻ˢ: coefficient k is binomial(-s, k)·a⁻ˢ⁻ᵏ
			c[k] += term
			term *= -(s + float64(k)) / float64(k+1) * inv
		}
		factorial *= s * (s + 1)
		t *= float64(inv * inv)
	}
}
