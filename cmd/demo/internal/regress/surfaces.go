package regress

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/gradient"
	"example.com/sobolev/cmd/demo/internal/report"
)

const (
	surfaceNodes = 141 // of a surface along one side
	arrowNodes   = 15  // of a gradient field along one side
)

// fitSection shows the fits of one size, if they are functions of two variables: those of the seed that is in the
// middle for the plain method.
func fitSection(cs []*cell, like *cell, n int) (report.Section, bool) {
	p := like.problem
	if len(p.box.Lo) != 2 {
		return report.Section{}, false
	}
	var own []*cell
	for _, c := range cs {
		if c.rivals(&cell{problem: p, arch: like.arch, n: n}) {
			own = append(own, c)
		}
	}
	if len(own) == 0 {
		return report.Section{}, false
	}
	at := middle(own[0].mse())
	panels := []report.Surface{truth(p)}
	var points []report.Point
	for _, c := range own {
		if at < len(c.results) && c.results[at].net != nil {
			panels = append(panels, fitted(p, c.results[at]))
			points = samplePoints(c.results[at])
		}
	}
	if len(panels) == 1 { // all results come from an earlier run
		return report.Section{}, false
	}
	name := fmt.Sprintf("n%d", n)
	return report.Section{
		Title: p.f.Name + " from " + count.Of(n, "sample"),
		Text:  "Shown is the seed whose error without derivatives is the median one; every network has seen the same samples, the dots.",
		Items: []report.Item{
			report.Surfaces{Name: "surface-" + name, Title: "The surface", XLabel: "x₁", YLabel: "x₂", ZLabel: "f(x₁, x₂)", View: report.Relief, Panels: panels, Points: points,
				Caption: "The true function and the fits, on one scale of heights and colours."},
			report.Surfaces{Name: "gradients-" + name, Title: "The gradient field", XLabel: "x₁", YLabel: "x₂", ZLabel: "f(x₁, x₂)", View: report.Map, Panels: panels, Points: points,
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
	s.Arrows = report.SampleArrows(x, y, arrowNodes, func(x, y float64) (u, v float64) { return gradient.Drawn(p.f, x, y) })
	return s
}

// fitted is the panel of a trained network.
func fitted(p *problem, r *result) report.Surface {
	x, y := p.side(0), p.side(1)
	ws := r.net.NewWorkspace()
	s := report.Surface{Title: r.method.title, Note: "MSE " + report.Significant(r.MSE, 3) + " · gradient " + report.Significant(r.GradMSE, 3),
		Values: report.Sample(x, y, surfaceNodes, surfaceNodes, func(x, y float64) float64 {
			return float64(r.net.Value(ws, []number{number(x), number(y)})[0])
		})}
	s.Arrows = report.SampleArrows(x, y, arrowNodes, func(x, y float64) (u, v float64) {
		_, g := r.net.Gradient(ws, []number{number(x), number(y)})
		return float64(g[0]), float64(g[1])
	})
	return s
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
