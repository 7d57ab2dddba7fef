package equations

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// Settings say how a problem is solved: a network of tanh units is trained first with Adam, which finds the region, then
// with L-BFGS, which finds the digits. Zero fields take the value of the problem's own settings.
type Settings struct {
	Hidden  []int // widths of the hidden layers
	Points  int   // inside the box
	Adam    int   // steps
	LBFGS   int   // steps
	Seed    uint64
	Workers int

	// OnEpoch, if not nil, is called after every step with the number of steps done and those to do in all.
	OnEpoch func(done, total int, e train.Epoch)
}

// or fills in what was left out.
func (s Settings) or(usual Settings) Settings {
	if s.Hidden == nil {
		s.Hidden = usual.Hidden
	}
	if s.Points == 0 {
		s.Points = usual.Points
	}
	if s.Adam == 0 && s.LBFGS == 0 {
		s.Adam, s.LBFGS = usual.Adam, usual.LBFGS
	}
	return s
}

// Stages returns the options of the runs that train a network, one after the other, those without steps left out.
func (s Settings) Stages() []train.Options {
	stages := []train.Options{
		{Optimizer: optim.Adam(5e-3), Schedule: optim.Cosine, Epochs: s.Adam, Workers: s.Workers},
		{Optimizer: optim.LBFGS(50), Epochs: s.LBFGS, Workers: s.Workers},
	}
	return slices.DeleteFunc(stages, func(o train.Options) bool { return o.Epochs == 0 })
}

// A Solution is a network that solves a problem.
type Solution struct {
	Problem Problem
	Net     *layers.Net[float64]
	Error   float64  // relative, in the L2 norm, against the exact solution
	Loss    float64  // before the last step
	Parts   []string // of the loss
	Epochs  []train.Epoch
	Plan    string
	Seconds float64 // of training
}

// errorPoints is the number of points at which a solution is compared with the exact one.
const errorPoints = 4000

// Solve trains a network on the problem. A run that is cancelled returns what it has so far with the context's error.
func Solve(ctx context.Context, p Problem, s Settings) (*Solution, error) {
	s = s.or(p.Settings)
	rng := rand.New(rand.NewPCG(s.Seed, 0x9de))
	net, err := p.Net(s.Hidden, rng)
	if err != nil {
		return nil, err
	}
	terms, err := p.Terms(net, s.Points, rng)
	if err != nil {
		return nil, err
	}
	solution := &Solution{Problem: p, Net: net}
	begin := time.Now()
	for _, stage := range s.Stages() {
		if err != nil {
			break
		}
		before := len(solution.Epochs)
		stage.OnEpoch = func(e train.Epoch) {
			if s.OnEpoch != nil {
				s.OnEpoch(before+e.Epoch, s.Adam+s.LBFGS, e)
			}
		}
		var res *train.Result
		if res, err = train.FitTerms(ctx, net, terms, nil, stage); res == nil {
			return nil, fmt.Errorf("equations: %s: %w", p.Name, err)
		}
		solution.add(res)
	}
	solution.Seconds = time.Since(begin).Seconds()
	solution.Error = p.Error(net, errorPoints)
	return solution, err
}

// add appends the report of a stage.
func (s *Solution) add(res *train.Result) {
	for _, e := range res.Epochs {
		e.Epoch = len(s.Epochs) + 1
		s.Epochs = append(s.Epochs, e)
		s.Loss = e.Loss
	}
	s.Parts, s.Plan = res.Parts, res.Plan
}
