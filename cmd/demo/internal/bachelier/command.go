package bachelier

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

// Command is the experiment.
var Command = cli.Command{
	Name:  "bachelier",
	Short: "learn option prices from simulated payoffs with and without their derivatives",
	Run:   run,
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) (err error) {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	store, err := jobs.Open[*result](o.dir, o.resume)
	if err != nil {
		return err
	}
	defer func() {
		if e := store.Close(); err == nil {
			err = e
		}
	}()
	todo, started := o.jobs(), time.Now()
	results, err := collect(ctx, todo, store, o, stdout, stderr)
	if len(results) == 0 {
		return err
	}
	if e := o.present(results, args, started, stdout); err == nil {
		err = e
	}
	return err
}

// collect does the jobs that the store does not know and returns the results, as many as there are when ctx is cancelled.
func collect(ctx context.Context, todo []job, store *jobs.Store[*result], o *options, stdout, stderr io.Writer) ([]*result, error) {
	bars := progress.New(stderr, o.Quiet || o.JSON, "training", unknown(todo, store))
	defer bars.Close()
	rows := cli.NewRows(stdout, o.JSON)
	var results []*result
	err := jobs.All(ctx, todo, func(ctx context.Context, j job) (*result, error) {
		if r, ok := store.Find(j.String()); ok {
			return r, nil
		}
		bar := bars.Start(j.String(), j.epochs)
		defer bar.Finish()
		r, err := j.run(ctx, bar)
		if err == nil {
			err = store.Keep(j.String(), r)
		}
		return r, err
	}, func(r *result) error {
		results = append(results, r)
		return rows.Write(r.row)
	})
	return results, err
}

// unknown counts the epochs that are not in the store.
func unknown(todo []job, store *jobs.Store[*result]) int {
	epochs := 0
	for _, j := range todo {
		if _, ok := store.Find(j.String()); !ok {
			epochs += j.epochs
		}
	}
	return epochs
}

// present prints the table and writes the report, as far as the flags want them.
func (o *options) present(results []*result, args []string, started time.Time, stdout io.Writer) error {
	t := table(cells(results))
	command := strings.TrimSpace("go run ./cmd/demo bachelier " + strings.Join(args, " "))
	return report.Deliver(stdout, o.JSON, t, o.dir, func() report.Page { return page(cells(results), command, started) })
}
