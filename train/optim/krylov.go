package optim

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/vec"
)

// A krylov is a [linearisation] that has products with J alone. Lanczos's method makes an orthonormal basis V of the vectors
// that powers of JᵀJ make of the gradient, in which JᵀJ is tridiagonal: T = Vᵀ·JᵀJ·V. In exact arithmetic the solution
// V·(T + λ·I)⁻¹·Vᵀ of a damped system is that of as many steps of conjugate gradients, but the basis does not depend on λ:
// one serves all dampings that a step tries, and its corrections. Since all of it is kept it can be made orthogonal again
// after every product, without which rounding brings the leading directions back and doubles the number of products.
type krylov struct {
	problem MatrixFreeLeastSquares
	opt     GaussNewtonOptions

	params []float64     // where J is
	v      linalg.Matrix // the basis, a vector a row
	size   int           // of it
	whole  bool          // whether no more directions matter
	grad   []float64     // Jᵀr
	norm   float64       // of that

	diagonal, beside []float64 // T; beside[i] lies between i and i+1
	factor, ratio    []float64 // T + λ·I = L·D·Lᵀ with the last λ
	y                []float64 // coefficients in the basis
	jv, next         []float64
	pulled           []float64 // Jᵀ·b
}

// newKrylov returns one of n parameters that has no problem yet. The options have their defaults.
func newKrylov(n int, opt GaussNewtonOptions) *krylov {
	k := min(opt.Directions, n)
	vector := func(n int) []float64 { return make([]float64, n) }
	return &krylov{opt: opt, params: vector(n), v: linalg.NewMatrix(k, n), grad: vector(n), diagonal: vector(k), beside: vector(k),
		factor: vector(k), ratio: vector(k), y: vector(k), next: vector(n), pulled: vector(n)}
}

func (k *krylov) bind(p LeastSquares, _ int) error {
	free, ok := p.(MatrixFreeLeastSquares)
	if !ok {
		return fmt.Errorf("optim: GaussNewton: a problem that is a %T, want one that multiplies by its Jacobian (optim.MatrixFreeLeastSquares)", p)
	}
	m, _ := p.Size()
	if m < 1 {
		return fmt.Errorf("optim: GaussNewton: %d residuals, want at least 1", m)
	}
	k.problem, k.jv = free, make([]float64, m)
	return nil
}

func (k *krylov) at(params, r, grad, full []float64) bool {
	k.problem.MulTransposed(grad, r, params)
	vec.Scale(full, 2, grad)
	copy(k.params, params)
	copy(k.grad, grad)
	k.size, k.norm = 0, linalg.Norm(grad)
	k.whole = k.norm == 0
	return number.IndexNonFinite(full) < 0
}

// part returns the first so many vectors of the basis.
func (k *krylov) part(size int) linalg.Matrix { return k.v.Part(0, 0, size, k.v.Cols) }

// extend adds a direction to the basis. It returns false if there is none to be had.
func (k *krylov) extend() bool {
	i := k.size
	if k.whole || i == k.v.Rows {
		return false
	}
	v := k.v.Row(i)
	if i == 0 {
		vec.Scale(v, 1/k.norm, k.grad)
	} else {
		vec.Scale(v, 1/k.beside[i-1], k.next)
	}
	k.problem.Mul(k.jv, v, k.params)
	k.problem.MulTransposed(k.next, k.jv, k.params)
	k.diagonal[i] = linalg.Dot(k.jv, k.jv)
	k.orthogonalise(i + 1)
	k.beside[i] = linalg.Norm(k.next)
	if !number.Finite(k.beside[i]) || !number.Finite(k.diagonal[i]) {
		k.whole = true
		return false
	}
	k.size++
	k.whole = !(k.beside[i] > linalg.Epsilon[float64]()*k.diagonal[0])
	return true
}

// orthogonalise takes from the next vector what it has along the first vectors of the basis, twice, so that rounding leaves
// nothing.
func (k *krylov) orthogonalise(size int) {
	for range 2 {
		for i := range size {
			v := k.v.Row(i)
			vec.Axpy(k.next, -linalg.Dot(v, k.next), v)
		}
	}
}

// largest returns the curvature of the linear residuals along the gradient.
func (k *krylov) largest() float64 {
	if k.size == 0 && !k.extend() {
		return 0
	}
	return k.diagonal[0]
}

func (k *krylov) least() float64 { return linalg.Epsilon[float64]() * k.largest() }

// solve extends the basis until the equations are solved to the tolerance, or there is no more room.
func (k *krylov) solve(h []float64, lambda float64) bool {
	if k.size == 0 && !k.extend() {
		return false
	}
	for {
		if !k.factorise(lambda) {
			return false
		}
		y := k.y[:k.size]
		clear(y)
		y[0] = -k.norm
		k.substitute(y)
		// What the equations leave lies along the next direction.
		left := k.beside[k.size-1] * math.Abs(y[k.size-1])
		if left <= k.opt.Tolerance*k.norm || !k.extend() {
			k.part(k.size).MulTransposed(h, y)
			return true
		}
	}
}

// factorise factors T + λ·I. It returns false if rounding leaves that not positive.
func (k *krylov) factorise(lambda float64) bool {
	for i := range k.size {
		d := k.diagonal[i] + lambda
		if i > 0 {
			k.ratio[i] = k.beside[i-1] / k.factor[i-1]
			d -= float64(k.ratio[i] * k.beside[i-1])
		}
		if !(d > 0) {
			return false
		}
		k.factor[i] = d
	}
	return true
}

// substitute solves (T + λ·I)·y = y with the last factors.
func (k *krylov) substitute(y []float64) {
	for i := 1; i < len(y); i++ {
		y[i] -= float64(k.ratio[i] * y[i-1])
	}
	for i := range y {
		y[i] /= k.factor[i]
	}
	for i := len(y) - 2; i >= 0; i-- {
		y[i] -= float64(k.ratio[i+1] * y[i+1])
	}
}

// again solves for what there is of the right side in the basis.
func (k *krylov) again(x, b []float64) bool {
	k.problem.MulTransposed(k.pulled, b, k.params)
	y := k.y[:k.size]
	k.part(k.size).Mul(y, k.pulled)
	k.substitute(y)
	k.part(k.size).MulTransposed(x, y)
	return true
}

func (k *krylov) mul(y, x []float64) { k.problem.Mul(y, x, k.params) }

func (k *krylov) unscale([]float64) {}

func (k *krylov) scales() []float64 { return nil }

func (k *krylov) close() {}
