package regress

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"example.com/sobolev/cmd/demo/internal/progress"
)

// runAll trains all jobs, as many at a time as there are processors, and hands each result to done in the order of the
// jobs, as early as that allows. A cancelled context leaves out what has not begun and is returned as an error in the
// end; the first other error ends the run.
func runAll(ctx context.Context, s *setup, jobs []job, bars *progress.Group, done func(*result) error) error {
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
				bar := bars.Start(jobs[i].String(), s.epochs(jobs[i].n))
				r, err := jobs[i].run(ctx, s, bar)
				bar.Finish()
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
