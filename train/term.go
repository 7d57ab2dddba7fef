package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A Term is one term of a training objective: points at which a network's derivatives are taken, and what the
// derivatives there are worth. [Trainer] adds the terms up. A term is read by several goroutines at once and does not
// change while it is trained on.
type Term[F dual.Float] interface {
	// Algebra is the one whose components of the outputs the term reads.
	Algebra() *jet.Algebra

	// Identity reports whether the algebra's variables are the network's inputs themselves. If not, every point is
	// seeded by Load.
	Identity() bool

	// Len is the number of points of an epoch.
	Len() int

	// Load writes the input jets of the points with the given numbers to x, which has that many samples. With
	// identity seeds it writes the primals alone. The step counts the training steps, for seeds that change.
	Load(x *jet.Batch[F], points []int, step int)

	// Score adds the loss of the points to parts, one number for each name in Parts, and writes to cot the derivatives
	// of scale times the total loss in the components of y. The jets y hold Taylor coefficients: a derivative is its
	// coefficient times [jet.Algebra.Factorial].
	Score(cot, y *jet.Batch[F], points []int, step int, scale float64, parts []float64)

	// Parts names the parts of the loss, such as its orders.
	Parts() []string
}
