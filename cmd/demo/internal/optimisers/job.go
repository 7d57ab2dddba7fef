package optimisers

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"example.com/sobolev/cmd/demo/internal/cputime"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/train"
)

// A job is one network to train. Its seed draws the points and the initial weights, the same for every method.
type job struct {
	problem problem
	method  method
	steps   int
	samples int // of a function
	seed    int
}

// String implements [experiment.Job].
func (j job) String() string {
	return fmt.Sprintf("%s, %s, seed %d", j.problem.name, j.method.title, j.seed)
}

// Key implements [experiment.Job].
func (j job) Key() string {
	if j.method.optimizer == nil {
		return fmt.Sprintf("%s, features, seed %d", j.problem.name, j.seed)
	}
	key := fmt.Sprintf("%s, %v, %d steps, %d samples, seed %d", j.problem.name, j.method.optimizer, j.steps, j.samples, j.seed)
	if j.method.solved > 0 {
		key += fmt.Sprintf(", solved with a ridge of %g", j.method.solved)
	}
	return key
}

// Steps implements [experiment.Job].
func (j job) Steps() int { return j.steps }

// A row is a result as the command prints it.
type row struct {
	Problem string  `json:"problem"`
	Method  string  `json:"method"`
	Seed    int     `json:"seed"`
	Error   float64 `json:"error"`
	Loss    float64 `json:"loss"` // before the last step, or of the solution
	Steps   int     `json:"steps"`
	Seconds float64 `json:"seconds"` // of a processor, for training
	Curve   []point `json:"curve"`
}

// A point is the error after so many seconds of a processor.
type point struct{ Seconds, Error float64 }

// result is a row with its job.
type result struct {
	row
	job job
}

// Restore implements [experiment.Job].
func (j job) Restore(kept *result) *result {
	kept.job = j
	return kept
}

// Run implements [experiment.Job]: it trains the job's network, by one worker, and judges it, on the way and at the end.
func (j job) Run(ctx context.Context, bar *progress.Bar) (*result, error) {
	runtime.LockOSThread() // whose time is measured
	defer runtime.UnlockOSThread()
	if j.method.optimizer == nil {
		return j.solve(ctx, bar)
	}
	t, err := j.problem.begin(j.seed, j.samples)
	if err != nil {
		return nil, err
	}
	r := &result{job: j, row: row{Problem: j.problem.name, Method: j.method.name, Seed: j.seed}}
	start, watching := cputime.Thread(), time.Duration(0)
	if j.method.solved > 0 {
		if _, err := train.SolveOutput(ctx, t.net, j.method.solved, t.terms...); err != nil {
			return nil, fmt.Errorf("optimisers: %v: %w", j, err)
		}
	}
	var watchErr error
	res, err := train.FitTerms(ctx, t.net, t.terms, nil, j.method.options(j.steps, func(e train.Epoch) {
		bar.Advance(1)
		if !isRecorded(e.Epoch, j.steps) || watchErr != nil {
			return
		}
		begin := cputime.Thread()
		p := point{Seconds: (begin - start - watching).Seconds()}
		p.Error, watchErr = t.error()
		r.Curve = append(r.Curve, p)
		watching += cputime.Thread() - begin
	}))
	if err == nil {
		err = watchErr
	}
	if err != nil {
		return nil, fmt.Errorf("optimisers: %v: %w", j, err)
	}
	r.Seconds = (cputime.Thread() - start - watching).Seconds()
	r.Steps, r.Loss = len(res.Epochs), res.Epochs[len(res.Epochs)-1].Loss
	r.Error, err = t.error()
	return r, err
}

// solve solves for the last layer of random features.
func (j job) solve(ctx context.Context, bar *progress.Bar) (*result, error) {
	t, err := j.problem.features(j.seed)
	if err != nil {
		return nil, err
	}
	r := &result{job: j, row: row{Problem: j.problem.name, Method: j.method.name, Seed: j.seed, Steps: 1}}
	start := cputime.Thread()
	if r.Loss, err = train.SolveOutput(ctx, t.net, 0, t.terms...); err != nil {
		return nil, fmt.Errorf("optimisers: %v: %w", j, err)
	}
	r.Seconds = (cputime.Thread() - start).Seconds()
	bar.Advance(1)
	r.Error, err = t.error()
	r.Curve = []point{{r.Seconds, r.Error}}
	return r, err
}

// isRecorded reports whether the error is measured after a step: at least thirty times in a run.
func isRecorded(step, steps int) bool { return step%max(1, steps/30) == 0 }
