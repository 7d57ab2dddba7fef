package train

import "slices"

// An EpochTerm is a [Term] that may change from epoch to epoch: it draws new points, or changes its weights. Its number
// of points and its parts stay the same.
type EpochTerm interface {
	// BeginEpoch is called before the first step of every epoch, counted from 1, while no step runs, with the fraction
	// of the run that is done, from 0 to 1. The parts are the means of the term's own over the last epoch, zero before
	// the first. What it does may depend on nothing but these and on its State, so that a resumed run repeats it.
	BeginEpoch(epoch int, done float64, parts []float64) error

	// State returns what the term carries from one epoch to the next, for checkpoints. It may be written. If BeginEpoch
	// leaves it as it was, the term's loss is still the same function of the parameters.
	State() []float64
}

// beginTerm calls BeginEpoch and reports whether the term changed.
func (t *Trainer[F]) beginTerm(k int, e EpochTerm) (changed bool, err error) {
	t.before = append(t.before[:0], e.State()...)
	done := float64(t.taken) / float64(t.total)
	err = e.BeginEpoch(t.step.Epoch, done, t.partsOf(k, t.epoch.parts))
	return !slices.Equal(t.before, e.State()), err
}
