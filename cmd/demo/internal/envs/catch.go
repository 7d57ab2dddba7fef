package envs

import "math/rand/v2"

// Catch is a ball that falls from a random column of a grid, a row a step, onto a paddle of three cells on the bottom
// row, which moves left (action 0), stays (1) or moves right (2). The episode ends when the ball is down: the reward is
// 1 if the paddle is there and −1 if not.
type Catch struct {
	values *catchValues
	state  catchState
}

const (
	catchSize  = 10
	catchDrops = catchSize - 1 // steps of an episode
	firstPlace = 1             // of the paddle's middle
	lastPlace  = catchSize - 2
)

// catchState is where the ball and the middle of the paddle are.
type catchState struct{ row, column, paddle int }

// NewCatch returns a game with its optimal action values.
func NewCatch() *Catch { return &Catch{values: solveCatch()} }

// move returns the state after an action.
func (s catchState) move(action int) catchState {
	return catchState{s.row + 1, s.column, min(max(s.paddle+action-1, firstPlace), lastPlace)}
}

// over reports whether the ball is down, and gap how far it is from the paddle's middle.
func (s catchState) over() bool { return s.row == catchDrops }
func (s catchState) gap() int   { return max(s.column-s.paddle, s.paddle-s.column) }

// reward is that of a last state.
func (s catchState) reward() float64 {
	if s.gap() <= 1 {
		return 1
	}
	return -1
}

// Features implements [Game].
func (*Catch) Features() int { return catchSize * catchSize }

// Actions implements [Game].
func (*Catch) Actions() int { return 3 }

// Reset implements [Game]. Paddles start anywhere, too.
func (c *Catch) Reset(rng *rand.Rand) {
	c.state = catchState{0, rng.IntN(catchSize), firstPlace + rng.IntN(lastPlace-firstPlace+1)}
}

// Observe implements [Game]: an image of one channel, 1 where the ball or the paddle is.
func (c *Catch) Observe(x []float32) {
	clear(x)
	x[c.state.row*catchSize+c.state.column] = 1
	for i := -1; i <= 1; i++ {
		x[catchDrops*catchSize+c.state.paddle+i] = 1
	}
}

// Step implements [Game].
func (c *Catch) Step(action int) (reward float64, over bool) {
	c.state = c.state.move(action)
	if !c.state.over() {
		return 0, false
	}
	return c.state.reward(), true
}

// catchTemperature turns action values into probabilities: small beside the 2 between a catch and a miss, and of the
// size of what a step in the wrong direction costs.
const catchTemperature = 0.05

// Advise implements [Game]: the softmax of the optimal action values.
func (c *Catch) Advise(p []float64) {
	q := c.values.at(c.state)
	copy(p, q[:])
	softmax(p, catchTemperature)
}

// With the reward alone most states leave the choice open: there is time to go either way first. So that there is one
// best action everywhere, a step costs a little for every column between paddle and ball, and a little for moving. The
// paddle that goes to the ball at once is also the one that catches it, and misses nothing for these costs.
const (
	gapCost  = 0.02
	moveCost = 0.01
)

// catchValues holds the optimal action values of every state before the last row.
type catchValues [catchDrops][catchSize][lastPlace + 1][3]float64

func (v *catchValues) at(s catchState) *[3]float64 { return &v[s.row][s.column][s.paddle] }

// solveCatch computes the action values row by row from the bottom: Q(s, a) = r(s, a) + max Q(s', ·).
func solveCatch() *catchValues {
	v := new(catchValues)
	for row := catchDrops - 1; row >= 0; row-- {
		for column := range catchSize {
			for paddle := firstPlace; paddle <= lastPlace; paddle++ {
				s := catchState{row, column, paddle}
				for action := range 3 {
					v.at(s)[action] = v.value(s, action)
				}
			}
		}
	}
	return v
}

// value is the action value of a state whose successors' are known.
func (v *catchValues) value(s catchState, action int) float64 {
	next := s.move(action)
	value := -gapCost * float64(next.gap())
	if action != 1 {
		value -= moveCost
	}
	if next.over() {
		return value + next.reward()
	}
	q := v.at(next)
	return value + max(q[0], q[1], q[2])
}
