package mpi_test

import (
	"context"
	"fmt"

	"example.com/sobolev/mpi"
	"example.com/sobolev/train"
)

// The program is the same for one process and for many. What differs from rank to rank, such as which of a number of
// independent runs to make, follows from Rank and Size.
func ExampleMain() {
	mpi.Main(func(_ context.Context, g train.Group) error {
		best := []float64{0, 0, 0}
		for run := g.Rank(); run < len(best); run += g.Size() {
			best[run] = float64(10 + run) // of run number run
		}
		if err := g.SumFloat64(best); err != nil {
			return err
		}
		if g.Rank() == 0 {
			fmt.Println(best)
		}
		return nil
	})
	// Output: [10 11 12]
}
