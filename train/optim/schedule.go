package optim

import "math"

// A Schedule is the learning rate as a multiple of the optimiser's own, at the fraction of the run that is done, from 0
// to 1.
type Schedule func(done float64) float64

// Constant keeps the learning rate.
func Constant(float64) float64 { return 1 }

// Cosine lowers the learning rate to zero along half a cosine (Loshchilov and Hutter 2017).
func Cosine(done float64) float64 { return 0.5 * (1 + math.Cos(math.Pi*done)) }

// StepDecay multiplies the learning rate by factor at each of the given fractions of the run.
func StepDecay(factor float64, at ...float64) Schedule {
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
// the rest of it.
func WarmUp(fraction float64, then Schedule) Schedule {
	return func(done float64) float64 {
		if done < fraction {
			return done / fraction
		}
		return then((done - fraction) / (1 - fraction))
	}
}
