package jet

import (
	"math"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Pow sets z = x^y and returns the order to which the result is known: less than that of the algebra only where
// [Algebra.PowReal] loses orders.
//
// Special cases are (in order), for a constant y as PowReal, and for y that moves:
//
//	Pow(x, y) for x > 0: x^y₀·exp((y−y₀)·log x)
//	Pow(x < 0, y): derivatives NaN, but for those that y takes no part in, which are those of PowReal
//	Pow(0 + …, y) for x that moves to the left, for y < 0 and for y NaN: the same
//	Pow(0 + …, 0 + …): the first derivatives are −Inf times those of y, higher ones NaN, as 0^y falls from 1 to 0 to the
//	  right of y = 0
//	Pow(0 + …, y) for y > 0: x^y₀·exp((y−y₀)·log x), where the power vanishes faster than the logarithm grows
func (a *Algebra) Pow(z, x, y []float64) int {
	a.check3("Pow", z, x, y)
	if isConstant(y) || math.IsInf(y[0], 0) && x[0] == 1 && isConstant(x) { // 1 to any power is 1
		return a.PowReal(z, x, y[0])
	}
	value, known := number.Pow(x[0], y[0]), a.order
	switch {
	case x[0] > 0 && !math.IsNaN(y[0]):
		a.powPositive(z, x, y, value)
	case x[0] != 0 || number.Sign(x[1:]...) < 0 || !(y[0] >= 0):
		known = a.powUndefined(z, x, y)
	case y[0] > 0:
		known = a.powAlong(z, x, y)
	default:
		a.powOfZeros(z, x, y)
	}
	z[0] = value
	return known
}

// powPositive is Pow for x > 0, given the value.
func (a *Algebra) powPositive(z, x, y []float64, value float64) {
	buf := borrow(len(z))
	defer giveBack(buf)
	power := *buf // z may be x or y
	a.powAlong(power, x, y)
	if value > 1 || math.IsInf(y[0], 0) && x[0] == 1 {
		a.settleSlopes(power, x, y)
	}
	copy(z, power)
}

// powOfZeros computes 0^y at y = 0, where it falls from 1 to 0.
func (a *Algebra) powOfZeros(z, x, y []float64) {
	buf := borrow(len(z))
	defer giveBack(buf)
	power := *buf
	clear(power)
	for k := 1; k < len(z); k++ {
		switch {
		case a.basis[k].degree == 1:
			power[k] = number.Times(math.Inf(-1), y[k])
		case a.depends(k, x, y) && a.divides(y, k):
			power[k] = math.NaN()
		}
	}
	copy(z, power)
}

// settleSlopes decides the first derivatives of z = x^y where infinite terms of opposite signs met, as the power overflows or
// falls from 1: the larger term counts.
func (a *Algebra) settleSlopes(z, x, y []float64) {
	for k, v := range z {
		if v != v && a.Degree(k) == 1 && y[k] != 0 { // else it is the slope of PowReal
			z[k] = math.Inf(1) * number.PowTrend(x[0], y[0], x[k], y[k])
		}
	}
}

// powUndefined is Pow where it has no derivative in y: a component that no nilpotent part of y divides is that of PowReal.
func (a *Algebra) powUndefined(z, x, y []float64) int {
	buf := borrow(len(z))
	defer giveBack(buf)
	power := *buf
	known := a.PowReal(power, x, y[0])
	for k := 1; k < len(power); k++ {
		if a.depends(k, x, y) && a.divides(y, k) {
			power[k] = math.NaN()
		}
	}
	copy(z, power)
	return known
}

// divides reports whether the monomial of some nilpotent part of y divides that of component k.
func (a *Algebra) divides(y []float64, k int) bool {
	e := a.basis[k].exponents
	for j := 1; j < len(y); j++ {
		if y[j] == 0 {
			continue
		}
		d := a.basis[j].exponents
		if e == nil || d != nil && atMost(d, e) {
			return true // in ω, a sum of squares, every variable occurs
		}
	}
	return false
}

// atMost reports whether every exponent of d is at most that of e.
func atMost(d, e []int) bool {
	for v := range d {
		if d[v] > e[v] {
			return false
		}
	}
	return true
}

// powAlong computes x^y₀·exp((y−y₀)·log x) for x > 0, and for x₀ = 0 < y₀, where the logarithm is infinite but the power
// vanishes faster: a product with zero is zero. The power has digits, and a range, that exp(y·log x) would lose.
func (a *Algebra) powAlong(z, x, y []float64) int {
	m := len(z)
	buf := borrow((3+solverDim)*m + a.order + 1)
	defer giveBack(buf)
	n, e, shift, work, phi := (*buf)[:m], (*buf)[m:2*m], (*buf)[2*m:3*m], (*buf)[3*m:(3+solverDim)*m], (*buf)[(3+solverDim)*m:]
	mul, power := a.mulSkippingZeros, number.Pow(x[0], y[0])
	if x[0] > 0 && number.IndexNonFinite(y[1:]) >= 0 {
		mul = a.Mul // zero times an exponent that is infinitely steep is not known
	}
	a.function(n, x, series.Log, series.Equation{Form: series.Logarithmic})
	n[0] = number.Log(x[0])
	copy(shift, y)
	shift[0] = 0
	a.mulSkippingZeros(n, n, shift)
	series.Exp(phi, 0)
	n[0] = 0
	if !a.solvable(n) || !a.solve(e, n, phi, work, series.Equation{Form: series.Exponential, Constant: 1}) {
		clear(e)
		a.horner(e, n, phi)
	}
	e[0] = 1
	known := a.PowReal(z, x, y[0])
	z[0] = power
	mul(z, z, e)
	return known
}

// mulSkippingZeros is Mul with 0·∞ = 0 throughout.
func (a *Algebra) mulSkippingZeros(z, x, y []float64) {
	for k := len(z) - 1; k >= 0; k-- {
		sum := 0.0
		for _, p := range a.products(k) {
			if x[p.x] != 0 && y[p.y] != 0 {
				sum += float64(p.c * x[p.x] * y[p.y])
			}
		}
		z[k] = sum
	}
}
