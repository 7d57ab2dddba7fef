package dualmath

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
)

// LogBeta returns ln|B(a, b)| of Euler's beta function B(a, b) = Γ(a)·Γ(b)/Γ(a+b), with its derivatives in both. For
// positive arguments the large parts of ln Γ are never subtracted from one another, so that it is right where one
// argument is far larger than the other, too: to a few units of rounding, relative to the value or to 1.
//
// Special cases are (in order):
//
//	LogBeta(a, b) = NaN where either is NaN
//	LogBeta(±0, b) = LogBeta(a, ±0) = +Inf
//	LogBeta(+Inf, b) = LogBeta(a, +Inf) = -Inf for positive a and b, with derivatives of 0
//	LogBeta(a, b) = +Inf for a negative integer, NaN where a+b is one, or 0, as well
func LogBeta[T dual.Scalar[T]](a, b T) T {
	p, q := a, b
	if q.Value() < p.Value() {
		p, q = q, p
	}
	switch s := p.Add(q); {
	case !(p.Value() > 0):
		return a.Lgamma().Add(b.Lgamma()).Sub(a.Add(b).Lgamma())
	case math.IsInf(q.Value(), 1):
		return a.Lift(math.Inf(-1))
	case p.Value() < 10:
		return p.Lgamma().Add(logGammaRatio(p, q))
	default:
		// Stirling's formula for all three, its terms in the order in which none cancels.
		tail := p.Apply(series.LgammaTail).Add(q.Apply(series.LgammaTail)).Sub(s.Apply(series.LgammaTail))
		sum := p.Shift(-0.5).Mul(p.Div(s).Log()).Add(q.Mul(p.Div(s).Neg().Log1p()))
		return sum.Sub(q.Log().Scale(0.5)).Add(tail).Shift(0.5 * math.Log(2*math.Pi))
	}
}

// logGammaRatio returns ln Γ(q) - ln Γ(p+q) for 0 < p ≤ q, without cancellation: Γ(x+1) = x·Γ(x) leads q above 10, where
// Stirling's formula takes over.
func logGammaRatio[T dual.Scalar[T]](p, q T) T {
	sum := p.Lift(0)
	for q.Value() < 10 {
		sum = sum.Add(p.Div(q).Log1p())
		q = q.Shift(1)
	}
	s := p.Add(q)
	tail := DivideOut(tailDifference[dual.Nested[T]], 10, p, q).Mul(p)
	return sum.Add(tail).Add(p.Mul(s.Log().Shift(-1).Neg())).Add(q.Shift(-0.5).Mul(p.Div(s).Neg().Log1p()))
}

// tailDifference returns what Stirling's formula lacks of ln Γ(q) - ln Γ(q+p).
func tailDifference[T dual.Scalar[T]](q []T, p T) T {
	return q[0].Apply(series.LgammaTail).Sub(q[0].Add(p).Apply(series.LgammaTail))
}

// Beta returns Euler's beta function B(a, b) = Γ(a)·Γ(b)/Γ(a+b), as the exponential of [LogBeta]: the relative error is that
// function's absolute one. Where a or b is a pole of Γ, it is ±Inf or NaN as LogBeta says.
func Beta[T dual.Scalar[T]](a, b T) T {
	y := LogBeta(a, b).Exp()
	_, sign := math.Lgamma(a.Value())
	for _, x := range []T{b, a.Add(b)} {
		_, s := math.Lgamma(x.Value())
		sign *= s
	}
	if sign < 0 {
		return y.Neg()
	}
	return y
}
