package optim

import (
	"math"

	"example.com/sobolev/internal/number"
)

// wolfe looks for a step t along a line that satisfies the strong Wolfe conditions: sufficient decrease of the loss and
// a slope that has become flat. The search is that of Moré and Thuente 1994 in its second version (MINPACK-2, dcsrch):
// it shrinks an interval around a minimum, by cubic and quadratic interpolation, and never loses one that it has found.
// What it adds: a trial whose loss is not finite is a step too far, and a change of the loss below its rounding error is
// replaced by the one that the slopes tell, which is exact for a quadratic function. With these changes sufficient
// decrease is the approximate Wolfe condition of Hager and Zhang 2005, so that a search near a minimum goes on until the
// gradient, not the loss, is lost in rounding.
type wolfe struct {
	at       func(t float64) (loss, slope float64) // the loss may be infinite or NaN
	noise    float64                               // relative rounding error of the loss
	decrease float64                               // share of the first slope that the loss has to fall by
	flat     float64                               // share of the first slope that is flat enough
	start    trial                                 // t = 0
	loss     float64                               // there
	last     trial                                 // the last one evaluated
	evals    int
}

// A trial is a step with the change of the loss since the start and the slope there.
type trial struct{ t, change, slope float64 }

const (
	wolfeDecrease = 1e-3 // as in L-BFGS-B (Zhu, Byrd, Lu and Nocedal 1997)
	wolfeFlat     = 0.9
	wolfeEvals    = 25
	wolfeRetreat  = 0.1 // share of a step that is left where the loss was not finite
	wolfeWidth    = 1e-15
)

func newWolfe(at func(t float64) (loss, slope float64), noise float64) wolfe {
	return wolfe{at: at, noise: noise, decrease: wolfeDecrease, flat: wolfeFlat}
}

// search returns the step found from the loss and the slope at 0, a negative number, and whether it is any good. The
// last evaluation was at this step.
func (w *wolfe) search(loss, slope, first float64) (t float64, ok bool) {
	w.start, w.loss, w.evals = trial{slope: slope}, loss, 0
	b := newBracket(w.start, first)
	tilt := w.decrease * slope // taken off the slopes until the loss has fallen enough at a step with a rising slope
	t = first
	for w.evals < wolfeEvals && !b.closed(t) {
		now := w.evaluate(t)
		if math.IsNaN(now.slope) {
			t = b.retreat(t)
			continue
		}
		if w.accepts(now) {
			return t, true
		}
		if w.decreases(now) && now.slope >= 0 {
			tilt = 0
		}
		if now.change <= b.best.change && !w.decreases(now) {
			t = b.next(now, tilt)
		} else {
			t = b.next(now, 0)
		}
	}
	return w.settle(b.best)
}

// settle takes a step that lowers the loss but is not flat, where nothing better was found.
func (w *wolfe) settle(at trial) (t float64, ok bool) {
	if !(at.change < 0) {
		return 0, false
	}
	if w.last.t != at.t {
		w.evaluate(at.t)
	}
	return at.t, true
}

// evaluate makes a trial. Its slope is NaN if anything about it is not finite.
func (w *wolfe) evaluate(t float64) trial {
	w.evals++
	loss, slope := w.at(t)
	change := loss - w.loss
	if !number.Finite(change) || !number.Finite(slope) {
		w.last = trial{t, math.Inf(1), math.NaN()}
		return w.last
	}
	if math.Abs(change) < w.noise*math.Abs(w.loss) {
		change = 0.5 * t * (w.start.slope + slope)
	}
	w.last = trial{t, change, slope}
	return w.last
}

// decreases is the first Wolfe condition.
func (w *wolfe) decreases(a trial) bool { return a.change <= w.decrease*a.t*w.start.slope }

// accepts is both conditions.
func (w *wolfe) accepts(a trial) bool {
	return w.decreases(a) && math.Abs(a.slope) <= -w.flat*w.start.slope
}

// A bracket is what a search knows: the best trial so far and, once two trials enclose a minimum, the other end.
type bracket struct {
	best, other   trial
	closedIn      bool    // whether a minimum lies between the two
	low, high     float64 // bounds of the next step
	limit         float64 // where the loss was found not to be finite
	width, before float64 // of the interval, and two trials ago
}

func newBracket(start trial, first float64) bracket {
	return bracket{best: start, other: start, high: 5 * first, limit: math.Inf(1), width: math.Inf(1), before: math.Inf(1)}
}

// closed tells whether the interval has shrunk to nothing: then t is not worth a trial.
func (b *bracket) closed(t float64) bool {
	return b.closedIn && (t <= b.low || t >= b.high || b.high-b.low <= wolfeWidth*b.high)
}

// retreat returns a step nearer to the best one than t.
func (b *bracket) retreat(t float64) float64 {
	b.limit = min(b.limit, t)
	return b.best.t + float64(wolfeRetreat*(t-b.best.t))
}

// next puts a trial in its place and returns the step to try after it. While tilt is not 0 the search is for a minimum
// of the loss less tilt·t, where sufficient decrease is certain.
func (b *bracket) next(now trial, tilt float64) float64 {
	x, y, p := b.best.tilted(tilt), b.other.tilted(tilt), now.tilted(tilt)
	higher, turned := p.change > x.change, (p.slope < 0) != (x.slope < 0)
	t := b.interpolate(x, y, p)
	if higher {
		b.other = now
	} else {
		if turned {
			b.other = b.best
		}
		b.best = now
	}
	b.closedIn = b.closedIn || higher || turned
	if !b.closedIn {
		if t >= b.limit || math.IsNaN(t) {
			t = b.best.t + 0.5*(min(b.limit, b.high)-b.best.t)
		}
		b.low, b.high = t+float64(1.1*(t-b.best.t)), t+float64(4*(t-b.best.t))
		return t
	}
	width := math.Abs(b.other.t - b.best.t)
	if width >= 0.66*b.before || math.IsNaN(t) {
		t = b.best.t + 0.5*(b.other.t-b.best.t)
	}
	b.before, b.width = b.width, width
	b.low, b.high = min(b.best.t, b.other.t), max(b.best.t, b.other.t)
	return t
}

func (a trial) tilted(tilt float64) trial {
	return trial{a.t, a.change - float64(a.t*tilt), a.slope - tilt}
}

// interpolate returns the step to try after p, from the best trial x and the other end y (Moré and Thuente 1994,
// section 4).
func (b *bracket) interpolate(x, y, p trial) float64 {
	secant := p.t + float64(p.slope/(p.slope-x.slope)*(x.t-p.t))
	switch {
	case p.change > x.change: // the minimum lies between
		c := cubic(x, p)
		q := x.t + float64(0.5*x.slope/((x.change-p.change)/(p.t-x.t)+x.slope)*(p.t-x.t))
		if math.Abs(c-x.t) < math.Abs(q-x.t) {
			return c
		}
		return c + 0.5*(q-c)
	case (p.slope < 0) != (x.slope < 0): // likewise
		return further(p.t, cubic(x, p), secant)
	case math.Abs(p.slope) < math.Abs(x.slope): // it lies beyond p
		return b.beyond(x, y, p, secant)
	case b.closedIn:
		return cubic(y, p)
	case p.t > x.t:
		return b.high
	}
	return b.low
}

// beyond extrapolates where the slope flattens from x to p.
func (b *bracket) beyond(x, y, p trial, secant float64) float64 {
	c := cubic(x, p)
	if math.IsNaN(c) || (c-p.t)*(p.t-x.t) <= 0 { // no minimum in this direction
		c = b.low
		if p.t > x.t {
			c = b.high
		}
	}
	if !b.closedIn {
		return min(max(further(p.t, c, secant), b.low), b.high)
	}
	t := secant
	if math.Abs(c-p.t) < math.Abs(secant-p.t) {
		t = c
	}
	end := p.t + float64(0.66*(y.t-p.t))
	if p.t > x.t {
		return min(end, t)
	}
	return max(end, t)
}

// further returns the one of a and b that is further away from t.
func further(t, a, b float64) float64 {
	if math.Abs(a-t) > math.Abs(b-t) {
		return a
	}
	return b
}

// cubic returns the minimum of the cubic polynomial through both trials, NaN if it has none.
func cubic(a, b trial) float64 {
	theta := 3*(a.change-b.change)/(b.t-a.t) + a.slope + b.slope
	s := max(math.Abs(theta), math.Abs(a.slope), math.Abs(b.slope))
	root := s * math.Sqrt(float64((theta/s)*(theta/s))-float64((a.slope/s)*(b.slope/s)))
	if b.t > a.t {
		root = -root
	}
	r := ((root - b.slope) + theta) / (((root - b.slope) + root) + a.slope)
	return b.t + float64(r*(a.t-b.t))
}

// firstStep returns the multiple of the gradient to try before anything is known of the curvature, from the loss and the
// norms of the gradient and of the parameters: to where a quadratic function with the minimum 0 would have it
// (Polyak 1987), yet no further than the parameters are from 0. Either has the right units.
func firstStep(loss, grad, params float64) float64 {
	toZero := 2 * math.Abs(loss) / grad / grad
	switch {
	case toZero == 0 && params == 0:
		return 1 / grad
	case toZero == 0:
		return params / grad
	case params == 0:
		return toZero
	}
	return min(toZero, params/grad)
}
