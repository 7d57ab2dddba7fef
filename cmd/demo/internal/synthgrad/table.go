package synthgrad

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/report"
)

// cell is what the seeds of one method came to.
type cell struct {
	method  method
	results []*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, r := range results {
		if last := len(cs) - 1; last < 0 || cs[last].method.name != r.job.method.name {
			cs = append(cs, &cell{method: r.job.method})
		}
		c := cs[len(cs)-1]
		c.results = append(c.results, r)
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
	return c.over(func(r *result) float64 { return 100 * r.Accuracy })
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

// table lists the methods with their accuracies over the seeds.
func table(s *setup, cs []*cell) report.Table {
	t := report.Table{
		Title: "Test accuracy",
		Caption: fmt.Sprintf("Accuracy on %d test images, mean ± standard deviation over the seeds; the best of the "+
			"synthetic gradients is marked. The cosine is that between the gradient sent below a cut and the true one, on test images "+
			"after training; cut 1 is above the first hidden layer.", s.data.test.len()),
		Header: []string{"gradient below the cuts", "accuracy, %"},
	}
	for k := range hiddens {
		t.Header = append(t.Header, fmt.Sprintf("cosine, cut %d", k+1))
	}
	t.Header = append(t.Header, "seeds", "seconds")
	for _, c := range cs {
		line := []report.Cell{report.Text(c.method.title), {Text: percentage(c.accuracy()), Best: c.best(cs)}}
		for k := range hiddens {
			line = append(line, report.Text(c.cosine(k)))
		}
		seconds := c.over(func(r *result) float64 { return r.Seconds })
		t.Rows = append(t.Rows, append(line, report.Text(fmt.Sprint(len(c.results))), report.Text(fmt.Sprintf("%.1f", seconds.Mean))))
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
