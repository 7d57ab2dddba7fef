package optim

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/vec"
)

// bfgs is a self-scaled quasi-Newton method with a dense matrix.
type bfgs struct {
	until Tolerances
}

// BFGS is the method of Broyden, Fletcher, Goldfarb and Shanno with the whole approximation of the inverse Hessian,
// scaled before every update (Al-Baali 1998): the choice between [LBFGS] and second-order methods for up to some 3,000
// parameters, whose square is the memory it takes. Otherwise it is used as [LBFGS] is.
func BFGS(until Tolerances) Optimizer { return bfgs{until: until} }

func (o bfgs) Rate() float64 { return 1 }

func (o bfgs) Update32(n int) Update[float32] { return newBFGS[float32](o, n, 1e-6) }

func (o bfgs) Update64(n int) Update[float64] { return newBFGS[float64](o, n, 1e-13) }

// Check implements [Checker].
func (o bfgs) Check() error { return o.until.check("BFGS") }

func (o bfgs) String() string {
	if o.until == (Tolerances{}) {
		return "BFGS"
	}
	return fmt.Sprintf("BFGS(until %v)", o.until)
}

type bfgsUpdate[F dual.Float] struct {
	bfgs
	h      []F // the upper triangle of the approximate inverse Hessian, row-major in a square
	known  []F // one element: whether there is one
	ending ending[F]

	d, x0, g0, hy []F
	loss          float64 // of the last trial
	wolfe         wolfe
	params, grad  []F // of the current search
	evaluate      func() float64
}

func newBFGS[F dual.Float](o bfgs, n int, noise float64) *bfgsUpdate[F] {
	u := &bfgsUpdate[F]{bfgs: o, h: make([]F, n*n), known: make([]F, 1), ending: newEnding[F](o.until, noise),
		d: make([]F, n), x0: make([]F, n), g0: make([]F, n), hy: make([]F, n)}
	u.wolfe = newWolfe(u.trial, noise)
	return u
}

// State leaves out what lives for one search only.
func (u *bfgsUpdate[F]) State() [][]F { return [][]F{u.h, u.known, u.ending.state} }

func (u *bfgsUpdate[F]) Why() string { return u.ending.why }

func (u *bfgsUpdate[F]) Search(params, grad []F, loss, rate float64, evaluate func() float64) bool {
	if u.ending.before(grad) {
		return false
	}
	u.params, u.grad, u.evaluate = params, grad, evaluate
	copy(u.x0, params)
	copy(u.g0, grad)
	for {
		if u.known[0] != 0 {
			u.mul(u.d, u.g0)
			vec.Scale(u.d, -1, u.d)
		} else {
			vec.Scale(u.d, F(-firstStep(loss, linalg.Norm(u.g0), linalg.Norm(u.x0))), u.g0)
		}
		slope := linalg.Dot(u.d, u.g0)
		if slope < 0 && !math.IsInf(slope, 0) {
			if t, ok := u.wolfe.search(loss, slope, rate); ok {
				vec.Sub(u.d, params, u.x0)
				vec.Sub(u.g0, grad, u.g0)
				u.remember(t, slope)
				u.ending.after(loss, u.loss, u.d, params, grad, u.wolfe.accepts(u.wolfe.last))
				return true
			}
		}
		copy(params, u.x0)
		copy(grad, u.g0)
		if u.known[0] == 0 {
			u.ending.why = "no lower loss along the gradient"
			return false
		}
		u.known[0] = 0 // forget everything and try along the gradient itself
	}
}

// mul sets dst = H·x.
func (u *bfgsUpdate[F]) mul(dst, x []F) {
	clear(dst)
	for i := range x {
		row := u.row(i)
		dst[i] += F(linalg.Dot(row, x[i:]))
		vec.Axpy(dst[i+1:], x[i], row[1:])
	}
}

// row returns row i of H from the diagonal on.
func (u *bfgsUpdate[F]) row(i int) []F {
	n := len(u.d)
	return u.h[i*n+i : (i+1)*n]
}

// remember puts the step just made, s in u.d and the change of the gradient y in u.g0, into H, unless rounding leaves
// nothing of the curvature along it:
//
//	H = (H − H·y·yᵀ·H/yᵀHy + v·vᵀ)/τ + s·sᵀ/sᵀy,  v = √(yᵀHy)·(s/sᵀy − H·y/yᵀHy),
//
// where τ, at most 1, is the ratio of the curvature found along s to the one that H had expected (Al-Baali 1998).
func (u *bfgsUpdate[F]) remember(t, slope float64) {
	s, y := u.d, u.g0
	sy := linalg.Dot(s, y)
	if !(sy > -linalg.Epsilon[F]()*t*slope) {
		return
	}
	tau := min(1, sy/(-t*t*slope))
	if u.known[0] == 0 {
		u.known[0], tau = 1, 1
		clear(u.h)
		for i := range s {
			u.row(i)[0] = F(sy / linalg.Dot(y, y))
		}
	}
	u.mul(u.hy, y)
	yhy := linalg.Dot(y, u.hy)
	b, c := -1/(tau*sy), (yhy/(tau*sy)+1)/sy
	for i := range s {
		row := u.row(i)
		hyi, si := float64(u.hy[i]), float64(s[i])
		vec.Scale(row, F(1/tau), row)
		vec.Axpy(row, F(b*si), u.hy[i:])
		vec.Axpy(row, F(float64(b*hyi)+float64(c*si)), s[i:])
	}
}

// trial evaluates the loss at the step t along the direction.
func (u *bfgsUpdate[F]) trial(t float64) (loss, slope float64) {
	copy(u.params, u.x0)
	vec.Axpy(u.params, F(t), u.d)
	u.loss = u.evaluate()
	return u.loss, linalg.Dot(u.grad, u.d)
}
