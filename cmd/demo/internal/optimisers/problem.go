package optimisers

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"

	"example.com/sobolev/cmd/demo/internal/pinn/equations"
	"example.com/sobolev/cmd/demo/internal/report"
	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// A problem is something to train a network on.
type problem struct {
	name    string
	measure string // what its errors are
	kind    kind
	begin   func(seed int) (*task, error)
}

// kind says what is trained.
type kind int

const (
	function kind = iota
	equation
	kinds
)

// A task is an untrained network with its objective.
type task struct {
	net   *layers.Net[float64]
	terms []train.Term[float64]
	error func() (float64, error) // held out, of the network as it is
}

// samples is the number of points at which a function is known.
const samples = 100

// problems lists them: functions on the boxes that the comparison with other libraries has, and an equation.
func problems() []problem {
	var ps []problem
	for _, f := range []struct {
		name   string
		lo, hi []float64
	}{
		{"Rosenbrock", []float64{-2, -2}, []float64{2, 2}},
		{"McCormick", []float64{-1.5, -3}, []float64{4, 4}},
		{"StyblinskiTang", []float64{-5, -5}, []float64{5, 5}},
		{"Rastrigin", []float64{-1, -1}, []float64{1.5, 1.5}},
		{"Beale", []float64{-4.5, -4.5}, []float64{4.5, 4.5}},
	} {
		box := data.Box{Lo: f.lo, Hi: f.hi}
		ps = append(ps, problem{f.name, "mean square over variance", function, func(seed int) (*task, error) {
			return fit(f.name, box, seed)
		}})
	}
	return append(ps, problem{"Poisson 2-D", "relative L2", equation, func(seed int) (*task, error) {
		return solve(equations.Poisson(2), seed)
	}})
}

// fit is the task of fitting a function to its values and gradients at random points, by two layers of 64 tanh units.
func fit(name string, box data.Box, seed int) (*task, error) {
	f, err := funcs.Lookup(name)
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(nameSeed(name), uint64(seed)))
	d, err := data.FromFunc(f.Any, data.Uniform[float64](box, samples, rng), 1)
	if err != nil {
		return nil, err
	}
	units := data.Standardize(d)
	test, err := data.FromFunc(f.Any, data.Halton[float64](box, heldOut, rand.New(rand.NewPCG(271, 828))), 0)
	if err != nil {
		return nil, err
	}
	test = units.Apply(test)
	deviation := report.Summarize(test.Labels.Plane(0)).Deviation
	dense := func(out int) layers.Layer[float64] { return layers.DenseInit[float64](out, layers.LeCun, layers.FanIn) }
	tanh := layers.Activate[float64](layers.Tanh)
	net, err := layers.New(2, rng, dense(64), tanh, dense(64), tanh, dense(1))
	if err != nil {
		return nil, err
	}
	term, err := train.Regression(net, units.Apply(d), train.Balanced(nil, 1, 1))
	if err != nil {
		return nil, err
	}
	return &task{net, []train.Term[float64]{term}, func() (float64, error) {
		parts, err := train.Evaluate(net, test, train.MeanSquared(0))
		if err != nil {
			return 0, err
		}
		return parts[0] / (deviation * deviation), nil
	}}, nil
}

// heldOut is the number of points that errors are measured at.
const heldOut = 2000

// solve is the task of solving an equation with the network and the points that are usual for it.
func solve(p equations.Problem, seed int) (*task, error) {
	rng := rand.New(rand.NewPCG(uint64(seed), 0x9de))
	net, err := layers.NewMLP[float64](len(p.Box.Lo), p.Settings.Hidden, 1, layers.Tanh, rng)
	if err != nil {
		return nil, err
	}
	terms, err := p.Terms(net, p.Settings.Points, rng)
	if err != nil {
		return nil, fmt.Errorf("optimisers: %w", err)
	}
	return &task{net, terms, func() (float64, error) { return p.Error(net, heldOut), nil }}, nil
}

// nameSeed makes a seed of a name.
func nameSeed(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum64()
}
