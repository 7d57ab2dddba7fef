package losses

import (
	"fmt"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// page puts the report together: a figure for every feature, then everything in numbers.
func page(cs []cell, o *options) report.Page {
	p := report.Page{
		Title:  "What derivative terms gain",
		Result: headline(cs),
		Lead: fmt.Sprintf("Small tanh networks were trained for %s with every loss on derivatives that the library has, and "+
			"without its derivative term: for as many steps, and for as many as make the same number of matrix products. All of "+
			"a seed start from the same weights and see the same points. Derivatives are exact.", count.Of(o.steps, "step")),
	}
	for _, same := range experiment.Runs(cs, func(a, b cell) bool { return a.task.feature == b.task.feature }) {
		p.Sections = append(p.Sections, section(same))
	}
	return p
}

// headline says in words how often derivative terms helped at equal work, and how much.
func headline(cs []cell) string {
	var ratios []float64
	lower := 0
	for _, c := range cs {
		g := report.GeometricMean(c.ratios(c.equalWork)).Mean
		if g < 1 {
			lower++
		}
		ratios = append(ratios, g)
	}
	if len(ratios) == 0 {
		return ""
	}
	return fmt.Sprintf("At equal work the derivative term lowers the error in %d of %d comparisons; in the geometric mean over all of them it multiplies it by %s.",
		lower, len(ratios), report.Significant(report.GeometricMean(ratios).Mean, 2))
}

// section shows the tasks of one feature: a figure for every task of several losses, and one for all others together.
func section(cs []cell) report.Section {
	s := report.Section{Title: cs[0].task.feature}
	var about []string
	others := ratioBars(strings.ToLower(s.Title), s.Title)
	for _, own := range experiment.Runs(cs, func(a, b cell) bool { return a.task == b.task }) {
		t := own[0].task
		title := strings.ToUpper(t.name[:1]) + t.name[1:]
		about = append(about, fmt.Sprintf("%s: %s; error of the %v.", title, t.about, t.measure))
		if len(own) > 1 {
			f := ratioBars("task-"+t.name, title)
			for _, c := range own {
				addBars(&f, c.with.name(), c)
			}
			s.Items = append(s.Items, f)
		} else {
			addBars(&others, t.name, own[0])
		}
	}
	if len(others.Groups) > 0 {
		if len(s.Items) > 0 { // beside a figure of its own name
			others.Title = "Other tasks"
		}
		s.Items = append(s.Items, others)
	}
	s.Text = strings.Join(about, "\n")
	s.Items = append(s.Items, table(cs))
	return s
}

// ratioBars is a figure of error ratios, without bars yet.
func ratioBars(name, title string) report.Bars {
	return report.Bars{Name: name, Title: title, YLabel: "error ratio", Log: true, Base: 1,
		Caption: "Error with the derivative term over that without: geometric mean over the seeds, with one standard deviation to " +
			"either side. Below 1 it helps.",
		Series: []report.BarSeries{{Name: "equal steps"}, {Name: "equal work"}}}
}

// addBars adds a comparison's ratios.
func addBars(f *report.Bars, group string, c cell) {
	f.Groups = append(f.Groups, group)
	for i, without := range []*run{c.plain, c.equalWork} {
		g := report.GeometricMean(c.ratios(without))
		s := &f.Series[i]
		s.Y, s.Lo, s.Hi = append(s.Y, g.Mean), append(s.Lo, g.Mean/g.Deviation), append(s.Hi, g.Mean*g.Deviation)
	}
}
