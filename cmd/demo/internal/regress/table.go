package regress

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// cell is what the seeds of one function, size and method came to.
type cell struct {
	problem *problem
	arch    architecture
	n       int
	method  method
	results []*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b *result) bool {
		return cellOf(a).rivals(cellOf(b)) && a.method.name == b.method.name
	}) {
		cs = append(cs, cellOf(rs...))
	}
	return cs
}

// cellOf returns what results of one function, network, size and method came to.
func cellOf(same ...*result) *cell {
	r := same[0]
	return &cell{r.problem, r.arch, r.n, r.method, same}
}

// rivals reports whether two cells differ in nothing but the method.
func (c *cell) rivals(o *cell) bool {
	return c.problem == o.problem && c.n == o.n && c.arch.String() == o.arch.String()
}

// column collects one number of every result.
func (c *cell) column(f func(*result) float64) []float64 {
	xs := make([]float64, len(c.results))
	for i, r := range c.results {
		xs[i] = f(r)
	}
	return xs
}

func (c *cell) mse() []float64     { return c.column(func(r *result) float64 { return r.MSE }) }
func (c *cell) gradMSE() []float64 { return c.column(func(r *result) float64 { return r.GradMSE }) }
func (c *cell) seconds() []float64 { return c.column(func(r *result) float64 { return r.Seconds }) }

// ratios are the errors of the values relative to another cell's, seed by seed.
func (c *cell) ratios(to *cell) []float64 {
	rs := make([]float64, min(len(c.results), len(to.results)))
	for i := range rs {
		rs[i] = c.results[i].MSE / to.results[i].MSE
	}
	return rs
}

// plain returns the first of a cell's rivals, which the others are compared with.
func (c *cell) plain(cs []*cell) *cell {
	for _, p := range cs {
		if c.rivals(p) {
			return p
		}
	}
	return c
}

// tables are the errors, what derivatives are worth if there are sizes enough to tell, and how runs in the paper's setting ended.
func tables(cs []*cell) []report.Table {
	ts := []report.Table{table(cs)}
	for _, t := range []report.Table{worthTable(cs), endTable(cs)} {
		if len(t.Rows) > 0 {
			ts = append(ts, t)
		}
	}
	return ts
}

// endTable lists how runs in the paper's setting ended.
func endTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "Converged?",
		Caption: fmt.Sprintf("Epochs, mean over the seeds, and in how many of them the training loss fell by less than a hundredth over %d epochs "+
			"before the epochs were over; error of the values relative to the variance of the function.", stretch),
		Header: []string{"function", "samples", "trained on", "epochs", "converged", "error/variance"},
	}
	for _, c := range cs {
		if c.results[0].Epochs == 0 {
			continue
		}
		converged := 0
		for _, r := range c.results {
			if r.Converged {
				converged++
			}
		}
		values := make([]float64, 0, heldOut)
		for _, v := range c.problem.test.Labels.Plane(0) {
			values = append(values, float64(v))
		}
		deviation := report.Summarize(values).Deviation
		t.Rows = append(t.Rows, []report.Cell{report.Text(c.problem.f.Name), report.Text(fmt.Sprint(c.n)), report.Text(c.method.title),
			report.Text(fmt.Sprintf("%.0f", report.Summarize(c.column(func(r *result) float64 { return float64(r.Epochs) })).Mean)),
			report.Text(fmt.Sprintf("%d of %d", converged, len(c.results))),
			report.Text(report.Significant(report.GeometricMean(c.mse()).Mean/(deviation*deviation), 2))})
	}
	return t
}

// table lists the errors of every function, size and method over the seeds.
func table(cs []*cell) report.Table {
	t := report.Table{
		Title: "Held-out errors",
		Caption: fmt.Sprintf("Mean squared errors at %d held-out points, mean ± standard deviation over the seeds, in the "+
			"function's own units. The ratio is the geometric mean over seeds of the value error against the first method, "+
			"from the same samples and initial weights.", heldOut),
		Header: []string{"function", "network", "samples", "trained on", "value error", "gradient error", "ratio", "seeds won", "seconds"},
	}
	for _, c := range cs {
		plain := c.plain(cs)
		ratio, won := "", ""
		if c != plain {
			ratios := c.ratios(plain)
			wins := 0
			for _, r := range ratios {
				if r < 1 {
					wins++
				}
			}
			ratio = report.Significant(report.GeometricMean(ratios).Mean, 2)
			won = fmt.Sprintf("%d of %d", wins, len(ratios))
		}
		t.Rows = append(t.Rows, []report.Cell{
			report.Text(c.problem.f.Name), report.Text(c.arch.String()), report.Text(fmt.Sprint(c.n)), report.Text(c.method.title),
			{Text: report.Summarize(c.mse()).String(), Best: c.best(cs)}, report.Number(report.Summarize(c.gradMSE())),
			report.Text(ratio), report.Text(won), report.Text(fmt.Sprintf("%.2f", report.Summarize(c.seconds()).Mean)),
		})
	}
	return t
}

// best reports whether a cell has rivals and none of them a lower mean error.
func (c *cell) best(cs []*cell) bool {
	mean, rivals := report.Summarize(c.mse()).Mean, 0
	for _, o := range cs {
		if o == c || !c.rivals(o) {
			continue
		}
		rivals++
		if report.Summarize(o.mse()).Mean < mean {
			return false
		}
	}
	return rivals > 0
}
