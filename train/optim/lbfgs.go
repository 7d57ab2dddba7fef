package optim

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/vec"
)

// lbfgs is the limited-memory method of Broyden, Fletcher, Goldfarb and Shanno.
type lbfgs struct {
	memory int
	until  Tolerances
}

// LBFGS is the quasi-Newton method of Liu and Nocedal 1989 with the given number of remembered steps, 10 to 50 for
// most problems, and the line search of Moré and Thuente 1994 for the strong Wolfe conditions. It works on the loss of
// all points at every step, in far fewer steps than gradient descent, of one to three evaluations each. Terms that draw
// something anew at every step keep one draw. Neither the units of the loss nor those of the parameters matter. The run
// ends early when rounding leaves nothing to gain.
func LBFGS(memory int) Optimizer { return lbfgs{memory: memory} }

// LBFGSUntil is [LBFGS] that ends earlier, at the given tolerances.
func LBFGSUntil(memory int, until Tolerances) Optimizer { return lbfgs{memory, until} }

func (o lbfgs) Rate() float64 { return 1 }

func (o lbfgs) Update32(n int) Update[float32] { return newLBFGS[float32](o, n, 1e-6) }

func (o lbfgs) Update64(n int) Update[float64] { return newLBFGS[float64](o, n, 1e-13) }

// Check implements [Checker].
func (o lbfgs) Check() error {
	if o.memory < 1 {
		return fmt.Errorf("optim: LBFGS: memory of %d steps, want at least 1", o.memory)
	}
	return o.until.check("LBFGS")
}

func (o lbfgs) String() string {
	if o.until == (Tolerances{}) {
		return fmt.Sprintf("LBFGS(%d)", o.memory)
	}
	return fmt.Sprintf("LBFGS(%d, until %v)", o.memory, o.until)
}

// lbfgsUpdate remembers pairs of steps s and changes of the gradient y in a ring. All it compares and multiplies is free
// of units: gradients are scaled by the power of two that brings the one at the start of a search near 1, and pairs by
// the one that brings sᵀy there, which the approximation of the Hessian does not see.
type lbfgsUpdate[F dual.Float] struct {
	s, y   [][]F
	ring   []F // two elements: the number of pairs held, and where the next one goes
	scale  []F // one element: sᵀy/yᵀy of the last pair
	rho    []F // 1/sᵀy
	ending ending[F]

	alpha  []float64
	d      []F     // direction
	x0, g0 []F     // start of the search; the gradient is scaled
	g      []F     // scaled gradient of the last trial
	unit   int     // gradients and losses are scaled by 2^−unit
	loss   float64 // of the last trial, not scaled

	wolfe        wolfe
	params, grad []F // of the current search
	evaluate     func() float64
}

func newLBFGS[F dual.Float](o lbfgs, n int, noise float64) *lbfgsUpdate[F] {
	u := &lbfgsUpdate[F]{ring: make([]F, 2), scale: []F{1}, rho: make([]F, o.memory), alpha: make([]float64, o.memory),
		d: make([]F, n), x0: make([]F, n), g0: make([]F, n), g: make([]F, n), ending: newEnding[F](o.until, noise)}
	for range o.memory {
		u.s = append(u.s, make([]F, n))
		u.y = append(u.y, make([]F, n))
	}
	u.wolfe = newWolfe(u.trial, noise)
	return u
}

// State leaves out what lives for one search only.
func (u *lbfgsUpdate[F]) State() [][]F {
	return append(append([][]F{u.ring, u.scale, u.rho, u.ending.state}, u.s...), u.y...)
}

func (u *lbfgsUpdate[F]) Why() string { return u.ending.why }

func (u *lbfgsUpdate[F]) Search(params, grad []F, loss, rate float64, evaluate func() float64) bool {
	if u.ending.before(grad) {
		return false
	}
	u.params, u.grad, u.evaluate = params, grad, evaluate
	copy(u.x0, params)
	u.unit = linalg.Exponent(grad)
	linalg.ScaleByPower(u.g0, -u.unit, grad)
	for {
		slope, ok := u.direct(loss)
		if ok {
			if _, ok = u.wolfe.search(math.Ldexp(loss, -u.unit), slope, rate); ok {
				vec.Sub(u.d, params, u.x0)
				vec.Sub(u.g0, u.g, u.g0)
				u.remember(slope)
				u.ending.after(loss, u.loss, u.d, params, grad, u.wolfe.accepts(u.wolfe.last))
				return true
			}
		}
		copy(params, u.x0)
		linalg.ScaleByPower(grad, u.unit, u.g0)
		if u.ring[0] == 0 {
			u.ending.why = "no lower loss along the gradient"
			return false
		}
		u.ring[0] = 0 // forget everything and try along the gradient itself
	}
}

// direct sets the direction of the search and returns the slope along it, and whether that is downhill.
func (u *lbfgsUpdate[F]) direct(loss float64) (slope float64, ok bool) {
	if u.ring[0] == 0 {
		first := firstStep(math.Ldexp(loss, -u.unit), linalg.Norm(u.g0), linalg.Norm(u.x0))
		vec.Scale(u.d, F(-first), u.g0)
	} else {
		u.twoLoops()
	}
	slope = linalg.Dot(u.d, u.g0)
	return slope, slope < 0 && !math.IsInf(slope, 0)
}

// twoLoops sets the direction to the negative gradient times the approximate inverse Hessian (Nocedal 1980).
func (u *lbfgsUpdate[F]) twoLoops() {
	held := int(u.ring[0])
	vec.Scale(u.d, -1, u.g0)
	for k := range held {
		i := u.pair(k)
		u.alpha[i] = float64(u.rho[i]) * linalg.Dot(u.s[i], u.d)
		vec.Axpy(u.d, F(-u.alpha[i]), u.y[i])
	}
	vec.Scale(u.d, F(math.Ldexp(float64(u.scale[0]), u.unit)), u.d)
	for k := held - 1; k >= 0; k-- {
		i := u.pair(k)
		beta := float64(float64(u.rho[i]) * linalg.Dot(u.y[i], u.d))
		vec.Axpy(u.d, F(math.Ldexp(u.alpha[i], u.unit)-beta), u.s[i])
	}
}

// pair returns where the pair remembered k steps ago stands.
func (u *lbfgsUpdate[F]) pair(k int) int {
	m := len(u.s)
	return (int(u.ring[1]) - 1 - k + 2*m) % m
}

// remember keeps the step just made, s in u.d and the change of the gradient in u.g0, unless rounding leaves nothing of
// the curvature along it.
func (u *lbfgsUpdate[F]) remember(slope float64) {
	sy, yy := linalg.Dot(u.d, u.g0), linalg.Dot(u.g0, u.g0)
	if !(sy > -linalg.Epsilon[F]()*u.wolfe.last.t*slope) {
		return
	}
	// Divided by 2^e, y in its own units and s have a product between ½ and 2.
	_, e := math.Frexp(sy)
	e = (e + u.unit) >> 1
	i := int(u.ring[1])
	linalg.ScaleByPower(u.s[i], -e, u.d)
	linalg.ScaleByPower(u.y[i], u.unit-e, u.g0)
	u.scale[0] = F(math.Ldexp(sy/yy, -u.unit))
	u.rho[i] = F(1 / math.Ldexp(sy, u.unit-2*e))
	u.ring[0] = min(u.ring[0]+1, F(len(u.s)))
	u.ring[1] = F((i + 1) % len(u.s))
}

// trial evaluates the loss at the step t along the direction.
func (u *lbfgsUpdate[F]) trial(t float64) (loss, slope float64) {
	copy(u.params, u.x0)
	vec.Axpy(u.params, F(t), u.d)
	u.loss = u.evaluate()
	linalg.ScaleByPower(u.g, -u.unit, u.grad)
	return math.Ldexp(u.loss, -u.unit), linalg.Dot(u.g, u.d)
}
