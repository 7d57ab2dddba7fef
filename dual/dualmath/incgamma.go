package dualmath

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// GammaP returns the regularised lower incomplete gamma function P(a, x), the integral of t^(a−1)·e^(−t)/Γ(a) over t
// from 0 to x, for a ≥ 0 and x ≥ 0, with its derivatives in both: the distribution function of the gamma law with
// shape a, and with a = k/2 and x/2 that of χ² with k degrees of freedom. It keeps its relative accuracy as it falls to
// 0; what is close to 1 is 1 − [GammaQ].
//
// The work is that of some 5√a + 40 operations on numbers where x is close to a. T has to implement [dual.Ordered].
//
// Special cases are (in order):
//
//	GammaP(a, x) = NaN where either is NaN or negative, or a is +Inf
//	GammaP(a, x) = NaN for a > 10¹⁰ and x within a tenth of it, where there are too many terms
//	GammaP(0, 0) = NaN
//	GammaP(a, 0) = 0, with the derivatives of x^a/Γ(a+1)
//	GammaP(a, +Inf) = 1, with derivatives of 0
func GammaP[T dual.Scalar[T]](a, x T) T {
	if y, ok := incompleteEdge(a, x, 0); ok {
		return y
	}
	if belowMean(a, x) {
		return gammaSeries(a, x.Value()).Add(gammaStep(a, x))
	}
	return gammaQ(a, x).Neg().Shift(1)
}

// GammaQ returns the regularised upper incomplete gamma function Q(a, x) = 1 − P(a, x), see [GammaP]. It keeps its
// relative accuracy as it falls to 0: for large x, and for a near 0.
//
// Special cases are (in order):
//
//	GammaQ(a, x) = NaN where either is NaN or negative, or a is +Inf
//	GammaQ(a, x) = NaN for a > 10¹⁰ and x within a tenth of it, where there are too many terms
//	GammaQ(0, 0) = NaN
//	GammaQ(a, 0) = 1, with the derivatives of −x^a/Γ(a+1)
//	GammaQ(a, +Inf) = 0, with derivatives of 0
func GammaQ[T dual.Scalar[T]](a, x T) T {
	if y, ok := incompleteEdge(a, x, 1); ok {
		return y
	}
	if belowMean(a, x) && a.Value() >= 1 {
		return GammaP(a, x).Neg().Shift(1)
	}
	return gammaQ(a, x)
}

// gammaQ is GammaQ where it is no difference to 1.
func gammaQ[T dual.Scalar[T]](a, x T) T {
	at := x.Value()
	var q T
	switch {
	case at < 1 && isTiny(a, x):
		return tinyGammaQ(a, x)
	case at < 1:
		q = smallGammaQ(a, at)
	default:
		q = gammaPower(a, at).Mul(a).Mul(gammaFraction(a, at))
	}
	return q.Sub(gammaStep(a, x))
}

// belowMean reports whether the series of P serves; the continued fraction of Q does otherwise, or its series.
func belowMean[T dual.Scalar[T]](a, x T) bool { return x.Value() < max(a.Value(), 1) }

// incompleteEdge returns P for atZero = 0, or Q for 1, where a or x is at an edge or outside.
func incompleteEdge[T dual.Scalar[T]](a, x T, atZero float64) (y T, ok bool) {
	switch av, xv := a.Value(), x.Value(); {
	case !(av >= 0 && xv >= 0) || math.IsInf(av, 1) || av == 0 && xv == 0,
		av > 1e10 && math.Abs(xv-av) < 0.1*av:
		return notANumber(a.Add(x)), true
	case xv > max(1e5, 100*av): // Q is below every float
		return a.Lift(1 - atZero), true
	case xv == 0 || atZero == 0 && isTiny(a, x): // the leading power, and as many factors of 1 − a·x/(a+1) + … as there are orders
		sum, term := a.Lift(1), a.Lift(1)
		for n := 1; n <= dual.OrderOf(a, x); n++ {
			term = term.Mul(x).Div(a.Shift(float64(n)))
			sum = sum.Add(term)
		}
		y = x.Pow(a).Mul(sum).Mul(x.Neg().Exp()).Div(Gamma(a.Shift(1)))
		if atZero == 1 {
			y = y.Neg().Shift(1)
		}
		return y, true
	}
	return y, false
}

// isTiny reports whether the derivatives in x may leave the range of floats before P does: x^-n of the last order n.
func isTiny[T dual.Scalar[T]](a, x T) bool {
	return float64(dual.OrderOf(a, x))*math.Log2(x.Value()) < -1000
}

// notANumber returns NaN, with derivatives NaN where x has some.
func notANumber[T dual.Scalar[T]](x T) T { return x.Scale(math.NaN()) }

// gammaPower returns x^a·e^(−x)/Γ(a+1).
func gammaPower[T dual.Scalar[T]](a T, x float64) T {
	if a.Value() < 10 {
		half := math.Exp(-0.5 * x) // the power is large where e⁻ˣ is small
		return a.Lift(x).Pow(a).Scale(half).Div(Gamma(a.Shift(1))).Scale(half)
	}
	// By Stirling's formula, a·ln x − x − ln Γ(a+1) without the large parts that cancel.
	m := a.Neg().Shift(x).Div(a)
	var l T
	if math.Abs(m.Value()) < 0.4 {
		l = m.Apply(series.Log1pMinus)
	} else {
		l = a.Inv().Scale(x).Log().Sub(m)
	}
	return a.Mul(l).Sub(a.Apply(series.LgammaTail)).Exp().Div(a.Scale(2 * math.Pi).Sqrt())
}

// gammaStep returns P(a, x) less P at the primal of x: the integral of the density g(x) = x^(a−1)·e^(−x)/Γ(a), term by term
// of its Taylor series.
func gammaStep[T dual.Scalar[T]](a, x T) T {
	at, orders := x.Value(), dual.OrderOf(a, x)
	if orders == 0 {
		return a.Lift(0)
	}
	dx := x.Shift(-at)
	g := densityTaylor(gammaPower(a, at).Mul(a).Scale(1/at), a, at, orders)
	sum, power := a.Lift(0), dx
	for k, v := range g {
		sum = sum.Add(v.Mul(power).Scale(1 / float64(k+1)))
		power = power.Mul(dx)
	}
	return sum
}

// densityTaylor returns the first Taylor coefficients of g around x, given its value there: for large x by x·g' = (a−1−x)·g,
// for small x, where that cancels, as those of (1+t/x)^(a−1) times those of e⁻ᵗ.
func densityTaylor[T dual.Scalar[T]](value, a T, x float64, n int) []T {
	g := []T{value}
	if x >= float64(n) {
		before := a.Lift(0)
		for k := 0.0; len(g) < n; k++ {
			last := g[len(g)-1]
			g = append(g, a.Shift(-1-x-k).Mul(last).Sub(before).Scale(1/(x*(k+1))))
			before = last
		}
		return g
	}
	for k := 0.0; len(g) < n; k++ { // the first factor
		g = append(g, g[len(g)-1].Mul(a.Shift(-1-k)).Scale(1/(x*(k+1))))
	}
	for k := n - 1; k > 0; k-- { // times the second, in place
		c := 1.0
		for i := k - 1; i >= 0; i-- {
			c /= -float64(k - i)
			g[k] = g[k].Add(g[i].Scale(c))
		}
	}
	return g
}

// gammaSeries returns P(a, x) = x^a·e^(−x)/Γ(a+1)·Σ xⁿ/((a+1)…(a+n)) for x < max(a, 1). The terms of the derivatives in a fall
// as fast, but for a logarithm, which the small bound is for.
func gammaSeries[T dual.Scalar[T]](a T, x float64) T {
	sum, term := a.Lift(1), a.Lift(1)
	for n := 1.0; term.Value() > 1e-22*sum.Value(); n++ {
		term = term.Scale(x).Div(a.Shift(n))
		sum = sum.Add(term)
	}
	return gammaPower(a, x).Mul(sum)
}

// gammaFraction returns Γ(a, x)·e^x/x^a by Legendre's continued fraction (DLMF 8.9.2), from as far down as the values need,
// and half as far again for the derivatives in a.
func gammaFraction[T dual.Scalar[T]](a T, x float64) T {
	depth := max(fractionDepth(a.Value(), x), fractionDepth(a.Value()-0.5, x)) // for a whole a it ends early, its derivatives do not
	depth += depth/2 + 2*dual.OrderOf(a)
	y := a.Neg().Shift(x + float64(2*depth) + 1)
	for n := float64(depth); n >= 1; n-- { // bₙ₋₁ − n(n−a)/bₙ
		y = a.Neg().Shift(x + 2*n - 1).Sub(a.Neg().Shift(n).Scale(n).Div(y))
	}
	return y.Inv()
}

// fractionDepth returns the step of Lentz's method after which the fraction changes no more.
func fractionDepth(a, x float64) int {
	const tiny = 1e-300
	b := x + 1 - a
	if b == 0 {
		b = tiny
	}
	c, d := 1/tiny, 1/b
	for n := 1; ; n++ {
		m := float64(n)
		f := -m * (m - a)
		b = x + float64(2*m) + 1 - a
		if d = float64(f*d) + b; d == 0 {
			d = tiny
		}
		if c = b + f/c; c == 0 {
			c = tiny
		}
		d = 1 / d
		if math.Abs(float64(c*d)-1) < 3e-16 {
			return n
		}
	}
}

// smallGammaQ returns Q(a, x) for 0 < x < 1 and a < 1, as the sum of 1 − x^a/Γ(1+a) and of a series, both of which are
// proportional to a as it falls to 0.
func smallGammaQ[T dual.Scalar[T]](a T, x float64) T {
	l := a.Scale(number.Log(x)).Sub(lgamma1p(a)) // ln of x^a/Γ(1+a)
	sum, term := a.Lift(0), 1.0
	for n := 1.0; math.Abs(term) > 1e-19; n++ {
		term *= -x / n
		sum = sum.Add(a.Shift(n).Inv().Scale(term))
	}
	return l.Expm1().Add(l.Exp().Mul(a).Mul(sum)).Neg()
}

// tinyGammaQ is smallGammaQ with the derivatives in x, where [isTiny]: infinite ones meet no zero in it.
func tinyGammaQ[T dual.Scalar[T]](a, x T) T {
	l := a.Mul(x.Log()).Sub(lgamma1p(a))
	sum, term := a.Lift(0), a.Lift(1)
	for n := 1; n <= dual.OrderOf(a, x); n++ {
		term = term.Mul(x).Scale(-1 / float64(n))
		sum = sum.Add(term.Div(a.Shift(float64(n))))
	}
	return l.Expm1().Add(l.Exp().Mul(a).Mul(sum)).Neg()
}

// lgamma1p returns ln Γ(1+a) for |a| ≤ 1, relative to its size near 0, too: a times the mean of ψ(1+ta) over t from 0 to 1.
func lgamma1p[T dual.Scalar[T]](a T) T {
	sum := a.Lift(0)
	for _, p := range gauss16 {
		sum = sum.Add(a.Scale(p.node).Shift(1).Digamma().Scale(p.weight))
	}
	return a.Mul(sum)
}
