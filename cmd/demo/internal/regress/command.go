package regress

import (
	"context"
	"io"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/cmd/demo/internal/report"
)

// Command is the regression experiment; without flags it is the program's main job.
var Command = cli.Command{
	Name:  "regress",
	Short: "fit test functions with and without derivative labels and compare",
	Run:   run,
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
	store, err := jobs.Open[row](o.dir, o.resume)
	if err != nil {
		return err
	}
	defer store.Close() // every row has been written and checked
	started, total := time.Now(), 0
	for _, j := range todo {
		if _, known := store.Find(j.key()); !known {
			total += j.budget.epochs
		}
	}
	bars := progress.New(stderr, o.Quiet || o.JSON, "training", total)
	rows := cli.NewRows(stdout, o.JSON)
	var results []*result
	err = jobs.All(ctx, todo, func(ctx context.Context, j job) (*result, error) {
		if r, known := store.Find(j.key()); known {
			return j.earlier(r), nil
		}
		bar := bars.Start(j.String(), j.budget.epochs)
		defer bar.Finish()
		r, err := j.run(ctx, bar)
		if err == nil {
			err = store.Keep(j.key(), newRow(r, true))
		}
		return r, err
	}, func(r *result) error {
		results = append(results, r)
		return rows.Write(newRow(r, o.named))
	})
	bars.Close()
	if len(results) == 0 {
		return err
	}
	if e := o.present(cells(results), args, started, stdout); err == nil {
		err = e
	}
	return err
}

// present prints the table and writes the report, as far as the flags want them.
func (o *options) present(cs []*cell, args []string, started time.Time, stdout io.Writer) error {
	command := strings.TrimSpace("go run ./cmd/demo regress " + strings.Join(args, " "))
	return report.Deliver(stdout, o.JSON, table(cs), o.dir, func() report.Page { return page(cs, o, command, started) })
}
