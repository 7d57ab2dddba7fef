package synthgrad

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"example.com/sobolev/cmd/demo/internal/progress"
)

// runAll trains all jobs that the store does not know, as many at a time as there are processors, and hands each result
// to done in the order of the jobs, as early as that allows. A cancelled context leaves out what has not been finished
// and is returned as an error in the end; the first other error ends the run.
func runAll(ctx context.Context, s *setup, jobs []job, known *store, bars *progress.Group, done func(*result) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	results := make([]chan *result, len(jobs))
	for i := range results {
		results[i] = make(chan *result, 1)
	}
	next := make(chan int)
	var workers sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				r, err := runOne(ctx, s, jobs[i], known, bars)
				if err != nil && !errors.Is(err, context.Canceled) {
					cancel(err)
				}
				results[i] <- r
			}
		})
	}
	go func() {
		defer close(next)
		for i := range jobs {
			select {
			case next <- i:
			case <-ctx.Done():
				for ; i < len(jobs); i++ {
					results[i] <- nil
				}
				return
			}
		}
	}()
	defer workers.Wait()
	for _, r := range results {
		if r := <-r; r != nil {
			if err := done(r); err != nil {
				cancel(err)
				return err
			}
		}
	}
	return context.Cause(ctx)
}

// runOne trains and keeps one classifier, unless its result is known.
func runOne(ctx context.Context, s *setup, j job, known *store, bars *progress.Group) (*result, error) {
	if r := known.find(j); r != nil {
		return r, nil
	}
	bar := bars.Start(j.String(), s.steps)
	defer bar.Finish()
	r, err := j.run(ctx, s, bar)
	if err != nil {
		return nil, err
	}
	return r, known.keep(r)
}
