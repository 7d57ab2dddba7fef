// Package equations holds differential equations with known solutions, and a solver that trains a network on each of them by
// the residuals of the equation and of its boundary and initial conditions. They are examples of how such problems are
// written down for package train/pde, and a measure of how well they are solved: every [Solution] reports its error against
// the exact one.
//
//	solution, err := equations.Solve(ctx, equations.Heat(0.2), equations.Settings{})
//	fmt.Println(solution.Error) // relative, in the L2 norm
package equations

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// A Problem is a differential equation for one unknown function on a box, with its conditions and its exact solution.
type Problem struct {
	Name      string
	Equation  string   // as text
	Variables []string // names of the coordinates
	Box       data.Box
	Outputs   int // unknown functions, 1 if 0

	// Conditions are the equation itself, first, and what holds on the boundary and initially.
	Conditions []Condition

	// Frequency is the deviation of the frequencies of random Fourier features before the network, in cycles per unit; none if 0.
	// Units of tanh alone follow no waves that are much shorter than the box.
	Frequency float64

	// Ansatz has the conditions built in that are not among Conditions, nil if there are none of those.
	Ansatz *pde.Ansatz

	// Exact is the solution, for numbers of any kind, nil for systems and where it is known by its values alone; Values has
	// those of all outputs for plain numbers.
	Exact  func(x []dual.Any) dual.Any
	Values func(x []float64) []float64

	Settings Settings // that solve it well

	// Features solve it by random features, where it is linear and has few dimensions; without Units they do not.
	Features Features
}

// Features are a network with one hidden layer, whose weights and biases are normal numbers times a scale and stay as they
// are, with points inside as training has.
type Features struct {
	Units, Points int
	Scale         float64 // about the number of times that a feature may bend over the box
}

// A Residual is zero where an equation holds.
type Residual = func(p pde.Point) pde.Num

// A Condition is one residual or several at once, with the points where they have to vanish.
type Condition struct {
	Name      string
	Residuals []Residual
	Weight    float64 // 1 if 0
	Share     float64 // of the number of points inside, 1 if 0
	Points    func(n int, rng *rand.Rand) data.Points[float64]
}

// fourierWaves is the number of waves of Fourier features.
const fourierWaves = 16

// Net returns an untrained network for the problem: hidden layers of tanh units, behind Fourier features if it has any.
func (p Problem) Net(hidden []int, rng *rand.Rand) (*layers.Net[float64], error) {
	in, out := len(p.Box.Lo), max(1, p.Outputs)
	var first []layers.Layer[float64]
	width := in
	if p.Frequency > 0 {
		first, width = append(first, layers.Fourier[float64](in, fourierWaves, p.Frequency, rng)), 2*fourierWaves
	}
	net, err := layers.NewMLP[float64](width, hidden, out, layers.Tanh, rng)
	if err == nil && first != nil {
		net, err = layers.New(in, rng, append(first, net.Layers()...)...)
	}
	if err != nil {
		return nil, fmt.Errorf("equations: %s: %w", p.Name, err)
	}
	return net, nil
}

// Terms returns the terms of a training objective for the network, with about n points inside.
func (p Problem) Terms(net *layers.Net[float64], n int, rng *rand.Rand) ([]train.Term[float64], error) {
	var terms []train.Term[float64]
	for _, c := range p.Conditions {
		count := n
		if c.Share > 0 {
			count = max(1, int(c.Share*float64(n)))
		}
		term, err := pde.Residual(net, pde.Collocation[float64]{Name: c.Name, Points: c.Points(count, rng),
			Weight: c.Weight, Ansatz: p.Ansatz}, c.Residuals...)
		if err != nil {
			return nil, fmt.Errorf("equations: %s: %w", p.Name, err)
		}
		terms = append(terms, term)
	}
	return terms, nil
}

// Error returns the relative L2 error of the solution that the network stands for, at n points inside that are the same
// in every call.
func (p Problem) Error(net *layers.Net[float64], n int) float64 {
	points := data.Halton[float64](p.Box, n, rand.New(rand.NewPCG(271, 828)))
	var want []float64
	for x := points.X; len(x) > 0; x = x[points.Dim:] {
		want = append(want, p.Values(x[:points.Dim])...)
	}
	ansatzes := make([]*pde.Ansatz, max(1, p.Outputs))
	ansatzes[0] = p.Ansatz
	return train.RelativeL2(pde.Solutions(ansatzes, net, points.X), want)
}

// All returns the problems at their usual settings.
func All() []Problem {
	return []Problem{Poisson(2), Poisson(10), Heat(0.2), Wave(1, 3), Helmholtz(4), Burgers(0.01 / math.Pi),
		Oscillator(1.5, 20)}
}

// ByName returns the problem of that name among [All].
func ByName(name string) (Problem, error) {
	var names []string
	for _, p := range All() {
		if p.Name == name {
			return p, nil
		}
		names = append(names, p.Name)
	}
	return Problem{}, fmt.Errorf("equations: no problem %q, want one of %q", name, names)
}

// inside samples the box.
func inside(box data.Box) func(n int, rng *rand.Rand) data.Points[float64] {
	return func(n int, rng *rand.Rand) data.Points[float64] { return data.Halton[float64](box, n, rng) }
}

// onBoundary samples the surface of the box.
func onBoundary(box data.Box) func(n int, rng *rand.Rand) data.Points[float64] {
	return func(n int, rng *rand.Rand) data.Points[float64] {
		return data.OnBoundary[float64](box, n, data.Halton, rng)
	}
}

// plain evaluates a function of plain numbers.
func plain(f func(x []dual.Real[float64]) dual.Real[float64]) func(x []float64) []float64 {
	return func(x []float64) []float64 { return []float64{f(reals(x)).Real} }
}

// plainSystem evaluates several.
func plainSystem(f func(x []dual.Real[float64]) []dual.Real[float64]) func(x []float64) []float64 {
	return func(x []float64) []float64 {
		var y []float64
		for _, v := range f(reals(x)) {
			y = append(y, v.Real)
		}
		return y
	}
}

func reals(x []float64) []dual.Real[float64] {
	z := make([]dual.Real[float64], len(x))
	for i, v := range x {
		z[i].Real = v
	}
	return z
}

// cube returns the box [lo, hi]^d.
func cube(d int, lo, hi float64) data.Box {
	box := data.Box{Lo: make([]float64, d), Hi: make([]float64, d)}
	for i := range d {
		box.Lo[i], box.Hi[i] = lo, hi
	}
	return box
}
