package bachelier

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// cell is what the seeds of one basket and number of paths came to, by method.
type cell struct {
	d, paths int
	results  map[string][]*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b *result) bool { return a.D == b.D && a.Paths == b.Paths }) {
		c := &cell{rs[0].D, rs[0].Paths, map[string][]*result{}}
		for _, r := range rs {
			c.results[r.Method] = append(c.results[r.Method], r)
		}
		cs = append(cs, c)
	}
	return cs
}

// A measure is one of the errors.
type measure struct {
	title string
	of    func(*result) float64
}

var (
	valueError = measure{"price", func(r *result) float64 { return 100 * r.Value }}
	deltaError = measure{"deltas", func(r *result) float64 { return 100 * r.Delta }}
	firstError = measure{"first delta", func(r *result) float64 { return 100 * r.FirstDelta }}
)

// errors are those of a method's seeds.
func (c *cell) errors(m method, of measure) []float64 {
	var es []float64
	for _, r := range c.results[m.name] {
		es = append(es, of.of(r))
	}
	return es
}

// ratios are the errors of the standard method over those of the differential one, seed by seed.
func (c *cell) ratios(of measure) []float64 {
	standard, differential := c.errors(methods[0], of), c.errors(methods[1], of)
	rs := make([]float64, min(len(standard), len(differential)))
	for i := range rs {
		rs[i] = standard[i] / differential[i]
	}
	return rs
}

// seconds are those that the method's networks were trained for.
func (c *cell) seconds(m method) report.Stat {
	var s []float64
	for _, r := range c.results[m.name] {
		s = append(s, r.Seconds)
	}
	return report.Summarize(s)
}

// pair is an error of both methods.
type pair struct{ standard, differential float64 }

func (p pair) String() string {
	return fmt.Sprintf("%.2f → %.2f, %.1f×", p.standard, p.differential, p.standard/p.differential)
}

// published are the 100 × RMSE in the plots of the authors' notebook, one market and one network each, by the numbers
// of assets and paths.
var published = map[[2]int]map[string]pair{
	{7, 4096}:    {valueError.title: {1.13, 0.12}, firstError.title: {1.50, 0.14}},
	{7, 8192}:    {valueError.title: {0.56, 0.10}, firstError.title: {0.55, 0.09}},
	{7, 16384}:   {valueError.title: {0.38, 0.06}, firstError.title: {0.33, 0.08}},
	{50, 16384}:  {valueError.title: {1.16, 0.21}},
	{50, 65536}:  {valueError.title: {0.44, 0.07}},
	{50, 131072}: {valueError.title: {0.30, 6.07}},
}

// table lists the errors of every basket, number of paths and quantity over the seeds.
func table(cs []*cell) report.Table {
	t := report.Table{
		Title: "Errors against the closed form",
		Caption: fmt.Sprintf("100 × root mean square error at %d held-out states, mean ± standard deviation over the seeds; the "+
			"price of the basket is 1. The ratio is the geometric mean over seeds of the first error over the second, with its "+
			"deviation as a factor. Published are single runs of the authors' notebook.", heldOut),
		Header: []string{"assets", "paths", "error of", methods[0].title, methods[1].title, "ratio", "seeds won", "seconds", "published"},
	}
	for _, c := range cs {
		for _, of := range []measure{valueError, deltaError, firstError} {
			standard, differential := report.Summarize(c.errors(methods[0], of)), report.Summarize(c.errors(methods[1], of))
			ratio, won := "", ""
			if ratios := c.ratios(of); len(ratios) > 0 {
				g, wins := report.GeometricMean(ratios), 0
				for _, r := range ratios {
					if r > 1 {
						wins++
					}
				}
				ratio = fmt.Sprintf("%.1f ×÷ %.1f", g.Mean, g.Deviation)
				won = fmt.Sprintf("%d of %d", wins, len(ratios))
			}
			t.Rows = append(t.Rows, []report.Cell{
				report.Text(fmt.Sprint(c.d)), report.Text(fmt.Sprint(c.paths)), report.Text(of.title),
				{Text: standard.String(), Best: standard.Mean < differential.Mean},
				{Text: differential.String(), Best: differential.Mean < standard.Mean},
				report.Text(ratio), report.Text(won),
				report.Text(fmt.Sprintf("%.2f / %.2f", c.seconds(methods[0]).Mean, c.seconds(methods[1]).Mean)),
				report.Text(publishedText(c, of)),
			})
		}
	}
	return t
}

// publishedText is what is published of an error, if anything.
func publishedText(c *cell, of measure) string {
	p, ok := published[[2]int{c.d, c.paths}][of.title]
	if !ok {
		return ""
	}
	return p.String()
}
