package optim

// A linearisation is what a [Levenberg] knows of the residuals near the parameters of a step, r + J·h. Steps h and gradients
// are in units of a scale, which it may have for every parameter.
type linearisation interface {
	// bind allocates for the problem, or returns an error that says why that cannot be.
	bind(p LeastSquares, workers int) error

	// at takes J at the parameters, whose residuals are r. It sets grad to Jᵀ·r and full to the gradient of the sum of
	// squares, which has no scale, and returns false if they are not finite.
	at(params, r, grad, full []float64) bool

	// largest returns the size of JᵀJ, of which the first damping is a share.
	largest() float64

	// least returns the smallest damping that is of use.
	least() float64

	// solve sets h to the solution of (JᵀJ + λ·I)·h = −Jᵀr. It returns false if there is none.
	solve(h []float64, lambda float64) bool

	// again sets x to the solution of (JᵀJ + λ·I)·x = Jᵀ·b with the last λ. It returns false if there is none.
	again(x, b []float64) bool

	// mul sets y = J·x.
	mul(y, x []float64)

	// unscale brings a step into the units of the parameters.
	unscale(h []float64)

	// scales returns the scale, which is part of an optimiser's state; nothing if there is none.
	scales() []float64

	close()
}
