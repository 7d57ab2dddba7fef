package pinn

import (
	"io"
	"runtime"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
)

const about = `Solves differential equations with physics-informed networks, from nothing but the equations and their conditions,
first with Adam and then with L-BFGS, and reports the relative L2 error against the known solutions. Either the
squared residual is minimised, or also the squares of the residual's derivatives (its Sobolev norm), at fewer points, so
that both have the same number of equations.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	problems []problem
	methods  []method
	seeds    int
	points   int
	adam     int
	lbfgs    int
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo pinn", about,
		"demo pinn",
		"demo pinn -quick",
		"demo pinn -problem burgers -seeds 3 -json")
	o := &options{Settings: experiment.Declare(f, "report/pinn")}
	ofProblem, ofMethod := func(p problem) string { return p.Name }, func(m method) string { return m.name }
	names, norms := cli.Names(problems(), ofProblem), cli.Names(methods, ofMethod)
	chosen := f.ChoiceList("problem", names, names, "the `equations`")
	norm := f.ChoiceList("method", norms, norms, "what is minimised: squared `residuals`, or those enhanced by their derivatives")
	seeds := f.Seeds(1, "number of `seeds`: initial weights and points")
	points := f.IntBetween("points", 0, 0, 1_000_000, "`points` inside; 0 leaves it to the equation")
	f.IntVar(&o.adam, "adam", 0, "`steps` of Adam; 0 leaves it to the equation")
	f.IntVar(&o.lbfgs, "lbfgs", 0, "`steps` of L-BFGS; 0 leaves it to the equation")
	quick := f.Bool("quick", false, "a fifth of the steps, at no more than 500 points: some seconds")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.seeds, o.points = *seeds, *points
	o.problems, o.methods = cli.Pick(problems(), ofProblem, *chosen), cli.Pick(methods, ofMethod, *norm)
	if err := o.check(); err != nil {
		return nil, err
	}
	for i := range o.problems {
		o.settle(&o.problems[i], *quick)
	}
	return o, nil
}

// settle writes the flags to a problem's settings.
func (o *options) settle(p *problem, quick bool) {
	s := &p.Settings
	if quick {
		s.Points, s.Adam, s.LBFGS = min(s.Points, 500), s.Adam/5, s.LBFGS/5
	}
	for _, flag := range []struct {
		value   int
		setting *int
	}{{o.points, &s.Points}, {o.adam, &s.Adam}, {o.lbfgs, &s.LBFGS}} {
		if flag.value > 0 {
			*flag.setting = flag.value
		}
	}
}

// check reports flags that are each well formed and yet make no sense.
func (o *options) check() error {
	if o.adam < 0 || o.lbfgs < 0 {
		return cli.Usagef("pinn: -adam is %d and -lbfgs %d, want none negative", o.adam, o.lbfgs)
	}
	return nil
}

// jobs lists the networks to train, all seeds of one method before the next.
func (o *options) jobs() []job {
	var list []job
	for i := range o.problems {
		for _, m := range o.methods {
			for seed := 1; seed <= o.seeds && !(m.enhanced && o.problems[i].derivatives == nil); seed++ {
				list = append(list, job{problem: &o.problems[i], method: m, seed: seed})
			}
		}
	}
	for i := range list { // the result does not depend on it
		list[i].workers = max(1, runtime.GOMAXPROCS(0)/max(1, len(list)))
	}
	return list
}
