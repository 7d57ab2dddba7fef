package distill

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"example.com/sobolev/cmd/demo/internal/progress"
)

// runAll trains all students that the store does not know, as many at a time as there are processors, and hands each
// result to done in the order of the jobs, as early as that allows. When the context is cancelled, what has not been
// finished is left out, and the context's error returned in the end; the first other error ends the run.
func runAll(ctx context.Context, jobs []job, known *store, bars *progress.Group, done func(*result) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	teachers := newFaculty(bars)
	results := make([]chan *result, len(jobs))
	for i := range results {
		results[i] = make(chan *result, 1)
	}
	next := make(chan int, len(jobs))
	for i := range jobs {
		next <- i
	}
	close(next)
	var workers sync.WaitGroup
	defer workers.Wait()
	defer cancel(nil)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := range next {
				r, err := runOne(ctx, jobs[i], known, teachers)
				if err != nil && !errors.Is(err, context.Canceled) {
					cancel(err)
				}
				results[i] <- r
			}
		})
	}
	for _, r := range results {
		if r := <-r; r != nil {
			err := known.keep(r)
			if err == nil {
				err = done(r)
			}
			if err != nil {
				return err
			}
		}
	}
	return context.Cause(ctx)
}

// runOne trains one student, unless its result is known or it is too late.
func runOne(ctx context.Context, j job, known *store, teachers *faculty) (*result, error) {
	if r := known.find(j); r != nil {
		return r, nil
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	t, err := teachers.of(ctx, j)
	if err != nil {
		return nil, err
	}
	bar := teachers.bars.Start(j.String(), j.work())
	defer bar.Finish()
	return j.run(ctx, t, bar)
}
