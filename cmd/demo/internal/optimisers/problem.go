package optimisers

import (
	"fmt"
	"hash/fnv"
	"math"
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
	begin   func(seed, samples int) (*task, error) // a function is known at so many points

	// features begins with random features in place of the network; nil if they are of no use for the problem.
	features func(seed int) (*task, error)
}

// featureSteps is the one step that random features take, 0 where they are of no use.
func (p problem) featureSteps() int {
	if p.features == nil {
		return 0
	}
	return 1
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

// problems lists them: functions on the boxes that the comparison with other libraries has, and equations.
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
		ps = append(ps, problem{name: f.name, measure: "mean square over variance", kind: function,
			begin: func(seed, samples int) (*task, error) { return fit(f.name, box, samples, seed) }})
	}
	for _, e := range []struct {
		name string
		equations.Problem
	}{
		{"Poisson 2-D", equations.Poisson(2)},
		{"heat", equations.Heat(0.2)},
		{"wave", equations.Wave(1, 3)},
		{"fast wave", equations.Wave(2, 4)},
		{"Helmholtz", equations.Helmholtz(4)},
		{"Burgers", equations.BurgersAtFront(0.01 / math.Pi)},
		{"Allen-Cahn", equations.AllenCahn()},
		{"Kovasznay", equations.Kovasznay()},
	} {
		p := problem{name: e.name, measure: "relative L2", kind: equation,
			begin: func(seed, _ int) (*task, error) { return solve(e.Problem, seed) }}
		if e.Features.Units > 0 {
			p.features = func(seed int) (*task, error) { return randomFeatures(e.Problem, seed) }
		}
		ps = append(ps, p)
	}
	return ps
}

// fit is the task of fitting a function to its values and gradients at random points, by two layers of 64 tanh units.
func fit(name string, box data.Box, samples, seed int) (*task, error) {
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
	net, err := p.Net(p.Settings.Hidden, rng)
	if err != nil {
		return nil, err
	}
	return residuals(p, net, p.Settings.Points, rng)
}

// randomFeatures is the task of solving an equation with random features.
func randomFeatures(p equations.Problem, seed int) (*task, error) {
	rng := rand.New(rand.NewPCG(uint64(seed), 0xfea))
	normal := func(_, _ int, rng *rand.Rand) float64 { return p.Features.Scale * rng.NormFloat64() }
	net, err := layers.New(len(p.Box.Lo), rng, layers.DenseInit[float64](p.Features.Units, normal, normal),
		layers.Activate[float64](layers.Tanh), layers.DenseInit[float64](max(1, p.Outputs), layers.Zeros, layers.Zeros))
	if err != nil {
		return nil, err
	}
	return residuals(p, net, p.Features.Points, rng)
}

// residuals is the task of making those of the equation small.
func residuals(p equations.Problem, net *layers.Net[float64], points int, rng *rand.Rand) (*task, error) {
	terms, err := p.Terms(net, points, rng)
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
