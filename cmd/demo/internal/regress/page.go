package regress

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/report"
)

// page puts the report together: the figures of the first function, then everything in numbers.
func page(cs []*cell, o *options) report.Page {
	first := cs[0]
	p := report.Page{
		Title: "Fitting " + first.problem.f.Name + " with and without its derivatives",
		Lead: fmt.Sprintf("Networks (%v) were fitted to a few samples of a test function, once on values alone and once on "+
			"values and derivatives (Sobolev training). Everything is judged on %d points that no network has seen. The "+
			"derivatives of function and networks are exact; they come from forward-mode automatic differentiation, in one "+
			"pass with the values.", first.arch, heldOut),
	}
	if len(o.functions) > 1 || len(o.sizes) > 2 {
		p.Title = "Fitting test functions with and without their derivatives"
	}
	for _, n := range o.sizes[:min(len(o.sizes), 2)] {
		if s, ok := fitSection(cs, first, n); ok {
			p.Sections = append(p.Sections, s)
		}
	}
	if items := ratioFigures(cs, o); len(items) > 0 {
		p.Sections = append(p.Sections, report.Section{Title: "All functions", Items: items})
	}
	if items := sizeFigures(cs, o); len(items) > 0 {
		p.Sections = append(p.Sections, report.Section{Title: "Error against the number of samples", Items: items})
	}
	p.Sections = append(p.Sections, report.Section{Title: "In numbers", Items: []report.Item{table(cs)}})
	return p
}
