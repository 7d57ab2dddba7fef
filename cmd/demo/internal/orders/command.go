package orders

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command is the experiment.
var Command = cli.Command{
	Name:  "orders",
	Short: "fit smooth functions with derivatives up to the fourth: do they still pay?",
	Run:   run,

	Shared: true,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	todo, err := o.jobs()
	if err != nil {
		return err
	}
	return experiment.Experiment[job, *result]{
		Settings: o.Settings, Doing: "training", Jobs: todo,
		Row: func(r *result) any {
			line := r.row
			if len(o.acts) > 1 {
				line.Net = r.job.act.Name
			}
			return line
		},
		Tables: func(rs []*result) []report.Table { return []report.Table{table(cells(rs)), summary(cells(rs))} },
		Page:   func(rs []*result) (report.Page, error) { return o.page(cells(rs)), nil },
	}.Run(ctx, stdout, stderr)
}
