package regress

import (
	"fmt"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
)

// headline says in words what gradients among the labels were worth to the first network, over all functions, in the measure of table
// and figures; nothing if only one method was tried.
func headline(cs []*cell) string {
	ratios, sizes := map[int][]float64{}, []int{}
	for _, c := range cs {
		if plain := c.plain(cs); c != plain && plain.method.order == 0 && c.arch.String() == cs[0].arch.String() && c.method.name == "balanced" {
			if ratios[c.n] == nil {
				sizes = append(sizes, c.n)
			}
			ratios[c.n] = append(ratios[c.n], c.ratios(plain)...)
		}
	}
	var gains []string
	for _, n := range sizes {
		gains = append(gains, "by "+report.Significant(report.GeometricMean(ratios[n]).Mean, 2)+" at "+count.Of(n, "sample"))
	}
	if len(gains) == 0 {
		return ""
	}
	over := count.Of(len(cs[0].results), "seed")
	of := cs[0].problem.f.Name
	if n := functionCount(cs); n > 1 {
		of, over = count.Of(n, "function"), "functions and seeds"
	}
	return fmt.Sprintf("Gradients among the labels multiply the mean squared error of %s %s (%v, geometric means over %s).",
		of, strings.Join(gains, ", "), cs[0].arch, over)
}

// functionCount is the number of functions that were fitted.
func functionCount(cs []*cell) int {
	seen := map[*problem]bool{}
	for _, c := range cs {
		seen[c.problem] = true
	}
	return len(seen)
}

// page puts the report together: the figures of the first function, then everything in numbers.
func page(cs []*cell, o *options) report.Page {
	first := cs[0]
	p := report.Page{
		Title:  "Fitting " + first.problem.f.Name + " with and without its derivatives",
		Result: headline(cs),
		Lead: fmt.Sprintf("Networks (%v) were fitted to a few samples of a test function, once on values alone and once on "+
			"values and derivatives (Sobolev training). Everything is judged on %d points that no network has seen. The "+
			"derivatives of function and networks are exact; they come from forward-mode automatic differentiation, in one "+
			"pass with the values.", first.arch, heldOut),
	}
	if functionCount(cs) > 1 {
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
