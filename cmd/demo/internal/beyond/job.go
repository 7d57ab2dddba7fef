package beyond

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/progress"
)

// A job is one measurement or one network to train.
type job struct {
	part         *part
	of, method   string // what is measured, and how
	seed         int    // 0 where nothing is drawn
	steps        int    // that run tells the bar
	dependencies string // all else that the result depends on

	run func(ctx context.Context, bar *progress.Bar) (values, []point, error)
}

// measurement is a job of one step that draws nothing.
func measurement(of, dependencies string, measure func() (values, error)) job {
	return job{of: of, steps: 1, dependencies: dependencies, run: func(_ context.Context, bar *progress.Bar) (values, []point, error) {
		v, err := measure()
		bar.Advance(1)
		return v, nil, err
	}}
}

// values are what was measured, by names.
type values map[string]float64

// String implements [experiment.Job].
func (j job) String() string {
	s := j.part.name + ", " + j.of
	if j.method != "" {
		s += ", " + j.method
	}
	if j.seed > 0 {
		s += fmt.Sprintf(", seed %d", j.seed)
	}
	return s
}

// Key implements [experiment.Job].
func (j job) Key() string { return j.String() + ": " + j.dependencies }

// Steps implements [experiment.Job].
func (j job) Steps() int { return j.steps }

// A row is a result as the command prints it.
type row struct {
	Part   string `json:"part"`
	Of     string `json:"of"`
	Method string `json:"method,omitempty"`
	Seed   int    `json:"seed,omitempty"`
	Values values `json:"values"`
}

// result is a row with its job, and a curve where a network was trained. Its fields are what is kept of it.
type result struct {
	row
	Curve []point `json:"curve,omitempty"`
	job   job
}

// A point is the error after a step.
type point struct {
	Step  int     `json:"step"`
	Error float64 `json:"error"`
}

// Restore implements [experiment.Job].
func (j job) Restore(kept *result) *result {
	kept.job = j
	return kept
}

// Run implements [experiment.Job].
func (j job) Run(ctx context.Context, bar *progress.Bar) (*result, error) {
	v, curve, err := j.run(ctx, bar)
	if err != nil {
		return nil, fmt.Errorf("beyond: %v: %w", j, err)
	}
	return &result{row{j.part.name, j.of, j.method, j.seed, v}, curve, j}, nil
}

// A cell is what the seeds of one measurement came to.
type cell struct {
	part       *part
	of, method string
	results    []*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b *result) bool {
		return a.job.part == b.job.part && a.Of == b.Of && a.Method == b.Method
	}) {
		cs = append(cs, &cell{rs[0].job.part, rs[0].Of, rs[0].Method, rs})
	}
	return cs
}

// all returns a value of every seed.
func (c *cell) all(name string) []float64 {
	var xs []float64
	for _, r := range c.results {
		x, ok := r.Values[name]
		if !ok {
			panic(fmt.Sprintf("beyond: %s: no value %q, only %q", c.part.name, name, slices.Sorted(maps.Keys(r.Values))))
		}
		xs = append(xs, x)
	}
	return xs
}
