package main

import (
	"fmt"

	"example.com/sobolev/mpi/internal/tree"
)

// printPrediction prints what the model says of a step on many ranks: its tiles are shared, its update is not, and
// the ranks add up the gradient and a few numbers more, the losses.
func printPrediction() {
	fmt.Println("| ranks | step, µs | sums, µs | speed-up | efficiency |")
	fmt.Println("|---|---|---|---|---|")
	for ranks := 1; ranks <= 1024; ranks *= 2 {
		sums := sumsTime(ranks)
		most := (*tiles + ranks - 1) / ranks // of the tiles, on one rank
		took := (*step-*update)*float64(most)/float64(*tiles) + *update + sums
		speedup := *step / took
		fmt.Printf("| %d | %.0f | %.0f | %.1f | %.2f |\n", ranks, took, sums, speedup, speedup/float64(ranks))
	}
}

// sumsTime is the time that the sums of one step take.
func sumsTime(ranks int) float64 {
	messages, moved := tree.Cost(4**params, ranks)
	losses, _ := tree.Cost(1, ranks)
	return (messages+losses)**alpha + moved/1000**beta
}
