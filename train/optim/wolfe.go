package optim

import (
	"math"

	"example.com/sobolev/internal/number"
)

// wolfe looks for a step t along a line that satisfies the strong Wolfe conditions: sufficient decrease of the loss and
// a slope that has become flat. The search is that of Nocedal and Wright 2006, algorithms 3.5 and 3.6, with cubic
// interpolation.
type wolfe struct {
	at    func(t float64) (loss, slope float64) // the loss may be infinite or NaN
	noise float64                               // relative rounding error of the loss
	start trial                                 // t = 0
	last  trial                                 // the last one evaluated
	evals int
}

// A trial is a step with the loss and its slope there.
type trial struct{ t, loss, slope float64 }

const (
	wolfeDecrease = 1e-4
	wolfeFlat     = 0.9
	wolfeEvals    = 25
	wolfeGrowth   = 10.0 // the most by which a step is enlarged at once
)

// search returns the step found from the loss and the slope at 0, a negative number, and whether it is any good. The
// last evaluation was at this step.
func (w *wolfe) search(loss, slope, first float64) (t float64, ok bool) {
	w.start, w.evals = trial{0, loss, slope}, 0
	before, t := w.start, first
	for w.evals < wolfeEvals {
		now := w.evaluate(t)
		switch {
		case w.accepts(now):
			return t, true
		case !w.decreases(now) || w.evals > 1 && now.loss >= before.loss:
			return w.zoom(before, now)
		case now.slope >= 0:
			return w.zoom(now, before)
		}
		t = min(max(cubic(before, now), 1.1*now.t), wolfeGrowth*now.t)
		if math.IsNaN(t) {
			t = 2 * now.t
		}
		before = now
	}
	return w.settle(before)
}

// zoom narrows an interval that holds an acceptable step. lo is the end with the lower loss. Where interpolation has not
// cut the interval by a third in two trials it is halved.
func (w *wolfe) zoom(lo, hi trial) (t float64, ok bool) {
	width, before := math.Inf(1), math.Inf(1)
	for w.evals < wolfeEvals && math.Abs(hi.t-lo.t) > 1e-15*max(hi.t, lo.t) {
		next := between(lo, hi)
		if math.Abs(hi.t-lo.t) > before*2/3 {
			next = lo.t + 0.5*(hi.t-lo.t)
		}
		before, width = width, math.Abs(hi.t-lo.t)
		now := w.evaluate(next)
		switch {
		case w.accepts(now):
			return now.t, true
		case !w.decreases(now) || now.loss >= lo.loss:
			hi = now
		default:
			if now.slope*(hi.t-lo.t) >= 0 {
				hi = lo
			}
			lo = now
		}
	}
	return w.settle(lo)
}

// settle takes a step that lowers the loss but is not flat, where nothing better was found.
func (w *wolfe) settle(at trial) (t float64, ok bool) {
	if at.t == 0 || !(at.loss < w.start.loss) {
		return 0, false
	}
	if w.last.t != at.t {
		w.evaluate(at.t)
	}
	return at.t, true
}

func (w *wolfe) evaluate(t float64) trial {
	w.evals++
	loss, slope := w.at(t)
	if !number.Finite(loss) || !number.Finite(slope) {
		loss, slope = math.Inf(1), math.NaN()
	}
	w.last = trial{t, loss, slope}
	return w.last
}

// decreases is the first Wolfe condition.
func (w *wolfe) decreases(a trial) bool {
	return a.loss <= w.start.loss+wolfeDecrease*a.t*w.start.slope
}

// accepts is both conditions. Where the loss changes by no more than its rounding error, the slopes alone tell (Hager
// and Zhang 2005).
func (w *wolfe) accepts(a trial) bool {
	s := w.start.slope
	if math.Abs(a.slope) <= -wolfeFlat*s && w.decreases(a) {
		return true
	}
	return math.Abs(a.loss-w.start.loss) <= w.noise*math.Abs(w.start.loss) &&
		wolfeFlat*s <= a.slope && a.slope <= (2*wolfeDecrease-1)*s
}

// between returns a step inside the interval, not quite at its ends.
func between(lo, hi trial) float64 {
	share := (cubic(lo, hi) - lo.t) / (hi.t - lo.t)
	if !(share > 0 && share < 1) {
		share = 0.5
	}
	return lo.t + max(0.01, min(0.99, share))*(hi.t-lo.t)
}

// cubic returns the minimum of the cubic polynomial through both trials, NaN if it has none.
func cubic(a, b trial) float64 {
	d1 := a.slope + b.slope - 3*(a.loss-b.loss)/(a.t-b.t)
	d2 := math.Copysign(math.Sqrt(d1*d1-a.slope*b.slope), b.t-a.t)
	return b.t - (b.t-a.t)*(b.slope+d2-d1)/(b.slope-a.slope+2*d2)
}
