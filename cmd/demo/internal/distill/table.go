package distill

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// cell is what the seeds of one game, part of the states and method came to.
type cell struct {
	domain   *domain
	fraction float64
	method   method
	results  []*result
}

// cells groups results that follow one another.
func cells(results []*result) []*cell {
	var cs []*cell
	for _, rs := range experiment.Runs(results, func(a, b *result) bool {
		return a.domain == b.domain && a.fraction == b.fraction && a.method == b.method
	}) {
		cs = append(cs, &cell{rs[0].domain, rs[0].fraction, rs[0].method, rs})
	}
	return cs
}

// rivals reports whether two cells differ in nothing but the method.
func (c *cell) rivals(o *cell) bool { return c.domain == o.domain && c.fraction == o.fraction }

// column collects one number of every result.
func (c *cell) column(f func(*result) float64) []float64 {
	xs := make([]float64, len(c.results))
	for i, r := range c.results {
		xs[i] = f(r)
	}
	return xs
}

// summary is the mean of one number over the results.
func (c *cell) summary(f func(*result) float64) report.Stat { return report.Summarize(c.column(f)) }

// What is measured of a student.
func percentOf(r *result) float64    { return 100 * r.Disagreement }
func divergenceOf(r *result) float64 { return r.KL }
func returnOf(r *result) float64     { return r.Return }
func secondsOf(r *result) float64    { return r.Seconds }

// plain returns the cell of the divergence alone that a cell is compared with, nil for that itself or if there is none.
func (c *cell) plain(cs []*cell) *cell {
	for _, p := range cs {
		if c.method != divergence && p.method == divergence && c.rivals(p) {
			return p
		}
	}
	return nil
}

// against returns one number's ratios to that of another cell, seed by seed.
func (c *cell) against(p *cell, f func(*result) float64) (ratios []float64) {
	for _, r := range c.results {
		for _, s := range p.results {
			if r.seed == s.seed {
				ratios = append(ratios, f(r)/f(s))
			}
		}
	}
	return ratios
}

// best reports whether a cell has a rival and is better than all of them in a number, of which the lower is better if
// sign is 1 and the higher if it is −1.
func (c *cell) best(cs []*cell, f func(*result) float64, sign float64) bool {
	rivals := 0
	for _, o := range cs {
		if o == c || !c.rivals(o) {
			continue
		}
		rivals++
		if sign*o.summary(f).Mean <= sign*c.summary(f).Mean {
			return false
		}
	}
	return rivals > 0
}

// resultTable lists what became of the students of every game and part of the states.
func resultTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "Students",
		Caption: fmt.Sprintf("On the states that a student has not seen: how often its most probable action is not the teacher's, and the "+
			"Kullback-Leibler divergence of its policy, in nats; and its return, the mean of %s. Mean ± standard "+
			"deviation over the seeds. The ratio is the geometric mean over seeds of the divergence against that of the student "+
			"trained on the divergence alone, from the same states and initial weights.", count.Of(cs[0].results[0].budget.episodes, "episode")),
		Header: []string{"game", "states", "trained on", "disagreement %", "divergence", "return", "ratio", "seeds won", "seconds"},
	}
	for i, c := range cs {
		first := c.results[0]
		if i == 0 || cs[i-1].domain != c.domain {
			t.Rows = append(t.Rows, teacherCells(first))
		}
		ratio, won := "", ""
		if p := c.plain(cs); p != nil {
			ratios := c.against(p, divergenceOf)
			ratio, won = report.Significant(report.GeometricMean(ratios).Mean, 2), wins(ratios)
		}
		t.Rows = append(t.Rows, []report.Cell{
			report.Text(c.domain.title), report.Text(fmt.Sprintf("%d (%g %%)", first.Trained, c.fraction)), report.Text(c.method.title()),
			{Text: c.summary(percentOf).String(), Best: c.best(cs, percentOf, 1)},
			{Text: c.summary(divergenceOf).String(), Best: c.best(cs, divergenceOf, 1)},
			{Text: c.summary(returnOf).String(), Best: c.best(cs, returnOf, -1)},
			report.Text(ratio), report.Text(won), report.Text(fmt.Sprintf("%.2f", c.summary(secondsOf).Mean)),
		})
	}
	return t
}

// teacherCells is the line of the teacher that a student had.
func teacherCells(r *result) []report.Cell {
	texts := []string{r.domain.title, fmt.Sprint(r.Recorded), "(the teacher)", "", "", report.Significant(r.Teacher, 3), "", "", ""}
	cells := make([]report.Cell, len(texts))
	for i, s := range texts {
		cells[i] = report.Text(s)
	}
	return cells
}

// wins counts the ratios below 1.
func wins(ratios []float64) string {
	n := 0
	for _, r := range ratios {
		if r < 1 {
			n++
		}
	}
	return fmt.Sprintf("%d of %d", n, len(ratios))
}
