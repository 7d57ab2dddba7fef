package beyond

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command is the experiment.
var Command = cli.Command{
	Name:  "beyond",
	Short: "claims of later papers: Sobolev acceleration, n-TangentProp, collapsed Laplacians, STDE",
	Run:   run,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	return experiment.Experiment[job, *result]{
		Settings: o.Settings, Doing: "measuring", Jobs: o.jobs(),
		Row:    func(r *result) any { return r.row },
		Tables: tables,
		Page:   func(rs []*result) (report.Page, error) { return page(rs), nil },
	}.Run(ctx, stdout, stderr)
}
