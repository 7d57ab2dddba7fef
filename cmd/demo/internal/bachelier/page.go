package bachelier

import (
	"fmt"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
)

// page puts the report together.
func page(cs []*cell) report.Page {
	p := report.Page{
		Title:  "Option prices from simulated payoffs and their derivatives",
		Result: headline(cs),
		Lead: "Networks learn the price of a call on a basket of assets from simulated payoffs, each from one pair of antithetic " +
			"paths. The derivatives of a payoff in the state it started from come out of forward-mode differentiation with the " +
			"payoff itself. They are just as noisy, and yet a network that is fitted to them too is much closer to the truth, which " +
			"in this model is known in closed form.",
	}
	for _, c := range cs {
		p.Sections = append(p.Sections, fits(c))
	}
	if items := sizes(cs); len(items) > 0 {
		p.Sections = append(p.Sections, report.Section{Title: "Error against the number of paths", Items: items})
	}
	p.Sections = append(p.Sections, report.Section{Title: "In numbers", Items: []report.Item{table(cs)}})
	return p
}

// headline says in words what derivatives of the payoffs are worth; nothing if one method alone was tried.
func headline(cs []*cell) string {
	var gains []string
	for _, of := range []measure{valueError, deltaError} {
		var ratios []float64
		for _, c := range cs {
			ratios = append(ratios, c.ratios(of)...)
		}
		if len(ratios) == 0 {
			return ""
		}
		gains = append(gains, fmt.Sprintf("of the %s by %s", of.title, report.Significant(report.GeometricMean(ratios).Mean, 2)))
	}
	return fmt.Sprintf("Derivatives of the payoffs divide the root mean square error %s (geometric means over baskets, numbers of paths and seeds).",
		strings.Join(gains, ", and that "))
}

// fits shows price and delta of the networks of one basket and number of paths, with the truth.
func fits(c *cell) report.Section {
	name := fmt.Sprintf("%d-%d", c.d, c.paths)
	prices, deltas := trueCurves()
	draw := func(kind, title string, truth curve, of func(*result) curve) report.Curves {
		f := report.Curves{Name: kind + "-" + name, Title: title, XLabel: "basket at the first date", YLabel: kind,
			Caption: "Where all assets are worth the same. Mean of the seeds' networks, and one standard deviation to either side."}
		for _, m := range methods {
			if rs := c.results[m.name]; len(rs) > 0 {
				f.Series = append(f.Series, bundle(m.title, rs, of))
			}
		}
		f.Series = append(f.Series, report.Series{Name: "truth", X: baskets(), Y: truth, Dashed: true})
		return f
	}
	return report.Section{
		Title: count.Of(c.d, "asset") + ", " + count.Of(c.paths, "path"),
		Items: []report.Item{
			draw("price", "The price", prices, func(r *result) curve { return r.Prices }),
			draw("delta", "Its derivative in the basket", deltas, func(r *result) curve { return r.Deltas }),
		},
	}
}

// bundle is the mean of a method's curves with its spread.
func bundle(title string, rs []*result, of func(*result) curve) report.Series {
	s := report.Series{Name: title, X: baskets()}
	for i := range s.X {
		var ys []float64
		for _, r := range rs {
			ys = append(ys, of(r)[i])
		}
		stat := report.Summarize(ys)
		s.Y = append(s.Y, stat.Mean)
		s.Lo, s.Hi = append(s.Lo, stat.Mean-stat.Deviation), append(s.Hi, stat.Mean+stat.Deviation)
	}
	return s
}

// sizes draws the errors against the number of paths, where there are several, and what is published of them.
func sizes(cs []*cell) []report.Item {
	byDim := map[int][]*cell{}
	var dims []int
	for _, c := range cs {
		if byDim[c.d] == nil {
			dims = append(dims, c.d)
		}
		byDim[c.d] = append(byDim[c.d], c)
	}
	var items []report.Item
	for _, d := range dims {
		if len(byDim[d]) < 2 {
			continue
		}
		for _, of := range []measure{valueError, firstError} {
			items = append(items, sizeFigure(d, byDim[d], of))
		}
	}
	return items
}

// sizeFigure draws one error of one basket.
func sizeFigure(d int, cs []*cell, of measure) report.Curves {
	f := report.Curves{Name: fmt.Sprintf("paths-%d-%s", d, strings.ReplaceAll(of.title, " ", "-")), Title: count.Of(d, "asset") + ": error of the " + of.title,
		XLabel: "paths", YLabel: "100 × RMSE", LogX: true, LogY: true,
		Caption: "Geometric mean over the seeds, and one standard deviation to either side. Dashed: single runs of the authors' notebook."}
	for _, m := range methods {
		s := report.Series{Name: m.title, Marks: true}
		for _, c := range cs {
			if es := c.errors(m, of); len(es) > 0 {
				g := report.GeometricMean(es)
				s.X, s.Y = append(s.X, float64(c.paths)), append(s.Y, g.Mean)
				s.Lo, s.Hi = append(s.Lo, g.Mean/g.Deviation), append(s.Hi, g.Mean*g.Deviation)
			}
		}
		f.Series = append(f.Series, s)
	}
	for k, m := range methods {
		s := report.Series{Name: "published, " + m.title, Dashed: true}
		for _, c := range cs {
			if p, ok := published[[2]int{c.d, c.paths}][of.title]; ok {
				s.X = append(s.X, float64(c.paths))
				s.Y = append(s.Y, [...]float64{p.standard, p.differential}[k])
			}
		}
		f.Series = append(f.Series, s)
	}
	return f
}
