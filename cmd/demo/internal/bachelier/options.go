package bachelier

import (
	"fmt"
	"io"
	"math"
	"slices"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
)

const about = `Learns the price of a basket call in the Bachelier model from simulated payoffs, and from payoffs and their pathwise
derivatives (differential machine learning, Huge and Savine 2020), and compares prices and deltas with the closed form
at 4,096 states. Every seed draws a market, paths and initial weights; both methods of a seed see the same ones.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	dims   []int
	paths  []int
	seeds  int
	epochs int
	peak   float64 // of the learning rate
	quick  bool
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo bachelier", about,
		"demo bachelier               # the table of docs/paper.md, in a minute",
		"demo bachelier -quick        # three seeds in place of ten",
		"demo bachelier -d 50 -paths 16384 -seeds 3 -rate 0.01",
		"demo bachelier -json -d 7 -paths 4096 -seeds 5")
	o := &options{Settings: experiment.Declare(f, "report/bachelier")}
	dims := f.IntListBetween("d", []int{7}, 1, 5000, "numbers of `assets` in the basket")
	paths := f.IntListBetween("paths", []int{4096, 8192, 16384}, 16, 1<<24, "numbers of simulated `paths`")
	seeds := f.Seeds(10, "number of `seeds`: markets, paths and initial weights")
	epochs := f.IntAtLeast("epochs", 100, 1, "`passes` over the paths; each takes 16 steps, or fewer of 256 paths")
	f.Float64Var(&o.peak, "rate", publishedPeak, "peak of Adam's learning `rate`; the published one is high")
	f.BoolVar(&o.quick, "quick", false, "fewer seeds")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.dims, o.paths, o.seeds, o.epochs = *dims, *paths, *seeds, *epochs
	if o.quick && !f.Given("seeds") {
		o.seeds = 3
	}
	if slices.Sort(o.paths); len(slices.Compact(slices.Clone(o.paths))) < len(o.paths) {
		return nil, cli.Usagef("bachelier: -paths has a number twice: %v", o.paths)
	}
	d, most := slices.Max(o.dims), slices.Max(o.paths)
	if err := cli.CheckNumbers(fmt.Sprintf("bachelier: -d %d with -paths %d", d, most), 2, d, most); err != nil {
		return nil, err
	}
	if !(o.peak > 0) || math.IsInf(o.peak, 0) {
		return nil, cli.Usagef("bachelier: -rate is %v, want a positive number", o.peak)
	}
	return o, nil
}

// jobs lists the networks to train: for every basket and number of paths all seeds of one method before the other.
func (o *options) jobs() []job {
	var jobs []job
	for _, d := range o.dims {
		for _, paths := range o.paths {
			for _, m := range methods {
				for seed := 1; seed <= o.seeds; seed++ {
					jobs = append(jobs, job{d, paths, m, seed, o.epochs, o.peak})
				}
			}
		}
	}
	return jobs
}
