package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A ResidualTerm is a [Term] whose loss is a sum of squares, and that knows of what: the loss of a point is Σ r² over its
// residuals r, weights included. An [optim.Solver] needs every term to be one. The terms of [Regression] are, for
// penalties that are like a square, see [Penalty.Root], and those of package pde likewise.
type ResidualTerm[F dual.Float] interface {
	Term[F]

	// Residuals returns the number of residuals of every point, or an error that says why the loss is no sum of squares.
	Residuals() (int, error)

	// NewResidualPass allocates what one goroutine needs for the residuals of up to that many points at a time. Nothing is
	// allocated after that.
	NewResidualPass(points int) ResidualPass[F]
}

// A ResidualPass computes the residuals of the points of a [ResidualTerm]. It belongs to one goroutine, but follows what
// [EpochTerm.BeginEpoch] changes in its term.
type ResidualPass[F dual.Float] interface {
	// Load writes the input jets of the points to x, see [Pass.Load].
	Load(x *jet.Batch[F], points []int, step int)

	// Residuals writes the residuals of the points to r, point after point, for the network's outputs y there.
	Residuals(r []float64, y *jet.Batch[F], points []int, step int)

	// Slopes writes the derivatives of residual i of every point in the components of y to cot. The points and y are
	// those of the last Residuals.
	Slopes(cot *jet.Batch[F], i int)
}
