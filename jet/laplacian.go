package jet

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
)

// Laplacian returns f, its gradient and its Laplacian Σ ∂²f/∂xᵢ² at x, from one evaluation with n+2 coefficients, no
// Hessian. With weights λ, one for each variable, it is Σ λᵢ ∂²f/∂xᵢ².
func Laplacian[F dual.Float](f func(x []Number[F]) Number[F], x []F, weights ...float64) (y F, grad []F, lap F) {
	grad = make([]F, len(x))
	y, lap = LaplacianInto(grad, f, x, weights...)
	return y, grad, lap
}

// LaplacianInto is [Laplacian] with the gradient in the caller's memory.
func LaplacianInto[F dual.Float](grad []F, f func(x []Number[F]) Number[F], x []F, weights ...float64) (y, lap F) {
	given.Must(f != nil, "jet: Laplacian", "the function f")
	if len(grad) != len(x) {
		panicLength("LaplacianInto", "grad", len(grad), len(x))
	}
	alg := Laplace(len(x), weights...)
	z := f(variables(alg, x)).defined().in("Laplacian", alg)
	for i := range grad {
		grad[i] = z.Coefficient(1 + i)
	}
	return z.Coefficient(0), z.Derivative(1 + len(x))
}

// Pure returns f and its derivatives in each variable by itself up to order K at x, from one evaluation with 1 + K·n
// coefficients: pure[(k−1)·n+i] is ∂ᵏf/∂xᵢᵏ. With K = 2 they are the gradient and the diagonal of the Hessian.
func Pure[F dual.Float](f func(x []Number[F]) Number[F], x []F, K int) (y F, pure []F) {
	pure = make([]F, K*len(x))
	return PureInto(pure, f, x, K), pure
}

// PureInto is [Pure] in the caller's memory.
func PureInto[F dual.Float](pure []F, f func(x []Number[F]) Number[F], x []F, K int) (y F) {
	given.Must(f != nil, "jet: Pure", "the function f")
	if len(pure) != K*len(x) {
		panicLength("PureInto", "pure", len(pure), K*len(x))
	}
	alg := Diagonal(len(x), K)
	z := f(variables(alg, x)).defined().in("Pure", alg)
	for k := range pure {
		pure[k] = z.Derivative(1 + k)
	}
	return z.Coefficient(0)
}
