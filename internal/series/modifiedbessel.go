package series

import (
	"math"

	"example.com/sobolev/internal/number"
)

// BesselI returns the rule of Iₙ(x), the modified Bessel function of the first kind of integer order n, which may be
// negative: I'ₙ = (Iₙ₋₁ + Iₙ₊₁)/2 (DLMF 10.29.1), where nothing cancels.
//
// Special cases are (in order):
//
//	BesselI at +Inf: +Inf, +Inf, +Inf, …
//	BesselI at -Inf: +Inf, -Inf, +Inf, … (for an even n; -Inf, +Inf, -Inf, … for an odd one)
//	BesselI at NaN: NaN, NaN, NaN, …
func BesselI(n int) Rule {
	return func(c []float64, a float64) {
		if a != a {
			fill(c, a)
			return
		}
		var stack [48]float64
		f := append(stack[:0], make([]float64, magnitude(n)+len(c))...)
		besselI(f, math.Abs(a))
		alternateOrders(f, a)
		cylinder{left: 1, right: 1, mirror: 1}.coefficients(c, n, f)
	}
}

// BesselK returns the rule of Kₙ(x), the modified Bessel function of the second kind of integer order n, which may be
// negative: K'ₙ = -(Kₙ₋₁ + Kₙ₊₁)/2.
//
// Special cases are (in order):
//
//	BesselK at +Inf: 0, -0, 0, …
//	BesselK at ±0: +Inf, -Inf, +Inf, …
//	BesselK at x < 0 or NaN: NaN, NaN, NaN, …
func BesselK(n int) Rule {
	return func(c []float64, a float64) {
		if a < 0 || a != a {
			fill(c, math.NaN())
			return
		}
		var stack [48]float64
		f := append(stack[:0], make([]float64, max(magnitude(n)+len(c), 2))...)
		besselK(f, math.Abs(a))
		cylinder{left: -1, right: -1, mirror: 1}.coefficients(c, n, f)
	}
}

// besselI fills f with Iₘ(x) for m = 0 … len(f)-1 and x ≥ 0.
func besselI(f []float64, x float64) {
	var rest float64
	f[0], rest = besselI0(x)
	if math.IsInf(rest, 1) {
		fill(f, rest)
		return
	}
	minimal(f, 0, x, 1)
	scaleBy(f, rest) // I₀ may overflow where higher orders do not
}

// besselI0 returns I₀(x)/rest for x ≥ 0, by Σ (x²/4)ᵏ/k!² below 20 and by the asymptotic series (DLMF 10.40.1) from there, whose
// smallest term is e⁻²ˣ. All terms are positive.
func besselI0(x float64) (value, rest float64) {
	sum, term := 1.0, 1.0
	if x < 20 {
		z := 0.25 * x * x
		for k := 1.0; term > 1e-17*sum; k++ {
			term *= z / (k * k)
			sum += term
		}
		return sum, 1
	}
	for k := 1.0; term > 1e-17*sum; k++ {
		odd := float64(2*k) - 1
		term *= odd * odd / (8 * k * x)
		sum += term
	}
	rest = math.Exp(0.5 * x)
	return rest * sum / math.Sqrt(2*math.Pi*x), rest
}

// besselK fills f with Kₘ(x) for m = 0 … len(f)-1, at least two, and x ≥ 0, from the first two by Kₘ₊₁ = (2m/x)·Kₘ + Kₘ₋₁,
// where nothing cancels.
func besselK(f []float64, x float64) {
	rest := 1.0
	switch {
	case math.IsInf(x, 1):
		fill(f, 0)
		return
	case x == 0:
		fill(f, math.Inf(1))
		return
	case x < 1:
		f[0], f[1] = smallBesselK(x)
	default:
		f[0], f[1] = largeBesselK(x)
		rest = math.Exp(-0.5 * x) // e⁻ˣ loses digits to underflow before a multiple of it does
		f[0], f[1] = f[0]*rest, f[1]*rest
	}
	for m := 2; m < len(f); m++ {
		f[m] = float64(2*float64(m-1)/x*f[m-1]) + f[m-2]
	}
	scaleBy(f, rest)
}

// smallBesselK returns K₀(x) and K₁(x) for 0 < x < 1: K₀ by its series -(ln(x/2)+γ)·I₀ + Σ Hₖ·(x²/4)ᵏ/k!² (DLMF 10.31.2) and K₁
// by the Wronskian I₀·K₁ + I₁·K₀ = 1/x.
func smallBesselK(x float64) (k0, k1 float64) {
	const euler = 0.57721566490153286061
	var i [2]float64
	besselI(i[:], x)
	z := 0.25 * x * x
	var sum, harmonic float64
	for k, term := 1.0, 1.0; term > 1e-18; k++ {
		term *= z / (k * k)
		harmonic += 1 / k
		sum += float64(term * harmonic)
	}
	k0 = sum - float64((logHalf(x)+euler)*i[0])
	return k0, (1/x - float64(i[1]*k0)) / i[0]
}

// logHalf returns ln(x/2) for positive x, half of which may be below all floats.
func logHalf(x float64) float64 {
	if x < 0x1p-1000 {
		return number.Log(x) - math.Ln2
	}
	return math.Log(0.5 * x)
}

// largeBesselK returns eˣ·K₀(x) and eˣ·K₁(x) for x ≥ 1: Kₘ is the integral of e^(-x·cosh t)·cosh(mt) over the positive t (DLMF
// 10.32.9), and the trapezoidal rule, of positive terms, converges to it faster than any power of its step.
func largeBesselK(x float64) (k0, k1 float64) {
	h := min(0.2, 0.6/math.Sqrt(x)) // right to 10⁻¹⁷
	k0, k1 = 0.5, 0.5               // the first term, at 0, counts half
	for j := 1.0; ; j++ {
		s := math.Sinh(0.5 * h * j)
		above := 2 * s * s // cosh t - 1
		e := math.Exp(-x * above)
		if e < 1e-19 {
			break
		}
		k0 += e
		k1 += e + float64(e*above)
	}
	return h * k0, h * k1
}
