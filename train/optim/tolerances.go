package optim

import (
	"fmt"
	"math"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/linalg"
)

// Tolerances say when an optimiser that searches has come close enough to a minimum. What is 0 never ends a run; without
// any a run still ends where rounding leaves nothing to gain.
type Tolerances struct {
	Gradient float64 // the largest magnitude of the gradient's elements, in units of loss by parameter
	Loss     float64 // what a step lowers the loss by, as a share of the loss
	Step     float64 // the largest change of a parameter in a step, as a share of the largest parameter
}

func (t Tolerances) check(name string) error {
	for _, c := range []struct {
		name string
		x    float64
	}{{"gradient", t.Gradient}, {"loss", t.Loss}, {"step", t.Step}} {
		if !(c.x >= 0) || math.IsInf(c.x, 0) {
			return fmt.Errorf("optim: %s: tolerance %v on the %s, want a finite number, not negative", name, c.x, c.name)
		}
	}
	return nil
}

func (t Tolerances) String() string {
	var parts []string
	for _, c := range []struct {
		name string
		x    float64
	}{{"gradient", t.Gradient}, {"loss", t.Loss}, {"step", t.Step}} {
		if c.x != 0 {
			parts = append(parts, fmt.Sprintf("%s %g", c.name, c.x))
		}
	}
	return strings.Join(parts, ", ")
}

// ending decides when a search is over.
type ending[F dual.Float] struct {
	until Tolerances
	noise float64 // relative rounding error of the loss
	state []F     // of which the elements are named below
	why   string  // the last search found nothing to do
}

// What an ending remembers.
const (
	idleSteps     = iota // steps in a row that made no progress beyond rounding
	leastGradient        // the smallest largest magnitude of a gradient
	lossReached          // 1 if the last step was within the tolerance on the loss
	stepReached          // 1 if it was within the tolerance on the step
	endingSize
)

// patience is the number of steps that may lower neither the loss by more than its rounding error nor the gradient by a
// tenth. Near a minimum that is as much as a run in the last digits needs.
const patience = 10

func newEnding[F dual.Float](until Tolerances, noise float64) ending[F] {
	return ending[F]{until: until, noise: noise, state: make([]F, endingSize)}
}

// before tells whether a search from a point with this gradient is pointless. If so it says why, and the next run starts
// afresh.
func (e *ending[F]) before(grad []F) bool {
	largest := linalg.MaxAbs(grad)
	switch {
	case largest == 0:
		e.why = "the gradient is 0"
	case largest <= e.until.Gradient:
		e.why = fmt.Sprintf("gradient %.3g, tolerance %g", largest, e.until.Gradient)
	case e.state[lossReached] != 0:
		e.why = fmt.Sprintf("the last step lowered the loss by less than the tolerance %g", e.until.Loss)
	case e.state[stepReached] != 0:
		e.why = fmt.Sprintf("the last step was shorter than the tolerance %g", e.until.Step)
	case e.state[idleSteps] >= patience:
		e.why = fmt.Sprintf("no progress beyond rounding, gradient %.3g", largest)
	default:
		return false
	}
	clear(e.state)
	return true
}

// after is told of a step made, between the losses, to the parameters and the gradient, and whether the search was
// content with it. One that was not, where nothing is left but rounding, will not be the next time either.
func (e *ending[F]) after(from, to float64, step, params, grad []F, content bool) {
	fall, size := from-to, math.Abs(from)
	e.set(lossReached, e.until.Loss > 0 && math.Abs(fall) <= e.until.Loss*size)
	e.set(stepReached, e.until.Step > 0 && linalg.MaxAbs(step) <= e.until.Step*linalg.MaxAbs(params))
	largest := F(linalg.MaxAbs(grad))
	lower := e.state[leastGradient] == 0 || float64(largest) < 0.9*float64(e.state[leastGradient])
	if lower {
		e.state[leastGradient] = largest
	}
	switch {
	case lower || math.Abs(fall) > e.noise*size:
		e.state[idleSteps] = 0
	case content:
		e.state[idleSteps]++
	default:
		e.state[idleSteps] = patience
	}
}

func (e *ending[F]) set(i int, reached bool) {
	e.state[i] = 0
	if reached {
		e.state[i] = 1
	}
}
