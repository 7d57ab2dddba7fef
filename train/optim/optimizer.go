package optim

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// An Optimizer turns gradients into updates of the parameters. It is a description without state; every training run
// asks it for an [Update] of its own.
type Optimizer interface {
	// Rate is the learning rate that a run's [Schedule] multiplies.
	Rate() float64
	// Update32 and Update64 return a fresh rule for a vector of n parameters, nil if it needs the other precision.
	Update32(n int) Update[float32]
	Update64(n int) Update[float64]
	String() string
}

// A Checker is an [Optimizer] that knows which of its settings make no sense. A run asks it before it begins.
type Checker interface {
	// Check returns an error that names the setting, its value, and what is wanted.
	Check() error
}

// checkSetting reports a setting of the named optimiser that is not from low up to, but not including, high.
func checkSetting(optimizer, setting string, x, low, high float64) error {
	switch {
	case x >= low && x < high:
		return nil
	case math.IsInf(high, 1):
		return fmt.Errorf("optim: %s: %s %v, want a finite number of at least %v", optimizer, setting, x, low)
	}
	return fmt.Errorf("optim: %s: %s %v, want at least %v and less than %v", optimizer, setting, x, low, high)
}

// An Update changes a vector of parameters by one gradient after another. It is a [Stepper], a [Searcher] or a [Solver].
type Update[F dual.Float] interface {
	// State returns the vectors that the rule remembers, for checkpoints, in a fixed order. They may be written.
	State() [][]F
}

// A Stepper is an [Update] that goes where the gradient and the learning rate say.
type Stepper[F dual.Float] interface {
	Update[F]
	// Step changes params by the gradient grad at the given learning rate. It may overwrite grad.
	Step(params, grad []F, rate float64)
}

// A Searcher is an [Update] that decides how far to go by evaluating the loss at trial parameters, which has to be that
// of all points.
type Searcher[F dual.Float] interface {
	Update[F]

	// Search changes params, at which the loss and its gradient are given, to parameters with a lower loss. The
	// learning rate multiplies the first trial step. evaluate writes the gradient at the current params to grad and
	// returns the loss, which need not be finite. On return grad holds the gradient at the new params. If there is no
	// lower loss to be found, or one that is not worth it, Search restores params and returns false.
	Search(params, grad []F, loss, rate float64, evaluate func() float64) bool
	// Why says in a few words why the last Search returned false.
	Why() string
}

// NewUpdate asks the optimiser for a rule of the parameters' own type, for n of them.
func NewUpdate[F dual.Float](opt Optimizer, n int) (Update[F], error) {
	if err := given.Check(opt != nil, "optim: NewUpdate", "the optimiser"); err != nil {
		return nil, err
	}
	var u any
	want := "float32"
	switch any(*new(F)).(type) {
	case float32:
		u, want = opt.Update32(n), "float64"
	case float64:
		u = opt.Update64(n)
	default:
		return nil, fmt.Errorf("optim: parameters of type %T, want float32 or float64", *new(F))
	}
	if u == nil {
		return nil, fmt.Errorf("optim: %v: parameters of type %T, want %s", opt, *new(F), want)
	}
	return u.(Update[F]), nil
}
