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

// A CurvedLeastSquares is one that knows its residuals' second derivatives along a direction, which geodesic acceleration
// needs: one pass of numbers of second order.
type CurvedLeastSquares interface {
	LeastSquares
	// Curvature writes d²r(params + t·v)/dt² at t = 0 to rvv.
	Curvature(rvv, params, v []float64)
}
