package train

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// A Term is one term of a training objective: points at which a network's derivatives are taken, and what the
// derivatives there are worth. [Trainer] adds the terms up. Like a layer it is a description, read by several goroutines
// at once, that does not change within an epoch, see [EpochTerm]; what a computation needs to remember lives in the [Pass]
// it creates.
type Term[F dual.Float] interface {
	// Algebra is the one whose components of the outputs the term reads.
	Algebra() *jet.Algebra

	// SeedsInputs reports whether the algebra's variables are the network's inputs themselves. If not, every point is
	// seeded by [Pass.Load].
	SeedsInputs() bool

	// Len is the number of points of an epoch.
	Len() int

	// Parts names the parts of the loss, such as its orders.
	Parts() []string

	// NewPass allocates what one goroutine needs to load and score up to that many points at a time. Nothing is
	// allocated after that.
	NewPass(points int) Pass[F]
}

// A Pass loads and scores the points of a [Term], in memory of its own. It belongs to one goroutine, but follows what
// [EpochTerm.BeginEpoch] changes in its term.
type Pass[F dual.Float] interface {
	// Load writes the input jets of the points with the given numbers to x, which has that many samples. Where the sweep
	// seeds inputs x is over jet.Real() and takes the primals alone. The step counts the training steps, for seeds that change.
	Load(x *jet.Batch[F], points []int, step int)

	// Score adds the loss of the points to parts, one number for each name in [Term.Parts], and writes to cot the
	// derivatives of scale times the total loss in the components of y. The jets y hold Taylor coefficients: a derivative
	// is its coefficient times [jet.Algebra.Factorial]. The points are those of the last Load.
	Score(cot, y *jet.Batch[F], points []int, step int, scale float64, parts []float64)
}

// A ShapedTerm is a [Term] that knows which networks it is for: the terms of [Regression] and those of package pde are. One that is
// asked of another network is an error then, before the first step.
type ShapedTerm interface {
	// Shape returns how many inputs and outputs the network has.
	Shape() (in, out int)
}

// checkTerm reports what keeps the network from being trained on term i.
func checkTerm[F dual.Float](net *layers.Net[F], i int, term Term[F]) error {
	if term == nil {
		return fmt.Errorf("term %d is nil, want one", i)
	}
	if s, ok := term.(ShapedTerm); ok {
		if in, out := s.Shape(); in != net.In() || out != net.Out() {
			return fmt.Errorf("term %d is for a network with %d inputs and %d outputs, this one has %d and %d", i, in, out, net.In(), net.Out())
		}
	}
	if err := net.Require(term.Algebra().Order()); err != nil {
		return fmt.Errorf("term %d: %w", i, err)
	}
	return nil
}
