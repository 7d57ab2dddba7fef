package orders

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
)

// shared says in words what the orders have in common.
var shared = map[fairness]string{
	equalSteps:   "All orders have the same samples and take the same number of steps.",
	equalCompute: "All orders have the same samples; the lower ones take more steps, for about the same computing time.",
	equalNumbers: "All orders are given about as many measured numbers, the lower ones at more samples, and take the same number of steps.",
}

// page puts the report together.
func (o *options) page(cs []*cell) report.Page {
	p := report.Page{
		Title:  "Do third and fourth derivatives still pay?",
		Result: headline(cs),
		Lead: "Networks were fitted to smooth functions with labels of rising order, all orders balanced against each other, and " +
			"judged on points that none has seen. " + shared[o.equal],
		Sections: []report.Section{{Title: "What an order is worth", Items: []report.Item{summary(cs)}}},
	}
	for _, act := range o.acts {
		for _, n := range o.sizes {
			if items := figures(cs, act.Name, n); len(items) > 0 {
				p.Sections = append(p.Sections, report.Section{Title: act.Name + ", " + count.Of(n, "sample"), Items: items})
			}
		}
	}
	p.Sections = append(p.Sections, report.Section{Title: "In numbers", Items: []report.Item{table(cs)}})
	return p
}

// headline says in words what every order was worth.
func headline(cs []*cell) string {
	type step struct{ from, to int }
	ratios := map[step][]float64{}
	var steps []step
	for _, c := range cs {
		if b := c.below(cs); b != nil {
			s := step{b.order, c.order}
			if ratios[s] == nil {
				steps = append(steps, s)
			}
			ratios[s] = append(ratios[s], roots(c.ratios(b, 0))...)
		}
	}
	if len(steps) == 0 {
		return ""
	}
	var gains []string
	for _, s := range steps {
		gains = append(gains, fmt.Sprintf("by %s from order %d to %d", report.Significant(1/report.GeometricMean(ratios[s]).Mean, 2), s.from, s.to))
	}
	return fmt.Sprintf("Labels of one order more divide the root mean square error of the values %s (geometric means over functions, sizes and seeds).",
		strings.Join(gains, ", "))
}

// figures draws the errors of one network and size, relative to those of the lowest order and against the time.
func figures(cs []*cell, act string, n int) []report.Item {
	var own []*cell
	for _, c := range cs {
		if c.act.Name == act && c.size == n {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		return nil
	}
	var items []report.Item
	for _, k := range []int{0, 2} {
		if b := bars(own, k, fmt.Sprintf("%s-%s-%d", kinds[k], act, n)); len(b.Series) > 0 {
			items = append(items, b)
		}
	}
	if len(items) > 0 { // several orders
		items = append(items, times(own, fmt.Sprintf("seconds-%s-%d", act, n)))
	}
	return items
}

// bars draws the errors of a kind by function and order.
func bars(cs []*cell, kind int, name string) report.Bars {
	f := report.Bars{Name: name, Title: "Error of the " + kinds[kind], YLabel: "relative RMSE", Log: true, Base: 1,
		Caption: "Relative to the lowest order. Geometric mean over the seeds, and one standard deviation to either side."}
	at := map[string]int{}
	var series []int // orders
	for _, c := range cs {
		if _, ok := at[c.target.name]; !ok {
			at[c.target.name] = len(f.Groups)
			f.Groups = append(f.Groups, c.target.name)
		}
		if c.below(cs) != nil && !slices.Contains(series, c.order) {
			series = append(series, c.order)
		}
	}
	for _, q := range series {
		s := report.BarSeries{Name: fmt.Sprintf("order %d", q)}
		for range f.Groups {
			s.Y, s.Lo, s.Hi = append(s.Y, math.NaN()), append(s.Lo, math.NaN()), append(s.Hi, math.NaN())
		}
		for _, c := range cs {
			if c.order == q && c.below(cs) != nil {
				g, i := report.GeometricMean(roots(c.ratios(c.lowest(cs), kind))), at[c.target.name]
				s.Y[i], s.Lo[i], s.Hi[i] = g.Mean, g.Mean/g.Deviation, g.Mean*g.Deviation
			}
		}
		f.Series = append(f.Series, s)
	}
	return f
}

// times draws the value's error against the seconds of training, a line for functions of as many variables with a dot
// for each order.
func times(cs []*cell, name string) report.Curves {
	f := report.Curves{Name: name, Title: "Error of the value against time", XLabel: "seconds of training", YLabel: "RMSE / deviation",
		LogX: true, LogY: true, Caption: "A dot for each order: geometric means over functions and seeds, the error divided by the " +
			"function's deviation over its domain."}
	for dim := 1; dim <= 2; dim++ {
		seconds, errors := map[int][]float64{}, map[int][]float64{}
		var orders []int
		for _, c := range cs {
			if c.target.dim() != dim {
				continue
			}
			if seconds[c.order] == nil {
				orders = append(orders, c.order)
			}
			seconds[c.order] = append(seconds[c.order], c.seconds())
			for _, e := range roots(c.errors(0)) {
				errors[c.order] = append(errors[c.order], e/c.target.deviation())
			}
		}
		s := report.Series{Name: []string{"", "one variable", "two variables"}[dim], Marks: true}
		for _, q := range orders {
			s.X, s.Y = append(s.X, report.GeometricMean(seconds[q]).Mean), append(s.Y, report.GeometricMean(errors[q]).Mean)
		}
		f.Series = append(f.Series, s)
	}
	return f
}

// deviation is the standard deviation of the function over its domain.
func (t *target) deviation() float64 {
	return report.Summarize(t.test.Labels.Plane(0)).Deviation
}
