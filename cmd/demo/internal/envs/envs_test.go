package envs

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// generator returns a generator of the seed.
func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 7)) }

// best returns the action with the highest probability.
func best(g Game) int {
	p := make([]float64, g.Actions())
	g.Advise(p)
	return slices.Index(p, slices.Max(p))
}

// episode plays the advised actions and returns the sum of rewards and everything seen on the way.
func episode(g Game, seed uint64) (total float64, seen []float32) {
	x := make([]float32, g.Features())
	g.Reset(generator(seed))
	for over := false; !over; {
		g.Observe(x)
		seen = append(seen, x...)
		var r float64
		r, over = g.Step(best(g))
		total += r
	}
	return total, seen
}

func games() map[string]Game {
	return map[string]Game{"cartpole": new(CartPole), "catch": NewCatch(), "breakout": new(Breakout)}
}

// TestSameSeedSameGame plays every game twice with one generator's seed and once with another.
func TestSameSeedSameGame(t *testing.T) {
	for name, g := range games() {
		total, seen := episode(g, 1)
		again, repeat := episode(g, 1)
		if total != again || !slices.Equal(seen, repeat) {
			t.Errorf("%s: the same seed gave returns %v and %v", name, total, again)
		}
		if _, other := episode(g, 2); slices.Equal(seen, other) {
			t.Errorf("%s: seeds 1 and 2 gave the same episode", name)
		}
	}
}

// TestAdviceIsADistribution looks at the advice along episodes of random actions.
func TestAdviceIsADistribution(t *testing.T) {
	for name, g := range games() {
		rng := generator(3)
		p := make([]float64, g.Actions())
		for range 50 {
			g.Reset(rng)
			for over := false; !over; {
				g.Advise(p)
				sum := 0.0
				for _, v := range p {
					sum += v
				}
				if slices.Min(p) < 0 || math.Abs(sum-1) > 1e-12 {
					t.Fatalf("%s: advice %v is no distribution", name, p)
				}
				_, over = g.Step(rng.IntN(g.Actions()))
			}
		}
	}
}

// TestAdvisedPlayersPlayWell checks the returns of the policies that are to be distilled.
func TestAdvisedPlayersPlayWell(t *testing.T) {
	for seed := range uint64(20) {
		if total, _ := episode(new(CartPole), seed); total != CartPoleSteps {
			t.Errorf("CartPole, seed %d: the pole stood for %v steps, want %d", seed, total, CartPoleSteps)
		}
		if total, _ := episode(NewCatch(), seed); total != 1 {
			t.Errorf("Catch, seed %d: return %v, want a catch", seed, total)
		}
	}
	sum := 0.0
	for seed := range uint64(50) {
		total, _ := episode(new(Breakout), seed)
		sum += total
	}
	if sum/50 < 15 {
		t.Errorf("Breakout: %v bricks an episode, want at least half the wall", sum/50)
	}
}
