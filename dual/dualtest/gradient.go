package dualtest

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// Gradient tests the gradient of f that grad writes to its first argument: against dual numbers, against differences
// of the value of f, and, with the option [Complex], against the complex step.
func Gradient(t TB, f func(x []dual.Number[float64]) dual.Number[float64], grad func(g, x []float64), options ...Option) {
	given.Must(grad != nil, "dualtest: Gradient", "the function grad")
	given.Must(f != nil, "dualtest: Gradient", "the function f")
	t.Helper()
	c := newConfig(2, options)
	run(t, "gradient", c, func(x []float64) verdict {
		_, exact := dual.Gradient(f, x)
		return c.checkGradient(x, plain(f), grad, exact)
	})
}

// GradientOf is [Gradient] for a function that exists for float64 only: it tests against differences and, with the
// option [Complex], against the complex step.
func GradientOf(t TB, f func(x []float64) float64, grad func(g, x []float64), options ...Option) {
	given.Must(grad != nil, "dualtest: GradientOf", "the function grad")
	given.Must(f != nil, "dualtest: GradientOf", "the function f")
	t.Helper()
	c := newConfig(2, options)
	run(t, "gradient", c, func(x []float64) verdict { return c.checkGradient(x, f, grad, nil) })
}

// plain returns f for real numbers.
func plain(f func(x []dual.Number[float64]) dual.Number[float64]) func(x []float64) float64 {
	return func(x []float64) float64 {
		z := make([]dual.Number[float64], len(x))
		for i, v := range x {
			z[i].Real = v
		}
		return f(z).Real
	}
}

// checkGradient compares grad at x with differences of f and, where there are any, with the exact gradient and the
// complex step.
func (c *config) checkGradient(x []float64, f func(x []float64) float64, grad func(g, x []float64), exact []float64) (v verdict) {
	y := f(x)
	if y-y != 0 {
		v.outside = true
		return v
	}
	g := make([]float64, len(x))
	grad(g, append([]float64(nil), x...))
	for i := range x {
		component := fmt.Sprintf("component %d", i)
		d, smooth := difference(along(f, x, i), x[i])
		if !smooth || exact != nil && math.IsNaN(exact[i]) {
			v.kinks++
			continue
		}
		v.compared++
		if exact != nil && !agree(g[i], exact[i], c.tolerance, 0) {
			v.contradict(component, g[i], exact[i], "dual numbers")
		}
		if c.complex != nil {
			if s, ok := c.complexStep(x, i, y); ok && !agree(g[i], s, c.tolerance, 0) {
				v.contradict(component, g[i], s, "complex step")
			}
		}
		if slack := 10 * d.err; !agree(g[i], d.value, max(c.tolerance, 1e-7), slack) {
			v.contradict(component, g[i], d.value, fmt.Sprintf("differences, ±%.1g", slack))
		}
	}
	return v
}

// along returns f as a function of the i-th variable.
func along(f func(x []float64) float64, x []float64, i int) func(float64) float64 {
	return func(s float64) float64 {
		y := append([]float64(nil), x...)
		y[i] = s
		return f(y)
	}
}

// complexStep returns the derivative of the complex version of the function in the i-th variable, provided that it
// has the value y of the real one there.
func (c *config) complexStep(x []float64, i int, y float64) (d float64, ok bool) {
	const h = 1e-100
	z := make([]complex128, len(x))
	for k, v := range x {
		z[k] = complex(v, 0)
	}
	z[i] += complex(0, h)
	w := c.complex(z)
	return imag(w) / h, agree(real(w), y, 1e-12, 0)
}
