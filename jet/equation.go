package jet

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/series"
)

// The sum Σ φₖnᵏ cancels where n has more than one degree, and at high orders badly: in ln (1−t)⁸ the coefficient of
// t⁸ is −1, the rest of terms up to 10⁶. Every algebra is graded, though, so that D, which multiplies each component
// by its degree, is a derivation: D(xy) = x·Dy + y·Dx, and Dφ(x) = φ′(x)·Dx. With it the differential equation of a
// function gives component k of the result from those before (A. Griewank, A. Walther, Evaluating Derivatives, 2nd ed.,
// section 13.2), at the cost of two or three products whatever the order. What the equation wants at the primal comes
// from the rule.

// function sets z = φ(x) for the function with the rule and the equation.
func (a *Algebra) function(z, x []float64, rule dual.Rule, eq series.Equation) {
	if eq.Form != series.Unsolved && a.solvable(x) {
		buf := borrow(3 + solverDim*len(x))
		defer giveBack(buf)
		c, work := (*buf)[:3], (*buf)[3:]
		rule(c, x[0])
		if a.solve(z, x, c, work, eq) || a.functionGraded(z, x, rule, eq) {
			return
		}
	}
	a.Apply(z, x, rule)
}

// functionGraded is function where coefficients of x grow with their degree beyond the range of floats. It reports whether
// they do.
func (a *Algebra) functionGraded(z, x []float64, rule dual.Rule, eq series.Equation) bool {
	grade := a.grade(x, x[0])
	if grade == 0 {
		return false
	}
	buf := borrow(2 * len(x))
	defer giveBack(buf)
	y, w := (*buf)[:len(x)], (*buf)[len(x):]
	copy(y, x)
	a.regrade(y, -grade)
	a.function(w, y, rule, eq)
	a.Apply(z, x, rule)
	a.mend(z, w, grade)
	return true
}

// solvable reports whether an equation is of use: where the nilpotent part n of x has more than one degree. Otherwise
// all powers of n have different ones, so that nothing cancels, and the rule's own coefficients are at their best.
func (a *Algebra) solvable(x []float64) bool { return a.order > 2 && !a.homogeneous(x) }

// homogeneous reports whether all that is not zero in the nilpotent part of x has one degree.
func (a *Algebra) homogeneous(x []float64) bool {
	degree := 0
	for k := 1; k < len(x); k++ {
		if x[k] == 0 {
			continue
		}
		if d := a.basis[k].degree; degree == 0 {
			degree = d
		} else if d != degree {
			return false
		}
	}
	return true
}

// solve sets z = φ(x) by the equation of φ, given its Taylor coefficients c of orders 0 to 2. It reports whether that
// can be had: not at the edge of a domain, nor where something leaves the range of normal floats; z is left alone
// then. The work is memory for solverDim elements, its contents undefined.
func (a *Algebra) solve(z, x, c, work []float64, eq series.Equation) bool {
	m := len(x)
	s := solver{a, x[0], work[:m], work[m : 2*m], work[2*m : 3*m], work[3*m : 4*m], work[4*m:]}
	curved := eq.Form == series.Oscillating || eq.Form == series.Riccati // which are the ones to read c[2]
	if !s.inRange(c[1]) || curved && !number.Finite(c[2]) || !s.solve(x, c[1], c[2], eq) || number.IndexNonFinite(s.y[1:]) >= 0 {
		return false
	}
	copy(z[1:], s.y[1:])
	z[0] = c[0]
	return true
}

// A solver has the components above the primal of the operand x, of Dx, of the result y and of two helpers, each
// divided by a number near its primal: the primals of the helpers are 1 or enter the formulas by name.
type solver struct {
	*Algebra
	at             float64 // the primal of x
	x, dx, y, u, v []float64
}

// solverDim is the number of elements that a solver holds.
const solverDim = 5

// solve fills y, given y′ and y″/2 at the primal.
func (s *solver) solve(x []float64, slope, curve float64, eq series.Equation) bool {
	switch eq.Form {
	case series.Logarithmic:
		base := s.at + eq.Constant
		if !s.inRange(base) || !s.inRange(slope*base) {
			return false
		}
		s.logarithmic(x, base, slope*base)
		return true
	case series.Binomial:
		scale := slope * (s.at / eq.Constant)
		if !s.inRange(s.at) || !s.inRange(scale) {
			return false
		}
		s.binomial(x, scale, eq.Constant)
		return true
	}
	s.operand(x, 1)
	switch eq.Form {
	case series.Exponential:
		s.exponential(slope, eq.Constant)
	case series.Oscillating:
		s.oscillating(slope, 2*curve, eq.Constant)
	case series.Riccati:
		s.riccati(slope, 2*(curve/slope), eq.Constant)
	case series.Reciprocal:
		s.reciprocal(slope, eq.Constant)
	case series.Radical:
		s.radical(slope, eq.Constant)
	}
	return true
}

// inRange reports whether s is a number that may be divided by.
func (*solver) inRange(s float64) bool { return number.Normal(math.Abs(s)) }

// operand sets x and Dx, divided by scale.
func (s *solver) operand(x []float64, scale float64) {
	for k := 1; k < len(x); k++ {
		s.x[k] = x[k]
		if scale != 1 {
			s.x[k] /= scale
		}
		s.dx[k] = s.degree(k) * s.x[k]
	}
}

func (s *solver) degree(k int) float64 { return float64(s.basis[k].degree) }

// inner returns component k of the product of p and q without the terms that have a primal in them.
func (s *solver) inner(k int, p, q []float64) float64 {
	sum := 0.0
	if s.kind == kindTaylor {
		p, q = p[:k], q[:k]
		for i := 1; i < len(p); i++ {
			sum += float64(p[i] * q[k-i])
		}
		return sum
	}
	for _, t := range s.Algebra.inner(k) { // above order 2 all structure constants are 1
		sum += float64(p[t.x] * q[t.y])
	}
	return sum
}

// logarithmic solves x·Dy = scale·Dx for x, its primal base, divided by that.
func (s *solver) logarithmic(x []float64, base, scale float64) {
	s.operand(x, base)
	for k := 1; k < len(x); k++ {
		s.v[k] = s.dx[k] - s.inner(k, s.x, s.v) // Dy/scale
		s.y[k] = scale * s.v[k] / s.degree(k)
	}
}

// binomial solves q·x·Dy = p·y·Dx for the exponent p/q and the primal scale of y.
func (s *solver) binomial(x []float64, scale, p float64) {
	q := 1.0
	if p == 1.0/3 { // which is no third, and the difference is one more term that does not cancel
		p, q = 1, 3
	}
	s.operand(x, s.at)
	for k := 1; k < len(x); k++ {
		d := s.degree(k)
		s.u[k] = (float64(p*s.x[k]) + (float64(p*s.inner(k, s.dx, s.u))-float64(q*s.inner(k, s.x, s.v)))/d) / q // y/scale
		s.v[k] = d * s.u[k]
		s.y[k] = scale * s.u[k]
	}
}

// exponential solves Dy = u·Dx, Du = λ·u·Dx for the primal slope of u.
func (s *solver) exponential(slope, lambda float64) {
	for k := 1; k < len(s.y); k++ {
		g := s.x[k] + s.inner(k, s.dx, s.u)/s.degree(k)
		s.u[k] = lambda * g // u/slope
		s.y[k] = slope * g
	}
}

// oscillating solves Dy = u·Dx, Du = λ·y·Dx for u, its primal slope, and y, its primal curve/λ.
func (s *solver) oscillating(slope, curve, lambda float64) {
	for k := 1; k < len(s.y); k++ {
		d := s.degree(k)
		y := float64(slope*s.x[k]) + s.inner(k, s.dx, s.u)/d
		s.u[k] = float64(curve*s.x[k]) + lambda*s.inner(k, s.dx, s.y)/d
		s.y[k] = y
	}
}

// riccati solves Dy = u·Dx, u = slope + skew·(y−y₀) + λ·(y−y₀)².
func (s *solver) riccati(slope, skew, lambda float64) {
	for k := 1; k < len(s.y); k++ {
		s.y[k] = float64(slope*s.x[k]) + s.inner(k, s.dx, s.u)/s.degree(k)
		s.u[k] = float64(skew*s.y[k]) + float64(lambda*s.inner(k, s.y, s.y))
	}
}

// reciprocal solves u·Dy = Dx, u = (1+λx²)/(1+λx₀²), Dy and the primal of 1/u in units of slope.
func (s *solver) reciprocal(slope, lambda float64) {
	for k := 1; k < len(s.y); k++ {
		s.u[k] = lambda * (float64(2*(slope*s.at)*s.x[k]) + float64(slope*s.inner(k, s.x, s.x)))
		s.v[k] = s.dx[k] - s.inner(k, s.u, s.v)
		s.y[k] = slope * s.v[k] / s.degree(k)
	}
}

// radical solves u·Dy = Dx, u² = (λx²±1)/(λx₀²±1), Dy in units of slope.
func (s *solver) radical(slope, lambda float64) {
	for k := 1; k < len(s.y); k++ {
		square := lambda * slope * (float64(2*(slope*s.at)*s.x[k]) + float64(slope*s.inner(k, s.x, s.x)))
		s.u[k] = (square - s.inner(k, s.u, s.u)) / 2
		s.v[k] = s.dx[k] - s.inner(k, s.u, s.v)
		s.y[k] = slope * s.v[k] / s.degree(k)
	}
}
