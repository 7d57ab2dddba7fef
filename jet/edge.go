package jet

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// composeAtEdge is Compose where some coefficients of φ are infinite or NaN, as at the edge of its domain. NaN itself is
// no edge: what the rule says there holds, as that xᵖ for a whole p has the p-th coefficient 1 and no higher ones.
func (a *Algebra) composeAtEdge(z, x, phi []float64, rule dual.Rule) {
	if math.IsNaN(x[0]) {
		a.Compose(z, x, phi)
		return
	}
	if a.line != nil {
		a.eachDirection(z, x, nil, func(line *Algebra, z, x, _ []float64) int {
			line.Apply(z, x, rule)
			return line.order
		})
		return
	}
	singular := 1 // the first order at which φ is not finite
	for number.Finite(phi[singular]) {
		singular++
	}
	if !series.Inside(rule, x[0], number.Sign(x[1:]...)) {
		unknown(phi[singular:])
	}
	buf := borrow(len(x))
	defer giveBack(buf)
	n := *buf
	copy(n, x)
	a.Compose(z, n, phi)
	lead := a.leadingDegree(n)
	if lead == 1 || a.kind == kindHyperDual {
		return
	}
	// φ behaves like a broken power of n between orders singular−1 and singular, and n has degree lead: from there on
	// Horner's scheme, which knows whole powers only, is not to be trusted.
	for k := 1; k < len(z); k++ {
		if a.basis[k].degree > lead*(singular-1) && a.depends(k, n, n) {
			z[k] = math.NaN()
		}
	}
}

// nanWhere sets z for a function of x and y that has no derivatives: its derivative parts are NaN where they depend
// on those of x and y.
func (a *Algebra) nanWhere(z, x, y []float64) {
	buf := borrow(len(z))
	for k := range z {
		(*buf)[k] = 0
		if k == 0 || a.depends(k, x, y) {
			(*buf)[k] = math.NaN()
		}
	}
	copy(z, *buf)
	giveBack(buf)
}

// depends reports whether component k of a function of x and y can be other than zero: all its variables have to
// occur in nilpotent parts of x and y that have no other variables.
func (a *Algebra) depends(k int, x, y []float64) bool {
	e := a.basis[k].exponents
	if e == nil {
		return !isConstant(x) || !isConstant(y)
	}
	for v := range e {
		if e[v] > 0 && !a.occurs(v, e, x) && !a.occurs(v, e, y) {
			return false
		}
	}
	return true
}

// occurs reports whether variable v occurs in a nilpotent part of x that has only variables of the monomial e. In ω,
// which is a sum of squares, all variables occur, each by itself.
func (a *Algebra) occurs(v int, e []int, x []float64) bool {
	for j := 1; j < len(x); j++ {
		if d := a.basis[j].exponents; x[j] != 0 && (d == nil || d[v] > 0 && within(d, e)) {
			return true
		}
	}
	return false
}

// within reports whether every variable of the monomial d is one of e.
func within(d, e []int) bool {
	for v := range d {
		if d[v] > 0 && e[v] == 0 {
			return false
		}
	}
	return true
}

// leadingDegree returns the least degree at which the nilpotent part of x is not zero.
func (a *Algebra) leadingDegree(x []float64) int {
	for k := 1; k < len(x); k++ {
		if x[k] != 0 {
			return a.basis[k].degree
		}
	}
	return a.order + 1
}
