package orders

import (
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// cell is what the seeds of one function, network, size and order came to.
type cell struct {
	job     // of the first seed
	results []*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b *result) bool { return a.job.rivals(b.job) && a.job.order == b.job.order }) {
		cs = append(cs, &cell{rs[0].job, rs})
	}
	return cs
}

// rivals reports whether two jobs differ in nothing but order and seed.
func (j job) rivals(o job) bool {
	return j.target == o.target && j.act.Name == o.act.Name && j.size == o.size
}

// below returns the cell of the next lower order, nil if there is none.
func (c *cell) below(cs []*cell) *cell {
	var best *cell
	for _, b := range cs {
		if c.rivals(b.job) && b.order < c.order && (best == nil || b.order > best.order) {
			best = b
		}
	}
	return best
}

// lowest returns the cell of the lowest order.
func (c *cell) lowest(cs []*cell) *cell {
	for b := c.below(cs); b != nil; b = c.below(cs) {
		c = b
	}
	return c
}

// errors are the mean squared errors of derivatives of an order.
func (c *cell) errors(order int) []float64 {
	var es []float64
	for _, r := range c.results {
		es = append(es, r.mse(order))
	}
	return es
}

// ratios are the errors relative to another cell's, seed by seed.
func (c *cell) ratios(to *cell, order int) []float64 {
	own, other := c.errors(order), to.errors(order)
	rs := make([]float64, min(len(own), len(other)))
	for i := range rs {
		rs[i] = own[i] / other[i]
	}
	return rs
}

func (c *cell) seconds() float64 {
	var s []float64
	for _, r := range c.results {
		s = append(s, r.Seconds)
	}
	return report.Summarize(s).Mean
}

// kinds names the derivatives whose errors are listed.
var kinds = [...]string{"value", "slope", "curvature"}

// table lists the errors of every function, size and order over the seeds.
func table(cs []*cell) report.Table {
	t := report.Table{
		Title: "Held-out errors",
		Caption: fmt.Sprintf("Root mean square errors at %d held-out points in the function's own units, geometric mean over the "+
			"seeds with its deviation as a factor. The gain is how many times lower the value's error is than with the next lower order.", heldOut),
		Header: []string{"function", "network", "order", "samples", "steps", "value error", "slope error", "curvature error", "gain", "seeds won", "seconds"},
	}
	for _, c := range cs {
		r := []report.Cell{report.Text(c.target.name), report.Text(c.act.Name), report.Text(fmt.Sprint(c.order)),
			report.Text(fmt.Sprint(c.samples)), report.Text(fmt.Sprint(c.steps))}
		for k := range kinds {
			r = append(r, report.Cell{Text: factor(roots(c.errors(k))), Best: c.best(cs, k)})
		}
		gain, won := "", ""
		if b := c.below(cs); b != nil {
			ratios := roots(c.ratios(b, 0))
			gain = report.Significant(1/report.GeometricMean(ratios).Mean, 2)
			won = fmt.Sprintf("%d of %d", wins(ratios), len(ratios))
		}
		t.Rows = append(t.Rows, append(r, report.Text(gain), report.Text(won), report.Text(fmt.Sprintf("%.2f", c.seconds()))))
	}
	return t
}

// best reports whether no order of the same function and size has a lower error of the kind.
func (c *cell) best(cs []*cell, kind int) bool {
	mean := report.GeometricMean(c.errors(kind)).Mean
	return !slices.ContainsFunc(cs, func(o *cell) bool {
		return c.rivals(o.job) && report.GeometricMean(o.errors(kind)).Mean < mean
	})
}

// summary says for every order, network and number of inputs what the step from the order below was worth, over all functions, sizes
// and seeds.
func summary(cs []*cell) report.Table {
	t := report.Table{
		Title: "What an order is worth",
		Caption: "How many times lower the root mean square errors are than with the order below, geometric mean over all functions, sizes " +
			"and seeds with its deviation as a factor, and how often the value's error is lower.",
		Header: []string{"orders", "network", "inputs", "value", "slope", "curvature", "won", "times the seconds"},
	}
	type group struct {
		act     string
		dim     int
		q, from int
	}
	ratios, seconds := map[group]*[3][]float64{}, map[group][]float64{}
	var groups []group
	for _, c := range cs {
		b := c.below(cs)
		if b == nil {
			continue
		}
		g := group{c.act.Name, c.target.dim(), c.order, b.order}
		if ratios[g] == nil {
			ratios[g] = new([3][]float64)
			groups = append(groups, g)
		}
		for k := range kinds {
			ratios[g][k] = append(ratios[g][k], roots(c.ratios(b, k))...)
		}
		seconds[g] = append(seconds[g], c.seconds()/b.seconds())
	}
	for _, g := range groups {
		r := []report.Cell{report.Text(fmt.Sprintf("%d → %d", g.from, g.q)), report.Text(g.act), report.Text(fmt.Sprint(g.dim))}
		for k := range kinds {
			gains := slices.Clone(ratios[g][k])
			for i := range gains {
				gains[i] = 1 / gains[i]
			}
			r = append(r, report.Text(factor(gains)))
		}
		t.Rows = append(t.Rows, append(r, report.Text(fmt.Sprintf("%d of %d", wins(ratios[g][0]), len(ratios[g][0]))),
			report.Text(report.Significant(report.GeometricMean(seconds[g]).Mean, 2))))
	}
	return t
}

// factor writes a geometric mean with its deviation.
func factor(values []float64) string {
	g := report.GeometricMean(values)
	return fmt.Sprintf("%s ×÷ %.1f", report.Significant(g.Mean, 2), g.Deviation)
}

// roots takes the square root of every number.
func roots(xs []float64) []float64 {
	rs := make([]float64, len(xs))
	for i, x := range xs {
		rs[i] = math.Sqrt(x)
	}
	return rs
}

// wins counts the ratios below 1.
func wins(ratios []float64) int {
	n := 0
	for _, r := range ratios {
		if r < 1 {
			n++
		}
	}
	return n
}
