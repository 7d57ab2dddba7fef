package synthgrad

import (
	"fmt"
	"strings"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/report"
)

// page puts the report together, a section for every comparison.
func page(rs []*result) report.Page {
	p := report.Page{
		Title:  "Synthetic gradients",
		Result: headline(comparisons(rs)),
		Lead: "A classifier was cut above each of its hidden layers and trained in parts. Below a cut, the gradient of the loss is not the one " +
			"that backpropagation would bring down but an estimate by a small network, which was fitted to gradients (direct SG, VFBN), to the " +
			"loss (critic), or to both (Sobolev).",
	}
	for _, cs := range comparisons(rs) {
		s := cs[0].setup
		section := report.Section{Title: s.title(), Text: fmt.Sprintf("The classifier has %s; %s of %s.", s.net.title, count.Of(s.steps, "step"), count.Of(s.batch, "image")),
			Items: []report.Item{bars(cs), learningCurves(cs), table(cs)}}
		if pairs := pairTable(cs); len(pairs.Rows) > 0 {
			section.Items = append(section.Items, pairs)
		}
		p.Sections = append(p.Sections, section)
	}
	return p
}

// headline says in words how many test images are classified rightly, comparison by comparison.
func headline(all [][]*cell) string {
	var sentences []string
	for _, cs := range all {
		said := cs[0].setup.title()
		var best *cell
		for _, c := range cs {
			if c.method.synthetic && (best == nil || c.accuracy().Mean > best.accuracy().Mean) {
				best = c
			}
		}
		if best != nil {
			said += fmt.Sprintf(": the best synthetic gradients, %s, get %.1f %% of the test images right", best.method.short, best.accuracy().Mean)
		}
		for _, c := range cs {
			if c.method.name == "backprop" {
				said += fmt.Sprintf(", the true ones to %.1f %%", c.accuracy().Mean)
			}
		}
		if said != cs[0].setup.title() {
			sentences = append(sentences, strings.ToUpper(said[:1])+said[1:]+".")
		}
	}
	return strings.Join(sentences, " ")
}

// bars draws the accuracies.
func bars(cs []*cell) report.Bars {
	f := report.Bars{Name: "accuracy-" + cs[0].setup.name(), Title: "Test accuracy", XLabel: "gradient below the cuts", YLabel: "test accuracy, %",
		Caption: "Mean over the seeds and one standard deviation to either side. With no gradient, only the last block is trained."}
	series := report.BarSeries{Name: "test accuracy"}
	for _, c := range cs {
		a := c.accuracy()
		f.Groups = append(f.Groups, c.method.short)
		series.Y = append(series.Y, a.Mean)
		series.Lo, series.Hi = append(series.Lo, a.Mean-a.Deviation), append(series.Hi, a.Mean+a.Deviation)
	}
	f.Series = []report.BarSeries{series}
	return f
}

// learningCurves draws the accuracies while training.
func learningCurves(cs []*cell) report.Curves {
	s := cs[0].setup
	f := report.Curves{Name: "learning-" + s.name(), Title: "While training", XLabel: "step", YLabel: "test accuracy, %",
		Caption: fmt.Sprintf("Accuracy on %d of the test images: mean over the seeds, and one standard deviation to either side.",
			min(watched, s.data.test.len()))}
	for _, c := range cs {
		line := report.Series{Name: c.method.short}
		for k, first := range c.results[0].Curve {
			a := c.over(func(r *result) float64 { return 100 * r.Curve[k].Accuracy })
			line.X, line.Y = append(line.X, float64(first.Step)), append(line.Y, a.Mean)
			line.Lo, line.Hi = append(line.Lo, a.Mean-a.Deviation), append(line.Hi, a.Mean+a.Deviation)
		}
		f.Series = append(f.Series, line)
	}
	return f
}
