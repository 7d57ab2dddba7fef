package jet

import (
	"math"

	"example.com/sobolev/internal/number"
)

// A change of the unit of all symbols multiplies the coefficients of degree d by its d-th power, and everything that
// algebras do commutes with it. Where coefficients grow with their degree beyond the range of floats, a unit in which they
// are of one size tells what is infinite in the end, and with which sign, from what was infinite on the way.

// grade returns an exponent e such that in units of 2^e the coefficients of x are at most of the size of base, if that
// takes more than 2¹⁰⁰, and 0 otherwise.
func (a *Algebra) grade(x []float64, base float64) (e int) {
	for k := 1; k < len(x); k++ {
		// The quotient itself may be infinite where its logarithm is a number.
		if math.Abs(x[k]/base) > 0x1p100 && base != 0 && number.Finite(x[k]) {
			e = max(e, (math.Ilogb(x[k])-math.Ilogb(base))/a.basis[k].degree)
		}
	}
	if e < 100 {
		return 0
	}
	return e
}

// regrade multiplies the symbols by 2^e.
func (a *Algebra) regrade(x []float64, e int) {
	for k := 1; k < len(x); k++ {
		x[k] = math.Ldexp(x[k], e*a.basis[k].degree)
	}
}

// mend replaces the components of z that are not finite by those of y, the same in units of 2^grade.
func (a *Algebra) mend(z, y []float64, grade int) {
	a.regrade(y, grade)
	for k := 1; k < len(z); k++ {
		if !number.Finite(z[k]) {
			z[k] = y[k]
		}
	}
}
