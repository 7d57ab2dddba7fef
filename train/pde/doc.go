// Package pde makes training terms of differential equations, for physics-informed networks. An equation is a residual
// that is zero where it holds, written once over numbers of any kind:
//
//	// heat is u_t − 0.1·Δu for the coordinates (x, y, t).
//	func heat[T dual.Scalar[T]](u pde.Field[T]) T {
//		return u.D(2).Sub(u.Laplacian(0, 1).Scale(0.1))
//	}
//
//	equation, err := pde.Residual(net, pde.Collocation[float64]{Points: points}, heat)
//	res, err := train.FitTerms(ctx, net, []train.Term[float64]{equation, boundary}, nil, options)
//
// A [Field] is the solution at one point with its derivatives there. Which of them a residual reads is found out by trying,
// and only these are computed, in the smallest algebra that has them. Boundary and initial conditions are residuals at
// points of their own, or built into the solution by an [Ansatz]; [Jointly] makes residuals that see several points at once,
// for periodicity and integrals, [Causal] lets an equation in time hold early before it does late. [ResidualsOf] checks an equation against its known
// solution, [Solution] evaluates what was learned.
package pde
