package losses

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

// Command compares all losses with and without derivatives.
var Command = cli.Command{
	Name:  "losses",
	Short: "measure what every derivative loss, norm and kind of label gains",
	Run:   runCommand,
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
	var todo []job
	var compared []comparison
	for i := range o.tasks {
		runs, cs, err := o.plan(&o.tasks[i])
		if err != nil {
			return err
		}
		compared = append(compared, cs...)
		for _, r := range runs {
			for seed := 1; seed <= o.seeds; seed++ {
				todo = append(todo, job{r, seed})
			}
		}
	}
	started := time.Now()
	results, err := o.trainAll(ctx, todo, stdout, stderr)
	if len(results) == 0 {
		return err
	}
	if e := o.present(finished(compared, results), args, started, stdout); err == nil {
		err = e
	}
	return err
}

// A column holds the results of a run, seed by seed.
type column []result

// trainAll trains all networks, prints their rows, and returns what came of the runs.
func (o *options) trainAll(ctx context.Context, todo []job, stdout, stderr io.Writer) (_ map[*run]column, err error) {
	store, err := jobs.Open[result](o.dir, o.resume)
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := store.Close(); err == nil {
			err = e
		}
	}()
	total := 0
	for _, j := range todo {
		if _, known := store.Find(j.String()); !known {
			total += j.steps
		}
	}
	bars := progress.New(stderr, o.Quiet || o.JSON, "training", total)
	defer bars.Close()
	rows := cli.NewRows(stdout, o.JSON)
	results := map[*run]column{}
	type done struct {
		job
		result
	}
	err = jobs.All(ctx, todo, func(ctx context.Context, j job) (done, error) {
		if r, ok := store.Find(j.String()); ok {
			return done{j, r}, nil
		}
		bar := bars.Start(fmt.Sprintf("%s, %s, seed %d", j.task.name, j.name(), j.seed), j.steps)
		defer bar.Finish()
		r, err := j.train(ctx, bar)
		if err == nil {
			err = store.Keep(j.String(), r)
		}
		return done{j, r}, err
	}, func(d done) error {
		results[d.run] = append(results[d.run], d.result)
		return rows.Write(row{d.task.name, d.name(), d.seed, d.Error, d.Seconds})
	})
	return results, err
}

// present prints the table and writes the report, as far as the flags want them.
func (o *options) present(cs []cell, args []string, started time.Time, stdout io.Writer) error {
	if len(cs) == 0 {
		return nil
	}
	all := table(cs)
	if !o.JSON {
		if err := all.WriteText(stdout); err != nil {
			return err
		}
		fmt.Fprintf(stdout, "\n%s\n", all.Caption)
	}
	if o.dir == "" {
		return nil
	}
	command := strings.TrimSpace("go run ./cmd/demo losses " + strings.Join(args, " "))
	path, err := page(cs, o, command, started).Write(o.dir)
	if err == nil && !o.JSON {
		fmt.Fprintf(stdout, "\nThe report with all figures: %s\n", path)
	}
	return err
}
