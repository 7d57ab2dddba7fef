package main

import (
	"fmt"
	"math/bits"
)

// printPrediction prints what the model says of a step on many ranks: the step's work is shared but for the update; the sum of
// the gradients takes two messages for each of log₂ R rounds and moves 2(R−1)/R gradients, that of the losses log₂ R messages.
func printPrediction() {
	fmt.Println("| ranks | step, µs | sums, µs | speed-up | efficiency |")
	fmt.Println("|---|---|---|---|---|")
	for ranks := 1; ranks <= 1024; ranks *= 2 {
		sums := sumsTime(ranks)
		took := (*step-*update)/float64(ranks) + *update + sums
		speedup := *step / took
		fmt.Printf("| %d | %.0f | %.0f | %.1f | %.2f |\n", ranks, took, sums, speedup, speedup/float64(ranks))
	}
}

// sumsTime is the time that the sums of one step take.
func sumsTime(ranks int) float64 {
	r, rounds := float64(ranks), float64(bits.TrailingZeros(uint(ranks)))
	kilobytes := 4e-3 * float64(*params)
	return 3*rounds**alpha + 2*(r-1)/r*kilobytes**beta
}
