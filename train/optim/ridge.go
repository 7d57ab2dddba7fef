package optim

import (
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/vec"
)

// A ridge µ·‖x‖² is a sum of squares itself, whose residuals √µ·x would be as many rows of J as there are parameters. What
// is known of them needs none: they are linear, and their part of JᵀJ is µ·I, as that of a damping.

// sum returns the sum of squares of residuals at the parameters, ridge included.
func (l *Levenberg) sum(r, params []float64) float64 {
	s := linalg.Dot(r, r)
	if l.opt.Ridge > 0 {
		s += float64(l.opt.Ridge * linalg.Dot(params, params))
	}
	return s
}

// solve sets h to the step from x0 at a damping λ. With a ridge it solves (JᵀJ + (λ+µ)·I)·h = −Jᵀr − µ·x, in a form that needs
// right sides Jᵀ·b alone: with s = µ/(λ+µ),
//
//	h = (JᵀJ + (λ+µ)·I)⁻¹·Jᵀ·(s·J·x − r) − s·x
func (l *Levenberg) solve(lambda float64) bool {
	mu := l.opt.Ridge
	if mu == 0 {
		vec.Scale(l.trial, -1, l.r)
		return l.system.solve(l.h, l.trial, lambda)
	}
	share := mu / (lambda + mu)
	l.j.Mul(l.trial, l.x0)
	vec.Scale(l.trial, share, l.trial)
	vec.Sub(l.trial, l.trial, l.r)
	if !l.system.solve(l.h, l.trial, lambda+mu) {
		return false
	}
	vec.Axpy(l.h, -share, l.x0)
	return true
}

// ridgeGain returns by how much the ridge falls from x0 to the parameters.
func (l *Levenberg) ridgeGain(params []float64) float64 {
	s := 0.0
	for i, x := range l.x0 {
		s += float64((x - params[i]) * (x + params[i]))
	}
	return float64(l.opt.Ridge * s)
}
