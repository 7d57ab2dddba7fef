package series

import (
	"math"

	"example.com/sobolev/internal/number"
)

// BesselJ returns the rule of Jₙ(x), the Bessel function of the first kind of integer order n, which may be negative.
// The derivatives are those of the orders around n, J'ₙ = (Jₙ₋₁ - Jₙ₊₁)/2 (DLMF 10.6.1), which do not cancel.
//
// Special cases are (in order):
//
//	BesselJ at ±Inf: 0, 0, 0, …
//	BesselJ at NaN: NaN, NaN, NaN, …
func BesselJ(n int) Rule {
	return func(c []float64, a float64) {
		if a != a || math.IsInf(a, 0) {
			fill(c, 1/a)
			return
		}
		var stack [48]float64
		f := append(stack[:0], make([]float64, magnitude(n)+len(c))...)
		besselJ(f, math.Abs(a))
		alternateOrders(f, a)
		cylinder{left: 1, right: -1, mirror: -1}.coefficients(c, n, f)
	}
}

// BesselY returns the rule of Yₙ(x), the Bessel function of the second kind of integer order n, which may be negative:
// Y'ₙ = (Yₙ₋₁ - Yₙ₊₁)/2.
//
// Special cases are (in order):
//
//	BesselY at +Inf: 0, 0, 0, …
//	BesselY at ±0: -Inf, +Inf, -Inf, … (for n ≥ 0 or even; +Inf, -Inf, +Inf, … otherwise)
//	BesselY at x < 0 or NaN: NaN, NaN, NaN, …
func BesselY(n int) Rule {
	return func(c []float64, a float64) {
		switch {
		case a < 0 || a != a:
			fill(c, math.NaN())
			return
		case math.IsInf(a, 1):
			fill(c, 0)
			return
		}
		var stack [48]float64
		f := append(stack[:0], make([]float64, magnitude(n)+len(c))...)
		besselY(f, a)
		cylinder{left: 1, right: -1, mirror: -1}.coefficients(c, n, f)
	}
}

// A cylinder is a family of functions fₘ of the integer orders m with f'ₘ = (left·fₘ₋₁ + right·fₘ₊₁)/2 and f₋ₘ =
// mirrorᵐ·fₘ.
type cylinder struct{ left, right, mirror float64 }

// coefficients writes those of fₙ, given the functions of the orders 0 … |n|+len(c)-1 at the point.
func (y cylinder) coefficients(c []float64, n int, f []float64) {
	last := len(c) - 1
	var stack [40]float64
	row := append(stack[:0], make([]float64, 2*last+1)...) // of the orders n-last … n+last
	for i := range row {
		m := n - last + i
		row[i] = f[magnitude(m)]
		if m < 0 && m%2 != 0 {
			row[i] *= y.mirror
		}
	}
	c[0] = row[last]
	for k := 1; k <= last; k++ {
		for i := range 2*(last-k) + 1 { // in place: row[i] becomes coefficient k of the order n-last+k+i
			row[i] = y.derivative(row[i], row[i+2], n-last+k+i) / float64(k)
		}
		c[k] = row[last-k]
	}
}

// derivative returns f'ₘ from its neighbours. Of two that are infinite and cancel, the one further from order 0 counts.
func (y cylinder) derivative(before, after float64, m int) float64 {
	l, r := 0.5*y.left*before, 0.5*y.right*after
	if math.IsInf(l, 0) && math.IsInf(r, 0) {
		if m < 0 {
			return l
		}
		return r
	}
	return l + r
}

// magnitude returns |n|.
func magnitude(n int) int { return max(n, -n) }

// alternateOrders turns functions of |a| into those of a for functions with fₘ(-x) = (-1)ᵐ·fₘ(x).
func alternateOrders(f []float64, a float64) {
	if math.Signbit(a) {
		for m := 1; m < len(f); m += 2 {
			f[m] = -f[m]
		}
	}
}

// besselJ fills f with Jₘ(x) for m = 0 … len(f)-1 and x ≥ 0: upwards by Jₘ₊₁ = (2m/x)·Jₘ - Jₘ₋₁ to the first order above x,
// which is stable there, and by the ratios of neighbours beyond, where no order has a zero.
func besselJ(f []float64, x float64) {
	f[0] = math.J0(x)
	if len(f) == 1 {
		return
	}
	f[1] = math.J1(x)
	m := 1
	for ; m+1 < len(f) && float64(m) < x; m++ {
		f[m+1] = float64(2*float64(m)/x*f[m]) - f[m-1]
	}
	minimal(f, m, x, -1)
}

// besselY fills f with Yₘ(x) for m = 0 … len(f)-1 and x ≥ 0, by the same recurrence, which is stable for all of them.
func besselY(f []float64, x float64) {
	f[0] = number.Y0(x)
	if len(f) > 1 {
		f[1] = math.Y1(x)
	}
	for m := 2; m < len(f); m++ {
		f[m] = float64(2*float64(m-1)/x*f[m-1]) - f[m-2]
		if math.IsInf(f[m-1], -1) {
			f[m] = f[m-1]
		}
	}
}

// minimal fills f[m+1:] with the solution of fₖ₋₁ = (2k/x)·fₖ + sign·fₖ₊₁ that falls with k, which belongs to f[m], by the
// continued fraction of its ratios fₖ/fₖ₋₁ = 1/(2k/x + sign·fₖ₊₁/fₖ).
func minimal(f []float64, m int, x, sign float64) {
	last := len(f) - 1
	if m >= last {
		return
	}
	k, growth, before := last, 1.0, 0.0 // the other solution grows by 10⁹ while this one falls by as much
	for growth < 1e9 {
		k++
		growth, before = float64(2*float64(k)/x*growth)+float64(sign*before), growth
	}
	var ratio float64
	for ; k > m; k-- {
		ratio = 1 / (2*float64(k)/x + float64(sign*ratio))
		if k <= last {
			f[k] = ratio
		}
	}
	for k := m + 1; k <= last; k++ {
		f[k] *= f[k-1]
	}
}
