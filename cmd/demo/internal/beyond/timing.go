package beyond

import (
	"slices"
	"time"
)

// interleaved calls the functions in turn, rounds times, each often enough to take a block's length, and returns the lower
// quartile of the times of a call of each, in seconds: what else the machine does falls on all of them alike, and only ever
// makes them longer.
func interleaved(rounds int, block time.Duration, fs ...func()) []float64 {
	calls, times := make([]int, len(fs)), make([][]float64, len(fs))
	for i, f := range fs {
		f() // what is allocated is allocated
		began := time.Now()
		f()
		calls[i] = max(1, int(block/max(1, time.Since(began))))
	}
	for range rounds {
		for i, f := range fs {
			began := time.Now()
			for range calls[i] {
				f()
			}
			times[i] = append(times[i], time.Since(began).Seconds()/float64(calls[i]))
		}
	}
	quartiles := make([]float64, len(fs))
	for i, t := range times {
		slices.Sort(t)
		quartiles[i] = t[len(t)/4]
	}
	return quartiles
}
