package regress

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command is the regression experiment; without flags it is the program's main job.
var Command = cli.Command{
	Name:  "regress",
	Short: "fit test functions with and without derivative labels and compare",
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
			if !o.named { // the orders say it
				line.Net, line.Method = "", ""
			}
			return line
		},
		Tables: func(rs []*result) []report.Table { return tables(cells(rs)) },
		Page:   func(rs []*result) (report.Page, error) { return page(cells(rs), o), nil },
	}.Run(ctx, stdout, stderr)
}
