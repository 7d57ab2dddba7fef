package envs

import "math/rand/v2"

// Breakout is a ball that flies diagonally over a 10×10 grid, a cell a step, below a wall of three rows of bricks, and a
// paddle of one cell on the bottom row, which moves left (action 0), stays (1) or moves right (2). Sides and ceiling
// reflect the ball. A brick that it would enter is removed for a reward of 1 and sends it back vertically, one brick for
// each contact with the wall. The paddle sends it back vertically if it is below the ball, and the way it came if the
// ball enters its cell from the side. The episode is over when the ball is lost, or after [BreakoutSteps]. When all
// bricks are gone there are new ones once the ball is down. With a probability of 0.1 the action before is repeated in
// place of the one taken.
type Breakout struct {
	rng    *rand.Rand
	paddle int
	action int // the last one
	ball   flight
	wall   wall
	steps  int
}

// BreakoutSteps is the largest number of steps of an episode.
const BreakoutSteps = 300

const (
	courtSize = 10
	bottom    = courtSize - 1
	wallTop   = 1 // first row of bricks
	wallRows  = 3
	sticky    = 0.1 // probability that an action is repeated
)

// wall says which bricks are left.
type wall [wallRows][courtSize]bool

func fullWall() (w wall) {
	for r := range w {
		for c := range w[r] {
			w[r][c] = true
		}
	}
	return w
}

// brick returns the brick at a cell, nil where there never is one.
func (w *wall) brick(row, column int) *bool {
	if row < wallTop || row >= wallTop+wallRows {
		return nil
	}
	return &w[row-wallTop][column]
}

// flight is the state of the ball.
type flight struct {
	row, column         int
	lastRow, lastColumn int
	down, right         int  // ±1 each
	touching            bool // whether the last step touched a brick: a contact removes only one
}

// advance moves the ball by one step and removes the brick that it meets, if any. It stops short of the bottom: then the
// ball is down, and would enter the bottom row in the given column.
func (f *flight) advance(w *wall) (broken, down bool, column int) {
	row := f.row + f.down
	column = f.column + f.right
	if column < 0 || column >= courtSize {
		f.right = -f.right
		column = f.column // along the side, as from a mirror between the cells
	}
	f.lastRow, f.lastColumn = f.row, f.column
	if row < 0 {
		f.down = 1
		row = f.row
	}
	if row == bottom {
		return false, true, column
	}
	touched := false
	if b := w.brick(row, column); b != nil && *b {
		touched = true
		if !f.touching {
			*b, broken = false, true
			f.down, row = -f.down, f.row
		}
	}
	f.touching = touched
	f.row, f.column = row, column
	return broken, false, column
}

// Features implements [Game].
func (*Breakout) Features() int { return courtSize * courtSize * BreakoutChannels }

// BreakoutChannels is the number of channels of an observation: paddle, ball, ball one step before, bricks.
const BreakoutChannels = 4

// Actions implements [Game].
func (*Breakout) Actions() int { return 3 }

// Reset implements [Game]. The ball starts at one end of the lowest row of bricks, on its way down and inwards.
func (b *Breakout) Reset(rng *rand.Rand) {
	*b = Breakout{rng: rng, paddle: courtSize / 2, action: 1, wall: fullWall()}
	row := wallTop + wallRows - 1
	b.ball = flight{row: row, lastRow: row, down: 1, right: 1}
	if rng.IntN(2) == 1 {
		b.ball.column, b.ball.right = courtSize-1, -1
	}
	b.ball.lastColumn = b.ball.column
}

// Observe implements [Game]: an image of four channels, see [BreakoutChannels].
func (b *Breakout) Observe(x []float32) {
	clear(x)
	set := func(row, column, channel int) { x[(row*courtSize+column)*BreakoutChannels+channel] = 1 }
	set(bottom, b.paddle, 0)
	set(b.ball.row, b.ball.column, 1)
	set(b.ball.lastRow, b.ball.lastColumn, 2)
	for r := range b.wall {
		for c, there := range b.wall[r] {
			if there {
				set(wallTop+r, c, 3)
			}
		}
	}
}

// Step implements [Game]. The paddle moves before the ball.
func (b *Breakout) Step(action int) (reward float64, over bool) {
	if b.rng.Float64() < sticky {
		action = b.action
	}
	b.action = action
	b.paddle = min(max(b.paddle+action-1, 0), courtSize-1)
	b.steps++
	above := b.ball.column
	broken, down, column := b.ball.advance(&b.wall)
	if broken {
		reward = 1
	}
	if down && !b.land(above, column) {
		return reward, true
	}
	return reward, b.steps >= BreakoutSteps
}

// land lets the ball meet the paddle, or reports that it is lost. It comes from the column above and would enter the
// bottom row in the given one.
func (b *Breakout) land(above, column int) bool {
	if b.wall == (wall{}) {
		b.wall = fullWall()
	}
	switch b.paddle {
	case above:
		b.ball.column = column
	case column: // from the side: back the way it came
		b.ball.column = column
		b.ball.right = -b.ball.right
	default:
		return false
	}
	b.ball.down, b.ball.touching = -1, false
	return true
}

// landing returns the column from which the ball will come down next. It always does: every time that the wall sends it
// up it costs a brick.
func (b *Breakout) landing() int {
	ball, w := b.ball, b.wall
	for {
		above := ball.column
		if _, down, _ := ball.advance(&w); down {
			return above
		}
	}
}

// breakoutTemperature turns columns too far from where the ball comes down into probabilities.
const breakoutTemperature = 0.4

// Advise implements [Game]: to go where the ball comes down, and not to push against a side.
func (b *Breakout) Advise(p []float64) {
	const idle = 0.5 // what moving costs, in columns
	target := b.landing()
	for action := range p {
		to := min(max(b.paddle+action-1, 0), courtSize-1)
		p[action] = -float64(max(to-target, target-to))
		if action != 1 {
			p[action] -= idle
		}
	}
	softmax(p, breakoutTemperature)
}
