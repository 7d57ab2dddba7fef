package optimisers

import (
	"fmt"
	"slices"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// A cell is what the seeds of one problem and method came to.
type cell struct {
	problem problem
	method  method
	results []*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b *result) bool {
		return a.job.problem.name == b.job.problem.name && a.job.method.name == b.job.method.name
	}) {
		cs = append(cs, &cell{rs[0].job.problem, rs[0].job.method, rs})
	}
	return cs
}

// median returns the median of a number of each seed, the mean of two in the middle.
func (c *cell) median(f func(*result) float64) float64 {
	x := c.sorted(f)
	return (x[(len(x)-1)/2] + x[len(x)/2]) / 2
}

func (c *cell) sorted(f func(*result) float64) []float64 {
	var x []float64
	for _, r := range c.results {
		x = append(x, f(r))
	}
	slices.Sort(x)
	return x
}

func errorOf(r *result) float64 { return r.Error }

// best reports whether the problem was given to other methods too, and no median of theirs is lower.
func (c *cell) best(cs []*cell) bool {
	rivals := 0
	for _, o := range cs {
		if o == c || o.problem.name != c.problem.name {
			continue
		}
		rivals++
		if o.median(errorOf) < c.median(errorOf) {
			return false
		}
	}
	return rivals > 0
}

// table lists the errors of all problems and methods.
func table(cs []*cell) report.Table {
	t := report.Table{
		Title: "Errors and times",
		Caption: fmt.Sprintf("Medians over the seeds, and the worst seed. Errors at %d held-out points: of functions the mean square "+
			"over the variance, of equations relative in the L2 norm. Seconds are those of one processor.", heldOut),
		Header: []string{"problem", "optimiser", "seeds", "error", "worst", "loss", "steps", "seconds"},
	}
	for _, c := range cs {
		worst := c.sorted(errorOf)
		t.Rows = append(t.Rows, []report.Cell{
			report.Text(c.problem.name), report.Text(c.method.title), report.Text(fmt.Sprint(len(c.results))),
			{Text: report.Significant(c.median(errorOf), 2), Best: c.best(cs)},
			report.Text(report.Significant(worst[len(worst)-1], 2)),
			report.Text(report.Significant(c.median(func(r *result) float64 { return r.Loss }), 1)),
			report.Text(fmt.Sprintf("%.0f", c.median(func(r *result) float64 { return float64(r.Steps) }))),
			report.Text(fmt.Sprintf("%.1f", c.median(func(r *result) float64 { return r.Seconds }))),
		})
	}
	return t
}
