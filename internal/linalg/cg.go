package linalg

import "example.com/sobolev/internal/vec"

// A CG solves symmetric positive definite systems of one size by preconditioned conjugate gradients (Hestenes and
// Stiefel 1952), for matrices that are known by their products alone.
type CG struct{ r, z, p, ap []float64 }

// NewCG returns the memory for systems of n unknowns.
func NewCG(n int) *CG {
	return &CG{make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)}
}

// Solve improves x, which may be 0, as a solution of A·x = b until the residual's norm is at most tolerance times that
// of b, in at most so many steps. mul sets y = A·x; precondition, if not nil, sets y to an approximation of A⁻¹·x, by
// one and the same symmetric positive definite matrix. Solve returns the steps taken and the norm of the residual, as a
// share of that of b. It ends early at a direction along which A is not positive: then x is what it was before.
func (c *CG) Solve(x, b []float64, mul, precondition func(y, x []float64), tolerance float64, most int) (
	steps int, residual float64) {
	wantLength("CG.Solve", "x", x, len(c.r))
	wantLength("CG.Solve", "b", b, len(c.r))
	size := Norm(b)
	if size == 0 {
		clear(x)
		return 0, 0
	}
	if precondition == nil {
		precondition = func(y, x []float64) { copy(y, x) }
	}
	mul(c.ap, x)
	vec.Sub(c.r, b, c.ap)
	precondition(c.z, c.r)
	copy(c.p, c.z)
	rz := Dot(c.r, c.z)
	for steps < most && Norm(c.r) > tolerance*size {
		mul(c.ap, c.p)
		curvature := Dot(c.p, c.ap)
		if !(curvature > 0) {
			break
		}
		alpha := rz / curvature
		vec.Axpy(x, alpha, c.p)
		vec.Axpy(c.r, -alpha, c.ap)
		precondition(c.z, c.r)
		before := rz
		rz = Dot(c.r, c.z)
		vec.Scale(c.p, rz/before, c.p)
		vec.Add(c.p, c.p, c.z)
		steps++
	}
	return steps, Norm(c.r) / size
}
