package losses

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/report"
)

// A column holds the results of a run, seed by seed.
type column []result

// A cell is a comparison with its results.
type cell struct {
	comparison
	results map[*run]column
}

// finished returns the comparisons of which every run has results.
func finished(compared []comparison, all []done) []cell {
	results := map[*run]column{}
	for _, d := range all {
		results[d.run] = append(results[d.run], d.result)
	}
	var cs []cell
	for _, c := range compared {
		if len(results[c.plain]) > 0 && len(results[c.equalWork]) > 0 && len(results[c.with]) > 0 {
			cs = append(cs, cell{c, results})
		}
	}
	return cs
}

func (c cell) errors(r *run) []float64 {
	var xs []float64
	for _, x := range c.results[r] {
		xs = append(xs, x.Error)
	}
	return xs
}

func (c cell) seconds(r *run) float64 {
	var xs []float64
	for _, x := range c.results[r] {
		xs = append(xs, x.Seconds)
	}
	return report.Summarize(xs).Mean
}

// ratios are the errors with the derivative term relative to those of a run without, seed by seed.
func (c cell) ratios(without *run) []float64 {
	with, plain := c.errors(c.with), c.errors(without)
	rs := make([]float64, min(len(with), len(plain)))
	for i := range rs {
		rs[i] = with[i] / plain[i]
	}
	return rs
}

// won counts the seeds whose error is lower with the derivative term.
func (c cell) won(without *run) string {
	n := 0
	rs := c.ratios(without)
	for _, r := range rs {
		if r < 1 {
			n++
		}
	}
	return fmt.Sprintf("%d/%d", n, len(rs))
}

// table lists what every derivative term gains.
func table(cs []cell) report.Table {
	t := report.Table{
		Title: "With and without the derivative term",
		Caption: "Errors on held-out points, mean ± standard deviation over the seeds: of values over their standard deviation (1 is a " +
			"constant), of gradients over their root mean square, or a divergence in nats. The plain loss has the same steps, then as " +
			"many times as many (×) as make the same matrix products. Ratios are geometric means over the seeds; below 1 the " +
			"derivative term helps. Won are the seeds at equal work. Seconds are those of training, for the three in turn.",
		Header: []string{"task", "derivative term", "without", "without, equal work", "with", "ratio", "at equal work", "won", "×", "seconds"},
	}
	for i, c := range cs {
		name := ""
		if i == 0 || cs[i-1].task != c.task {
			name = c.task.name
		}
		means := []float64{report.Summarize(c.errors(c.plain)).Mean, report.Summarize(c.errors(c.equalWork)).Mean, report.Summarize(c.errors(c.with)).Mean}
		t.Rows = append(t.Rows, []report.Cell{
			report.Text(name), report.Text(c.with.name()),
			report.Number(report.Summarize(c.errors(c.plain))),
			{Text: report.Summarize(c.errors(c.equalWork)).String(), Best: means[1] < means[2]},
			{Text: report.Summarize(c.errors(c.with)).String(), Best: means[2] <= means[1] && means[2] <= means[0]},
			report.Text(report.Significant(report.GeometricMean(c.ratios(c.plain)).Mean, 2)),
			report.Text(report.Significant(report.GeometricMean(c.ratios(c.equalWork)).Mean, 2)),
			report.Text(c.won(c.equalWork)), report.Text(fmt.Sprintf("%.3g", c.equalWork.times)),
			report.Text(fmt.Sprintf("%.2f %.2f %.2f", c.seconds(c.plain), c.seconds(c.equalWork), c.seconds(c.with))),
		})
	}
	return t
}
