package series

import (
	"math"

	"example.com/sobolev/internal/number"
)

// NormalCDF writes the coefficients of Φ, the distribution function of the standard normal law: Φ' = e^(-x²/2)/√(2π)
// and Φ″ = -xΦ', so (k+1)(k+2)·c[k+2] = -(a(k+1)·c[k+1] + k·c[k]).
//
// Special cases are (in order):
//
//	NormalCDF at ±0: 1/2, 1/√(2π), ∓0, …
//	NormalCDF at +Inf: 1, 0, 0, …
//	NormalCDF at -Inf: 0, 0, 0, …
//	NormalCDF at NaN: NaN, NaN, NaN, …
func NormalCDF(c []float64, a float64) {
	switch {
	case a != a:
		fill(c, a)
		return
	case math.Abs(a) > 50: // far below the smallest float, whatever power of a multiplies it
		fill(c, 0)
	default:
		if rest := normal(c, a); rest != 1 {
			scaleBy(c, rest)
		}
	}
	if a > 37.5 {
		c[0] = 1
	}
}

// normal writes the coefficients of Φ/rest for |a| ≤ 50; above 37.5 the value is not that of Φ.
func normal(c []float64, a float64) (rest float64) {
	if math.Abs(a) > 37.5 {
		// e^(-a²/2) has lost bits to underflow that a multiple of it still has: half of it is left to go in last. The
		// value of Φ is from its asymptotic series, whose terms fall by 1/a² < 10⁻³.
		z := 1 / (a * a)
		mills := -(1 - float64(z*(1-float64(z*(3-float64(z*(15-float64(z*(105-float64(z*945)))))))))) / a
		half := expSquare(a, 0.25)
		normalTail(c, a, half*mills/math.Sqrt(2*math.Pi), half)
		return half
	}
	const (
		root    = math.Sqrt2 / 2
		rootLow = -4.833646656726457e-17 // √½ less root
	)
	e := expSquare(a, 0.5)
	z := -a * root
	low := math.FMA(-a, root, -z) - float64(a*rootLow) // erfc would magnify the rounding of its argument
	normalTail(c, a, float64(0.5*math.Erfc(z))-e*low/math.SqrtPi, e)
	return 1
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

// NormalPDF writes the coefficients of φ(x) = e^(-x²/2)/√(2π): φ' = -xφ, so (k+1)·c[k+1] = -(a·c[k] + c[k-1]).
//
// Special cases are (in order):
//
//	NormalPDF at ±Inf: 0, 0, 0, …
//	NormalPDF at NaN: NaN, NaN, NaN, …
func NormalPDF(c []float64, a float64) {
	if math.Abs(a) > 50 {
		fill(c, 0)
		return
	}
	rest := 1.0
	if math.Abs(a) > 37.5 { // as in NormalCDF
		rest = expSquare(a, 0.25)
		c[0] = rest / (math.Sqrt2 * math.SqrtPi)
	} else {
		c[0] = expSquare(a, 0.5) / (math.Sqrt2 * math.SqrtPi)
	}
	if len(c) > 1 {
		c[1] = -a * c[0]
	}
	for k := 1; k+1 < len(c); k++ {
		c[k+1] = -(float64(a*c[k]) + c[k-1]) / float64(k+1)
	}
	if rest != 1 {
		scaleBy(c, rest)
	}
}

// LogNormalCDF writes the coefficients of ln Φ(x): y' = h with h = φ/Φ and h' = -h(x+h), so
// (k+1)·h[k+1] = -(a·h[k] + h[k-1] + Σ h[i]·h[k-i]).
//
// Left of -1.25, where x+h cancels, h is Laplace's continued fraction in t = -x,
//
//	h = t + 1/(t + 2/(t + 3/(t + …))),
//
// evaluated from its end for the truncated series t + n (Abramowitz & Stegun 26.2.14). Around -2 the coefficients of
// higher orders are much smaller than what they are made of, in both ways: at order 8 four or five digits are lost.
//
// Special cases are (in order):
//
//	LogNormalCDF at +Inf: 0, 0, 0, …
//	LogNormalCDF at -Inf: -Inf, +Inf, -1/2, 0, …
//	LogNormalCDF at NaN: NaN, NaN, NaN, …
func LogNormalCDF(c []float64, a float64) {
	const logRoot = 0.91893853320467274178 // ln √(2π)
	switch {
	case a != a:
		fill(c, a)
	case a > 40:
		fill(c, 0)
	case a < -1.25:
		h := c[1:]
		if len(h) == 0 { // the value alone needs h, too
			var first [1]float64
			h = first[:]
		}
		millsFraction(h, -a)
		c[0] = float64(-0.5*a*a) - logRoot - math.Log(h[0])
		integrate(c)
	default:
		var phi, tail [1]float64
		NormalPDF(phi[:], a)
		NormalCDF(tail[:], -math.Abs(a))
		c[0] = math.Log(tail[0])
		if a > 0 {
			c[0] = math.Log1p(-tail[0])
		}
		if len(c) == 1 {
			return
		}
		h := c[1:]
		h[0] = phi[0] / tail[0]
		if a > 0 {
			h[0] = phi[0] / (1 - tail[0])
		}
		for k := 0; k+1 < len(h); k++ {
			sum := float64((a + h[0]) * h[k]) // what is not in this product has indices below k
			if k > 0 {
				sum += h[k-1]
			}
			for i := 1; i <= k; i++ {
				sum += float64(h[i] * h[k-i])
			}
			h[k+1] = -sum / float64(k+1)
		}
		integrate(c)
	}
}

// millsFraction writes the coefficients in x = -t of φ(t)/Φ(-t) for t ≥ 1.25.
func millsFraction(h []float64, t float64) {
	if math.IsInf(t, 1) {
		fill(h, 0)
		h[0] = t
		if len(h) > 1 {
			h[1] = -1
		}
		return
	}
	// After n levels the value of the fraction is right to about e^(-E), E = 2t√(2n), and coefficient k to Eᵏ/k! times
	// that: E = 100 serves all orders in use, and one number of levels gives all of them the same bits.
	var stack [16]float64
	d := append(stack[:0], make([]float64, len(h))...)
	levels := 10 + int(1250/(t*t))
	for n := levels; n >= 0; n-- {
		// d = t + n + (level n+1)/d, in powers of the nilpotent part of t.
		if n == levels {
			fill(d, 0)
		} else {
			reciprocal(h, d, float64(n+1))
			copy(d, h)
		}
		d[0] += t
		if len(d) > 1 {
			d[1]++
		}
	}
	for k := range h {
		h[k] = alternate(k, d[k])
	}
}

// reciprocal writes the coefficients of s/d.
func reciprocal(r, d []float64, s float64) {
	r[0] = s / d[0]
	for k := 1; k < len(r); k++ {
		var sum float64
		for i := 1; i <= k; i++ {
			sum += float64(d[i] * r[k-i])
		}
		r[k] = -sum / d[0]
	}
}

// NormalQuantile writes the coefficients of Φ⁻¹(p): y' = u with u = √(2π)·e^(y²/2) and u' = y·u², so
// (k+1)·u[k+1] = Σ y[i]·w[k-i] with w = u². All terms of a sum have one sign.
//
// Special cases are (in order):
//
//	NormalQuantile at 0: -Inf, +Inf, -Inf, +Inf, …
//	NormalQuantile at 1: +Inf, +Inf, +Inf, …
//	NormalQuantile at p < 0, p > 1 or NaN: NaN, NaN, NaN, …
func NormalQuantile(c []float64, p float64) {
	switch {
	case p == 0:
		edge(c, math.Inf(-1), 1)
		return
	case p == 1:
		edge(c, math.Inf(1), -1)
		return
	case !(p > 0 && p < 1):
		fill(c, math.NaN())
		return
	case p > 0.5: // 1-p is exact
		NormalQuantile(c, 1-p)
		for k := 0; k < len(c); k += 2 {
			c[k] = -c[k]
		}
		return
	}
	c[0] = normalQuantile(p)
	if len(c) == 1 {
		return
	}
	// 1/φ(y) from φ/Φ, since e^(y²/2) would magnify the rounding of y.
	var log [2]float64
	LogNormalCDF(log[:], c[0])
	c[1] = 1 / (p * log[1])
	for k := 0; k+2 < len(c); k++ {
		var sum float64
		for i := 0; i <= k; i++ {
			var w float64
			for j := 0; j <= k-i; j++ {
				w += float64(float64(j+1) * c[j+1] * (float64(k-i-j+1) * c[k-i-j+1]))
			}
			sum += float64(number.Times(w, c[i]))
		}
		c[k+2] = sum / (float64(k+1) * float64(k+2))
	}
}

// normalQuantile returns Φ⁻¹(p) for 0 < p ≤ 1/2: from math.Erfinv from 1/4 on, where its argument 2p-1 is exact, and in
// the tail by Newton's method for ln Φ(x) = ln p, which loses no digits there.
func normalQuantile(p float64) float64 {
	if p >= 0.25 {
		return math.Sqrt2 * math.Erfinv(float64(2*p)-1)
	}
	logP := number.Log(p)
	t := math.Sqrt(-2 * logP)
	x := -0.7 * t
	if t > 3 {
		x = -t + (math.Log(t)+0.92)/t
	}
	for range 8 {
		var y [2]float64
		LogNormalCDF(y[:], x)
		step := (y[0] - logP) / y[1]
		x -= step
		if math.Abs(step) < 1e-9*math.Abs(x) {
			break
		}
	}
	return x
}

// Log1mExp writes the coefficients of ln(1-eˣ): y' = -q with q = 1/(e⁻ˣ-1) and q' = q+q², so
// (k+1)·q[k+1] = q[k] + Σ q[i]·q[k-i], in which nothing cancels. For the value see Mächler, Accurately computing
// log(1-exp(-|a|)), 2012.
//
// Special cases are (in order):
//
//	Log1mExp at -Inf: -0, -0, -0, …
//	Log1mExp at ±0: -Inf, -Inf, -Inf, …
//	Log1mExp at x > 0 or NaN: NaN, NaN, NaN, …
func Log1mExp(c []float64, a float64) {
	switch {
	case a == 0:
		fill(c, math.Inf(-1))
		return
	case !(a < 0):
		fill(c, math.NaN())
		return
	case a > -math.Ln2:
		c[0] = number.Log(-math.Expm1(a))
	default:
		c[0] = math.Log1p(-math.Exp(a))
	}
	if len(c) == 1 {
		return
	}
	q := c[1:]
	q[0] = 1 / math.Expm1(-a)
	if a < -700 { // where e⁻ˣ overflows eˣ is still a float
		q[0] = math.Exp(a)
	}
	for k := 0; k+1 < len(q); k++ {
		sum := q[k]
		for i := 0; i <= k; i++ {
			sum += float64(q[i] * q[k-i])
		}
		q[k+1] = sum / float64(k+1)
	}
	for k := range q {
		q[k] = -q[k] / float64(k+1)
	}
}
