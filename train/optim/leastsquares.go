package optim

import (
	"fmt"

	"example.com/sobolev/internal/given"
)

// A LeastSquares is a sum of squares to be minimised, ‖r(x)‖² over the parameters x.
type LeastSquares interface {
	// Size returns the number of residuals and of parameters.
	Size() (residuals, params int)
	// Residuals writes the residuals at the parameters to r. They need not be finite.
	Residuals(r, params []float64)
	// Jacobian writes the derivatives of the residuals at the parameters, a row-major matrix with a row for each
	// residual, to j.
	Jacobian(j, params []float64)
}

// A MatrixFreeLeastSquares is a [LeastSquares] that multiplies by its Jacobian J, residuals × parameters, without making
// it: for problems of which it would be too large. What it returns does not depend on how many goroutines it works in.
type MatrixFreeLeastSquares interface {
	LeastSquares
	// Mul writes J·v at the parameters to y, as many numbers as there are residuals.
	Mul(y, v, params []float64)
	// MulTransposed writes Jᵀ·u at the parameters to x, as many numbers as there are parameters.
	MulTransposed(x, u, params []float64)
}

// parametersOf returns the number of a problem's parameters, or an error of the named function if it is no problem.
func parametersOf(function string, p LeastSquares) (int, error) {
	if err := given.Check(p != nil, "optim: "+function, "the problem"); err != nil {
		return 0, err
	}
	m, n := p.Size()
	if m < 1 || n < 1 {
		return 0, fmt.Errorf("optim: %s: %d residuals of %d parameters, want at least 1 of each", function, m, n)
	}
	return n, nil
}
