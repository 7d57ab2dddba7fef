package envs

import (
	"math"
	"slices"
	"testing"
)

// catchStates are all states before the last row.
func catchStates() (states []catchState) {
	for row := range catchDrops {
		for column := range catchSize {
			for paddle := firstPlace; paddle <= lastPlace; paddle++ {
				states = append(states, catchState{row, column, paddle})
			}
		}
	}
	return states
}

// TestGreedyNeverMisses plays the best action from every state from which a catch is possible at all.
func TestGreedyNeverMisses(t *testing.T) {
	c := NewCatch()
	for _, s := range catchStates() {
		possible := s.gap() <= catchDrops-s.row+1
		for c.state = s; !c.state.over(); {
			c.Step(best(c))
		}
		if caught := c.state.reward() == 1; caught != possible {
			t.Errorf("from %+v: caught %v, want %v", s, caught, possible)
		}
	}
}

// search tries all sequences of actions and returns the highest sum of rewards and costs.
func search(s catchState) float64 {
	if s.over() {
		return s.reward()
	}
	most := math.Inf(-1)
	for action := range 3 {
		next := s.move(action)
		value := search(next) - gapCost*math.Abs(float64(next.column-next.paddle))
		if next.paddle != s.paddle || action != 1 {
			value -= moveCost
		}
		most = max(most, value)
	}
	return most
}

// TestValuesAreOptimal compares the values with an exhaustive search of all games.
func TestValuesAreOptimal(t *testing.T) {
	v := solveCatch()
	for _, s := range catchStates() {
		if s.row < 2 {
			continue // 3⁹ sequences from each: the recursion is the same from row to row
		}
		q := v.at(s)
		if got, want := slices.Max(q[:]), search(s); math.Abs(got-want) > 1e-12 {
			t.Fatalf("%+v: value %v, want %v", s, got, want)
		}
	}
}

// TestOneBestAction checks that the costs leave no choice open, which is what they are for.
func TestOneBestAction(t *testing.T) {
	v := solveCatch()
	for _, s := range catchStates() {
		q := slices.Clone(v.at(s)[:])
		slices.Sort(q)
		if q[2]-q[1] < 0.005 {
			t.Errorf("%+v: action values %v, want one best action", s, v.at(s))
		}
	}
}

// TestMirroredCatch exchanges left and right.
func TestMirroredCatch(t *testing.T) {
	v := solveCatch()
	for _, s := range catchStates() {
		q := v.at(s)
		m := v.at(catchState{s.row, catchSize - 1 - s.column, catchSize - 1 - s.paddle})
		if q[0] != m[2] || q[1] != m[1] || q[2] != m[0] {
			t.Errorf("%+v: action values %v, mirrored %v", s, q, m)
		}
	}
}

// TestCatchScreen checks an observation pixel by pixel, and the rules on the way down.
func TestCatchScreen(t *testing.T) {
	c := NewCatch()
	c.state = catchState{row: 7, column: 4, paddle: 1}
	x := make([]float32, c.Features())
	for i, want := range [][]int{{74, 90, 91, 92}, {84, 90, 91, 92}} {
		c.Observe(x)
		var lit []int
		for pixel, v := range x {
			if v == 1 {
				lit = append(lit, pixel)
			}
		}
		if !slices.Equal(lit, want) {
			t.Errorf("pixels %v, want %v", lit, want)
		}
		if reward, over := c.Step(0); reward != float64(-i) || over != (i == 1) { // against the wall, and a miss
			t.Errorf("step %d: reward %v, over %v", i, reward, over)
		}
	}
	c.state = catchState{row: 8, column: 4, paddle: 2}
	if reward, over := c.Step(2); reward != 1 || !over {
		t.Errorf("with the paddle's end: reward %v, over %v, want a catch", reward, over)
	}
}
