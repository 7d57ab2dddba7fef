package train

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

func (p Plateau) check() error {
	if p.Patience < 0 || p.Factor < 0 || p.Factor >= 1 || p.Progress < 0 || p.Progress >= 1 || p.Least < 0 {
		return fmt.Errorf("train: options: plateau %+v, want nothing negative, a factor and a progress below 1", p)
	}
	return nil
}

// plateauState is where a run stands with its plateau.
type plateauState struct {
	scale float64 // of the learning rate
	best  float64 // loss
	since int     // epochs without improvement
}

func newPlateauState() plateauState { return plateauState{scale: 1, best: math.Inf(1)} }

// judge tells the plateau the loss of an epoch.
func (t *Trainer[F]) judge(loss float64) {
	p, s := t.opt.Plateau, &t.plateau
	if p.Patience == 0 {
		return
	}
	if loss < (1-p.Progress)*s.best {
		s.best, s.since = loss, 0
		return
	}
	if s.since++; s.since < p.Patience {
		return
	}
	factor := p.Factor
	if factor == 0 {
		factor = 0.1
	}
	s.scale, s.since = max(p.Least, s.scale*factor), 0
}
