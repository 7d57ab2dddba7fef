// Package mgh holds the least-squares problems of Moré, Garbow and Hillstrom 1981, "Testing unconstrained optimization
// software", ACM Transactions on Mathematical Software 7, on which tests try the optimisers. Each is a vector of
// residuals, written once for dual numbers; the function to minimise is the sum of their squares.
package mgh

import "example.com/sobolev/dual"

// Number is what the residuals are written for.
type Number = dual.Number[float64]

// A Problem is a sum of squares to be minimised.
type Problem struct {
	Name   string
	Start  []float64
	M      int       // residuals
	Minima []float64 // published sums of squares at minima, the lowest first, to six digits

	residuals func(r, x []Number)
}

// Residuals writes the M residuals at x to r.
func (p Problem) Residuals(r, x []float64) {
	values := p.seeded(x, -1)
	for i, v := range values {
		r[i] = v.Real
	}
}

// Jacobian writes the derivatives of the residuals to the row-major M×len(x) matrix j.
func (p Problem) Jacobian(j, x []float64) {
	for k := range x {
		for i, v := range p.seeded(x, k) {
			j[i*len(x)+k] = v.Emag
		}
	}
}

// Gradient returns the sum of squares at x and writes its gradient to grad.
func (p Problem) Gradient(grad, x []float64) float64 {
	sum := 0.0
	for k := range x {
		sum, grad[k] = 0, 0
		for _, v := range p.seeded(x, k) {
			sum += float64(v.Real * v.Real)
			grad[k] += 2 * float64(v.Real*v.Emag)
		}
	}
	return sum
}

// seeded returns the residuals with their derivatives with respect to element k of x, none if k is negative.
func (p Problem) seeded(x []float64, k int) []Number {
	r, seeds := make([]Number, p.M), make([]Number, len(x))
	for i, v := range x {
		seeds[i].Real = v
	}
	if k >= 0 {
		seeds[k].Emag = 1
	}
	p.residuals(r, seeds)
	return r
}
