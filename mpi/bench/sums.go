package main

import (
	"fmt"
	"math"
	"time"

	"example.com/sobolev/train"
)

// sumsTable times sums of float32 vectors over the ranks and fits a line to the times.
func sumsTable(g train.Group) error {
	if g.Rank() == 0 {
		fmt.Print("\n| float32 numbers | bytes | sum over the ranks, µs |\n|---|---|---|\n")
	}
	var bytes, times []float64
	for _, n := range []int{1, 256, 1024, 4096, 16384, 67000, 262144, 1 << 20} {
		us, err := timeSum(g, make([]float32, n))
		if err != nil {
			return err
		}
		if bytes = append(bytes, float64(4*n)); g.Rank() == 0 {
			fmt.Printf("| %d | %d | %.1f |\n", n, 4*n, us)
		}
		times = append(times, us)
	}
	alpha, beta := fit(bytes, times)
	if g.Rank() == 0 {
		fmt.Printf("\nbest line: %.2f µs + %.4f µs for 1000 bytes\n", alpha, 1000*beta)
	}
	return nil
}

// timeSum returns the least mean time of sums of x.
func timeSum(g train.Group, x []float32) (us float64, err error) {
	us = math.Inf(1)
	repeat := max(5, min(500, 2_000_000/len(x)))
	for range *rounds {
		if err := g.SumFloat32(x); err != nil { // all ranks are there
			return 0, err
		}
		start := time.Now()
		for range repeat {
			if err := g.SumFloat32(x); err != nil {
				return 0, err
			}
		}
		us = min(us, float64(time.Since(start).Nanoseconds())/1e3/float64(repeat))
	}
	return us, nil
}

// fit returns the line α + β·bytes with the least squares of relative errors.
func fit(bytes, times []float64) (alpha, beta float64) {
	var w, wn, wnn, wt, wnt float64
	for i, n := range bytes {
		weight := 1 / (times[i] * times[i])
		w += weight
		wn += weight * n
		wnn += weight * n * n
		wt += weight * times[i]
		wnt += weight * n * times[i]
	}
	beta = (w*wnt - wn*wt) / (w*wnn - wn*wn)
	return (wt - beta*wn) / w, beta
}
