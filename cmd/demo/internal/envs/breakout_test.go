package envs

import (
	"testing"
)

// TestFlight moves the ball one step through every rule of its flight.
func TestFlight(t *testing.T) {
	for _, c := range []struct {
		name   string
		ball   flight
		bricks [][2]int
		want   flight
		broken bool
	}{
		{"free", flight{row: 5, column: 5, down: 1, right: 1}, nil,
			flight{row: 6, column: 6, lastRow: 5, lastColumn: 5, down: 1, right: 1}, false},
		{"right side", flight{row: 5, column: 9, down: 1, right: 1}, nil,
			flight{row: 6, column: 9, lastRow: 5, lastColumn: 9, down: 1, right: -1}, false},
		{"left side", flight{row: 5, column: 0, down: -1, right: -1}, nil,
			flight{row: 4, column: 0, lastRow: 5, lastColumn: 0, down: -1, right: 1}, false},
		{"ceiling", flight{row: 0, column: 4, down: -1, right: 1}, nil,
			flight{row: 0, column: 5, lastRow: 0, lastColumn: 4, down: 1, right: 1}, false},
		{"corner", flight{row: 0, column: 9, down: -1, right: 1}, nil,
			flight{row: 0, column: 9, lastRow: 0, lastColumn: 9, down: 1, right: -1}, false},
		{"brick from below", flight{row: 4, column: 4, down: -1, right: 1}, [][2]int{{3, 5}},
			flight{row: 4, column: 5, lastRow: 4, lastColumn: 4, down: 1, right: 1, touching: true}, true},
		{"brick from above", flight{row: 0, column: 4, down: 1, right: -1}, [][2]int{{1, 3}},
			flight{row: 0, column: 3, lastRow: 0, lastColumn: 4, down: -1, right: -1, touching: true}, true},
		{"one brick a contact", flight{row: 4, column: 4, down: -1, right: 1, touching: true}, [][2]int{{3, 5}},
			flight{row: 3, column: 5, lastRow: 4, lastColumn: 4, down: -1, right: 1, touching: true}, false},
		{"contact over", flight{row: 4, column: 4, down: -1, right: 1, touching: true}, nil,
			flight{row: 3, column: 5, lastRow: 4, lastColumn: 4, down: -1, right: 1}, false},
	} {
		var w wall
		for _, at := range c.bricks {
			*w.brick(at[0], at[1]) = true
		}
		broken, down, _ := c.ball.advance(&w)
		if c.ball != c.want || broken != c.broken || down {
			t.Errorf("%s: %+v, broken %v, down %v, want %+v and %v", c.name, c.ball, broken, down, c.want, c.broken)
		}
		if c.broken && w != (wall{}) {
			t.Errorf("%s: the brick is still there", c.name)
		}
	}
}

// TestLanding lets the ball come down from column 4 towards column 5 with the paddle at different places.
func TestLanding(t *testing.T) {
	for _, c := range []struct {
		paddle int
		caught bool
		right  int
	}{
		{4, true, 1}, // below the ball
		{5, true, -1},
		{3, false, 0}, {6, false, 0},
	} {
		var g Breakout
		g.Reset(generator(1))
		g.paddle, g.wall = c.paddle, wall{}
		g.ball = flight{row: bottom - 1, column: 4, down: 1, right: 1}
		reward, over := g.Step(1)
		if over == c.caught || reward != 0 {
			t.Errorf("paddle at %d: over %v, reward %v", c.paddle, over, reward)
		}
		if !c.caught {
			continue
		}
		if g.ball.down != -1 || g.ball.right != c.right || g.ball.row != bottom-1 || g.ball.column != 5 {
			t.Errorf("paddle at %d: ball %+v, want it on its way up, %+d to the right", c.paddle, g.ball, c.right)
		}
		if g.wall != fullWall() {
			t.Errorf("paddle at %d: no new wall after the last brick", c.paddle)
		}
	}
}

// TestStickyActions counts how often an action is not the one taken.
func TestStickyActions(t *testing.T) {
	repeated, all := 0, 0
	var g Breakout
	rng := generator(5)
	for all < 20_000 {
		g.Reset(rng)
		for over := false; !over; all++ {
			g.action = 0
			if _, over = g.Step(2); g.action == 0 {
				repeated++
			}
		}
	}
	if share := float64(repeated) / float64(all); share < 0.09 || share > 0.11 { // 4.7 standard deviations
		t.Errorf("%.3f of the actions were repeated, want 0.1", share)
	}
}

// TestBreakoutBooks plays at random: rewards are the bricks that went, the ball stays in the court, and the screen shows
// what there is.
func TestBreakoutBooks(t *testing.T) {
	var g Breakout
	rng := generator(9)
	x := make([]float32, g.Features())
	for range 300 {
		g.Reset(rng)
		for over := false; !over; {
			before := bricks(&g)
			var reward float64
			if reward, over = g.Step(rng.IntN(3)); over {
				break
			}
			if after := bricks(&g); float64(before-after) != reward && after != wallRows*courtSize {
				t.Fatalf("%d bricks and then %d with a reward of %v", before, after, reward)
			}
			if g.ball.row < 0 || g.ball.row >= bottom || g.ball.column < 0 || g.ball.column >= courtSize {
				t.Fatalf("ball at %+v", g.ball)
			}
			g.Observe(x)
			var count [BreakoutChannels]int
			for i, v := range x {
				count[i%BreakoutChannels] += int(v)
			}
			if count != [BreakoutChannels]int{1, 1, 1, bricks(&g)} {
				t.Fatalf("%v pixels in the channels, want one, one, one, and %d", count, bricks(&g))
			}
		}
	}
}

func bricks(g *Breakout) (n int) {
	for _, row := range g.wall {
		for _, there := range row {
			if there {
				n++
			}
		}
	}
	return n
}

// TestMirroredLanding predicts landings of mirrored balls under mirrored walls.
func TestMirroredLanding(t *testing.T) {
	rng := generator(11)
	for range 500 {
		var g, m Breakout
		g.ball = flight{row: 4 + rng.IntN(4), column: rng.IntN(courtSize), down: 1 - 2*rng.IntN(2), right: 1 - 2*rng.IntN(2)}
		m.ball = g.ball
		m.ball.column, m.ball.right = courtSize-1-g.ball.column, -g.ball.right
		for r := range wallRows {
			for c := range courtSize {
				g.wall[r][c] = rng.IntN(2) == 1
				m.wall[r][courtSize-1-c] = g.wall[r][c]
			}
		}
		if got, want := m.landing(), courtSize-1-g.landing(); got != want {
			t.Fatalf("mirrored ball lands in column %d, want %d", got, want)
		}
	}
}
