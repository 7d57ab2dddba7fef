package series

import (
	"math"

	"example.com/sobolev/internal/number"
)

// gammaFunctions are the rows of the table for the rules of this file.
func gammaFunctions() []Function {
	return []Function{
		{Name: "Lgamma", Rule: Lgamma, Domain: everywhere, Smooth: Smooth, Math: number.Lgamma,
			Doc: "the logarithm of |Γ(x)|"},
		{Name: "Digamma", Rule: Digamma, Domain: everywhere, Smooth: Smooth,
			Doc: "the derivative of Lgamma"},
	}
}

// Lgamma writes the coefficients of ln|Γ(x)|: y' = ψ(x), so c[k] is coefficient k-1 of [Digamma] over k.
//
// Special cases are (in order):
//
//	Lgamma at +Inf: +Inf, +Inf, 0, 0, …
//	Lgamma at ±0: +Inf, ∓Inf, +Inf, ∓Inf, …
//	Lgamma at a negative integer: +Inf, NaN, NaN, …
//	Lgamma at -Inf: -Inf, NaN, NaN, …
//	Lgamma at NaN: NaN, NaN, NaN, …
func Lgamma(c []float64, a float64) {
	c[0] = number.Lgamma(a)
	if len(c) == 1 {
		return
	}
	Digamma(c[1:], a)
	integrate(c)
}

// Digamma writes the coefficients of ψ(x) = Γ'(x)/Γ(x). With Hurwitz's zeta function, c[k] = (-1)ᵏ⁺¹·ζ(k+1, a) for a > 0;
// for a < 0 the recurrence ψ(x) = ψ(x+1) - 1/x leads there (Abramowitz & Stegun 6.3.5, 6.4.6, 6.4.10).
//
// Special cases are (in order):
//
//	Digamma at +Inf: +Inf, 0, 0, …
//	Digamma at ±0: ∓Inf, +Inf, ∓Inf, …
//	Digamma at a negative integer: NaN, NaN, NaN, …
//	Digamma at -Inf: NaN, NaN, NaN, …
//	Digamma at NaN: NaN, NaN, NaN, …
func Digamma(c []float64, a float64) {
	switch {
	case math.IsInf(a, 1):
		fill(c, 0)
		c[0] = a
	case a == 0:
		for k := range c {
			c[k] = math.Inf(1)
			if k%2 == 0 {
				c[k] = -1 / a
			}
		}
	case a > 0:
		c[0] = digamma(a)
		for k := 1; k < len(c); k++ {
			c[k] = alternate(k+1, hurwitz(k+1, a))
		}
	case a == math.Trunc(a) || a != a:
		fill(c, math.NaN())
	default:
		negativeDigamma(c, a)
	}
}

// negativeDigamma serves negative a that are no integers. ψ(a) is ψ(1-a) - π·cot πa. In the higher coefficients the
// terms of the two poles around a dominate, and midway between them they cancel exactly: they are added up first.
func negativeDigamma(c []float64, a float64) {
	r := a - math.Round(a) // exact; a lies at r from its nearest pole
	c[0] = digamma(1-a) - float64(math.Pi*cotangent(r))
	for k := 1; k < len(c); k++ {
		s := k + 1
		near, far := alternate(s, 1/power(r, s)), alternate(s, hurwitz(s, 1+r)) // the nearest pole, all left of it
		if a != r {
			near += 1 / power(1-r, s) // the next pole to the right
			far += hurwitz(s, 2-r) - hurwitz(s, 1-a)
		}
		c[k] = near + far
	}
}

// cotangent returns cot πr for 0 < |r| <= 1/2.
func cotangent(r float64) float64 {
	if math.Abs(r) > 0.25 {
		return math.Tan(math.Pi * (math.Copysign(0.5, r) - r))
	}
	return 1 / math.Tan(math.Pi*r)
}

// alternate returns (-1)ⁿ·x.
func alternate(n int, x float64) float64 {
	if n%2 == 1 {
		return -x
	}
	return x
}

// power returns xⁿ for n > 0, with an error of at most n/2 units in the last place.
func power(x float64, n int) float64 {
	y := x
	for range n - 1 {
		y *= x
	}
	return y
}

// The positive zero of ψ, to twice the precision of a float64.
const (
	digammaZero    = 1.4616321449683622
	digammaZeroLow = 9.549995429965697e-17
)

// digammaQuotient holds the polynomial in x-3/2 that is ψ(x) over x less its zero, on [1, 2], to 6e-19: the Chebyshev fit
// of mpmath's chebyfit.
var digammaQuotient = [...]float64{
	0.9510558760318328, -0.42362742128146047, 0.24054248424078736, -0.14840492305391761, 0.09498872445283,
	-0.06192213327165706, 0.04076083394462657, -0.02697579684427536, 0.017907248195969127, -0.011908215172584002,
	0.007927024067961237, -0.00528001782089874, 0.0035180800751066694, -0.002344650082351321, 0.0015635679757533885,
	-0.001042261556504223, 0.0006899717801166841, -0.0004599625144612576, 0.0003268068044141764, -0.0002178682145501451,
	9.173383289174792e-05, -6.11554261750751e-05, 0.00012230983055406747, -8.153978973309418e-05,
}

// bernoulli holds B₂ᵢ/(2i)! for i = 1, 2, …
var bernoulli = [...]float64{
	1. / 12, -1. / 720, 1. / 30240, -1. / 1209600, 1. / 47900160, -691. / 1307674368000,
	1. / 74724249600, -3617. / 10670622842880000, 43867. / 5109094217170944000, -174611. / 802857662698291200000,
}

// digamma returns ψ(a) for a > 0: by the quotient above on [1, 2], where its zero lies, by ψ(x+1) = ψ(x) + 1/x from there,
// and by the asymptotic series ln a - 1/2a - Σ B₂ᵢ/(2i·a²ⁱ) from 8 on.
func digamma(a float64) float64 {
	if a >= 8 {
		inv := 1 / a
		z := inv * inv
		var tail float64
		factorial, t := 1.0, z // (2i-1)! and a⁻²ⁱ
		for i, b := range bernoulli {
			tail += float64(b * factorial * t)
			n := float64(2*i + 2)
			factorial *= n * (n + 1)
			t *= z
		}
		return math.Log(a) - (float64(0.5*inv) + tail)
	}
	x := a
	if a < 1 {
		x = a + 1
	} else if a > 2 {
		x = 1 + (a - math.Floor(a)) // exact
	}
	var q float64
	for i := len(digammaQuotient) - 1; i >= 0; i-- {
		q = float64(q*(x-1.5)) + digammaQuotient[i]
	}
	y := ((x - digammaZero) - digammaZeroLow) * q
	if a < 1 {
		return y - 1/a
	}
	for ; x < a; x++ {
		y += 1 / x
	}
	return y
}

// hurwitz returns ζ(s, a) = Σ (a+j)⁻ˢ for a > 0 and s > 1, summing until the Euler-Maclaurin formula takes over.
func hurwitz(s int, a float64) float64 {
	var sum float64
	f := float64(s)
	for a < 10+f {
		sum += 1 / power(a, s)
		a++
	}
	inv := 1 / a
	q := 1 / power(a, s-1)
	if q < 0x1p-1022 { // the power may have overflowed where its inverse is a float
		q = power(inv, s-1)
	}
	tail := 1/(f-1) + float64(0.5*inv)
	t := f * inv * inv
	for i, b := range bernoulli {
		tail += float64(b * t)
		n := f + float64(2*i)
		t *= (n + 1) * (n + 2) * inv * inv
	}
	return sum + float64(q*tail)
}
