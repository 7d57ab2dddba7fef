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
	setups, err := o.setups(ctx)
	if err != nil {
		return err
	}
	if o.tune {
		if err := o.choose(ctx, setups, stdout, stderr); err != nil {
			return err
		}
	}
	return experiment.Experiment[job, *result]{
		Settings: o.Settings, Doing: "training", Jobs: o.jobs(setups),
		Row:    func(r *result) any { return r.row() },
		Tables: tables,
		Page:   func(rs []*result) (report.Page, error) { return page(rs), nil },
	}.Run(ctx, stdout, stderr)
}
