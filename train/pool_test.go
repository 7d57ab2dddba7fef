package train

import (
	"runtime"
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
