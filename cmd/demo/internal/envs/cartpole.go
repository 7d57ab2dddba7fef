package envs

import (
	"math"
	"math/rand/v2"
)

// CartPole is a pole on a cart that is pushed to the left (action 0) or to the right (action 1), in the form of Barto,
// Sutton and Anderson (1983) without friction. Every step is worth 1; the episode is over when the cart leaves the track,
// the pole leans too far, or after [CartPoleSteps].
type CartPole struct {
	state cartState
	steps int
}

// CartPoleSteps is the largest number of steps of an episode, and so its best return.
const CartPoleSteps = 500

// The constants of the usual form, in SI units.
const (
	gravity    = 9.8
	cartMass   = 1.0
	poleMass   = 0.1
	halfLength = 0.5
	force      = 10.0
	timeStep   = 0.02
	trackEnd   = 2.4
	start      = 0.05 // half-width of the interval that every coordinate starts in
)

// leanEnd is the angle at which the pole counts as fallen: 12 degrees.
const leanEnd = 12 * math.Pi / 180

// cartState is position and speed of the cart, and angle and angular speed of the pole.
type cartState struct{ x, v, angle, spin float64 }

// accelerations returns those of the cart and of the pole's angle under a horizontal force on the cart.
func (s cartState) accelerations(force float64) (cart, pole float64) {
	const total = cartMass + poleMass
	sin, cos := math.Sincos(s.angle)
	q := (force + poleMass*halfLength*s.spin*s.spin*sin) / total
	pole = (gravity*sin - cos*q) / (halfLength * (4.0/3 - poleMass*cos*cos/total))
	return q - poleMass*halfLength*pole*cos/total, pole
}

// next is one explicit Euler step.
func (s cartState) next(force float64) cartState {
	cart, pole := s.accelerations(force)
	return cartState{s.x + timeStep*s.v, s.v + timeStep*cart, s.angle + timeStep*s.spin, s.spin + timeStep*pole}
}

// fallen reports whether the state ends an episode.
func (s cartState) fallen() bool { return math.Abs(s.x) > trackEnd || math.Abs(s.angle) > leanEnd }

// Features implements [Game].
func (*CartPole) Features() int { return 4 }

// Actions implements [Game].
func (*CartPole) Actions() int { return 2 }

// Reset implements [Game].
func (c *CartPole) Reset(rng *rand.Rand) {
	draw := func() float64 { return start * (2*rng.Float64() - 1) }
	c.state = cartState{draw(), draw(), draw(), draw()}
	c.steps = 0
}

// Observe implements [Game]. The four numbers are brought to similar sizes, 1 being the end of the track, the angle of
// a fallen pole, and speeds of 2.
func (c *CartPole) Observe(x []float32) {
	s := c.state
	x[0], x[1], x[2], x[3] = float32(s.x/trackEnd), float32(s.v/2), float32(s.angle/leanEnd), float32(s.spin/2)
}

// Step implements [Game].
func (c *CartPole) Step(action int) (reward float64, over bool) {
	c.state = c.state.next(force * float64(2*action-1))
	c.steps++
	return 1, c.state.fallen() || c.steps >= CartPoleSteps
}

// The stabilising law leans the pole towards where the cart should go, by an angle that grows with the cart's distance
// and speed up to a limit, and pushes the cart under the pole that leans otherwise.
const (
	leanPosition = 0.1  // radians a metre
	leanSpeed    = 0.1  // radians a metre per second
	leanLimit    = 0.08 // radians
	pushAngle    = 10.0 // a radian
	pushSpin     = 2.0  // a radian per second
	temperature  = 0.15
)

// Advise implements [Game]: the push is drawn from a logistic function of a stabilising law.
func (c *CartPole) Advise(p []float64) {
	s := c.state
	lean := min(max(-leanPosition*s.x-leanSpeed*s.v, -leanLimit), leanLimit)
	p[0], p[1] = 0, pushAngle*(s.angle-lean)+pushSpin*s.spin
	softmax(p, temperature)
}
