package train

import "sync"

// pool keeps goroutines that run the same function side by side, so that a step starts none.
type pool struct {
	work chan int
	done sync.WaitGroup
	f    func(worker int)
}

// newPool starts the given number of goroutines besides the caller's own.
func newPool(extra int) *pool {
	p := &pool{work: make(chan int, extra)}
	for range extra {
		go func() {
			for worker := range p.work {
				p.f(worker)
				p.done.Done()
			}
		}()
	}
	return p
}

// run calls f(0) … f(n-1), the first in the caller's goroutine, and returns when all have returned.
func (p *pool) run(n int, f func(worker int)) {
	p.f = f
	p.done.Add(n - 1)
	for worker := 1; worker < n; worker++ {
		p.work <- worker
	}
	f(0)
	p.done.Wait()
}

// close ends the goroutines.
func (p *pool) close() { close(p.work) }
