package pinn

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// A cell is what the seeds of one problem and method came to.
type cell struct {
	problem *problem
	method  method
	results []done
}

// cells groups results that follow one another.
func cells(results []done) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b done) bool { return a.problem == b.problem && a.method == b.method }) {
		cs = append(cs, &cell{rs[0].problem, rs[0].method, rs})
	}
	return cs
}

func (c *cell) column(f func(done) float64) report.Stat {
	var xs []float64
	for _, d := range c.results {
		xs = append(xs, f(d))
	}
	return report.Summarize(xs)
}

func (c *cell) error() report.Stat { return c.column(func(d done) float64 { return d.Error }) }

// best reports whether the problem was solved by another method too, and no better.
func (c *cell) best(cs []*cell) bool {
	rivals := 0
	for _, o := range cs {
		if o == c || o.problem != c.problem {
			continue
		}
		rivals++
		if o.error().Mean < c.error().Mean {
			return false
		}
	}
	return rivals > 0
}

// table lists the errors of all problems and methods.
func table(cs []*cell) report.Table {
	t := report.Table{
		Title: "Errors against the solutions",
		Caption: fmt.Sprintf("Relative error in the L2 norm at %d points inside, mean ± standard deviation over the seeds, after "+
			"Adam and then L-BFGS. Where the residual's derivatives count too, there are as many equations at fewer points. Seconds are those of one network, trained beside another on every processor.", finalPoints),
		Header: []string{"problem", "minimised", "points", "seeds", "relative L2 error", "steps", "seconds"},
	}
	for _, c := range cs {
		title := c.method.title
		if c.results[len(c.results)-1].interrupted {
			title += " (interrupted)"
		}
		t.Rows = append(t.Rows, []report.Cell{
			report.Text(c.problem.Name), report.Text(title), report.Text(fmt.Sprint(c.problem.points(c.method))),
			report.Text(fmt.Sprint(len(c.results))), {Text: c.error().String(), Best: c.best(cs)},
			report.Text(fmt.Sprintf("%.0f", c.column(func(d done) float64 { return float64(d.result.Steps) }).Mean)),
			report.Text(fmt.Sprintf("%.1f", c.column(func(d done) float64 { return d.Seconds }).Mean)),
		})
	}
	return t
}
