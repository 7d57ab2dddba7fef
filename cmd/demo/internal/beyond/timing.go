package beyond

import (
	"runtime"
	"slices"
	"time"

	"example.com/sobolev/cmd/demo/internal/cputime"
)

// interleaved calls the functions in turn, rounds times, each often enough to take a block's length, and returns the median of
// the processor times of a call of each, in seconds.
func interleaved(rounds int, block time.Duration, fs ...func()) []float64 {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	calls, times := make([]int, len(fs)), make([][]float64, len(fs))
	for i, f := range fs {
		f() // what is allocated is allocated
		began := cputime.Thread()
		f()
		calls[i] = max(1, int(block/max(time.Microsecond, cputime.Thread()-began)))
	}
	for range rounds {
		for i, f := range fs {
			began := cputime.Thread()
			for range calls[i] {
				f()
			}
			times[i] = append(times[i], (cputime.Thread()-began).Seconds()/float64(calls[i]))
		}
	}
	medians := make([]float64, len(fs))
	for i, t := range times {
		slices.Sort(t)
		medians[i] = t[len(t)/2]
	}
	return medians
}
