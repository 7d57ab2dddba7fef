package bench

import (
	"math"
	"runtime"
	"slices"
	"time"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// timing is how long one call took, in seconds: over blocks of calls, the median block's mean and the extremes.
type timing struct{ median, min, max float64 }

// measure calls f(n), which does its work n times, in blocks of about the given length after a warm-up.
func measure(blocks int, block, warmUp time.Duration, f func(n int)) timing {
	n := 1
	for start := time.Now(); time.Since(start) < warmUp; {
		began := time.Now()
		f(n)
		if took := time.Since(began); took < block {
			n = max(n, min(2*n, int(float64(n)*float64(block)/float64(max(took, 1)))))
		}
	}
	runtime.GC()
	means := make([]float64, blocks)
	for i := range means {
		began := time.Now()
		f(n)
		means[i] = time.Since(began).Seconds() / float64(n)
	}
	slices.Sort(means)
	return timing{means[blocks/2], means[0], means[blocks-1]}
}

// microseconds and nanoseconds convert seconds, to three digits after the point.
func microseconds(s float64) float64 { return math.Round(s*1e9) / 1e3 }
func nanoseconds(s float64) float64  { return math.Round(s*1e12) / 1e3 }

// peak measures one core's rate of multiply-adds on registers alone, in floating-point operations a second.
func peak[F dual.Float]() float64 {
	best := 0.0
	for range 11 {
		began := time.Now()
		flops := vec.Peak[F](1 << 16)
		best = max(best, float64(flops)/time.Since(began).Seconds())
	}
	return best
}
