package jet

import "example.com/sobolev/internal/number"

// Add sets z = x + y.
func (a *Algebra) Add(z, x, y []float64) {
	a.check3("Add", z, x, y)
	for k := range z {
		z[k] = x[k] + y[k]
	}
}

// Sub sets z = x − y.
func (a *Algebra) Sub(z, x, y []float64) {
	a.check3("Sub", z, x, y)
	for k := range z {
		z[k] = x[k] - y[k]
	}
}

// Neg sets z = −x.
func (a *Algebra) Neg(z, x []float64) {
	a.check2("Neg", z, x)
	for k := range z {
		z[k] = -x[k]
	}
}

// Scale sets z = c·x. A coefficient that is zero stays so whatever c, except for the primal, which is c·x.
func (a *Algebra) Scale(z []float64, c float64, x []float64) {
	a.check2("Scale", z, x)
	z[0] = c * x[0]
	if number.Finite(c) {
		for k := 1; k < len(z); k++ {
			z[k] = c * x[k]
		}
		return
	}
	for k := 1; k < len(z); k++ {
		z[k] = number.Times(c, x[k])
	}
}

// Constant sets z to the constant c.
func (a *Algebra) Constant(z []float64, c float64) {
	a.check("Constant", "z", z)
	clear(z)
	z[0] = c
}

// Variable sets z to x + εᵢ, the variable i (from 0) at the point x.
func (a *Algebra) Variable(z []float64, x float64, i int) {
	if i < 0 || i >= a.vars {
		panicIndex("Variable", "i", i, a.vars)
	}
	a.Constant(z, x)
	if a.order > 0 {
		z[1+i] = 1
	}
}

// isConstant reports whether the nilpotent part of x is zero.
func isConstant(x []float64) bool {
	for _, c := range x[1:] {
		if c != 0 {
			return false
		}
	}
	return true
}
