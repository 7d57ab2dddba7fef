package train

import (
	"runtime"
	"sync/atomic"
)

// pool keeps goroutines that run the same function side by side, so that a step starts none. Steps follow one another
// within microseconds, less than it takes to wake a sleeping processor: so whoever waits, a worker for the next step or
// the caller for the last worker, watches for a moment before it sleeps.
type pool struct {
	workers  []*poolWorker
	f        func(worker int)
	left     atomic.Int32 // workers that have not returned
	caller   sleeper
	patience int // how often to look before sleeping
}

// poolWorker is one goroutine of a pool.
type poolWorker struct {
	sleeper
	calls atomic.Uint64 // that it is to have answered; lastCall ends it
}

const lastCall = ^uint64(0)

// watching is how often one looks before sleeping: some tens of microseconds.
const watching = 20_000

// newPool starts the given number of goroutines besides the caller's own.
func newPool(extra int) *pool {
	p := &pool{caller: newSleeper()}
	if extra < runtime.GOMAXPROCS(0) { // otherwise who watches may keep others from running
		p.patience = watching
	}
	for number := 1; number <= extra; number++ {
		w := &poolWorker{sleeper: newSleeper()}
		p.workers = append(p.workers, w)
		go p.serve(w, number)
	}
	return p
}

// serve is the life of the goroutine with the given number. It panics where that is ended by a function that was to return, since
// the caller would wait for ever.
func (p *pool) serve(w *poolWorker, number int) {
	done := false
	defer func() {
		if panicked := recover(); panicked != nil {
			panic(panicked)
		}
		if !done {
			panic("train: a term or its function ended the goroutine of a worker by runtime.Goexit, as FailNow of a test does, want it to return")
		}
	}()
	for answered := uint64(0); ; answered++ {
		w.wait(p.patience, func() bool { return w.calls.Load() != answered })
		if w.calls.Load() == lastCall {
			done = true
			return
		}
		p.f(number)
		if p.left.Add(-1) == 0 {
			p.caller.wake()
		}
	}
}

// run calls f(0) … f(n-1), the first in the caller's goroutine, and returns when all have returned.
func (p *pool) run(n int, f func(worker int)) {
	called := p.workers[:n-1]
	p.f = f
	p.left.Store(int32(len(called)))
	for _, w := range called {
		w.calls.Add(1)
		w.wake()
	}
	f(0)
	p.caller.wait(p.patience, func() bool { return p.left.Load() == 0 })
}

// close ends the goroutines.
func (p *pool) close() {
	for _, w := range p.workers {
		w.calls.Store(lastCall)
		w.wake()
	}
}

// A sleeper is one goroutine's way to wait for something that others bring about.
type sleeper struct {
	asleep atomic.Bool
	token  chan struct{} // sent by whoever finds the goroutine asleep
}

func newSleeper() sleeper { return sleeper{token: make(chan struct{}, 1)} }

// wait returns when ready does, which becomes true before someone calls wake. It looks so many times before it sleeps.
func (s *sleeper) wait(patience int, ready func() bool) {
	for range patience {
		if ready() {
			return
		}
	}
	for !ready() {
		s.asleep.Store(true)
		if ready() && s.asleep.CompareAndSwap(true, false) {
			return
		}
		<-s.token
	}
}

// wake ends the sleep of a goroutine that waits.
func (s *sleeper) wake() {
	if s.asleep.CompareAndSwap(true, false) {
		s.token <- struct{}{}
	}
}
