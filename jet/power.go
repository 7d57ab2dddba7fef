package jet

import (
	"math"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// Sqrt sets z = √x and returns the order to which the result is known, as [Algebra.PowReal] does.
func (a *Algebra) Sqrt(z, x []float64) int {
	a.check2("Sqrt", z, x)
	return a.power(z, x, root{p: 0.5, rule: series.Sqrt})
}

// Cbrt sets z to the cube root of x and returns the order to which the result is known, as [Algebra.PowReal] does.
func (a *Algebra) Cbrt(z, x []float64) int {
	a.check2("Cbrt", z, x)
	return a.power(z, x, root{p: 1.0 / 3, rule: series.Cbrt, odd: true})
}

// PowReal sets z = x^p for a constant exponent and returns the order to which the result is known.
//
// That is the order of the algebra, except in a Taylor algebra where x has leading zeros, x = c·ε^q + … with q ≥ 2,
// and q·p is a whole number: then they are divided out, so that √(x²) at 0 is |x| along the seed. The result is known
// to q−qp orders less for p < 1, and the coefficients beyond are NaN.
//
// Special cases are (in order):
//
//	PowReal(x, ±0) = 1 for any x, also 0 and NaN
//	PowReal(x, p) for an integer p ≥ 0: exact powers, right at 0 and for negative x at every order
//	PowReal(x, p) for a constant x: the constant
//	PowReal(0 + …, p) for p not an integer and an x that moves to the left: derivatives NaN
//	PowReal(0 + c·ε^q + …, p) for p > 0 in a Taylor algebra: coefficients 0 below order q·p; from there on those of the
//	  power if q·p is whole, and infinite if not
//	PowReal(x, p) = NaN for x < 0 and p not an integer
func (a *Algebra) PowReal(z, x []float64, p float64) int {
	a.check2("PowReal", z, x)
	if p == 0 {
		a.Constant(z, 1)
		return a.order
	}
	return a.power(z, x, root{p: p})
}

// root is a power function: the p-th, by its rule, or by that of powers if it has none of its own.
type root struct {
	p    float64
	rule func(c []float64, a float64)
	odd  bool // whether it is real for negative numbers
}

func (r root) fill(phi []float64, a float64) {
	if r.rule != nil {
		r.rule(phi, a)
	} else {
		series.Pow(phi, a, r.p)
	}
}

// power sets z = x^p.
func (a *Algebra) power(z, x []float64, r root) int {
	if x[0] == 0 && r.p > 0 && r.p != math.Trunc(r.p) && !isConstant(x) {
		if a.line != nil {
			return a.eachDirection(z, x, nil, func(line *Algebra, z, x, _ []float64) int { return line.power(z, x, r) })
		}
		if !r.odd && number.Sign(x[1:]...) < 0 {
			return a.powerBeyond(z, x, r)
		}
		if q := leadingZeros(x); q > 1 && a.kind == kindTaylor {
			return a.powerLeading(z, x, q, r)
		}
	}
	if grade := a.grade(x, x[0]); grade > 0 && a.solvable(x) {
		buf := borrow(2 * len(x))
		defer giveBack(buf)
		y, w := (*buf)[:len(x)], (*buf)[len(x):]
		copy(y, x)
		a.regrade(y, -grade)
		a.powerRegular(w, y, r)
		a.powerRegular(z, x, r)
		a.mend(z, w, grade)
		return a.order
	}
	a.powerRegular(z, x, r)
	return a.order
}

// powerRegular is power without leading zeros to divide out.
func (a *Algebra) powerRegular(z, x []float64, r root) {
	buf := borrow(a.order + 1 + solverDim*len(x))
	defer giveBack(buf)
	phi, work := (*buf)[:a.order+1], (*buf)[a.order+1:]
	r.fill(phi, x[0])
	// A polynomial ends by itself and has nothing to gain.
	polynomial := r.p > 0 && r.p == math.Trunc(r.p)
	if !polynomial && a.solvable(x) && a.solve(z, x, phi, work, series.Equation{Form: series.Binomial, Constant: r.p}) {
		return
	}
	if number.IndexNonFinite(phi[1:]) < 0 || isConstant(x) {
		a.Compose(z, x, phi)
	} else {
		a.composeAtEdge(z, x, phi, r.fill)
	}
}

// powerBeyond is power for an x at 0 that moves to where it is not real: it has a value and no derivatives.
func (a *Algebra) powerBeyond(z, x []float64, r root) int {
	buf := borrow(1)
	r.fill(*buf, x[0])
	a.nanWhere(z, x, x)
	z[0] = (*buf)[0]
	giveBack(buf)
	return a.order
}

// powerLeading computes (ε^q·u)^p = ε^(qp)·u^p in a Taylor algebra, where the series u has no leading zeros.
func (a *Algebra) powerLeading(z, x []float64, q int, r root) int {
	K := a.order
	n := K - q + 1 // coefficients of u that are known
	buf := borrow(3 * n)
	defer giveBack(buf)
	u, v, phi := (*buf)[:n], (*buf)[n:2*n], (*buf)[2*n:]
	copy(u, x[q:])
	r.fill(phi, x[0]) // the sign of zero
	clear(z)
	z[0] = phi[0]
	r.fill(phi, u[0])
	lead := float64(q) * r.p
	first := int(math.Ceil(lead))
	if first > K {
		return K
	}
	if float64(first) != lead {
		slope := math.Copysign(math.Inf(1), phi[0])
		for k := first; k <= K; k++ { // the derivatives of t^lead at 0 from above, by turns ±Inf
			z[k] = slope
			slope = -slope
		}
		return K
	}
	a.hornerTaylor(v, u, phi)
	v[0] = phi[0]
	unknown(z[first+copy(z[first:], v):])
	return min(K, K-q+first)
}
