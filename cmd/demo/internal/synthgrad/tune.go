package synthgrad

import (
	"context"
	"fmt"
	"io"
	"path/filepath"

	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// The rule for the weights of loss and gradient: of the weights below, that with the highest mean accuracy on the last sixth of
// the training images after training on the others, over two seeds that nothing else uses; the smaller of equal ones. It holds
// for Sobolev training alone: with one of the two terms in its loss a module's Adam does not see the weight.
var (
	weights     = []float64{1, 10, 100, 1000}
	tuningSeeds = []int{101, 102}
)

// tuning lists the classifiers that choose the weight for every setup.
func tuning(setups []*setup) []job {
	var jobs []job
	for _, m := range methods {
		if m.name != "sobolev" {
			continue
		}
		for _, s := range setups {
			d := s.data.validation()
			for _, w := range weights {
				trial := *s
				trial.data, trial.predictor.slopes, trial.validation = d, w, true
				for _, seed := range tuningSeeds {
					jobs = append(jobs, job{&trial, m, seed})
				}
			}
		}
	}
	return jobs
}

// choose trains what the rule asks for and writes the chosen weights to the setups.
func (o *options) choose(ctx context.Context, setups []*setup, stdout, stderr io.Writer) error {
	settings := *o.Settings
	output := *o.Output
	settings.Output = &output
	if output.Dir != "" {
		output.Dir = filepath.Join(output.Dir, "tuning")
	}
	results, err := experiment.Experiment[job, *result]{
		Settings: &settings, Doing: "tuning", Jobs: tuning(setups),
		Row:    func(r *result) any { return r.row() },
		Tables: func(rs []*result) []report.Table { return []report.Table{tuningTable(cells(rs))} },
		Page: func(rs []*result) (report.Page, error) {
			return report.Page{Title: "The weight of gradients, chosen on held-out training images",
				Sections: []report.Section{{Title: "In numbers", Items: []report.Item{tuningTable(cells(rs))}}}}, nil
		},
	}.Results(ctx, stdout, stderr)
	if err != nil {
		return err
	}
	found := cells(results)
	for i, s := range setups {
		s.predictor.slopes = best(found[i*len(weights) : (i+1)*len(weights)]).setup.predictor.slopes
	}
	return nil
}

// best returns the cell with the highest mean accuracy.
func best(cs []*cell) *cell {
	top := cs[0]
	for _, c := range cs[1:] {
		if c.accuracy().Mean > top.accuracy().Mean {
			top = c
		}
	}
	return top
}

// tuningTable lists the accuracies that weights lead to.
func tuningTable(cs []*cell) report.Table {
	t := report.Table{
		Title: "Sobolev training by the weight of gradients",
		Caption: fmt.Sprintf("Mean accuracy in per cent on the last sixth of the training images, after training on the others, over %s, "+
			"used for nothing else; the highest of a row is the weight that is used.", count.Of(len(tuningSeeds), "seed")),
		Header: []string{"comparison"},
	}
	for _, w := range weights {
		t.Header = append(t.Header, fmt.Sprintf("%g", w))
	}
	for first := 0; first+len(weights) <= len(cs); first += len(weights) {
		row := cs[first : first+len(weights)]
		line := []report.Cell{report.Text(row[0].setup.title())}
		for _, c := range row {
			line = append(line, report.Cell{Text: fmt.Sprintf("%.2f", c.accuracy().Mean), Best: c == best(row)})
		}
		t.Rows = append(t.Rows, line)
	}
	return t
}
