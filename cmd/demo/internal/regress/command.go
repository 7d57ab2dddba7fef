package regress

import (
	"context"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
	"time"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/progress"
	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
)

// Command is the regression experiment; without flags it is the program's main job.
var Command = cli.Command{
	Name:  "regress",
	Short: "fit test functions with and without derivative labels and compare",
	Run:   run,
}

const about = `Fits networks to classical test functions from a few samples, with values alone and with derivative labels, and
compares their errors on 10,000 held-out points. All methods of a seed see the same samples and start from the same
weights. Inputs are scaled to [-1, 1] and outputs standardised for training; errors are in the function's own units.`

// options are the command's flags.
type options struct {
	*cli.Output
	functions []string
	sizes     []int
	methods   []string
	orders    []int
	hidden    []int
	act       string
	seeds     int
	epochs    int
	batch     int
	rate      float64
	dir       string // of the report, empty for none
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo regress", about,
		"demo regress",
		"demo regress -fn rosenbrock,booth -n 20,100 -order 0,1 -hidden 256,256 -act relu -seeds 5 -json",
		"demo regress -fn paper -n 100 -hidden 64,64 -act tanh -order 0,1,2")
	o := &options{Output: f.OutputFlags("report")}
	names := []string{"paper", "all"}
	for _, fn := range funcs.All() {
		names = append(names, fn.Name)
	}
	var acts, ways []string
	for _, a := range layers.Activations() {
		acts = append(acts, a.Name)
	}
	for _, m := range methods {
		ways = append(ways, m.name)
	}
	functions := f.ChoiceList("fn", []string{"Styblinski-Tang"}, names, "the `functions`; paper stands for the paper's seven, all for all")
	sizes := f.IntList("n", []int{20, 100}, 1, "numbers of training `samples`")
	orders := f.IntList("order", []int{0, 1}, 0, "`orders` of the labels: 0 values, 1 and gradients, 2 and Hessians (balanced)")
	chosen := f.ChoiceList("method", nil, ways, "`methods` to compare instead of -order")
	hidden := f.IntList("hidden", []int{256, 256}, 1, "`widths` of the hidden layers")
	act := f.Choice("act", "relu", acts, "`activation`")
	seeds := f.IntAtLeast("seeds", 5, 1, "number of `seeds`: samples and initial weights")
	epochs := f.IntAtLeast("epochs", 0, 0, "`passes` over the samples; 0 chooses by the number of samples")
	batch := f.IntAtLeast("batch", 0, 0, "samples a `step`; 0 takes all up to 1,000 and 100 beyond")
	f.Float64Var(&o.rate, "rate", 1e-3, "Adam's learning `rate`, lowered to 0 along a cosine")
	if err := f.ParseArgs(args, stdout); err != nil {
		return nil, err
	}
	o.functions, o.sizes, o.orders, o.methods = *functions, *sizes, *orders, *chosen
	o.dir = o.ReportDir(f)
	o.hidden, o.act, o.seeds, o.epochs, o.batch = *hidden, *act, *seeds, *epochs, *batch
	if !(o.rate > 0) || math.IsInf(o.rate, 0) {
		return nil, cli.Usagef("regress: -rate is %v, want a positive number", o.rate)
	}
	for _, q := range o.orders {
		if q >= ordinary {
			return nil, cli.Usagef("regress: -order has %d, want orders from 0 to %d", q, ordinary-1)
		}
	}
	return o, nil
}

// setup turns the flags into what all jobs share.
func (o *options) setup() (*setup, error) {
	act, err := layers.ActivationByName(o.act)
	if err != nil {
		return nil, err
	}
	s := &setup{hidden: o.hidden, act: act, rate: o.rate, epochs: func(n int) int {
		switch {
		case o.epochs > 0:
			return o.epochs
		case n <= 50:
			return 2000
		case n <= 1000:
			return 1500
		}
		return 40
	}, batch: func(n int) int {
		switch {
		case o.batch > 0:
			return o.batch
		case n <= 1000:
			return n
		}
		return 100
	}}
	if !o.JSON {
		s.curve = 50
	}
	return s, nil
}

// jobs lists the networks to train: for every function and size, all seeds of one method before the next.
func (o *options) jobs() ([]job, error) {
	fns, err := o.problems()
	if err != nil {
		return nil, err
	}
	var jobs []job
	for _, p := range fns {
		for _, n := range o.sizes {
			for _, m := range o.chosen() {
				for seed := 1; seed <= o.seeds; seed++ {
					jobs = append(jobs, job{problem: p, method: m, n: n, seed: seed})
				}
			}
		}
	}
	return jobs, nil
}

// problems looks the functions up and labels their held-out points.
func (o *options) problems() ([]*problem, error) {
	var fns []funcs.Function
	for _, name := range o.functions {
		switch name {
		case "paper":
			fns = append(fns, funcs.All()[:7]...)
		case "all":
			fns = append(fns, funcs.All()...)
		default:
			f, err := funcs.Lookup(name)
			if err != nil {
				return nil, err
			}
			fns = append(fns, f)
		}
	}
	var ps []*problem
	for _, f := range fns {
		p, err := newProblem(f)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name, err)
		}
		ps = append(ps, p)
	}
	return ps, nil
}

// chosen returns the methods that the flags name.
func (o *options) chosen() []method {
	if len(o.methods) == 0 {
		var ms []method
		for _, q := range o.orders {
			ms = append(ms, methods[q])
		}
		return ms
	}
	var ms []method
	for _, m := range methods {
		if slices.Contains(o.methods, m.name) {
			ms = append(ms, m)
		}
	}
	return ms
}

// row is one line of the command's -json output.
type row struct {
	Fn      string  `json:"fn"`
	N       int     `json:"n"`
	Order   int     `json:"order"`
	Method  string  `json:"method,omitempty"` // if -method was given
	Seed    int     `json:"seed"`
	MSE     float64 `json:"test_mse"`
	GradMSE float64 `json:"test_grad_mse"`
	Seconds float64 `json:"seconds"`
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	o, err := parse(args, stdout)
	if err != nil {
		return err
	}
	s, err := o.setup()
	if err != nil {
		return err
	}
	jobs, err := o.jobs()
	if err != nil {
		return err
	}
	started, total := time.Now(), 0
	for _, j := range jobs {
		total += s.epochs(j.n)
	}
	bars := progress.New(stderr, o.Quiet || o.JSON, "training", total)
	rows := cli.NewRows(stdout, o.JSON)
	var results []*result
	err = runAll(ctx, s, jobs, bars, func(r *result) error {
		results = append(results, r)
		out := row{Fn: r.problem.f.Name, N: r.n, Order: r.method.order, Seed: r.seed, MSE: r.mse, GradMSE: r.gradMSE, Seconds: r.seconds}
		if len(o.methods) > 0 {
			out.Method = r.method.name
		}
		if r.interrupted {
			return nil
		}
		return rows.Write(out)
	})
	bars.Close()
	if len(results) == 0 {
		return err
	}
	if e := o.present(cells(results), args, started, stdout); err == nil {
		err = e
	}
	return err
}

// present prints the table and writes the report, as far as the flags want them.
func (o *options) present(cs []*cell, args []string, started time.Time, stdout io.Writer) error {
	if !o.JSON {
		if err := table(cs).WriteText(stdout); err != nil {
			return err
		}
	}
	if o.dir == "" {
		return nil
	}
	command := strings.TrimSpace("go run ./cmd/demo regress " + strings.Join(args, " "))
	path, err := page(cs, o, command, started).Write(o.dir)
	if err == nil && !o.JSON {
		fmt.Fprintf(stdout, "\n%s\nThe report with all figures: %s\n", table(cs).Caption, path)
	}
	return err
}
