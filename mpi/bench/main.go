// Command bench measures what ranks gain on one machine, and what their sums cost:
//
//	go build -tags mpi -o bench ./bench && mpirun --bind-to none -n 2 ./bench
//
// The steps of one thread, of as many threads as there are ranks, and of all ranks take turns in one job, so that whatever
// else the machine does meets all alike. For every kind the least of the rounds is given, and by how much it is faster than
// one thread, per thread or rank. To the times of the sums α for a message and β for a byte are fitted, and
// with -predict there is what these mean for other numbers of ranks, see docs/scaling.md:
//
//	go run ./bench -predict -step 5550 -tiles 24 -update 30 -params 67000 -alpha 2 -beta 0.08
package main

import (
	"context"
	"flag"
	"fmt"
	"strings"
	"time"

	"example.com/sobolev/mpi"
	"example.com/sobolev/train"
)

var (
	configs = flag.String("configs", "2,64,256;2,256,1024", "inputs, width and batch of each network")
	rounds  = flag.Int("rounds", 11, "rounds, of which the least counts")
	block   = flag.Duration("block", 50*time.Millisecond, "time of the steps of a round; where other programs run, short ones and many of them are disturbed less")
	predict = flag.Bool("predict", false, "print what the model says, and measure nothing")
	step    = flag.Float64("step", 5550, "µs that a step takes one process, for -predict")
	tiles   = flag.Int("tiles", 24, "tiles of that step, for -predict")
	params  = flag.Int("params", 67000, "float32 parameters, for -predict")
	update  = flag.Float64("update", 0, "µs of the step that every rank spends for itself, for -predict")
	alpha   = flag.Float64("alpha", 2, "µs of a message, for -predict")
	beta    = flag.Float64("beta", 0.08, "µs for 1000 bytes more, for -predict")
)

func main() {
	flag.Parse()
	if *predict {
		printPrediction()
		return
	}
	mpi.Main(func(ctx context.Context, g train.Group) error {
		if err := stepsTable(ctx, g); err != nil {
			return err
		}
		return sumsTable(g)
	})
}

// stepsTable times training steps of every configuration in both precisions.
func stepsTable(ctx context.Context, g train.Group) error {
	if g.Rank() == 0 {
		fmt.Printf("| 1; d, w, batch | type | one thread, µs | %d threads, µs | efficiency | %d ranks, µs | efficiency |\n", g.Size(), g.Size())
		fmt.Println("|---|---|---|---|---|---|---|")
	}
	for _, text := range strings.Split(*configs, ";") {
		var s shape
		if _, err := fmt.Sscanf(text, "%d,%d,%d", &s.d, &s.w, &s.batch); err != nil {
			return fmt.Errorf("configuration %q, want inputs,width,batch: %w", text, err)
		}
		if err := compare[float32](ctx, g, s); err != nil {
			return err
		}
		if err := compare[float64](ctx, g, s); err != nil {
			return err
		}
	}
	return nil
}
