package synthgrad

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command is the experiment with synthetic gradients.
var Command = cli.Command{
	Name:  "synthgrad",
	Short: "train a classifier in parts on predicted gradients and compare the ways to predict them",
	Run:   run,

	Shared: true,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	data, err := load(ctx, o.data, o.folder, o.generated())
	if err != nil {
		return err
	}
	s := &setup{data: data, steps: o.steps, batch: 256, hidden: o.hidden, curve: 12}
	return experiment.Experiment[job, *result]{
		Settings: o.Settings, Doing: "training", Jobs: o.jobs(s),
		Row:    func(r *result) any { return r.row() },
		Tables: func(rs []*result) []report.Table { return []report.Table{table(s, cells(rs))} },
		Page:   func(rs []*result) (report.Page, error) { return page(s, cells(rs)), nil },
	}.Run(ctx, stdout, stderr)
}
