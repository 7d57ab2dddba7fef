package linalg

import (
	"sync"
	"sync/atomic"
)

// A Team does tasks on several goroutines. Which of them does a task is left to chance, so that a result may depend on
// the task alone. A nil Team does them one after another. A Team does one job at a time.
type Team struct {
	start []chan struct{} // of all workers but the caller
	done  sync.WaitGroup
	tasks int64
	next  atomic.Int64
	task  func(worker, task int)
}

// NewTeam starts a team of the given number of workers, of which the caller of Do is one. It needs to be closed.
func NewTeam(workers int) *Team {
	t := &Team{}
	for worker := 1; worker < workers; worker++ {
		start := make(chan struct{})
		t.start = append(t.start, start)
		go func() {
			for range start {
				t.work(worker)
				t.done.Done()
			}
		}()
	}
	return t
}

// Close ends the team's goroutines.
func (t *Team) Close() {
	for _, s := range t.start {
		close(s)
	}
	t.start = nil
}

// Workers returns the number of workers.
func (t *Team) Workers() int {
	if t == nil {
		return 1
	}
	return len(t.start) + 1
}

// Do calls task for every number below tasks, with the number of the worker, and returns when all are done.
func (t *Team) Do(tasks int, task func(worker, task int)) {
	if tasks < 2 || t.Workers() == 1 {
		for i := range tasks {
			task(0, i)
		}
		return
	}
	t.task, t.tasks = task, int64(tasks)
	t.next.Store(0)
	t.done.Add(len(t.start))
	for _, s := range t.start {
		s <- struct{}{}
	}
	t.work(0)
	t.done.Wait()
	t.task = nil
}

func (t *Team) work(worker int) {
	for i := t.next.Add(1) - 1; i < t.tasks; i = t.next.Add(1) - 1 {
		t.task(worker, int(i))
	}
}
