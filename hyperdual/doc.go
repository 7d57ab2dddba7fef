// Package hyperdual computes exact first and second derivatives by hyper-dual numbers.
//
// A hyper-dual number has two dual parts with a product that does not vanish, a + bϵ₁ + cϵ₂ + dϵ₁ϵ₂ with
// ϵ₁² = ϵ₂² = 0. The Taylor expansion of a function ends after the second term,
//
//	f(x + uϵ₁ + vϵ₂) = f(x) + f'(x)·u ϵ₁ + f'(x)·v ϵ₂ + uᵀf''(x)v ϵ₁ϵ₂,
//
// so that one evaluation yields the value, two directional derivatives and a mixed second derivative, to the last digits
// and without a step to choose.
//
// [Number] is that number. [Chunk] carries a whole gradient and Hessian in up to 32 variables through one evaluation.
// Both satisfy [dual.Scalar], so functions written for it can be used at once. [Derivative2] is for functions of one
// variable, [Hessian] and [HessianVector] for several; they return values and first derivatives too and have forms
// that write into the caller's memory without allocating. Hessian takes functions of either number:
//
//	hyperdual.Hessian(f[hyperdual.Chunk[float64]], x)  // one pass for up to 32 variables: the faster one
//	hyperdual.Hessian(f[hyperdual.Number[float64]], x) // one pass for every pair of variables
//
// Special cases are those of package dual, carried to second order: the derivative of the second order at a zero of an
// odd function keeps the contribution of the inner function (sin(eˣ−1) has the second derivative 1 at 0), and kinks
// are decided along the seed (|−x²| has the second derivative 2 at 0).
package hyperdual
