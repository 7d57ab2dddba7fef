package distill

import (
	"fmt"
	"math"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
)

// page puts the report together: the figures of every game, then everything in numbers.
func page(cs []*cell, o *options) report.Page {
	p := report.Page{
		Title:  "Distilling policies with and without their gradients",
		Result: headline(cs),
		Lead: "Teacher networks were trained to play three small games and recorded while they played. Students of half " +
			"their width learned the teachers' policies from a small part of the recorded states: from the probabilities of the " +
			"actions alone, and from the input gradients of their logarithms as well, one random projection at a time (Sobolev " +
			"training). They are judged on all the other states, and by what they score themselves.",
	}
	for _, d := range o.domains {
		var own []*cell
		for _, c := range cs {
			if c.domain == d {
				own = append(own, c)
			}
		}
		if len(own) > 0 {
			p.Sections = append(p.Sections, report.Section{Title: d.title, Items: append(policies(d, own), figures(d, own)...)})
		}
	}
	p.Sections = append(p.Sections, report.Section{Title: "In numbers", Items: []report.Item{resultTable(cs)}})
	return p
}

// headline says in words what gradients did to the divergence from the teachers.
func headline(cs []*cell) string {
	var sentences []string
	for m := range method(len(methodNames)) {
		ratios, games := map[string][]float64{}, []string{}
		for _, c := range cs {
			if p := c.plain(cs); p != nil && c.method == m {
				if ratios[c.domain.title] == nil {
					games = append(games, c.domain.title)
				}
				ratios[c.domain.title] = append(ratios[c.domain.title], c.against(p, divergenceOf)...)
			}
		}
		for i, g := range games {
			games[i] = fmt.Sprintf("by %s in %s", report.Significant(report.GeometricMean(ratios[g]).Mean, 2), g)
		}
		if len(games) > 0 {
			sentences = append(sentences, fmt.Sprintf("Training on %s in place of the divergence alone multiplies the divergence of the students' policies "+
				"from the teachers' %s (geometric means over the parts of the states and the seeds).", m.title(), strings.Join(games, ", ")))
		}
	}
	return strings.Join(sentences, " ")
}

const shareLabel = "part of the recorded states that students see"

// figures draws what the students of one game came to.
func figures(d *domain, cs []*cell) []report.Item {
	first := cs[0].results[0]
	disagreement := report.Bars{Name: d.name + "-disagreement", Title: "Most probable action", XLabel: shareLabel, YLabel: "disagreement, %", Series: series(cs, percentOf, false),
		Caption: fmt.Sprintf("Part of the unseen states in which teacher and student would act differently, out of %d recorded ones.", first.Recorded)}
	divergence := report.Bars{Name: d.name + "-divergence", Title: "Policy", XLabel: shareLabel, YLabel: "divergence, nats", Log: true, Series: series(cs, divergenceOf, true),
		Caption: "Kullback-Leibler divergence of the student from the teacher on unseen states: geometric mean over the seeds."}
	returns := report.Bars{Name: d.name + "-return", Title: "Play", XLabel: shareLabel, YLabel: "return", Series: series(cs, returnOf, false),
		Caption: "Mean return of " + count.Of(first.budget.episodes, "episode") + "."}
	taught := report.BarSeries{Name: "the teacher"}
	for _, f := range fractions(cs) {
		group := fmt.Sprintf("%g %%", f)
		disagreement.Groups, divergence.Groups, returns.Groups = append(disagreement.Groups, group), append(divergence.Groups, group), append(returns.Groups, group)
		taught.Y = append(taught.Y, first.Teacher)
	}
	returns.Series = append(returns.Series, taught)
	return []report.Item{disagreement, divergence, returns}
}

// fractions lists the parts of the states in the order of the cells.
func fractions(cs []*cell) (fs []float64) {
	for i, c := range cs {
		if i == 0 || c.fraction != cs[i-1].fraction {
			fs = append(fs, c.fraction)
		}
	}
	return fs
}

// series are the bars of the methods over the parts of the states, with one deviation to either side.
func series(cs []*cell, f func(*result) float64, geometric bool) []report.BarSeries {
	var all []report.BarSeries
	for m := range method(len(methodNames)) {
		s, found := report.BarSeries{Name: m.title()}, false
		for _, fraction := range fractions(cs) {
			y, lo, hi := math.NaN(), math.NaN(), math.NaN()
			for _, c := range cs {
				if c.fraction != fraction || c.method != m {
					continue
				}
				found = true
				if geometric {
					g := report.GeometricMean(c.column(f))
					y, lo, hi = g.Mean, g.Mean/g.Deviation, g.Mean*g.Deviation
				} else {
					g := c.summary(f)
					y, lo, hi = g.Mean, g.Mean-g.Deviation, g.Mean+g.Deviation
				}
			}
			s.Y, s.Lo, s.Hi = append(s.Y, y), append(s.Lo, lo), append(s.Hi, hi)
		}
		if found {
			all = append(all, s)
		}
	}
	return all
}
