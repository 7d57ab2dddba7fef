package optimisers

import (
	"io"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
)

const about = `Trains the same networks by several optimisers and compares errors at held-out points, and the time to get there:
test functions from values and gradients at some random points, and differential equations. All optimisers of a seed
begin with the same points and weights and take all points in every step.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	problems []problem
	methods  []method
	samples  int
	seeds    int
	steps    int // 0 for every method's own
	quick    bool
}

// mostSamples bounds the Jacobian of Levenberg and Marquardt, three rows of some 4,400 numbers a sample, to two gigabytes.
const mostSamples = 20_000

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo optimisers", about,
		"demo optimisers",
		"demo optimisers -quick",
		"demo optimisers -problem Rosenbrock,Beale -method lbfgs,lm -seeds 1 -json")
	o := &options{Settings: experiment.Declare(f, "report/optimisers")}
	ofProblem, ofMethod := func(p problem) string { return p.name }, func(m method) string { return m.name }
	names, known := cli.Names(problems(), ofProblem), cli.Names(methods, ofMethod)
	chosen := f.ChoiceList("problem", names, names, "the `problems`")
	by := f.ChoiceList("method", known, known, "the `optimisers`")
	steps := f.IntAtLeast("steps", 0, 0, "number of `steps` of every method, 0 for its own")
	samples := f.IntBetween("samples", 100, 1, mostSamples, "number of `points` at which a function is known")
	seeds := f.Seeds(5, "number of `seeds`: points and initial weights")
	f.BoolVar(&o.quick, "quick", false, "one seed and a sixth of the steps: two minutes")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.problems, o.methods = cli.Pick(problems(), ofProblem, *chosen), cli.Pick(methods, ofMethod, *by)
	o.steps, o.samples = *steps, *samples
	if o.seeds = *seeds; o.quick && !f.Given("seeds") {
		o.seeds = 1
	}
	if len(o.jobs()) == 0 {
		return nil, cli.Usagef("optimisers: no problem of -problem has a method of -method, want some: features are for linear equations and Kovasznay, " +
			"bfgs for equations, lmridge for functions")
	}
	return o, nil
}

// jobs lists the networks to train, all seeds of one method before the next.
func (o *options) jobs() []job {
	var jobs []job
	for _, p := range o.problems {
		for _, m := range o.methods {
			steps := m.steps[p.kind]
			if o.steps > 0 && steps > 0 {
				steps = o.steps
			}
			if o.quick {
				steps /= 6
			}
			if m.optimizer == nil {
				steps = p.featureSteps()
			}
			for seed := 1; seed <= o.seeds && steps > 0; seed++ {
				jobs = append(jobs, job{p, m, steps, o.samples, seed})
			}
		}
	}
	return jobs
}
