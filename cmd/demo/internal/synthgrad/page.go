package synthgrad

import (
	"fmt"

	"example.com/sobolev/cmd/demo/internal/report"
)

// page puts the report together.
func page(s *setup, cs []*cell) report.Page {
	form := "linear"
	if s.hidden > 0 {
		form = fmt.Sprintf("one hidden layer of %d units", s.hidden)
	}
	return report.Page{
		Title: "Synthetic gradients on " + titles[s.data.name],
		Lead: fmt.Sprintf("A classifier with %d hidden layers of %d units was cut above each of them and trained in parts for %d steps "+
			"of %d images. Below a cut, the gradient of the loss is not the one that backpropagation would bring down but an estimate "+
			"by a small network (%s), which was fitted to gradients (direct SG, VFBN), to the loss (critic), or to both (Sobolev).",
			hiddens, width, s.steps, s.batch, form),
		Sections: []report.Section{
			{Title: "What the gradients are good for", Items: []report.Item{bars(cs), learningCurves(s, cs)}},
			{Title: "In numbers", Items: []report.Item{table(s, cs)}},
		},
	}
}

// titles are the names of the data sets as one writes them.
var titles = map[string]string{"mnist": "MNIST", "fashion": "Fashion-MNIST", "generated": "drawn digits"}

// bars draws the accuracies.
func bars(cs []*cell) report.Bars {
	f := report.Bars{Name: "accuracy", Title: "Test accuracy", YLabel: "per cent",
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
func learningCurves(s *setup, cs []*cell) report.Curves {
	f := report.Curves{Name: "learning", Title: "While training", XLabel: "step", YLabel: "test accuracy, per cent",
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
