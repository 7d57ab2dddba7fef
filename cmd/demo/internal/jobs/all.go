// Package jobs runs the independent parts of an experiment, say one network each, on all processors, and keeps their
// results in a file, so that an experiment that was cut short can go on where it was.
//
//	err := jobs.All(ctx, todo, func(ctx context.Context, j job) (result, error) {
//		if r, ok := store.Find(j.String()); ok {
//			return r, nil
//		}
//		r, err := j.run(ctx)
//		if err == nil {
//			err = store.Keep(j.String(), r)
//		}
//		return r, err
//	}, func(r result) error { return rows.Write(r) })
//
// Results come in the order of the jobs, whichever is ready first, so that the output of an experiment does not depend
// on the number of processors.
package jobs

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
)

// All calls do for every job, as many at a time as there are processors, and hands the results to done in the order of
// the jobs, as early as that allows. When ctx is cancelled, jobs that fail with [context.Canceled] and those that have
// not begun are left out, and the cancellation is returned in the end; the first other error ends the run.
func All[J, R any](ctx context.Context, jobs []J, do func(context.Context, J) (R, error), done func(R) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	type outcome struct {
		result R
		err    error
	}
	outcomes := make([]chan outcome, len(jobs))
	for i := range outcomes {
		outcomes[i] = make(chan outcome, 1)
	}
	var next atomic.Int64
	var workers sync.WaitGroup
	defer workers.Wait()
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(jobs)); i = next.Add(1) - 1 {
				o := outcome{err: ctx.Err()}
				if o.err == nil {
					o.result, o.err = do(ctx, jobs[i])
				}
				outcomes[i] <- o
			}
		})
	}
	for _, c := range outcomes {
		o := <-c
		if o.err == nil {
			o.err = done(o.result)
		} else if errors.Is(o.err, context.Canceled) && ctx.Err() != nil {
			continue
		}
		if o.err != nil {
			cancel(o.err)
			return o.err
		}
	}
	return context.Cause(ctx)
}
