package dualtest

import (
	"fmt"
	"math"
	"math/cmplx"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// Rule tests a rule for [dual.Scalar.Apply] up to the coefficient of the option [Order]: the coefficients must not
// depend on how many are asked for; each must be the derivative of the one before, as differences have it, k·c[k] =
// c[k−1]'; with the option [Value] the first must be the function's value; and with the option [Complex] all must be
// the averages of the complex function over a circle (Cauchy's integral formula).
func Rule(t TB, rule dual.Rule, options ...Option) {
	given.Must(rule != nil, "dualtest: Rule", "the rule")
	t.Helper()
	c := newConfig(1, options)
	run(t, "rule", c, func(x []float64) verdict { return c.checkRule(rule, x[0]) })
}

// checkRule compares the coefficients of the rule at a.
func (c *config) checkRule(rule dual.Rule, a float64) (v verdict) {
	full := coefficients(rule, c.order+1, a)
	if full[0]-full[0] != 0 {
		v.outside = true
		return v
	}
	if c.value != nil {
		v.compared++
		if want := c.value(a); math.Float64bits(full[0]) != math.Float64bits(want) {
			v.contradict("coefficient 0", full[0], want, "the value")
		}
	}
	for n := 1; n <= c.order; n++ {
		for k, short := range coefficients(rule, n, a) {
			if math.Float64bits(short) != math.Float64bits(full[k]) && !(short != short && full[k] != full[k]) {
				v.contradict(fmt.Sprintf("coefficient %d", k), full[k], short, fmt.Sprintf("the same rule asked for %d coefficients", n))
			}
		}
	}
	for k := 1; k <= c.order; k++ {
		before := func(s float64) float64 { return coefficients(rule, k, s)[k-1] }
		d, smooth := difference(before, a)
		if !smooth || full[k]-full[k] != 0 || full[k-1]-full[k-1] != 0 {
			// Beyond a kink no derivative has a meaning.
			v.kinks += c.order + 1 - k
			return v
		}
		v.compared++
		component, got := fmt.Sprintf("coefficient %d", k), full[k]
		want, slack := d.value/float64(k), 10*d.err/float64(k)
		if !agree(got, want, max(c.tolerance, 1e-7), slack) {
			v.contradict(component, got, want, fmt.Sprintf("differences of coefficient %d, ±%.1g", k-1, slack))
		}
		if c.complex != nil {
			if want, ok := c.cauchy(a, k, full[0]); ok && !agree(got, want, max(c.tolerance, 1e-8), 0) {
				v.contradict(component, got, want, "average over a circle")
			}
		}
	}
	return v
}

// coefficients returns n coefficients of the rule at a.
func coefficients(rule dual.Rule, n int, a float64) []float64 {
	c := make([]float64, n)
	rule(c, a)
	return c
}

// cauchy returns the k-th Taylor coefficient of the complex version of the function at a as the average of
// f(z)·(z−a)^(−k) over a small circle. ok is false where circles of two sizes give different answers, as beside a
// singularity.
func (c *config) cauchy(a float64, k int, value float64) (coefficient float64, ok bool) {
	const points = 64
	circle := func(r float64, k int) float64 {
		var sum complex128
		for j := range points {
			e := cmplx.Rect(1, 2*math.Pi*(float64(j)+0.5)/points)
			sum += c.complex([]complex128{complex(a, 0) + complex(r, 0)*e}) / cmplx.Pow(e, complex(float64(k), 0))
		}
		return real(sum) / points / math.Pow(r, float64(k))
	}
	const large, small = 0.25, 0.2
	y, z := circle(large, k), circle(small, k)
	return y, agree(circle(large, 0), value, 1e-10, 0) && agree(z, y, 1e-9, 0)
}
