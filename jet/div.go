package jet

import (
	"math"

	"example.com/sobolev/internal/number"
)

// Div sets z = x/y and returns the order to which the result is known.
//
// That is the order of the algebra, except in a Taylor algebra, or along a direction of a Diagonal one, where y has leading zeros and x has at least as many
// of them: the p zeros of y are divided out of both, as in sin(x)/x at 0. The quotient is then known to p orders
// less, and the coefficients beyond are NaN.
//
// Special cases are (in order):
//
//	Div(x, y) with y constant: the coefficients of x divided by it; those that are zero stay zero, also for y = 0
//	Div(x, 0 + c·εᵖ + …) with x = d·εᵖ + …, p > 0, in a Taylor algebra: d/c + …, known to order K−p
//	Div(x, 0 + …) otherwise: the value x₀/0 and what the quotient rule makes of it
func (a *Algebra) Div(z, x, y []float64) int {
	a.check3("Div", z, x, y)
	if same(z, y) {
		buf := borrow(len(y))
		defer giveBack(buf)
		copy(*buf, y)
		y = *buf
	}
	switch {
	case isConstant(y):
		divConstant(z, x, y[0])
	case y[0] == 0 && a.kind == kindDiagonal && a.order > 1:
		return a.eachDirection(z, x, y, (*Algebra).Div)
	case y[0] == 0 && a.kind == kindTaylor && leadingZeros(x) >= leadingZeros(y):
		return divLeading(z, x, y, leadingZeros(y))
	case a.kind == kindTaylor:
		a.divTaylor(z, x, y)
	default:
		a.divTable(z, x, y)
	}
	return a.order
}

// Inv sets z = 1/x. Where the primal of x is 0, so that 1/x has a pole, the value is ±Inf and the derivatives are
// what the quotient rule makes of it.
func (a *Algebra) Inv(z, x []float64) {
	a.check2("Inv", z, x)
	if same(z, x) {
		buf := borrow(len(x))
		defer giveBack(buf)
		copy(*buf, x)
		x = *buf
	}
	a.Constant(z, 1)
	a.Div(z, z, x)
}

// divTable solves y·z = x for z, component by component: all of z that z_k needs comes before it. z may be x.
func (a *Algebra) divTable(z, x, y []float64) {
	z[0] = x[0] / y[0]
	for k := 1; k < len(z); k++ {
		rest := x[k]
		for _, p := range a.products(k)[1:] { // all but 1·e_k
			rest -= float64(p.c * y[p.x] * z[p.y])
		}
		q := rest / y[0]
		if !number.Finite(q) {
			q = a.guardedQuotient(k, x[k], y, z)
		}
		z[k] = q
	}
}

// divTaylor is divTable for one variable.
func (a *Algebra) divTaylor(z, x, y []float64) {
	x, y = x[:len(z)], y[:len(z)]
	z[0] = x[0] / y[0]
	for k := 1; k < len(z); k++ {
		rest := x[k]
		ys := y[:k+1]
		for i, zi := range z[:k] {
			rest -= float64(zi * ys[k-i])
		}
		q := rest / y[0]
		if !number.Finite(q) {
			q = a.guardedQuotient(k, x[k], y, z)
		}
		z[k] = q
	}
}

// guardedQuotient returns component k of the quotient z of a number whose component k is xk by y, for numbers that are
// not all finite: a product with a zero above the primals is zero, and so is zero divided by anything.
func (a *Algebra) guardedQuotient(k int, xk float64, y, z []float64) float64 {
	rest := xk
	for _, p := range a.products(k)[1:] {
		if p.y == 0 || z[p.y] != 0 {
			rest -= number.Times(p.c*z[p.y], y[p.x])
		}
	}
	if rest == 0 {
		return 0
	}
	return rest / y[0]
}

// divConstant divides every coefficient by c; a zero stays zero.
func divConstant(z, x []float64, c float64) {
	z[0] = x[0] / c
	for k := 1; k < len(z); k++ {
		if x[k] == 0 {
			z[k] = 0
		} else {
			z[k] = x[k] / c
		}
	}
}

// leadingZeros returns the number of coefficients before the first that is not zero.
func leadingZeros(x []float64) int {
	for k, c := range x {
		if c != 0 {
			return k
		}
	}
	return len(x)
}

// divLeading divides in a Taylor algebra after p leading zeros of both operands.
func divLeading(z, x, y []float64, p int) int {
	known := len(z) - 1 - p
	y = y[p:]
	for k := range known + 1 { // reads x only above what is written, so that z may be x
		rest := x[k+p]
		for i := 1; i <= k; i++ {
			rest -= float64(y[i] * z[k-i])
		}
		z[k] = rest / y[0]
	}
	unknown(z[known+1:])
	return known
}

// unknown sets coefficients to NaN.
func unknown(z []float64) {
	for k := range z {
		z[k] = math.NaN()
	}
}
