package dualtest

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/number"
)

// Hessian tests the Hessian of f, the n×n matrix that hess writes row by row to its first argument: against
// hyper-dual numbers, against differences of their gradient, and, with the option [Nested], against nested dual
// numbers. Symmetry is tested too.
func Hessian(t TB, f func(x []hyperdual.Number[float64]) hyperdual.Number[float64], hess func(h, x []float64), options ...Option) {
	given.Must(hess != nil, "dualtest: Hessian", "the function hess")
	given.Must(f != nil, "dualtest: Hessian", "the function f")
	t.Helper()
	c := newConfig(2, options)
	run(t, "Hessian", c, func(x []float64) (v verdict) {
		n := len(x)
		y, grad, exact := hyperdual.Hessian(f, x)
		if !number.Finite(y) || number.IndexNonFinite(grad) >= 0 {
			v.outside = true
			return v
		}
		h := make([]float64, n*n)
		hess(h, append([]float64(nil), x...))
		for i := range n {
			for j := range n {
				c.checkSecond(&v, f, x, i, j, h[i*n+j], exact[i*n+j])
			}
		}
		return v
	})
}

// checkSecond compares one second derivative.
func (c *config) checkSecond(v *verdict, f func(x []hyperdual.Number[float64]) hyperdual.Number[float64], x []float64, i, j int, got, exact float64) {
	component := fmt.Sprintf("component (%d, %d)", i, j)
	first := func(x []float64) float64 {
		z := make([]hyperdual.Number[float64], len(x))
		for k, s := range x {
			z[k].Real = s
		}
		z[i].E1mag = 1
		return f(z).E1mag
	}
	d, smooth := difference(along(first, x, j), x[j])
	if !smooth || math.IsNaN(exact) {
		v.kinks++
		return
	}
	v.compared++
	if !agree(got, exact, c.tolerance, 0) {
		v.contradict(component, got, exact, "hyper-dual numbers")
	}
	if c.nested != nil {
		if second := nestedSecond(c.nested, x, i, j); !agree(got, second, c.tolerance, 0) {
			v.contradict(component, got, second, "nested dual numbers")
		}
	}
	if slack := 10 * d.err; !agree(got, d.value, max(c.tolerance, 1e-7), slack) {
		v.contradict(component, got, d.value, fmt.Sprintf("differences of the gradient, ±%.1g", slack))
	}
}

// NestedNumber carries second derivatives as a dual number of dual numbers.
type NestedNumber = dual.Nested[dual.Number[float64]]

// Nested gives [Hessian] the function for nested dual numbers, a third answer that shares no code with the others but
// the rules.
func Nested(f func(x []NestedNumber) NestedNumber) Option {
	return func(c *config) { c.nested = f }
}

// nestedSecond returns ∂²f/∂xᵢ∂xⱼ by nested dual numbers.
func nestedSecond(f func(x []NestedNumber) NestedNumber, x []float64, i, j int) float64 {
	z := make([]NestedNumber, len(x))
	for k, s := range x {
		z[k].Real.Real = s
	}
	z[i].Real.Emag = 1
	z[j].Emag.Real = 1
	return f(z).Emag.Emag
}
