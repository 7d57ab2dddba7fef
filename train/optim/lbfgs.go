package optim

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// lbfgs is the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno.
type lbfgs struct{ memory int }

// LBFGS is the quasi-Newton method of Liu and Nocedal 1989 with the given number of remembered steps, 10 to 50 for
// most problems, and a line search for the strong Wolfe conditions. It works on the loss of all points at every step, in
// far fewer steps than gradient descent, of one to three evaluations each. Terms that draw something anew at every step
// keep one draw. The run ends early when no direction lowers the loss any further.
func LBFGS(memory int) Optimizer { return lbfgs{max(memory, 1)} }

func (o lbfgs) Rate() float64 { return 1 }

func (o lbfgs) Update32(n int) Update[float32] { return newLBFGS[float32](o, n, 1e-6) }

func (o lbfgs) Update64(n int) Update[float64] { return newLBFGS[float64](o, n, 1e-13) }

func (o lbfgs) String() string { return fmt.Sprintf("LBFGS(%d)", o.memory) }

// lbfgsUpdate remembers pairs of steps s and changes of the gradient y in a ring.
type lbfgsUpdate[F dual.Float] struct {
	s, y   [][]F
	ring   []F // two elements: the number of pairs held, and where the next one goes
	scale  []F // one element: sᵀy/yᵀy of the last pair
	rho    []F // 1/sᵀy
	alpha  []float64
	d      []F // direction
	x0, g0 []F // start of the search

	wolfe        wolfe
	params, grad []F // of the current search
	evaluate     func() float64
}

func newLBFGS[F dual.Float](o lbfgs, n int, noise float64) *lbfgsUpdate[F] {
	u := &lbfgsUpdate[F]{ring: make([]F, 2), scale: []F{1}, rho: make([]F, o.memory), alpha: make([]float64, o.memory),
		d: make([]F, n), x0: make([]F, n), g0: make([]F, n)}
	for range o.memory {
		u.s = append(u.s, make([]F, n))
		u.y = append(u.y, make([]F, n))
	}
	u.wolfe = wolfe{at: u.trial, noise: noise}
	return u
}

// State leaves out what lives for one search only.
func (u *lbfgsUpdate[F]) State() [][]F {
	return append(append([][]F{u.ring, u.scale, u.rho}, u.s...), u.y...)
}

func (u *lbfgsUpdate[F]) Search(params, grad []F, loss, rate float64, evaluate func() float64) bool {
	u.params, u.grad, u.evaluate = params, grad, evaluate
	copy(u.x0, params)
	copy(u.g0, grad)
	for {
		slope, first := u.direct(rate)
		if slope < 0 {
			if _, ok := u.wolfe.search(loss, slope, first); ok {
				u.remember()
				return true
			}
		}
		copy(params, u.x0)
		copy(grad, u.g0)
		if u.ring[0] == 0 {
			return false
		}
		u.ring[0] = 0 // forget everything and try along the gradient itself
	}
}

// direct sets the direction of the search and returns the slope along it and the first step to try.
func (u *lbfgsUpdate[F]) direct(rate float64) (slope, first float64) {
	vec.Scale(u.d, -1, u.g0)
	first = rate
	if u.ring[0] == 0 {
		first *= min(1, 1/max(absSum(u.g0), math.SmallestNonzeroFloat32))
	} else {
		u.twoLoops()
	}
	return dot(u.d, u.g0), first
}

// twoLoops multiplies the direction by the approximate inverse Hessian (Nocedal 1980).
func (u *lbfgsUpdate[F]) twoLoops() {
	held := int(u.ring[0])
	for k := range held {
		i := u.pair(k)
		u.alpha[i] = float64(u.rho[i]) * dot(u.s[i], u.d)
		vec.Axpy(u.d, F(-u.alpha[i]), u.y[i])
	}
	vec.Scale(u.d, u.scale[0], u.d)
	for k := held - 1; k >= 0; k-- {
		i := u.pair(k)
		beta := float64(u.rho[i]) * dot(u.y[i], u.d)
		vec.Axpy(u.d, F(u.alpha[i]-beta), u.s[i])
	}
}

// pair returns where the pair remembered k steps ago stands.
func (u *lbfgsUpdate[F]) pair(k int) int {
	m := len(u.s)
	return (int(u.ring[1]) - 1 - k + 2*m) % m
}

// remember keeps the step just made, unless the loss is concave along it.
func (u *lbfgsUpdate[F]) remember() {
	i := int(u.ring[1])
	s, y := u.s[i], u.y[i]
	vec.Sub(s, u.params, u.x0)
	vec.Sub(y, u.grad, u.g0)
	sy, yy := dot(s, y), dot(y, y)
	if !(sy > 1e-10*yy) || sy == 0 {
		return
	}
	u.scale[0], u.rho[i] = F(sy/yy), F(1/sy)
	u.ring[0] = min(u.ring[0]+1, F(len(u.s)))
	u.ring[1] = F((i + 1) % len(u.s))
}

// trial evaluates the loss at the step t along the direction.
func (u *lbfgsUpdate[F]) trial(t float64) (loss, slope float64) {
	copy(u.params, u.x0)
	vec.Axpy(u.params, F(t), u.d)
	loss = u.evaluate()
	return loss, dot(u.grad, u.d)
}

// absSum returns Σ |x|.
func absSum[F dual.Float](x []F) float64 {
	s := 0.0
	for _, v := range x {
		s += math.Abs(float64(v))
	}
	return s
}
