// Package dualmath holds the mathematics beyond the elementary functions that numeric code asks of numbers with
// derivatives: the normal distribution, Γ and its relatives, Bessel functions, sums of exponentials, complex numbers, and
// small dense systems of linear equations.
//
// All are generic functions over [dual.Scalar], so that they hold in every number type and at every order:
//
//	func call[T dual.Scalar[T]](s, k, v T) T { // Bachelier's formula; over dual numbers it has all its greeks
//		d := s.Sub(k).Div(v)
//		return v.Mul(d.Mul(dualmath.NormalCDF(d)).Add(dualmath.NormalPDF(d)))
//	}
//
// A function of one variable is its rule, its Taylor coefficients at a real point, as those of package dual are. The
// special cases in its comment list the value and the derivatives of the orders 1, 2, …
//
// # Accuracy
//
// Against 50 digits of mpmath (testdata/golden.py) the functions of one variable and their derivatives to order 8 are
// right to 2e-15, relative to their natural size; the exceptions are LogNormalCDF, whose derivatives of order 3 to 8
// lose up to four digits between −2 and 0, where they are much smaller than what they are made of, and Gamma, right to 1e-14
// next to its poles left of −160, as math.Gamma is. Those of two variables
// (testdata/golden2.py) are right in all partial derivatives to order 4: the incomplete gamma functions to 3e-14, what is
// left of them far out in their tails being that of an exponent of some hundreds, the logarithm of the beta function to 1e-15
// in value and slopes and 1e-14 in the others, away from the zeros of derivatives.
//
// # Removable singularities
//
// A quotient like z/x(z) at a zero of both, the smile formulas of finance at the money for example, has a value and
// derivatives there that a division cannot see, since its primal is 0/0. In the order of what to prefer:
//
//   - Use the function that has the singularity taken out already: [dual.Scalar] has Sinc, and Expm1 and Log1p for what
//     would cancel.
//   - In one variable, a number over a Taylor algebra of package jet divides out leading zeros by itself and returns the
//     orders that are left: ask for one order more than is wanted.
//   - In every number type and with any number of other variables, [DivideOut] has f(x, z)/z at z = 0, too, and z/x(z) is its
//     inverse.
//
// A branch that returns the limit as a constant at the singular point is wrong: it has the value and loses every
// derivative.
package dualmath
