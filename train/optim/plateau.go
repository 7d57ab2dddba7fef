package optim

import (
	"cmp"
	"fmt"
	"math"
)

// A Plateau lowers the learning rate when the loss stops falling. The loss is that on the validation data, where there
// are any, otherwise the training loss, once an epoch. The zero value never does. It multiplies with the [Schedule],
// which may warm up.
type Plateau struct {
	Patience int     // epochs without improvement before the rate is lowered; 0 never lowers it
	Factor   float64 // what the rate is multiplied by, 0.1 if 0
	Progress float64 // what counts as improvement: a loss below the best so far by more than this share of its magnitude
	Least    float64 // the product of all factors is not lowered below this
}

// Check reports an option that makes no sense.
func (p Plateau) Check() error {
	if p.Patience < 0 {
		return fmt.Errorf("optim: Plateau: patience of %d epochs, want none negative", p.Patience)
	}
	return cmp.Or(
		checkSetting("Plateau", "factor", p.Factor, 0, 1),
		checkSetting("Plateau", "progress", p.Progress, 0, 1),
		checkSetting("Plateau", "least", p.Least, 0, 1),
	)
}

// A PlateauState is where a run stands with its [Plateau].
type PlateauState struct {
	Scale float64 // of the learning rate
	Best  float64 // loss
	Since int     // epochs without improvement
}

// NewPlateauState returns the state at the beginning of a run.
func NewPlateauState() PlateauState { return PlateauState{Scale: 1, Best: math.Inf(1)} }

// improves tells whether a loss is progress against the best so far, which is +Inf at first.
func (p Plateau) improves(loss, best float64) bool {
	if math.IsInf(best, 1) {
		return loss < best
	}
	return loss < best-float64(p.Progress*math.Abs(best))
}

// Judge tells the plateau the loss of an epoch.
func (s *PlateauState) Judge(p Plateau, loss float64) {
	if p.Patience == 0 {
		return
	}
	if p.improves(loss, s.Best) {
		s.Best, s.Since = loss, 0
		return
	}
	if s.Since++; s.Since < p.Patience {
		return
	}
	factor := p.Factor
	if factor == 0 {
		factor = 0.1
	}
	s.Scale, s.Since = max(p.Least, s.Scale*factor), 0
}
