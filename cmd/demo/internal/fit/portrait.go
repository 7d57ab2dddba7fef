package fit

import (
	"fmt"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/report"
)

const (
	surfaceNodes = 101 // of a surface along one side
	arrowNodes   = 15  // of a gradient field along one side
	sliceNodes   = 201
	mostHeld     = 12 // inputs that the page names
)

// page has a section for every output.
func (p *portrait) page() report.Page {
	page := report.Page{Title: "A portrait of a network", Lead: fmt.Sprintf("%v. Slopes and gradients are exact. ", p.net)}
	var at []string
	for i, name := range p.names.x[:min(len(p.names.x), mostHeld)] {
		at = append(at, fmt.Sprintf("%s = %s", name, report.Significant(p.at[i], 3)))
	}
	if more := len(p.names.x) - len(at); more > 0 {
		at = append(at, fmt.Sprintf("and %d more", more))
	}
	if len(p.names.x) > 1 {
		page.Lead += fmt.Sprintf("Inputs that a picture does not vary are held at %s.", strings.Join(at, ", "))
	}
	if letters := p.letters(); letters != "" {
		page.Lead += " " + letters
	}
	for _, o := range p.of {
		s := report.Section{Title: p.names.y[o]}
		if len(p.inputs) > 1 {
			s.Items = append(s.Items, p.surfaces(o)...)
		}
		for _, i := range p.inputs {
			s.Items = append(s.Items, p.slice(o, i)...)
		}
		page.Sections = append(page.Sections, s)
	}
	return page
}

// drawn returns names as pictures have them: those that their type face has no letters for are numbered.
func drawn(names []string, letter string) []string {
	names = slices.Clone(names)
	for i, name := range names {
		if !report.Drawable(name) {
			names[i] = fmt.Sprint(letter, i)
		}
	}
	return names
}

// letters says what stands in pictures for the names that they do not have.
func (p *portrait) letters() string {
	var stand []string
	for _, n := range []struct {
		all    []string
		chosen []int
		letter string
	}{{p.names.x, p.inputs, "x"}, {p.names.y, p.of, "y"}} {
		short := drawn(n.all, n.letter)
		for _, i := range n.chosen {
			if short[i] != n.all[i] {
				stand = append(stand, fmt.Sprintf("%s stands for %s", short[i], n.all[i]))
			}
		}
	}
	if stand == nil {
		return ""
	}
	return fmt.Sprintf("The pictures have no letters for some names: %s.", strings.Join(stand, ", "))
}

// surfaces draws an output over the first two inputs, in perspective and from above.
func (p *portrait) surfaces(output int) []report.Item {
	a, b := p.inputs[0], p.inputs[1]
	ws, at := p.net.NewWorkspace(), slices.Clone(p.at)
	set := func(u, v float64) []float64 {
		at[a], at[b] = u, v
		return at
	}
	s := report.Surface{
		Values: report.Sample(p.sides[a], p.sides[b], surfaceNodes, surfaceNodes, func(u, v float64) float64 {
			return p.net.Value(ws, set(u, v))[output]
		}),
		Arrows: report.SampleArrows(p.sides[a], p.sides[b], arrowNodes, func(u, v float64) (float64, float64) {
			_, grad := p.net.Gradient(ws, set(u, v))
			grad = grad[output*len(at):]
			return grad[a], grad[b]
		}),
	}
	x, y := drawn(p.names.x, "x"), drawn(p.names.y, "y")
	figure := report.Surfaces{XLabel: x[a], YLabel: x[b], ZLabel: y[output], Panels: []report.Surface{s}}
	relief, field := figure, figure
	relief.Name, relief.Title = fmt.Sprintf("surface-%d", output), fmt.Sprintf("Over %s and %s", p.names.x[a], p.names.x[b])
	field.Name, field.Title, field.View = fmt.Sprintf("gradient-%d", output), "Its gradient field", report.Map
	return []report.Item{relief, field}
}

// slice draws an output and its slope along one input.
func (p *portrait) slice(output, along int) []report.Item {
	ws, at := p.net.NewWorkspace(), slices.Clone(p.at)
	x, y := drawn(p.names.x, "x")[along], drawn(p.names.y, "y")[output]
	value, slope := report.Series{Name: y}, report.Series{Name: "d" + y + "/d" + x}
	for i := range sliceNodes {
		t := float64(i) / (sliceNodes - 1)
		at[along] = p.sides[along].Lo + (p.sides[along].Hi-p.sides[along].Lo)*t
		out, grad := p.net.Gradient(ws, at)
		value.X, value.Y = append(value.X, at[along]), append(value.Y, out[output])
		slope.X, slope.Y = append(slope.X, at[along]), append(slope.Y, grad[output*len(at)+along])
	}
	name := fmt.Sprintf("slice-%d-%d", output, along)
	return []report.Item{
		report.Curves{Name: name, Title: "Along " + p.names.x[along], XLabel: x, YLabel: y, Series: []report.Series{value}},
		report.Curves{Name: name + "-slope", Title: "Its slope", XLabel: x, YLabel: slope.Name, Series: []report.Series{slope}},
	}
}
