package optim

import (
	"fmt"
	"math"
)

// A Plateau lowers the learning rate when the loss stops falling. The loss is that on the validation data, where there
// are any, otherwise the training loss, once an epoch. The zero value never does. It multiplies with the [Schedule],
// which may warm up.
type Plateau struct {
	Patience int     // epochs without improvement before the rate is lowered; 0 never lowers it
	Factor   float64 // what the rate is multiplied by, 0.1 if 0
	Progress float64 // what counts as improvement: a loss below (1−Progress) times the best so far
	Least    float64 // the product of all factors is not lowered below this
}

// Check reports an option that makes no sense.
func (p Plateau) Check() error {
	if p.Patience < 0 || p.Factor < 0 || p.Factor >= 1 || p.Progress < 0 || p.Progress >= 1 || p.Least < 0 {
		return fmt.Errorf("optim: plateau %+v, want nothing negative, a factor and a progress below 1", p)
	}
	return nil
}

// A PlateauState is where a run stands with its [Plateau].
type PlateauState struct {
	Scale float64 // of the learning rate
	Best  float64 // loss
	Since int     // epochs without improvement
}

// NewPlateauState returns the state at the beginning of a run.
func NewPlateauState() PlateauState { return PlateauState{Scale: 1, Best: math.Inf(1)} }

// Judge tells the plateau the loss of an epoch.
func (s *PlateauState) Judge(p Plateau, loss float64) {
	if p.Patience == 0 {
		return
	}
	if loss < (1-p.Progress)*s.Best {
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
