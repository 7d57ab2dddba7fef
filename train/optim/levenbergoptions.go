package optim

import (
	"fmt"
	"math"
)

// LevenbergOptions are those of [NewLevenberg]. The zero value has sensible ones.
type LevenbergOptions struct {
	Until Tolerances // when to end; the gradient is that of the sum of squares

	// Damping is the first one, as a share of the largest diagonal element of JᵀJ; 1e-3 if 0. It should be smaller where
	// the start is good.
	Damping float64

	// GainRatio lets the damping follow the ratio of actual and predicted gain (Nielsen 1999), which takes few evaluations
	// where the residuals are close to linear. If not, every step begins at a tenth of the last one's damping and doubles
	// it until the sum of squares falls (Transtrum and Sethna 2012 call this delayed gratification): networks move along
	// narrow curved valleys, where that takes a few more evaluations a step and many fewer steps.
	GainRatio bool

	// Uphill lets a step raise the sum of squares to less than so many times the lowest so far; 0 and 1 let none rise.
	// Networks move along narrow curved valleys: a step that has to stay below is short, one that may climb a little
	// crosses to where the damping can fall by powers of ten, and the sum of squares with it (Transtrum and Sethna 2012
	// accept uphill steps too): 3 is good for differential equations. After ten steps without a new lowest one the search
	// goes back to where that was and takes a step down from there (the watchdog of Chamberlain et al. 1982), and so it does
	// before it ends for want of a lower one. A run that ends otherwise, with its last epoch or its context, leaves the parameters
	// where they are, which may be higher. It is of no use with GainRatio, which measures every step by its gain.
	Uphill float64

	// Scaled measures steps in units of the columns of J, the largest norms so far (Moré 1978): then the units of single
	// parameters do not matter.
	Scaled bool

	// Corrections is how often a step h is corrected, at most, for what the linear residuals miss; 3 if 0, never if
	// negative. The residuals at its end tell how they curve, r(x+h) − r(x) − J·h, and the system just factored what to
	// add to the first h, −(JᵀJ + λ·I)⁻¹Jᵀ times that, as long as the sum of squares falls. Where this converges,
	// λ·h = −Jᵀ·r(x+h): the step is implicit in the residuals. The first correction is the geodesic acceleration of
	// Transtrum and Sethna 2012, over a finite step. Each takes one more evaluation of the residuals and one solution of
	// the system, and no derivatives. Steps along curved valleys become much longer; where the residuals' evaluation is all
	// the work and they are close to linear, none is better.
	Corrections int

	// Ridge adds so many times the sum of the squared parameters to what is minimised: a prior that keeps them small. Where a
	// few points leave most of a network open, 1e-8 of a loss in standard units lets the steps go on along the minima, to
	// one that is smoother in between; where the points pin it down a ridge costs digits. It is not to be had with Scaled. The
	// loss that a run reports is without it.
	Ridge float64

	Workers int // goroutines for the linear algebra, 1 if 0; the result does not depend on it
}

// check reports the first setting that makes no sense.
func (o LevenbergOptions) check(name string) error {
	if o.Workers < 0 {
		return fmt.Errorf("optim: %s: %d workers, want none negative", name, o.Workers)
	}
	if err := checkSetting(name, "damping", o.Damping, 0, math.Inf(1)); err != nil {
		return err
	}
	if o.Uphill != 0 {
		if err := checkSetting(name, "uphill factor", o.Uphill, 1, math.Inf(1)); err != nil {
			return err
		}
	}
	if o.GainRatio && o.Uphill > 1 {
		return fmt.Errorf("optim: %s: uphill factor %v with a gain ratio, want one of the two", name, o.Uphill)
	}
	if err := checkSetting(name, "ridge", o.Ridge, 0, math.Inf(1)); err != nil {
		return err
	}
	if o.Ridge > 0 && o.Scaled {
		return fmt.Errorf("optim: %s: a ridge of %v with scaled steps, want one of the two", name, o.Ridge)
	}
	return o.Until.check(name)
}

// settings lists what is not as usual.
func (o LevenbergOptions) settings() (parts []string) {
	if o.Damping != 0 {
		parts = append(parts, fmt.Sprintf("damping %g", o.Damping))
	}
	if o.GainRatio {
		parts = append(parts, "gain ratio")
	}
	if o.Uphill != 0 {
		parts = append(parts, fmt.Sprintf("uphill %g", o.Uphill))
	}
	if o.Scaled {
		parts = append(parts, "scaled")
	}
	if o.Corrections != 0 {
		parts = append(parts, fmt.Sprintf("corrections %d", o.Corrections))
	}
	if o.Ridge != 0 {
		parts = append(parts, fmt.Sprintf("ridge %g", o.Ridge))
	}
	if o.Until != (Tolerances{}) {
		parts = append(parts, fmt.Sprintf("until %v", o.Until))
	}
	return parts
}
