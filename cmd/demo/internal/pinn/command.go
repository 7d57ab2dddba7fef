package pinn

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/progress"
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

// done is a job with its result.
type done struct {
	job
	result
	interrupted bool
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	started := time.Now()
	results, err := o.trainAll(ctx, stdout, stderr)
	if len(results) == 0 {
		return err
	}
	if e := o.present(cells(results), args, started, stdout); err == nil {
		err = e
	}
	return err
}

// trainAll trains all networks and prints their rows. What was interrupted is among the results, without a row.
func (o *options) trainAll(ctx context.Context, stdout, stderr io.Writer) (results []done, err error) {
	store, err := jobs.Open[result](o.dir, o.resume)
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := store.Close(); err == nil {
			err = e
		}
	}()
	todo, total := o.jobs(), 0
	for _, j := range todo {
		if _, known := store.Find(j.String()); !known {
			total += j.steps()
		}
	}
	bars := progress.New(stderr, o.Quiet || o.JSON, "training", total)
	defer bars.Close()
	rows := cli.NewRows(stdout, o.JSON)
	err = jobs.All(ctx, todo, func(ctx context.Context, j job) (done, error) {
		if r, ok := store.Find(j.String()); ok {
			return done{j, r, false}, nil
		}
		bar := bars.Start(fmt.Sprintf("%s, %s, seed %d", j.problem.Name, j.method.name, j.seed), j.steps())
		defer bar.Finish()
		r, err := j.train(ctx, bar)
		switch {
		case errors.Is(err, context.Canceled) && r.Params != nil:
			return done{j, r, true}, nil
		case err == nil:
			err = store.Keep(j.String(), r)
		}
		return done{j, r, false}, err
	}, func(d done) error {
		results = append(results, d)
		if d.interrupted {
			return nil
		}
		return rows.Write(row{d.problem.Name, d.method.name, d.seed, d.Error, d.Seconds, d.Steps})
	})
	return results, err
}

// present prints the table and writes the report, as far as the flags want them.
func (o *options) present(cs []*cell, args []string, started time.Time, stdout io.Writer) error {
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
	command := strings.TrimSpace("go run ./cmd/demo pinn " + strings.Join(args, " "))
	p, err := page(cs, command, started)
	if err != nil {
		return err
	}
	path, err := p.Write(o.dir)
	if err == nil && !o.JSON {
		fmt.Fprintf(stdout, "\nThe report with all figures: %s\n", path)
	}
	return err
}
