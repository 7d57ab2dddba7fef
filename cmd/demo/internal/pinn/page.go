package pinn

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/pde"
)

// surfaceNodes is the number of nodes of a surface along one side.
const surfaceNodes = 141

// page puts the report together: a section for every problem, then everything in numbers.
func page(cs []*cell) (report.Page, error) {
	p := report.Page{
		Title:  "Differential equations, solved by networks",
		Result: headline(cs),
		Lead: "Nothing was fitted here but the equations themselves and their boundary and initial conditions, at points " +
			"inside and on the edge. The derivatives in the equations are exact; they come from forward-mode automatic " +
			"differentiation, in one pass with the values. Errors are those against the known solutions.",
	}
	for _, same := range experiment.Runs(cs, func(a, b *cell) bool { return a.problem == b.problem }) {
		s, err := section(same)
		if err != nil {
			return p, err
		}
		p.Sections = append(p.Sections, s)
	}
	p.Sections = append(p.Sections, report.Section{Title: "In numbers", Items: []report.Item{table(cs)}})
	return p, nil
}

// headline says in words how far off the solutions are.
func headline(cs []*cell) string {
	var errors []string
	for _, same := range experiment.Runs(cs, func(a, b *cell) bool { return a.problem == b.problem }) {
		best := slices.MinFunc(same, func(a, b *cell) int { return cmp.Compare(a.error().Mean, b.error().Mean) })
		errors = append(errors, fmt.Sprintf("%s %s (%s)", best.problem.Name, report.Significant(best.error().Mean, 2), best.method.title))
	}
	return fmt.Sprintf("Relative errors of the solutions in the L2 norm, by what was best to minimise: %s.", strings.Join(errors, ", "))
}

// section shows what the methods made of one problem: the networks of the first seed.
func section(cs []*cell) (report.Section, error) {
	p := cs[0].problem
	s := report.Section{Title: p.Name, Text: p.Equation + "."}
	nets := make([]*layers.Net[float64], len(cs))
	for i, c := range cs {
		var err error
		if nets[i], err = c.results[0].restored(); err != nil {
			return s, err
		}
	}
	if len(p.Box.Lo) == 1 {
		s.Items = append(s.Items, solutionCurves(p, cs, nets))
	} else {
		s.Items = append(s.Items, solutionSurfaces(p, cs, nets), errorSurfaces(p, cs, nets))
	}
	s.Items = append(s.Items, errorCurves(p, cs))
	return s, nil
}

// restored returns the network of a result.
func (d done) restored() (*layers.Net[float64], error) {
	net, err := d.network(rand.New(rand.NewPCG(0, 0)))
	if err == nil && copy(net.Params(), d.Params) != len(net.Params()) {
		err = fmt.Errorf("pinn: %v: a kept network with %d parameters, want %d", d.job, len(d.Params), len(net.Params()))
	}
	return net, err
}

// place completes two coordinates to a point of the box, with the others in its middle.
func (p *problem) place(x, y float64) []float64 {
	at := []float64{x, y}
	for i := 2; i < len(p.Box.Lo); i++ {
		at = append(at, (p.Box.Lo[i]+p.Box.Hi[i])/2)
	}
	return at
}

// sides are the first two coordinates' intervals.
func (p *problem) sides() (x, y report.Range) {
	return report.Range{Lo: p.Box.Lo[0], Hi: p.Box.Hi[0]}, report.Range{Lo: p.Box.Lo[1], Hi: p.Box.Hi[1]}
}

// axis labels the axis of one of the first two coordinates.
func (p *problem) axis(i int) string {
	return strings.NewReplacer("1", "₁", "2", "₂").Replace(p.Variables[i])
}

// exact is the solution on a grid.
func (p *problem) exact() report.Grid {
	x, y := p.sides()
	return report.Sample(x, y, surfaceNodes, surfaceNodes, func(x, y float64) float64 { return p.Values(p.place(x, y))[0] })
}

// learned is a network's solution on a grid.
func (p *problem) learned(net *layers.Net[float64]) report.Grid {
	x, y := p.sides()
	var points []float64
	g := report.Sample(x, y, surfaceNodes, surfaceNodes, func(x, y float64) float64 {
		points = append(points, p.place(x, y)...)
		return 0
	})
	g.Z = pde.Solution(p.Ansatz, net, points)
	return g
}

func solutionSurfaces(p *problem, cs []*cell, nets []*layers.Net[float64]) report.Surfaces {
	f := report.Surfaces{Name: p.Name + "-solution", Title: "The solution", XLabel: p.axis(0), YLabel: p.axis(1), ZLabel: "u", View: report.Relief,
		Panels: []report.Surface{{Title: "exact", Note: p.Equation, Values: p.exact()}}}
	if len(p.Box.Lo) > 2 {
		f.Caption = "A section through the middle of the cube: the other coordinates are ½."
	}
	for i, c := range cs {
		f.Panels = append(f.Panels, report.Surface{Title: c.method.title, Note: fmt.Sprintf("relative error %.2g", c.results[0].Error),
			Values: p.learned(nets[i])})
	}
	return f
}

// errorSurfaces draws where the networks are off.
func errorSurfaces(p *problem, cs []*cell, nets []*layers.Net[float64]) report.Surfaces {
	f := report.Surfaces{Name: p.Name + "-error", Title: "The error", XLabel: p.axis(0), YLabel: p.axis(1), ZLabel: "network − solution",
		View: report.Map, Signed: true, Caption: "Network minus solution, all networks on one scale: too low is blue, too high is red."}
	exact := p.exact()
	for i, c := range cs {
		g := p.learned(nets[i])
		for k := range g.Z {
			g.Z[k] -= exact.Z[k]
		}
		f.Panels = append(f.Panels, report.Surface{Title: c.method.title, Values: g})
	}
	return f
}

// solutionCurves draws the solution of one variable.
func solutionCurves(p *problem, cs []*cell, nets []*layers.Net[float64]) report.Curves {
	const nodes = 400
	var x, exact []float64
	for i := range nodes {
		at := p.Box.Lo[0] + (p.Box.Hi[0]-p.Box.Lo[0])*float64(i)/(nodes-1)
		x, exact = append(x, at), append(exact, p.Values([]float64{at})[0])
	}
	f := report.Curves{Name: p.Name + "-solution", Title: "The solution", XLabel: p.Variables[0], YLabel: "u"}
	for i, c := range cs {
		f.Series = append(f.Series, report.Series{Name: c.method.title, X: x, Y: pde.Solution(p.Ansatz, nets[i], x)})
	}
	f.Series = append(f.Series, report.Series{Name: "exact", X: x, Y: exact, Dashed: true})
	return f
}

// errorCurves draws the error while training, the geometric mean over the seeds with its spread.
func errorCurves(p *problem, cs []*cell) report.Curves {
	f := report.Curves{Name: p.Name + "-training", Title: "While training", XLabel: "step", YLabel: "relative L2 error", LogY: true,
		Caption: fmt.Sprintf("After %s of Adam follows L-BFGS.", count.Of(p.Settings.Adam, "step"))}
	if len(cs[0].results) > 1 {
		f.Caption += " Geometric mean over the seeds, and one standard deviation to either side."
	}
	for _, c := range cs {
		var curves [][]point
		for _, r := range c.results {
			curves = append(curves, r.Curve)
		}
		f.Series = append(f.Series, report.MeanCurve(c.method.title, curves,
			func(p point) (step, err float64) { return float64(p.Step), p.Error }))
	}
	return f
}
