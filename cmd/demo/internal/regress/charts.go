package regress

import (
	"fmt"
	"math"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
)

// learningCurves draws the held-out error while training, the geometric mean over the seeds with its spread.
func learningCurves(name string, cs []*cell) report.Curves {
	f := report.Curves{Name: name, Title: "While training", XLabel: "pass over the samples", YLabel: "held-out MSE", LogY: true,
		Caption: "Mean squared error of the values at some of the held-out points: geometric mean over the seeds, and one standard deviation to either side."}
	for _, c := range cs {
		var curves [][]point
		for _, r := range c.results {
			curves = append(curves, r.curve)
		}
		f.Series = append(f.Series, report.MeanCurve(c.method.title, curves,
			func(p point) (epoch, mse float64) { return float64(p.epoch), p.mse }))
	}
	return f
}

// ratioFigures draws the error ratios of all functions, a figure for each network and size, if there are several
// functions.
func ratioFigures(cs []*cell, o *options) []report.Item {
	var items []report.Item
	for _, arch := range o.archs {
		for _, n := range o.sizes {
			f := report.Bars{Name: fmt.Sprintf("ratios-%s-%d", fileName(arch), n), YLabel: "error ratio", Log: true, Base: 1,
				Title: fmt.Sprintf("%v, %s: value error against values only", arch, count.Of(n, "sample")),
				Caption: "Geometric mean over the seeds of held-out errors, with one standard deviation to either side; below 1 " +
					"derivative labels help."}
			for _, c := range cs {
				if c.n == n && c.arch.String() == arch.String() && c == c.plain(cs) {
					f.Groups = append(f.Groups, c.problem.f.Name)
				}
			}
			for _, m := range o.methods[min(1, len(o.methods)):] {
				if s, ok := ratioSeries(cs, f.Groups, arch, n, m); ok {
					f.Series = append(f.Series, s)
				}
			}
			if len(f.Groups) > 1 && len(f.Series) > 0 {
				items = append(items, f)
			}
		}
	}
	return items
}

// ratioSeries is one method's bars over the functions; false if the network was not trained by it.
func ratioSeries(cs []*cell, functions []string, arch architecture, n int, m method) (report.BarSeries, bool) {
	s, found := report.BarSeries{Name: m.title}, false
	for _, name := range functions {
		y, lo, hi := math.NaN(), math.NaN(), math.NaN()
		for _, c := range cs {
			if c.problem.f.Name == name && c.n == n && c.arch.String() == arch.String() && c.method.name == m.name {
				g := report.GeometricMean(c.ratios(c.plain(cs)))
				y, lo, hi, found = g.Mean, g.Mean/g.Deviation, g.Mean*g.Deviation, true
			}
		}
		s.Y, s.Lo, s.Hi = append(s.Y, y), append(s.Lo, lo), append(s.Hi, hi)
	}
	return s, found
}

// sizeFigures draws the error against the number of samples, a figure for each function and network, if there are
// enough sizes.
func sizeFigures(cs []*cell, o *options) []report.Item {
	if len(o.sizes) < 4 {
		return nil
	}
	var items []report.Item
	index := map[string]int{}
	var figures []report.Curves
	for _, c := range cs {
		key := c.problem.f.Name + ", " + c.arch.String()
		at, ok := index[key]
		if !ok {
			at = len(figures)
			index[key] = at
			figures = append(figures, report.Curves{Name: "samples-" + fileName(c.arch) + "-" + c.problem.f.Name, Title: key,
				XLabel: "samples", YLabel: "held-out MSE", LogX: true, LogY: true,
				Caption: "Geometric mean over the seeds, and one standard deviation to either side."})
		}
		figures[at].Series = addSize(figures[at].Series, c)
	}
	for _, f := range figures {
		items = append(items, f)
	}
	return items
}

// addSize adds a cell's error to the line of its method.
func addSize(series []report.Series, c *cell) []report.Series {
	at := -1
	for i, s := range series {
		if s.Name == c.method.title {
			at = i
		}
	}
	if at < 0 {
		at = len(series)
		series = append(series, report.Series{Name: c.method.title, Marks: true})
	}
	g := report.GeometricMean(c.mse())
	s := &series[at]
	s.X, s.Y = append(s.X, float64(c.n)), append(s.Y, g.Mean)
	s.Lo, s.Hi = append(s.Lo, g.Mean/g.Deviation), append(s.Hi, g.Mean*g.Deviation)
	return series
}

// fileName is an architecture's name without spaces.
func fileName(a architecture) string { return strings.ReplaceAll(a.String(), " ", "-") }
