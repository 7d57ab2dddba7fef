package regress

import (
	"fmt"
	"strings"

	"example.com/sobolev/cmd/demo/internal/report"
)

// headline says in words what the labels of the first function were worth to its first network, in the measure of table
// and figures; nothing if only one method was tried.
func headline(cs []*cell) string {
	var gains []string
	seeds := 0
	for _, c := range cs {
		if plain := c.plain(cs); c != plain && c.problem == cs[0].problem && c.arch.String() == cs[0].arch.String() && c.method.name == "balanced" {
			ratios := c.ratios(plain)
			seeds = len(ratios)
			gains = append(gains, fmt.Sprintf("by %s at %d samples", report.Significant(report.GeometricMean(ratios).Mean, 2), c.n))
		}
	}
	if len(gains) == 0 || cs[0].method.order != 0 {
		return ""
	}
	return fmt.Sprintf("Gradients among the labels multiply the mean squared error of %s %s (geometric means over %d seeds). ",
		cs[0].problem.f.Name, strings.Join(gains, ", "), seeds)
}

// page puts the report together: the figures of the first function, then everything in numbers.
func page(cs []*cell, o *options) report.Page {
	first := cs[0]
	p := report.Page{
		Title: "Fitting " + first.problem.f.Name + " with and without its derivatives",
		Lead: headline(cs) + fmt.Sprintf("Networks (%v) were fitted to a few samples of a test function, once on values alone and once on "+
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
	p.Sections = append(p.Sections, report.Section{Title: "In numbers", Items: tableItems(cs)})
	return p
}

// tableItems are all tables, for a section.
func tableItems(cs []*cell) []report.Item {
	var items []report.Item
	for _, t := range tables(cs) {
		items = append(items, t)
	}
	return items
}
