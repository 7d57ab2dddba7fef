package synthgrad

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// cell is what the seeds of one method came to.
type cell struct {
	setup   *setup
	method  method
	results []*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b *result) bool {
		return a.job.setup == b.job.setup && a.job.method.name == b.job.method.name
	}) {
		cs = append(cs, &cell{setup: rs[0].job.setup, method: rs[0].job.method, results: rs})
	}
	return cs
}

// over summarises one number of every result.
func (c *cell) over(f func(*result) float64) report.Stat {
	xs := make([]float64, len(c.results))
	for i, r := range c.results {
		xs[i] = f(r)
	}
	return report.Summarize(xs)
}

// accuracy is in per cent.
func (c *cell) accuracy() report.Stat {
	return report.Summarize(c.accuracies())
}

// percentage is an accuracy as the table shows it.
func percentage(a report.Stat) string {
	if a.N == 1 {
		return fmt.Sprintf("%.2f", a.Mean)
	}
	return fmt.Sprintf("%.2f ± %.2f", a.Mean, a.Deviation)
}

// cosine is how well the gradients at a cut are aligned with the true ones, counted from 0 at the bottom.
func (c *cell) cosine(cut int) string {
	if len(c.results[0].Cosines) == 0 {
		return "–"
	}
	return fmt.Sprintf("%.2f", c.over(func(r *result) float64 { return r.Cosines[cut] }).Mean)
}

// comparisons groups cells by their setups.
func comparisons(rs []*result) [][]*cell {
	return experiment.Runs(cells(rs), func(a, b *cell) bool { return a.setup == b.setup })
}

// tables lists the tables of all comparisons.
func tables(rs []*result) []report.Table {
	var ts []report.Table
	for _, cs := range comparisons(rs) {
		ts = append(ts, table(cs))
		if pairs := pairTable(cs); len(pairs.Rows) > 0 {
			ts = append(ts, pairs)
		}
	}
	return ts
}

// table lists the methods with their accuracies over the seeds.
func table(cs []*cell) report.Table {
	s := cs[0].setup
	equal := "as many steps"
	if s.equalTime {
		equal = "as much time"
	}
	t := report.Table{
		Title: "Test accuracy",
		Caption: fmt.Sprintf("%s: accuracy on %s after training on %d, all methods with %s, mean ± standard deviation over the "+
			"seeds; weight of the gradients %g. The best of the synthetic gradients is marked. The cosine is that between the gradient sent "+
			"below a cut and the true one, on test images after training; cut 1 is above the first hidden layer.",
			s.title(), count.Of(s.data.test.len(), "test image"), s.data.train.len(), equal, s.predictor.slopes),
		Header: []string{"gradient below the cuts", "accuracy, %"},
	}
	for k := range hiddens {
		t.Header = append(t.Header, fmt.Sprintf("cosine, cut %d", k+1))
	}
	t.Header = append(t.Header, "steps", "seeds", "seconds")
	for _, c := range cs {
		line := []report.Cell{report.Text(c.method.title), {Text: percentage(c.accuracy()), Best: c.best(cs)}}
		for k := range hiddens {
			line = append(line, report.Text(c.cosine(k)))
		}
		seconds := c.over(func(r *result) float64 { return r.Seconds })
		t.Rows = append(t.Rows, append(line, report.Text(fmt.Sprint(c.results[0].job.Steps())), report.Text(fmt.Sprint(len(c.results))), report.Text(fmt.Sprintf("%.1f", seconds.Mean))))
	}
	return t
}

// best reports whether no other synthetic gradient has a higher mean accuracy, and there are others.
func (c *cell) best(cs []*cell) bool {
	rivals := 0
	for _, o := range cs {
		switch {
		case o == c || !o.method.synthetic:
		case o.accuracy().Mean > c.accuracy().Mean:
			return false
		default:
			rivals++
		}
	}
	return c.method.synthetic && rivals > 0
}

// orderings are the comparisons that the paper's ranking consists of, the better method first, and that of Sobolev with VFBN.
var orderings = [][2]string{{"direct", "noprop"}, {"vfbn", "direct"}, {"critic", "vfbn"}, {"sobolev", "critic"}, {"sobolev", "vfbn"},
	{"backprop", "sobolev"}}

// pairTable lists the differences of the paper's orderings over the seeds.
func pairTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "Differences, seed by seed",
		Caption: "The paper's ranking, a difference of accuracies in per cent points a line: mean over the seeds that both methods have, with its 95 % " +
			"confidence interval by Student's t. An ordering holds if the interval is above 0, is reversed if it is below, and otherwise open.",
		Header: []string{"ordering", "difference", "seeds won", "the ordering"},
	}
	of := map[string]*cell{}
	for _, c := range cs {
		of[c.method.name] = c
	}
	for _, o := range orderings {
		upper, lower := of[o[0]], of[o[1]]
		if upper == nil || lower == nil || min(len(upper.results), len(lower.results)) < 2 {
			continue
		}
		p := report.Pair(upper.accuracies(), lower.accuracies())
		verdict := map[string]string{"larger": "holds", "smaller": "is reversed", "open": "is open"}[p.Verdict()]
		t.Rows = append(t.Rows, []report.Cell{report.Text(upper.method.short + " above " + lower.method.short), report.Text(p.String()),
			report.Text(fmt.Sprintf("%d of %d", p.Wins, p.N)), report.Text(verdict)})
	}
	return t
}

// accuracies are those of the seeds, in per cent.
func (c *cell) accuracies() []float64 {
	xs := make([]float64, len(c.results))
	for i, r := range c.results {
		xs[i] = 100 * r.Accuracy
	}
	return xs
}
