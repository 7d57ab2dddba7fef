package optimisers

import (
	"fmt"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// page puts the report together.
func page(cs []*cell) report.Page {
	p := report.Page{
		Title:  "Which optimiser?",
		Result: headline(cs),
		Lead: "The same networks were trained by several optimisers, on all points in every step, and judged on points that none " +
			"has seen.",
		Sections: []report.Section{{Title: "In numbers", Items: []report.Item{table(cs)}}},
	}
	section := report.Section{Title: "Error against time"}
	for _, same := range experiment.Runs(cs, func(a, b *cell) bool { return a.problem.name == b.problem.name }) {
		section.Items = append(section.Items, curves(same))
	}
	p.Sections = append(p.Sections, section)
	return p
}

// headline says in words which optimisers ended lowest.
func headline(cs []*cell) string {
	wins, problems := map[string]int{}, 0
	var titles []string
	for _, same := range experiment.Runs(cs, func(a, b *cell) bool { return a.problem.name == b.problem.name }) {
		problems++
		for _, c := range same {
			if !c.best(cs) {
				continue
			}
			if wins[c.method.title] == 0 {
				titles = append(titles, c.method.title)
			}
			wins[c.method.title]++
		}
	}
	if len(titles) == 0 {
		return ""
	}
	slices.SortStableFunc(titles, func(a, b string) int { return wins[b] - wins[a] })
	for i, t := range titles {
		titles[i] = fmt.Sprintf("on %d by %s", wins[t], t)
	}
	return fmt.Sprintf("Of %s the lowest error was reached %s (medians over the seeds).", count.Of(problems, "problem"), strings.Join(titles, "; "))
}

// curves draws the errors of the methods' first seeds along the way.
func curves(cs []*cell) report.Item {
	problem := cs[0].problem
	f := report.Curves{Name: "error-" + strings.ToLower(strings.ReplaceAll(problem.name, " ", "-")), Title: problem.name,
		XLabel: "seconds of one processor", YLabel: problem.measure, LogX: true, LogY: true,
		Caption: fmt.Sprintf("Error at %d held-out points, seed %d.", heldOut, cs[0].results[0].Seed)}
	for _, c := range cs {
		s := report.Series{Name: c.method.title}
		for _, p := range c.results[0].Curve {
			s.X, s.Y = append(s.X, p.Seconds), append(s.Y, p.Error)
		}
		f.Series = append(f.Series, s)
	}
	return f
}
