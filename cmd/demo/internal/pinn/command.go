package pinn

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command solves differential equations.
var Command = cli.Command{
	Name:  "pinn",
	Short: "solve differential equations with physics-informed networks",
	Run:   run,
}

// row is one result as the command prints it.
type row struct {
	Problem string  `json:"problem"`
	Method  string  `json:"method"`
	Seed    int     `json:"seed"`
	Error   float64 `json:"error"`
	Seconds float64 `json:"seconds"`
	Steps   int     `json:"steps"`
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	return o.experiment().Run(ctx, stdout, stderr)
}

// experiment is what the flags ask for.
func (o *options) experiment() experiment.Experiment[job, done] {
	return experiment.Experiment[job, done]{
		Settings: o.Settings, Doing: "training", Jobs: o.jobs(),
		Unfinished: func(d done) bool { return d.interrupted },
		Row: func(d done) any {
			return row{d.problem.Name, d.method.name, d.seed, d.Error, d.Seconds, d.result.Steps}
		},
		Tables: func(ds []done) []report.Table { return []report.Table{table(cells(ds))} },
		Page:   func(ds []done) (report.Page, error) { return page(cells(ds)) },
	}
}
