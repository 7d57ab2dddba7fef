package orders

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/experiment"
	"example.com/sobolev/layers"
)

const about = `Asks whether third and fourth derivatives still pay: fits smooth functions with labels of orders 0 to 4, all orders
balanced, and compares errors of values, slopes and curvatures on 10,000 held-out points. All orders of a seed start from
the same weights. -equal says what else they have in common; what is given is that of the highest order.`

// options are the command's flags.
type options struct {
	*experiment.Settings
	functions []string
	sizes     []int
	orders    []int
	acts      []layers.Activation
	equal     fairness
	weights   []float64 // of the orders from 0 on
	seeds     int
	steps     int
	quick     bool
}

// parse reads the command line.
func parse(args []string, stdout io.Writer) (*options, error) {
	f := cli.NewFlags("demo orders", about,
		"demo orders                       # same samples, same steps",
		"demo orders -equal compute        # same samples, same time",
		"demo orders -equal numbers        # as many measured numbers",
		"demo orders -quick -json",
		"demo orders -fn runge,rosenbrock -n 8,16,32 -act tanh,sin,softplus -seeds 3")
	o := &options{Settings: experiment.Declare(f, "report/orders"), weights: []float64{1, 1, 1, 1, 1}}
	functions := f.ChoiceList("fn", []string{"Wave", "Runge", "Franke", "Branin", "McCormick", "StyblinskiTang"}, targetNames(), "the `functions`")
	sizes := f.IntListBetween("n", []int{10, 30}, 1, 1_000_000, "numbers of training `samples`")
	orders := f.IntList("order", []int{0, 1, 2, 3, 4}, 0, "highest `orders` of the labels, rising")
	acts := []string{"tanh"}
	f.Var(cli.NewList(&acts, smooth), "act", "`activations` (any of "+strings.Join(smoothNames(), ", ")+")")
	equal := f.Choice("equal", string(equalSteps), []string{string(equalSteps), string(equalCompute), string(equalNumbers)},
		"`what` all orders have in common")
	f.Var(cli.NewList(&o.weights, parseWeight), "weights", "`weights` of the orders from 0 on, after balancing")
	seeds := f.Seeds(5, "number of `seeds`: samples and initial weights")
	steps := f.IntAtLeast("steps", 1500, 1, "training `steps`, each on all samples")
	f.BoolVar(&o.quick, "quick", false, "fewer seeds and one size")
	if err := o.Parse(f, args, stdout); err != nil {
		return nil, err
	}
	o.functions, o.sizes, o.orders = *functions, *sizes, *orders
	o.equal, o.seeds, o.steps = fairness(*equal), *seeds, *steps
	for _, name := range acts {
		act, err := layers.ActivationByName(name)
		if err != nil {
			return nil, err
		}
		o.acts = append(o.acts, act)
	}
	if o.quick && !f.Given("seeds") {
		o.seeds = 2
	}
	if o.quick && !f.Given("n") {
		o.sizes = []int{20}
	}
	return o, o.check()
}

// check reports flags that are each well formed and yet make no sense.
func (o *options) check() error {
	last := -1
	for _, q := range o.orders {
		if q > maxOrder || q <= last {
			return cli.Usagef("orders: -order is %v, want rising numbers from 0 to %d", o.orders, maxOrder)
		}
		last = q
	}
	if len(o.weights) <= last {
		return cli.Usagef("orders: -weights has %d weights, want one for each order from 0 to %d", len(o.weights), last)
	}
	return nil
}

// jobs lists the networks to train: for every function and size, all seeds of one order before the next.
func (o *options) jobs() ([]job, error) {
	var jobs []job
	var targets []*target
	for _, name := range o.functions {
		t, err := lookup(name)
		if err != nil {
			return nil, err
		}
		targets = append(targets, t)
	}
	highest := o.orders[len(o.orders)-1]
	for _, act := range o.acts {
		for _, t := range targets {
			for _, n := range o.sizes {
				for _, q := range o.orders {
					samples, steps := o.equal.share(t.dim(), q, highest, n, o.steps)
					for seed := 1; seed <= o.seeds; seed++ {
						jobs = append(jobs, job{t, act, n, samples, steps, q, o.weights[:q+1], seed})
					}
				}
			}
		}
	}
	return jobs, nil
}

// smooth is the parser of activations with derivatives of all orders.
func smooth(s string) (string, error) {
	if a, err := layers.ActivationByName(s); err == nil {
		switch {
		case a.Name == layers.Identity.Name:
			return "", fmt.Errorf("got %q, with which a network is linear, want one of %s", s, strings.Join(smoothNames(), ", "))
		case a.Smoothness != layers.Smooth:
			return "", fmt.Errorf("got %q, whose derivatives of order %d are not continuous, want one that is smooth: %s",
				s, a.Smoothness+1, strings.Join(smoothNames(), ", "))
		}
	}
	return cli.OneOf(smoothNames()...)(s)
}

// smoothNames lists the activations with derivatives of all orders.
func smoothNames() []string {
	var names []string
	for _, a := range layers.Activations() {
		if a.Smoothness == layers.Smooth && a.Name != layers.Identity.Name {
			names = append(names, a.Name)
		}
	}
	return names
}

// parseWeight reads a weight of an order.
func parseWeight(s string) (float64, error) {
	w, err := strconv.ParseFloat(s, 64)
	if err != nil || !(w >= 0) || math.IsInf(w, 0) {
		return 0, cli.Usagef("got %q, want numbers of at least 0", s)
	}
	return w, nil
}
