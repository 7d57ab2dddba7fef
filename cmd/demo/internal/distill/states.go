package distill

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"example.com/sobolev/cmd/demo/internal/envs"
	"example.com/sobolev/layers"
)

// states are observations of a game with the teacher's policy there.
type states struct {
	inputs, actions int
	x               []number // states × inputs
	logProbs        []number // states × actions
	jacobian        []number // of logProbs in x, states × actions × inputs; nil where it is not needed
}

func (s *states) len() int { return len(s.x) / s.inputs }

// pick returns the states with the given numbers, without derivatives.
func (s *states) pick(numbers []int) *states {
	p := &states{inputs: s.inputs, actions: s.actions}
	for _, i := range numbers {
		p.x = append(p.x, s.x[i*s.inputs:(i+1)*s.inputs]...)
		p.logProbs = append(p.logProbs, s.logProbs[i*s.actions:(i+1)*s.actions]...)
	}
	return p
}

// differentiate fills in the derivatives of the network's log-probabilities.
func (s *states) differentiate(net *layers.Net[number]) {
	const tile = 64
	ws := net.NewWorkspace()
	s.jacobian = make([]number, len(s.x)*s.actions)
	for first := 0; first < s.len(); first += tile {
		last := min(first+tile, s.len())
		for a := range s.actions {
			cot := make([]number, (last-first)*s.actions)
			for r := range last - first {
				cot[r*s.actions+a] = 1
			}
			_, rows := net.VJP(ws, s.x[first*s.inputs:last*s.inputs], cot)
			for r := range last - first {
				copy(s.jacobian[((first+r)*s.actions+a)*s.inputs:][:s.inputs], rows[r*s.inputs:])
			}
		}
	}
}

// A player gives the log-probabilities of its actions in several games of one kind at once, which look like x.
type player func(games []envs.Game, x []number) []number

// adviser is the player that follows the games' own advice.
func adviser(games []envs.Game, _ []number) []number {
	p := make([]float64, games[0].Actions())
	var logs []number
	for _, g := range games {
		g.Advise(p)
		for _, v := range p {
			logs = append(logs, number(math.Log(v)))
		}
	}
	return logs
}

// playerOf is the player that follows a network.
func playerOf(net *layers.Net[number]) player {
	ws := net.NewWorkspace()
	return func(_ []envs.Game, x []number) []number { return net.Value(ws, x) }
}

// arcade is a number of games of one kind that are played side by side.
type arcade struct {
	games           []envs.Game
	inputs, actions int
	x               []number
}

func newArcade(game func() envs.Game, n int) *arcade {
	a := &arcade{}
	for range n {
		a.games = append(a.games, game())
	}
	a.inputs, a.actions = a.games[0].Features(), a.games[0].Actions()
	a.x = make([]number, n*a.inputs)
	return a
}

// observe returns what the games look like.
func (a *arcade) observe() []number {
	for i, g := range a.games {
		g.Observe(a.x[i*a.inputs : (i+1)*a.inputs])
	}
	return a.x
}

// recordedGames is the number of games that are recorded side by side.
const recordedGames = 50

// record lets the player play until it has met n different states, or as many as it meets in 20·n steps. It draws its
// actions from its policy, but now and then any action, with the probability given by stray: so that states off its best
// way are met, too.
func record(game func() envs.Game, play player, n int, stray float64, rng *rand.Rand) *states {
	a := newArcade(game, recordedGames)
	s := &states{inputs: a.inputs, actions: a.actions}
	for _, g := range a.games {
		g.Reset(rng)
	}
	met, key := map[string]bool{}, []byte(nil)
	for range 20 * n / recordedGames {
		x := a.observe()
		logs := play(a.games, x)
		for i, g := range a.games {
			seen, l := x[i*a.inputs:(i+1)*a.inputs], logs[i*a.actions:(i+1)*a.actions]
			if key = appendKey(key[:0], seen); !met[string(key)] {
				met[string(key)] = true
				s.x, s.logProbs = append(s.x, seen...), append(s.logProbs, l...)
				if s.len() == n {
					return s
				}
			}
			action := draw(l, rng)
			if rng.Float64() < stray {
				action = rng.IntN(a.actions)
			}
			if _, over := g.Step(action); over {
				g.Reset(rng)
			}
		}
	}
	return s
}

// appendKey appends the bits of an observation.
func appendKey(key []byte, x []number) []byte {
	for _, v := range x {
		key = binary.LittleEndian.AppendUint32(key, math.Float32bits(v))
	}
	return key
}

// draw returns an action with the probabilities whose logarithms are given.
func draw(logs []number, rng *rand.Rand) int {
	u := rng.Float64()
	for a, l := range logs {
		if u -= math.Exp(float64(l)); u < 0 {
			return a
		}
	}
	return len(logs) - 1
}

// best returns the most probable action.
func best(logs []number) int {
	at := 0
	for a, l := range logs {
		if l > logs[at] {
			at = a
		}
	}
	return at
}

// meanReturn lets the player play episodes of its most probable actions and returns the mean of what it scores.
func meanReturn(game func() envs.Game, play player, episodes int, seed uint64) float64 {
	a := newArcade(game, episodes)
	for i, g := range a.games {
		g.Reset(rand.New(rand.NewPCG(seed, uint64(i))))
	}
	total := 0.0
	for len(a.games) > 0 {
		logs := play(a.games, a.observe()[:len(a.games)*a.inputs])
		going := a.games[:0]
		for i, g := range a.games {
			reward, over := g.Step(best(logs[i*a.actions : (i+1)*a.actions]))
			total += reward
			if !over {
				going = append(going, g)
			}
		}
		a.games = going
	}
	return total / float64(episodes)
}
