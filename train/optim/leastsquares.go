package optim

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
