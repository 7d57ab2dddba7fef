package pinn

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// A job is one network to train.
type job struct {
	problem *problem
	method  method
	seed    int
	workers int
}

// String implements [experiment.Job].
func (j job) String() string {
	return fmt.Sprintf("%s, %s, seed %d", j.problem.Name, j.method.name, j.seed)
}

// Key implements [experiment.Job].
func (j job) Key() string {
	s := j.problem.Settings
	return fmt.Sprintf("%s, %s, seed %d, %v units, %d points, %d + %d steps", j.problem.Name, j.method.name, j.seed, s.Hidden,
		s.Points, s.Adam, s.LBFGS)
}

// Steps implements [experiment.Job]: as many as the job takes if L-BFGS does not end early.
func (j job) Steps() int { return j.problem.Settings.Adam + j.problem.Settings.LBFGS }

// Run implements [experiment.Job]. What an interrupted job has is among the results.
func (j job) Run(ctx context.Context, bar *progress.Bar) (done, error) {
	r, err := j.train(ctx, bar)
	if errors.Is(err, context.Canceled) && r.Params != nil {
		return done{r, j, true}, nil
	}
	return done{r, j, false}, err
}

// Restore implements [experiment.Job].
func (j job) Restore(kept done) done { return done{kept.result, j, false} }

// done is a result with its job.
type done struct {
	result
	job
	interrupted bool
}

// A result is what is kept of a job.
type result struct {
	Error   float64 // relative, in the L2 norm
	Seconds float64 // of training
	Steps   int
	Curve   []point   // error along the way
	Params  []float64 // of the network
	Plan    string    // how the equation's derivatives were computed
}

// A point is one point of a curve.
type point struct {
	Step  int
	Error float64
}

// network returns the untrained network of a job.
func (j job) network(rng *rand.Rand) (*layers.Net[float64], error) {
	return layers.NewMLP[float64](len(j.problem.Box.Lo), j.problem.Settings.Hidden, 1, layers.Tanh, rng)
}

// finalPoints is the number of points at which a finished network is compared with the solution.
const finalPoints = 4000

// train trains the job's network: Adam finds the region, L-BFGS the digits. When the context is cancelled it returns what
// it has, with the context's error.
func (j job) train(ctx context.Context, bar *progress.Bar) (r result, err error) {
	p, s := j.problem, j.problem.Settings
	rng := rand.New(rand.NewPCG(uint64(j.seed), 0x9de))
	net, err := j.network(rng)
	if err != nil {
		return r, err
	}
	terms, err := p.terms(net, j.method, rng)
	if err != nil {
		return r, fmt.Errorf("%v: %w", j, err)
	}
	watch := newWatch(p, net, j.Steps())
	start := time.Now()
	s.Workers = j.workers
	for _, stage := range s.Stages() {
		if err != nil {
			break
		}
		stage.OnEpoch = func(train.Epoch) {
			bar.Advance(1)
			r.Steps++
			if watch.record(r.Steps) {
				bar.Note(fmt.Sprintf("error %.2g", watch.curve[len(watch.curve)-1].Error))
			}
		}
		var res *train.Result
		if res, err = train.FitTerms(ctx, net, terms, nil, stage); res != nil {
			r.Plan = res.Plan
		}
	}
	if err != nil {
		err = fmt.Errorf("%v: %w", j, err)
	}
	r.Seconds = time.Since(start).Seconds() - watch.seconds
	r.Curve, r.Params, r.Error = watch.curve, net.Params(), p.Error(net, finalPoints)
	return r, err
}

// A watch records the error along the way.
type watch struct {
	problem *problem
	net     *layers.Net[float64]
	points  data.Points[float64]
	want    []float64
	every   int
	curve   []point
	seconds float64 // spent on watching
}

const (
	watched = 500 // points that a curve's errors are measured at
	records = 60  // of a curve
)

func newWatch(p *problem, net *layers.Net[float64], steps int) *watch {
	w := &watch{problem: p, net: net, every: max(1, steps/records)}
	w.points = data.Halton[float64](p.Box, watched, rand.New(rand.NewPCG(314, 159)))
	for i := range watched {
		w.want = append(w.want, p.Values(w.points.X[i*w.points.Dim:(i+1)*w.points.Dim])...)
	}
	return w
}

// record adds a point to the curve and reports so, if it is time for one.
func (w *watch) record(step int) bool {
	if step%w.every != 0 {
		return false
	}
	start := time.Now()
	w.curve = append(w.curve, point{step, train.RelativeL2(pde.Solution(w.problem.Ansatz, w.net, w.points.X), w.want)})
	w.seconds += time.Since(start).Seconds()
	return true
}
