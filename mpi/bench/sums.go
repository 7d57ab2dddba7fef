package main

import (
	"fmt"
	"math"
	"time"

	"example.com/sobolev/mpi/internal/tree"
	"example.com/sobolev/train"
)

// sumsTable times sums of float32 vectors over the ranks and fits times for a message and a byte to them.
func sumsTable(g train.Group) error {
	if g.Rank() == 0 {
		fmt.Print("\n| float32 numbers | bytes | sum over the ranks, µs |\n|---|---|---|\n")
	}
	var c costs
	for _, n := range []int{1, 256, 1024, 4096, 16384, 67000, 262144, 1 << 20} {
		us, err := timeSum(g, make([]float32, n))
		if err != nil {
			return err
		}
		if g.Rank() == 0 {
			fmt.Printf("| %d | %d | %.1f |\n", n, 4*n, us)
		}
		c.add(4*n, g.Size(), us)
	}
	if alpha, beta := c.fit(); g.Rank() == 0 {
		fmt.Printf("\nα = %.2f µs for a message, β = %.4f µs for 1000 bytes\n", alpha, 1000*beta)
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

// costs are the sums of products of messages, bytes and times, over the time in squares, that a fit needs.
type costs struct{ mm, mb, bb, mt, bt float64 }

func (c *costs) add(bytes, ranks int, us float64) {
	m, b := tree.Cost(bytes, ranks)
	w := 1 / (us * us)
	c.mm += w * m * m
	c.mb += w * m * b
	c.bb += w * b * b
	c.mt += w * m * us
	c.bt += w * b * us
}

// fit returns the times for a message and for a byte with the least squares of relative errors.
func (c *costs) fit() (alpha, beta float64) {
	det := c.mm*c.bb - c.mb*c.mb
	return (c.mt*c.bb - c.bt*c.mb) / det, (c.bt*c.mm - c.mt*c.mb) / det
}
