package optim

import (
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/vec"
)

// A correction is what a [Levenberg] needs to bend its steps along a curved valley.
type correction struct {
	first  []float64 // the step of the linear residuals, in units of the scale
	step   []float64 // the one that is tried
	moved  []float64 // and the same in units of the parameters
	bent   []float64 // what the linear residuals miss
	before []float64 // residuals before the correction
}

func newCorrection(residuals, params int) correction {
	return correction{first: make([]float64, params), step: make([]float64, params), moved: make([]float64, params), bent: make([]float64, residuals),
		before: make([]float64, residuals)}
}

// correct corrects the step just gone, which had the given sum of squares and is the first of l.curve, as long as that
// falls, and returns where it ends.
func (l *Levenberg) correct(params []float64, loss float64) float64 {
	c := &l.curve
	copy(c.step, c.first)
	for range l.opt.Corrections {
		if !number.Finite(loss) {
			break
		}
		l.linear.mul(c.bent, c.step)
		vec.Add(c.bent, c.bent, l.r)
		vec.Sub(c.bent, c.bent, l.trial)
		if !l.linear.again(c.step, c.bent) {
			break
		}
		vec.Add(c.step, c.step, c.first)
		c.before, l.trial = l.trial, c.before
		copy(c.moved, c.step)
		next := l.evaluate(params, c.moved)
		if !(next < loss) {
			c.before, l.trial = l.trial, c.before
			vec.Add(params, l.x0, l.h)
			break
		}
		copy(l.h, c.moved)
		loss = next
	}
	return loss
}
