package distill

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command is the distillation experiment.
var Command = cli.Command{
	Name:  "distill",
	Short: "distil policies of small games with and without the teacher's gradients",
	Run:   run,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	return experiment.Experiment[job, *result]{
		Settings: o.Settings, Doing: "distilling", Jobs: o.jobs(), Shared: teaching,
		Row:    func(r *result) any { return r.row },
		Tables: func(rs []*result) []report.Table { return []report.Table{resultTable(cells(rs))} },
		Page:   func(rs []*result) (report.Page, error) { return page(cells(rs), o), nil },
	}.Run(ctx, stdout, stderr)
}
