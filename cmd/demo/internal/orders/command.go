package orders

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

// Command is the experiment.
var Command = cli.Command{
	Name:  "orders",
	Short: "fit smooth functions with derivatives up to the fourth: do they still pay?",
	Run:   run,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
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
	defer func() {
		if e := store.Close(); err == nil {
			err = e
		}
	}()
	started := time.Now()
	results, err := o.collect(ctx, todo, store, stdout, stderr)
	if len(results) == 0 {
		return err
	}
	if e := o.present(cells(results), args, started, stdout); err == nil {
		err = e
	}
	return err
}

// collect does the jobs that the store does not know and returns the results, as many as there are when ctx is
// cancelled.
func (o *options) collect(ctx context.Context, todo []job, store *jobs.Store[row], stdout, stderr io.Writer) ([]*result, error) {
	steps := 0
	for _, j := range todo {
		if _, ok := store.Find(j.String()); !ok {
			steps += j.steps
		}
	}
	bars := progress.New(stderr, o.Quiet || o.JSON, "training", steps)
	defer bars.Close()
	rows := cli.NewRows(stdout, o.JSON)
	var results []*result
	err := jobs.All(ctx, todo, func(ctx context.Context, j job) (*result, error) {
		if r, ok := store.Find(j.String()); ok {
			return &result{r, j}, nil
		}
		bar := bars.Start(j.String(), j.steps)
		defer bar.Finish()
		r, err := j.run(ctx, bar)
		if err == nil {
			err = store.Keep(j.String(), r)
		}
		return &result{r, j}, err
	}, func(r *result) error {
		results = append(results, r)
		line := r.row
		if len(o.acts) > 1 {
			line.Net = r.job.act.Name
		}
		return rows.Write(line)
	})
	return results, err
}

// present prints the tables and writes the report, as far as the flags want them.
func (o *options) present(cs []*cell, args []string, started time.Time, stdout io.Writer) error {
	all, sum := table(cs), summary(cs)
	if !o.JSON {
		if err := all.WriteText(stdout); err != nil {
			return err
		}
		fmt.Fprintln(stdout)
		if err := sum.WriteText(stdout); err != nil {
			return err
		}
	}
	if o.dir == "" {
		return nil
	}
	command := strings.TrimSpace("go run ./cmd/demo orders " + strings.Join(args, " "))
	path, err := o.page(cs, command, started).Write(o.dir)
	if err == nil && !o.JSON {
		fmt.Fprintf(stdout, "\n%s\n%s\nThe report with all figures: %s\n", all.Caption, sum.Caption, path)
	}
	return err
}
