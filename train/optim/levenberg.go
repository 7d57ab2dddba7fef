package optim

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/vec"
)

// A Levenberg minimises a sum of squares by the method of Levenberg and Marquardt: each step solves
// (JᵀJ + λ·I)·h = −Jᵀr, with a damping λ that is lowered from step to step and raised where there is no gain. The matrix
// factored is JᵀJ, or J·Jᵀ where there are fewer residuals than parameters; where rounding leaves too little of it, J
// itself is factored by reflections. Near a minimum, where the sum of squares has no digits left to tell two points
// apart, the gradient does.
type Levenberg struct {
	problem LeastSquares
	opt     LevenbergOptions
	n       int // parameters

	r, trial []float64 // residuals
	linear   linearisation
	grad     []float64 // Jᵀ·r, divided by the scale
	full     []float64 // gradient of the sum of squares
	loss     float64
	fresh    bool // whether r, the linearisation and loss are those of the parameters

	state  []float64 // elements are named below
	best   []float64 // parameters of the lowest sum of squares
	h, x0  []float64
	pull   []float64 // of the ridge, a part of h; nil without one
	curve  correction
	ending ending[float64]
	evals  int
}

// What a Levenberg remembers beside its scale.
const (
	damping       = iota
	dampingFactor // the next one
	lowest        // sum of squares so far
	lowestDamping // and the damping that led there
	sinceLowest   // steps since then
	levenbergStates
)

// mostUphill is the number of steps without a new lowest sum of squares after which the search goes back to that.
const mostUphill = 10

// NewLevenberg returns an optimiser for the problem. If it has more than one worker it needs to be closed.
func NewLevenberg(p LeastSquares, opt LevenbergOptions) (*Levenberg, error) {
	n, err := parametersOf("NewLevenberg", p)
	if err != nil {
		return nil, err
	}
	if err := opt.check("NewLevenberg"); err != nil {
		return nil, err
	}
	l := newLevenberg(n, opt, newDense(n, opt.Scaled))
	if err := l.Bind(p, opt.Workers); err != nil {
		return nil, err
	}
	return l, nil
}

// newLevenberg returns an optimiser of n parameters that has no problem yet.
func newLevenberg(n int, opt LevenbergOptions, linear linearisation) *Levenberg {
	if opt.Damping == 0 {
		opt.Damping = 1e-3
	}
	if opt.Corrections == 0 {
		opt.Corrections = 3
	}
	opt.Uphill = max(opt.Uphill, 1)
	l := &Levenberg{opt: opt, n: n, linear: linear, grad: make([]float64, n), full: make([]float64, n),
		state: make([]float64, levenbergStates), best: make([]float64, n), h: make([]float64, n), x0: make([]float64, n),
		ending: newEnding[float64](opt.Until, levenbergNoise)}
	if opt.Ridge > 0 {
		l.pull = make([]float64, n)
	}
	return l
}

// Bind implements [Solver].
func (l *Levenberg) Bind(p LeastSquares, workers int) error {
	m, n := p.Size()
	if n != l.n {
		return fmt.Errorf("optim: Levenberg: a problem of %d parameters, want %d", n, l.n)
	}
	if err := l.linear.bind(p, max(workers, 1)); err != nil {
		return err
	}
	l.problem, l.r, l.trial, l.fresh = p, make([]float64, m), make([]float64, m), false
	if l.opt.Corrections > 0 {
		l.curve = newCorrection(m, n)
	}
	return nil
}

// levenbergNoise is the relative rounding error of a sum of squares.
const levenbergNoise = 1e-13

// Close ends the goroutines. A step after that starts them again.
func (l *Levenberg) Close() { l.linear.close() }

// Loss returns the sum of squares at the parameters of the last step, ridge included.
func (l *Levenberg) Loss() float64 { return l.loss }

// Evaluations returns the number of times that the residuals were computed.
func (l *Levenberg) Evaluations() int { return l.evals }

// Why says in a few words why the last Step returned false.
func (l *Levenberg) Why() string { return l.ending.why }

// State returns what the optimiser remembers from step to step, for checkpoints. It may be written before the next step;
// then Forget has to be called.
func (l *Levenberg) State() [][]float64 {
	return [][]float64{l.state, l.best, l.linear.scales(), l.ending.state}
}

// Forget has to be called when the parameters, the problem or the state have changed since the last step.
func (l *Levenberg) Forget() { l.fresh = false }

// Step changes the parameters to ones with a sum of squares that is lower, or not much higher, see
// [LevenbergOptions].Uphill, and returns true, or returns false and leaves them as they are, or where the sum of squares was lowest so far, if there is
// nothing left to gain. An error says that the residuals or their derivatives are not finite there.
func (l *Levenberg) Step(params []float64) (bool, error) {
	if len(params) != l.n {
		panic(fmt.Sprintf("optim: Levenberg: %d parameters, want %d", len(params), l.n))
	}
	if !l.fresh {
		if err := l.begin(params); err != nil {
			return false, err
		}
	}
	if l.state[sinceLowest] >= mostUphill && l.above() {
		if err := l.back(params); err != nil {
			return false, err
		}
	}
	if l.ending.before(l.full) {
		return false, nil
	}
	if ok := l.descend(params); ok || !l.above() {
		return ok, nil
	}
	if err := l.back(params); err != nil {
		return false, err
	}
	return l.descend(params), nil
}

// descend tries one damping after the other until the sum of squares is low enough. It returns false if it never is.
func (l *Levenberg) descend(params []float64) bool {
	copy(l.x0, params)
	for range levenbergTrials {
		gone := l.solve(l.state[damping]) && number.IndexNonFinite(l.h) < 0
		if gone {
			loss, predicted := l.try(params)
			switch {
			case !number.Finite(loss) || !(predicted > 0):
			case math.Abs(loss-l.loss) <= levenbergNoise*l.loss && predicted <= levenbergNoise*l.loss:
				return l.polish(params, loss)
			case loss < l.limit():
				if l.accept(params, loss, l.gain(params)/predicted) {
					return true
				}
			}
			copy(params, l.x0)
		}
		l.state[damping] *= l.state[dampingFactor]
		if l.opt.GainRatio {
			l.state[dampingFactor] *= 2
		}
		if gone && linalg.MaxAbs(l.h) <= linalg.Epsilon[float64]()*linalg.MaxAbs(params) {
			break
		}
	}
	l.ending.why = fmt.Sprintf("no lower sum of squares, gradient %.3g", linalg.MaxAbs(l.full))
	return false
}

// levenbergTrials is the number of dampings that a step may try: doubled that often, they lead from where the matrix has
// no digits left to where steps are too short to change a parameter.
const levenbergTrials = 120

// begin computes what a step starts from.
func (l *Levenberg) begin(params []float64) error {
	l.evals++
	l.problem.Residuals(l.r, params)
	if i := number.IndexNonFinite(l.r); i >= 0 {
		return fmt.Errorf("optim: Levenberg: residual %d is %v at the parameters given, want a finite number", i, l.r[i])
	}
	if !l.linearise(params) {
		return fmt.Errorf("optim: Levenberg: the derivatives are not finite at the parameters given")
	}
	l.loss = l.sum(l.r, params)
	if l.state[damping] == 0 {
		l.state[damping], l.state[dampingFactor] = max(l.opt.Damping*l.linear.largest(), l.linear.least()), 2
	}
	if !l.goesOn() {
		l.state[lowest] = math.Inf(1)
		l.remember(params)
	}
	l.fresh = true
	return nil
}

// goesOn reports whether the sum of squares is one that the search remembered may have come to, and not that of another problem.
// It rises and falls by rounding while no lowest one is found.
func (l *Levenberg) goesOn() bool {
	low, rounding := l.state[lowest], 2*mostUphill*levenbergNoise
	return low > 0 && l.loss >= (1-rounding)*low && l.loss <= (1+rounding)*l.opt.Uphill*low
}

// remember takes note of the parameters if their sum of squares is the lowest so far by more than rounding.
func (l *Levenberg) remember(params []float64) {
	if !(l.loss < (1-levenbergNoise)*l.state[lowest]) {
		l.state[sinceLowest]++
		return
	}
	copy(l.best, params)
	l.state[lowest], l.state[lowestDamping], l.state[sinceLowest] = l.loss, l.state[damping], 0
}

// above reports whether the sum of squares is higher than the lowest so far, by more than rounding.
func (l *Levenberg) above() bool { return l.loss > (1+levenbergNoise)*l.state[lowest] }

// limit returns the sum of squares that a step has to stay below.
func (l *Levenberg) limit() float64 {
	if l.state[sinceLowest] >= mostUphill {
		return l.loss
	}
	return max(l.loss, l.opt.Uphill*l.state[lowest])
}

// back returns to the lowest sum of squares, from where the next step has to go down.
func (l *Levenberg) back(params []float64) error {
	copy(params, l.best)
	l.state[damping], l.state[dampingFactor], l.state[sinceLowest] = l.state[lowestDamping], 2, mostUphill
	return l.begin(params)
}

// try goes the step h and returns the sum of squares there and the fall that the linear residuals predict.
func (l *Levenberg) try(params []float64) (loss, predicted float64) {
	predicted = float64(l.state[damping]*linalg.Dot(l.h, l.h)) - linalg.Dot(l.h, l.grad)
	if l.opt.Corrections > 0 {
		copy(l.curve.first, l.h)
	}
	loss = l.evaluate(params, l.h)
	if l.opt.Corrections > 0 {
		loss = l.correct(params, loss)
	}
	return loss, predicted
}

// evaluate goes the scaled step h, which it brings into the units of the parameters, and returns the sum of squares there,
// whose residuals are the trial.
func (l *Levenberg) evaluate(params, h []float64) float64 {
	l.linear.unscale(h)
	vec.Add(params, l.x0, h)
	l.evals++
	l.problem.Residuals(l.trial, params)
	return l.sum(l.trial, params)
}

// gain returns by how much the sum of squares falls from r to trial, without subtracting the two sums.
func (l *Levenberg) gain(params []float64) float64 {
	s := 0.0
	for i, r := range l.r {
		s += float64((r - l.trial[i]) * (r + l.trial[i]))
	}
	if l.opt.Ridge > 0 {
		s += l.ridgeGain(params)
	}
	return s
}

// accept goes on from the trial, whose gain is the given ratio of the predicted one. It returns false if the derivatives
// there are not finite; then all is as it was.
func (l *Levenberg) accept(params []float64, loss, ratio float64) bool {
	l.r, l.trial = l.trial, l.r
	if !l.linearise(params) {
		l.r, l.trial = l.trial, l.r
		l.linearise(l.x0)
		return false
	}
	if u := 2*ratio - 1; l.opt.GainRatio {
		l.state[damping] *= max(1.0/3, 1-float64(u*u*u))
	} else {
		l.state[damping] /= 10
	}
	l.state[damping] = max(l.state[damping], l.linear.least())
	l.state[dampingFactor] = 2
	vec.Sub(l.h, params, l.x0)
	l.ending.after(l.loss, loss, l.h, params, l.full, true)
	l.loss = loss
	l.remember(params)
	return true
}

// polish goes on from a trial that the sum of squares cannot tell from where it started, if it falls by the slopes at
// both ends. If not the search is over.
func (l *Levenberg) polish(params []float64, loss float64) bool {
	before, largest, slope := l.loss, linalg.MaxAbs(l.full), linalg.Dot(l.full, l.h)
	if l.accept(params, loss, 1) {
		if slope+linalg.Dot(l.full, l.h) < 0 {
			return true
		}
		l.fresh, l.loss = false, before
	}
	copy(params, l.x0)
	l.ending.why = fmt.Sprintf("no progress beyond rounding, gradient %.3g", largest)
	return false
}
