package synthgrad

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/progress"
)

// Command is the experiment with synthetic gradients.
var Command = cli.Command{
	Name:  "synthgrad",
	Short: "train a classifier in parts on predicted gradients and compare the ways to predict them",
	Run:   run,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	started := time.Now()
	data, err := load(ctx, o.data, o.folder, o.generated())
	if err != nil {
		return err
	}
	s := &setup{data: data, steps: o.steps, batch: 256, hidden: o.hidden, curve: 12}
	known, err := jobs.Open[*result](o.dir, o.resume)
	if err != nil {
		return err
	}
	defer known.Close()
	todo, total := o.jobs(), 0
	for _, j := range todo {
		if _, ok := known.Find(s.name(j)); !ok {
			total += s.steps
		}
	}
	bars := progress.New(stderr, o.Quiet || o.JSON, "training", total)
	rows := cli.NewRows(stdout, o.JSON)
	var results []*result
	err = jobs.All(ctx, todo, func(ctx context.Context, j job) (*result, error) {
		return j.runOnce(ctx, s, known, bars)
	}, func(r *result) error {
		results = append(results, r)
		return rows.Write(r.row(s))
	})
	bars.Close()
	if len(results) == 0 {
		return err
	}
	command := strings.TrimSpace("go run ./cmd/demo synthgrad " + strings.Join(args, " "))
	if e := o.present(s, cells(results), command, started, stdout); err == nil {
		err = e
	}
	return err
}

// present prints the table and writes the report, as far as the flags want them.
func (o *options) present(s *setup, cs []*cell, command string, started time.Time, stdout io.Writer) error {
	t := table(s, cs)
	if !o.JSON {
		if err := t.WriteText(stdout); err != nil {
			return err
		}
		fmt.Fprintf(stdout, "\n%s\n", t.Caption)
	}
	if o.dir == "" {
		return nil
	}
	path, err := page(s, cs, command, started).Write(o.dir)
	if err == nil && !o.JSON {
		fmt.Fprintf(stdout, "The report with all figures: %s\n", path)
	}
	return err
}
