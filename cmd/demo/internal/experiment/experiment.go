// Package experiment is the frame of the commands that train many networks and compare them. A command says what its
// jobs are and how their results become rows, tables and a page:
//
//	e := experiment.Experiment[job, *result]{
//		Settings: o.Settings, Doing: "training", Jobs: o.jobs(),
//		Row:    func(r *result) any { return r.row },
//		Tables: func(rs []*result) []report.Table { return []report.Table{table(cells(rs))} },
//		Page:   func(rs []*result) (report.Page, error) { return page(cells(rs)), nil },
//	}
//	return e.Run(ctx, stdout, stderr)
//
// All else happens here, once: the store of results and resuming from it, progress, -json rows, interruption, and the
// delivery of tables and report.
package experiment

import (
	"context"
	"fmt"
	"io"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/jobs"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/cmd/demo/internal/ranks"
	"example.com/sobolev/cmd/demo/internal/report"
)

// A Job is one part of an experiment that needs none of the others, say one network to train, with result R. What JSON
// holds of a result is kept in the store.
type Job[R any] interface {
	fmt.Stringer // what the progress bar calls it

	// Key says all that the result depends on.
	Key() string

	// Steps is the number of steps that Run will tell the bar.
	Steps() int

	// Run does the work. When ctx is cancelled it returns an error that wraps ctx's, or an unfinished result.
	Run(ctx context.Context, bar *progress.Bar) (R, error)

	// Restore makes the job's result of what was kept of it.
	Restore(kept R) R
}

// An Experiment is a list of jobs and what their results are made into.
type Experiment[J Job[R], R any] struct {
	*Settings
	Doing string // a word for the progress bar of the whole
	Jobs  []J

	Shared     func(todo []J) int // if set, steps of work that the jobs share, told to bars beside their own
	Unfinished func(R) bool       // if set, reports results that are shown, and neither kept nor rows

	Row    func(R) any                    // a result as a line of -json
	Tables func([]R) []report.Table       // what is printed; none if there is nothing to say yet
	Page   func([]R) (report.Page, error) // title, lead and sections of the report
}

// Run does the jobs that are not in the store and delivers the results of all, in the jobs' order. When ctx is
// cancelled, or a job fails, it delivers those that there are and returns the error.
//
// Ranks that the context knows of take the jobs in turn, and the first of them delivers what all have done.
func (e Experiment[J, R]) Run(ctx context.Context, stdout, stderr io.Writer) error {
	_, err := e.Results(ctx, stdout, stderr)
	return err
}

// Results is Run for those who go on with the results: all of them, on every rank.
func (e Experiment[J, R]) Results(ctx context.Context, stdout, stderr io.Writer) ([]R, error) {
	started := time.Now()
	g := ranks.Of(ctx)
	if g.Size() > 1 {
		results, err := e.runShare(ctx, g, started, stdout, stderr)
		e.sayInterrupted(err, stderr)
		return results, err
	}
	results, err := e.collect(ctx, stdout, stderr)
	e.sayInterrupted(err, stderr)
	if len(results) == 0 {
		return nil, err
	}
	if late := e.deliver(results, started, stdout); err == nil {
		err = late
	}
	return results, err
}

// collect does the jobs and prints their rows.
func (e Experiment[J, R]) collect(ctx context.Context, stdout, stderr io.Writer) (results []R, err error) {
	store, err := jobs.Open[R](e.Dir, e.Resume, ranks.Of(ctx))
	if err != nil {
		return nil, err
	}
	defer func() {
		if late := store.Close(); err == nil {
			err = late
		}
	}()
	e.sayBegins(store.Len(), stderr)
	bars := progress.New(stderr, e.Quiet || e.JSON, e.Doing, e.steps(store))
	defer bars.Close()
	rows := cli.NewRows(stdout, e.JSON)
	unfinished := func(r R) bool { return e.Unfinished != nil && e.Unfinished(r) }
	err = jobs.All(ctx, e.Jobs, func(ctx context.Context, j J) (R, error) {
		if r, known := store.Find(j.Key()); known {
			return j.Restore(r), nil
		}
		bar := bars.Start(j.String(), j.Steps())
		defer bar.Finish()
		r, err := j.Run(ctx, bar)
		if err == nil && !unfinished(r) {
			err = store.Keep(j.Key(), r)
		}
		return r, err
	}, func(r R) error {
		results = append(results, r)
		if unfinished(r) {
			return nil
		}
		return rows.Write(e.Row(r))
	})
	return results, err
}

// steps counts those of the jobs that the store does not know.
func (e Experiment[J, R]) steps(store *jobs.Store[R]) int {
	var todo []J
	total := 0
	for _, j := range e.Jobs {
		if _, known := store.Find(j.Key()); !known {
			todo = append(todo, j)
			total += j.Steps()
		}
	}
	if e.Shared != nil {
		total += e.Shared(todo)
	}
	return total
}
