package optim

import (
	"fmt"
	"math"
)

// A Schedule is the learning rate as a multiple of the optimiser's own, at the fraction of the run that is done, from 0
// to 1. A run ends with an error where it is negative or not finite.
type Schedule func(done float64) float64

// Constant keeps the learning rate.
func Constant(float64) float64 { return 1 }

// Cosine lowers the learning rate to zero along half a cosine (Loshchilov and Hutter 2017).
func Cosine(done float64) float64 { return 0.5 * (1 + math.Cos(math.Pi*done)) }

// StepDecay multiplies the learning rate by factor at each of the given fractions of the run. It panics unless factor is a
// finite number greater than 0 and the fractions lie between 0 and 1, in rising order.
func StepDecay(factor float64, at ...float64) Schedule {
	if !(factor > 0) || math.IsInf(factor, 0) {
		panic(fmt.Sprintf("optim: StepDecay: factor %v, want a finite number greater than 0", factor))
	}
	before := 0.0
	for _, a := range at {
		if !(a >= before && a <= 1) {
			panic(fmt.Sprintf("optim: StepDecay: at fractions %v of the run, want them from 0 to 1 in rising order", at))
		}
		before = a
	}
	return func(done float64) float64 {
		rate := 1.0
		for _, a := range at {
			if done >= a {
				rate *= factor
			}
		}
		return rate
	}
}

// WarmUp raises the learning rate linearly from zero over the first fraction of the run and follows the schedule for
// the rest of it. It panics unless the fraction is at least 0 and less than 1.
func WarmUp(fraction float64, then Schedule) Schedule {
	if !(fraction >= 0 && fraction < 1) {
		panic(fmt.Sprintf("optim: WarmUp: fraction %v of the run, want at least 0 and less than 1", fraction))
	}
	if then == nil {
		panic("optim: WarmUp: no schedule for the rest of the run, want one, such as Constant")
	}
	return func(done float64) float64 {
		if done < fraction {
			return done / fraction
		}
		return then((done - fraction) / (1 - fraction))
	}
}
