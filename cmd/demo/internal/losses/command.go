package losses

import (
	"context"
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command compares all losses with and without derivatives.
var Command = cli.Command{
	Name:  "losses",
	Short: "measure what every derivative loss, norm and kind of label gains",
	Run:   runCommand,

	Shared: true,
}

// row is one result as the command prints it.
type row struct {
	Task    string  `json:"task"`
	Method  string  `json:"method"`
	Seed    int     `json:"seed"`
	Error   float64 `json:"error"`
	Seconds float64 `json:"seconds"`
}

func runCommand(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	todo, compared, err := o.jobs()
	if err != nil {
		return err
	}
	return experiment.Experiment[job, done]{
		Settings: o.Settings, Doing: "training", Jobs: todo,
		Row: func(d done) any { return row{d.task.name, d.name(), d.seed, d.Error, d.Seconds} },
		Tables: func(ds []done) []report.Table {
			if cs := finished(compared, ds); len(cs) > 0 {
				return []report.Table{table(cs)}
			}
			return nil
		},
		Page: func(ds []done) (report.Page, error) { return page(finished(compared, ds), o), nil },
	}.Run(ctx, stdout, stderr)
}
