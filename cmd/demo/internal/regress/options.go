package regress

import (
	"io"
	"math"
	"slices"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
)

const about = `Fits networks to classical test functions from a few samples, with values alone and with derivative labels, and
compares their errors on 10,000 held-out points. All methods of a seed see the same samples and start from the same
weights. Inputs are scaled to [-1, 1] and outputs standardised for training; errors are in the function's own units.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	functions []string
	sizes     []int
	methods   []method
	named     bool // methods were chosen by name
	archs     []architecture
	seeds     int
	epochs    int
	batch     int
	rate      float64
	quick     bool
	published bool // the paper's setting
	curve     bool // error against the number of samples
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo regress", about,
		"demo regress",
		"demo regress -fn rosenbrock,booth -n 20,100 -order 0,1 -hidden 256,256 -act relu -seeds 5 -json",
		"demo regress -fn paper -n 100 -hidden 64,64 -act tanh -order 0,1,2",
		"demo regress -grid            # everything in docs/paper.md, in some minutes",
		"demo regress -grid -quick     # a minute's worth of it",
		"demo regress -curve           # error against the number of samples, and what gradients are worth in values",
		"demo regress -published       # the paper's setting as far as it is known: long")
	o := &options{Settings: experiment.Declare(f, "report")}
	functions := f.ChoiceList("fn", []string{"StyblinskiTang"}, functionNames(), "the `functions`; paper stands for the paper's seven, all for all")
	sizes := f.IntListBetween("n", []int{20, 100}, 1, 1_000_000, "numbers of training `samples`")
	orders := f.IntList("order", []int{0, 1}, 0, "`orders` of the labels: 0 values, 1 and gradients, 2 and Hessians (balanced)")
	chosen := f.ChoiceList("method", nil, cli.Names(methods, nameOf), "`methods` to compare instead of -order")
	hidden := f.IntList("hidden", []int{256, 256}, 1, "`widths` of the hidden layers")
	acts := f.ChoiceList("act", []string{"relu"}, activationNames(), "`activations`")
	seeds := f.Seeds(5, "number of `seeds`: samples and initial weights")
	f.IntVar(&o.epochs, "epochs", 0, "`passes` over the samples; 0 chooses by the number of samples")
	f.IntVar(&o.batch, "batch", 0, "samples a `step`; 0 takes all up to 1,000 and 100 beyond")
	f.Float64Var(&o.rate, "rate", 1e-3, "Adam's learning `rate`, lowered to 0 along a cosine")
	grid := f.Bool("grid", false, "the paper's experiment: its functions, 20 to 10,000 samples, all methods, ReLU 256-256 and tanh 64-64")
	curve := f.Bool("curve", false, "error against the number of samples: from 10 to 2,000 of them, with as many steps for all from 100 on")
	f.BoolVar(&o.published, "published", false, "the paper's setting as far as it is known: ReLU, inputs and values as they are, Adam 3e-5 until the loss has converged")
	f.BoolVar(&o.quick, "quick", false, "shorter training and fewer seeds")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.seeds = *seeds
	o.functions, o.sizes = *functions, *sizes
	o.choose(*orders, *chosen)
	for _, name := range *acts {
		act, err := layers.ActivationByName(name)
		if err != nil {
			return nil, err
		}
		o.archs = append(o.archs, architecture{*hidden, act})
	}
	if *grid && *curve {
		return nil, cli.Usagef("regress: -grid and -curve are both given, want one of them: each chooses numbers of samples")
	}
	if *grid && o.published {
		return nil, cli.Usagef("regress: -grid and -published are both given, want one of them: each chooses methods")
	}
	o.curve = *curve
	o.preset(f, *grid)
	return o, o.check(*orders)
}

// choose takes the methods by their names or, without any, by the orders they stand for.
func (o *options) choose(orders []int, names []string) {
	o.named = len(names) > 0
	for _, q := range orders {
		if !o.named && q < ordinary {
			o.methods = append(o.methods, methods[q])
		}
	}
	o.methods = append(o.methods, cli.Pick(methods, nameOf, names)...)
}

// preset fills in what -grid, -curve and -quick stand for and other flags have not said.
func (o *options) preset(f *cli.Flags, grid bool) {
	if grid {
		o.named = true
		cli.Preset(f, "fn", &o.functions, []string{"paper"})
		cli.Preset(f, "n", &o.sizes, []int{20, 100, 1000, 10_000})
		cli.Preset(f, "method", &o.methods, methods)
		cli.Preset(f, "act", &o.archs, []architecture{{[]int{256, 256}, layers.ReLU}, {[]int{64, 64}, layers.Tanh}})
	}
	if o.curve {
		cli.Preset(f, "n", &o.sizes, []int{10, 20, 50, 100, 200, 500, 1000, 2000})
	}
	if o.published {
		o.named = true
		cli.Preset(f, "fn", &o.functions, []string{"paper"})
		cli.Preset(f, "method", &o.methods, cli.Pick(methods, nameOf, []string{"values", "sobolev"}))
		cli.Preset(f, "rate", &o.rate, 3e-5)
		cli.Preset(f, "epochs", &o.epochs, 100_000)
	}
	if o.quick {
		cli.Preset(f, "seeds", &o.seeds, 2)
		if grid {
			cli.Preset(f, "n", &o.sizes, []int{20, 100})
		}
	}
}

// check reports flags that are each well formed and yet make no sense.
func (o *options) check(orders []int) error {
	for _, q := range orders {
		if q >= ordinary && !o.named {
			return cli.Usagef("regress: -order has %d, want orders from 0 to %d", q, ordinary-1)
		}
	}
	switch {
	case !(o.rate > 0) || math.IsInf(o.rate, 0):
		return cli.Usagef("regress: -rate is %v, want a positive number", o.rate)
	case o.epochs < 0 || o.batch < 0:
		return cli.Usagef("regress: -epochs is %d and -batch %d, want none negative", o.epochs, o.batch)
	}
	for _, a := range o.archs {
		if err := cli.CheckWidths("regress: -hidden "+cli.Joined(a.hidden), slices.Concat([]int{2}, a.hidden, []int{1})...); err != nil {
			return err
		}
		for _, m := range o.methods {
			if !a.carries(m.order) && !o.named {
				return cli.Usagef("regress: -order has %d, but the derivatives of %s networks carry no signal from order %d on; "+
					"want a smoother activation, such as -act tanh", m.order, a.act.Name, a.act.Smoothness+2)
			}
		}
	}
	return nil
}

// largeBatch is the largest number of samples that all go into a step.
const largeBatch = 1000

// budget is how long a network of n samples is trained.
func (o *options) budget(n int) budget {
	b := budget{rate: o.rate, epochs: o.epochs, batch: o.batch, published: o.published}
	if b.epochs == 0 {
		switch {
		case n > largeBatch && o.curve: // as many steps as with fewer samples: only the samples shall differ
			b.batch = largeBatch
			b.epochs = 1500 * largeBatch / n
		case n <= 50:
			b.epochs = 2000
		case n <= largeBatch:
			b.epochs = 1500
		default:
			b.epochs = 40
		}
		if o.quick {
			b.epochs /= 4
		}
	}
	if b.batch == 0 && n > largeBatch {
		b.batch = 100
	}
	if o.Dir != "" {
		b.curve = 50
	}
	return b
}

// problems looks the functions up and labels their held-out points.
func (o *options) problems() ([]*problem, error) {
	var ps []*problem
	add := func(fs ...funcs.Function) error {
		for _, f := range fs {
			p, err := newProblem(f)
			if err != nil {
				return err
			}
			ps = append(ps, p)
		}
		return nil
	}
	for _, name := range o.functions {
		var err error
		switch name {
		case "paper":
			err = add(funcs.All()[:7]...)
		case "all":
			err = add(funcs.All()...)
		default:
			var f funcs.Function
			if f, err = funcs.Lookup(name); err == nil {
				err = add(f)
			}
		}
		if err != nil {
			return nil, err
		}
	}
	return ps, nil
}

// jobs lists the networks to train: for every function and size, all seeds of one method before the next.
func (o *options) jobs() ([]job, error) {
	ps, err := o.problems()
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, arch := range o.archs {
		for _, p := range ps {
			for _, n := range o.sizes {
				for _, m := range o.methods {
					for seed := 1; seed <= o.seeds && arch.carries(m.order); seed++ {
						jobs = append(jobs, job{p, arch, m, n, seed, o.budget(n)})
					}
				}
			}
		}
	}
	return jobs, nil
}

func functionNames() []string {
	names := []string{"paper", "all"}
	for _, f := range funcs.All() {
		names = append(names, f.Name)
	}
	return names
}

func activationNames() []string {
	var names []string
	for _, a := range layers.Activations() {
		names = append(names, a.Name)
	}
	return names
}
