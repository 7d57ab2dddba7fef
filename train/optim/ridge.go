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

// linearise computes the derivatives and the gradient at the parameters, whose residuals are r. It returns false if they are
// not finite.
func (l *Levenberg) linearise(params []float64) bool {
	ok := l.linear.at(params, l.r, l.grad, l.full)
	if mu := l.opt.Ridge; mu > 0 {
		vec.Axpy(l.grad, mu, params)
		vec.Axpy(l.full, 2*mu, params)
	}
	return ok
}

// solve sets h to the step from x0 at a damping λ. With a ridge it solves (JᵀJ + (λ+µ)·I)·h = −Jᵀr − µ·x, in a form that needs
// right sides Jᵀ·b alone: with s = µ/(λ+µ),
//
//	h = (JᵀJ + (λ+µ)·I)⁻¹·Jᵀ·(s·J·x − r) − s·x
func (l *Levenberg) solve(lambda float64) bool {
	mu := l.opt.Ridge
	if mu == 0 {
		return l.linear.solve(l.h, lambda)
	}
	if !l.linear.solve(l.h, lambda+mu) {
		return false
	}
	share := mu / (lambda + mu)
	l.linear.mul(l.trial, l.x0)
	vec.Scale(l.trial, share, l.trial)
	if !l.linear.again(l.pull, l.trial) {
		return false
	}
	vec.Add(l.h, l.h, l.pull)
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
