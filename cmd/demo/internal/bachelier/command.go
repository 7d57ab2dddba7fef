package bachelier

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command is the experiment.
var Command = cli.Command{
	Name:  "bachelier",
	Short: "learn option prices from simulated payoffs with and without their derivatives",
	Run:   run,

	Shared: true,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	return experiment.Experiment[job, *result]{
		Settings: o.Settings, Doing: "training", Jobs: o.jobs(),
		Row:    func(r *result) any { return r.row },
		Tables: func(rs []*result) []report.Table { return []report.Table{table(cells(rs))} },
		Page:   func(rs []*result) (report.Page, error) { return page(cells(rs)), nil },
	}.Run(ctx, stdout, stderr)
}
