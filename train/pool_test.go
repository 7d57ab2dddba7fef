package train

import (
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// TestPool runs many steps with pauses short and long, so that workers and caller both watch and sleep.
func TestPool(t *testing.T) {
	for _, procs := range []int{1, 2, 4} {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		const workers = 4
		p := newPool(workers - 1)
		var calls [workers]atomic.Int64
		var want [workers]int64
		for round := range 300 {
			n := 1 + round%workers
			for w := range n {
				want[w]++
			}
			p.run(n, func(w int) {
				if round%50 == 0 && w > 0 {
					time.Sleep(time.Millisecond) // the caller sleeps
				}
				calls[w].Add(1)
			})
			for w := range want {
				if got := calls[w].Load(); got != want[w] {
					t.Fatalf("%d processors, round %d: worker %d was called %d times, want %d", procs, round, w, got, want[w])
				}
			}
			if round%70 == 0 {
				time.Sleep(time.Millisecond) // the workers sleep
			}
		}
		p.close()
	}
}

// TestPoolGoexit expects a function that ends its worker's goroutine to end the program in place of a wait for ever, and one that
// panics to keep its own words.
func TestPoolGoexit(t *testing.T) {
	for want, f := range map[string]func(int){"runtime.Goexit": func(int) { runtime.Goexit() }, "out of ink": func(int) { panic("out of ink") }} {
		p, w := &pool{f: f}, &poolWorker{sleeper: newSleeper()}
		w.calls.Add(1)
		recovered := make(chan any)
		go func() {
			defer func() { recovered <- recover() }()
			p.serve(w, 1)
		}()
		if got, ok := (<-recovered).(string); !ok || !strings.Contains(got, want) {
			t.Errorf("panic %q, want one about %s", got, want)
		}
	}
}
