package losses

import (
	"io"
	"math"
	"slices"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
)

const about = `Trains small networks with every loss, weighting, norm and kind of label, each with and without its derivative
term, from the same data and initial weights, and compares errors on 2,000 held-out points. The plain loss is given
the same number of steps, and again as many as make the same number of matrix products.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	tasks []task
	seeds int
	steps int
	rate  float64
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo losses", about,
		"demo losses",
		"demo losses -quick            # some seconds",
		"demo losses -task norms,noise -seeds 10",
		"demo losses -json > losses.jsonl")
	o := &options{Settings: experiment.Declare(f, "report/losses")}
	ofTask := func(t task) string { return t.name }
	names := f.ChoiceList("task", nil, cli.Names(allTasks(), ofTask), "the `tasks`; all if the flag is not given")
	seeds := f.Seeds(5, "number of `seeds`: samples and initial weights")
	f.IntVar(&o.steps, "steps", 2000, "training `steps` of the losses with derivatives")
	f.Float64Var(&o.rate, "rate", 5e-3, "Adam's learning `rate`, lowered to 0 along a cosine")
	quick := f.Bool("quick", false, "fewer steps and 3 seeds")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.seeds = *seeds
	if o.tasks = allTasks(); len(*names) > 0 {
		o.tasks = cli.Pick(o.tasks, ofTask, *names)
	}
	if *quick && !f.Given("seeds") {
		o.seeds = 3
	}
	if *quick && !f.Given("steps") {
		o.steps = 400
	}
	return o, o.check()
}

// check reports flags that are each well formed and yet make no sense.
func (o *options) check() error {
	switch {
	case !(o.rate > 0) || math.IsInf(o.rate, 0):
		return cli.Usagef("losses: -rate is %v, want a positive number", o.rate)
	case o.steps < 1:
		return cli.Usagef("losses: -steps is %d, want at least 1", o.steps)
	}
	return nil
}

// allTasks lists the tasks, those of one feature together.
func allTasks() []task {
	return slices.Concat(orders(), weights(), norms(), labels(), sources(), projections(), residuals())
}
