package regress

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/report"
)

const (
	surfaceNodes = 141 // of a surface along one side
	arrowNodes   = 15  // of a gradient field along one side
)

// page puts the report together: the figures of the first function, then everything in numbers.
func page(cs []*cell, o *options, command string, started time.Time) report.Page {
	first := cs[0].problem
	p := report.Page{
		Title: "Fitting " + first.f.Name + " with and without its derivatives",
		Lead: fmt.Sprintf("Networks with hidden layers of %s %s units were fitted to a few samples of a test function, once on "+
			"values alone and once on values and derivatives (Sobolev training). Everything is judged on %d points that no "+
			"network has seen. The derivatives of function and networks are exact; they come from forward-mode automatic "+
			"differentiation, in one pass with the values.", strings.ReplaceAll(strings.Trim(fmt.Sprint(o.hidden), "[]"), " ", " and "), o.act, heldOut),
		Command: command,
		Machine: fmt.Sprintf("%s/%s, %d CPUs", runtime.GOOS, runtime.GOARCH, runtime.NumCPU()),
		Made:    time.Now(),
		Elapsed: time.Since(started),
	}
	if len(first.box.Lo) == 2 {
		for _, n := range o.sizes {
			if s, ok := surfaceSection(cs, first, n); ok {
				p.Sections = append(p.Sections, s)
			}
		}
	}
	p.Sections = append(p.Sections, report.Section{Title: "In numbers", Items: []report.Item{table(cs)}})
	if bars, ok := ratioBars(cs, o); ok {
		p.Sections = append(p.Sections, report.Section{Title: "Error ratios", Items: []report.Item{bars}})
	}
	return p
}

// surfaceSection shows the fits of one size: those of the seed that is in the middle for the plain method.
func surfaceSection(cs []*cell, p *problem, n int) (report.Section, bool) {
	var own []*cell
	for _, c := range cs {
		if c.problem == p && c.n == n {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		return report.Section{}, false
	}
	at := middle(own[0].mse())
	panels := []report.Surface{truth(p)}
	for _, c := range own {
		if at < len(c.results) {
			panels = append(panels, fitted(p, c.results[at]))
		}
	}
	points := samplePoints(own[0].results[at])
	name := fmt.Sprintf("n%d", n)
	return report.Section{
		Title: fmt.Sprintf("%s from %d samples", p.f.Name, n),
		Text:  "Shown is the seed whose error without derivatives is the median one; every network has seen the same samples, the dots.",
		Items: []report.Item{
			report.Surfaces{Name: "surface-" + name, Title: "The surface", XLabel: "x₁", YLabel: "x₂", View: report.Relief, Panels: panels, Points: points,
				Caption: "The true function and the fits, on one scale of heights and colours."},
			report.Surfaces{Name: "gradients-" + name, Title: "The gradient field", XLabel: "x₁", YLabel: "x₂", View: report.Map, Panels: panels, Points: points,
				Caption: "The same from above, with exact gradients as arrows."},
			learningCurves("learning-"+name, own),
		},
	}, true
}

// middle returns the index of the median.
func middle(xs []float64) int {
	for i, x := range xs {
		below := 0
		for j, y := range xs {
			if y < x || y == x && j < i {
				below++
			}
		}
		if below == (len(xs)-1)/2 {
			return i
		}
	}
	return 0
}

// truth is the panel of the function itself.
func truth(p *problem) report.Surface {
	x, y := p.side(0), p.side(1)
	s := report.Surface{Title: "truth", Note: p.f.Name,
		Values: report.Sample(x, y, surfaceNodes, surfaceNodes, func(x, y float64) float64 { return p.f.Value([]float64{x, y}) })}
	eachArrow(x, y, func(x, y float64) {
		g := p.gradient([]float64{x, y})
		s.Arrows = append(s.Arrows, report.Arrow{X: x, Y: y, U: g[0], V: g[1]})
	})
	return s
}

// fitted is the panel of a trained network.
func fitted(p *problem, r *result) report.Surface {
	x, y := p.side(0), p.side(1)
	ws := r.net.NewWorkspace()
	s := report.Surface{Title: r.method.title, Note: fmt.Sprintf("RMSE %.3g · gradient %.3g", math.Sqrt(r.mse), math.Sqrt(r.gradMSE)),
		Values: report.Sample(x, y, surfaceNodes, surfaceNodes, func(x, y float64) float64 {
			return float64(r.net.Value(ws, []number{number(x), number(y)})[0])
		})}
	eachArrow(x, y, func(x, y float64) {
		_, g := r.net.Gradient(ws, []number{number(x), number(y)})
		s.Arrows = append(s.Arrows, report.Arrow{X: x, Y: y, U: float64(g[0]), V: float64(g[1])})
	})
	return s
}

// eachArrow visits the middles of a coarse grid's cells.
func eachArrow(x, y report.Range, visit func(x, y float64)) {
	for j := range arrowNodes {
		for i := range arrowNodes {
			u, v := (float64(i)+0.5)/arrowNodes, (float64(j)+0.5)/arrowNodes
			visit(x.Lo+(x.Hi-x.Lo)*u, y.Lo+(y.Hi-y.Lo)*v)
		}
	}
}

// samplePoints are the samples that a result was trained on.
func samplePoints(r *result) []report.Point {
	var points []report.Point
	values := r.data.Labels.Plane(0)
	for i, z := range values {
		points = append(points, report.Point{X: float64(r.data.X[2*i]), Y: float64(r.data.X[2*i+1]), Z: float64(z)})
	}
	return points
}

// learningCurves draws the held-out error while training, the geometric mean over the seeds with its spread.
func learningCurves(name string, cs []*cell) report.Curves {
	f := report.Curves{Name: name, Title: "While training", XLabel: "pass over the samples", YLabel: "held-out RMSE", LogY: true,
		Caption: "Held-out error of the values: geometric mean over the seeds, and one standard deviation to either side."}
	for _, c := range cs {
		s := report.Series{Name: c.method.title}
		for k, point := range c.results[0].curve {
			var rmse []float64
			for _, r := range c.results {
				if k < len(r.curve) {
					rmse = append(rmse, math.Sqrt(r.curve[k].mse))
				}
			}
			g := report.GeometricMean(rmse)
			s.X, s.Y = append(s.X, float64(point.epoch)), append(s.Y, g.Mean)
			s.Lo, s.Hi = append(s.Lo, g.Mean/g.Deviation), append(s.Hi, g.Mean*g.Deviation)
		}
		f.Series = append(f.Series, s)
	}
	return f
}

// ratioBars draws the error ratios of all functions, if there is more than one.
func ratioBars(cs []*cell, o *options) (report.Bars, bool) {
	f := report.Bars{Name: "ratios", Title: "Value error against training on values alone", YLabel: "error ratio", Log: true, Base: 1,
		Caption: "Geometric mean over the seeds; below 1 derivative labels help."}
	position := map[*problem]int{}
	for _, c := range cs {
		if _, ok := position[c.problem]; !ok {
			position[c.problem] = len(f.Groups)
			f.Groups = append(f.Groups, c.problem.f.Name)
		}
	}
	index := map[string]int{}
	for _, c := range cs {
		plain := c.plain(cs)
		if c == plain {
			continue
		}
		name := fmt.Sprintf("%s, %d samples", c.method.title, c.n)
		if _, ok := index[name]; !ok {
			index[name] = len(f.Series)
			missing := make([]float64, 3*len(f.Groups))
			for i := range missing {
				missing[i] = math.NaN()
			}
			k := len(f.Groups)
			f.Series = append(f.Series, report.BarSeries{Name: name, Y: missing[:k], Lo: missing[k : 2*k], Hi: missing[2*k:]})
		}
		g, s, at := report.GeometricMean(c.ratios(plain)), &f.Series[index[name]], position[c.problem]
		s.Y[at], s.Lo[at], s.Hi[at] = g.Mean, g.Mean/g.Deviation, g.Mean*g.Deviation
	}
	return f, len(f.Groups) > 1 && len(f.Series) > 0
}
