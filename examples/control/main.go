// Program control learns how a cart with a pole moves, from states and Jacobians, and controls it by what it has learned: it keeps
// the pole up by a linear-quadratic regulator, and swings it up by iterated linear-quadratic regulation (Li and Todorov 2004).
//
//	go run ./examples/control
//	go run ./examples/control -states 1000 -epochs 1600
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// A model is a network of (state, force) that gives the change of the state in 0.02 s.
type model struct {
	net *layers.Net[float64]
	ws  *layers.Workspace[float64]
}

// features is what the network sees of state and force: nothing depends on where the cart is, and the angle is one of a circle.
func features[T dual.Scalar[T]](x []T) []T { return []T{x[1].Sin(), x[1].Cos(), x[2], x[3], x[4]} }

// learn fits the network. The loss weighs Jacobians by the number given.
func learn(d *data.Data[float64], jacobians float64, epochs int) (model, error) {
	tanh := layers.Activate[float64](layers.Tanh)
	net, err := layers.New(5, rand.New(rand.NewPCG(1, 2)), layers.FromFunc[float64]("features", 5, 5, features),
		layers.Dense[float64](64, nil), tanh, layers.Dense[float64](64, nil), tanh, layers.Dense[float64](4, nil))
	if err != nil {
		return model{}, err
	}
	n, err := data.StandardizeBehind(net, d)
	if err != nil {
		return model{}, err
	}
	inner, err := n.Network(net)
	if err != nil {
		return model{}, err
	}
	if _, err := train.Fit(context.Background(), inner, n.Apply(d), train.Options{Loss: train.Sobolev(1, jacobians),
		Optimizer: optim.Adam(3e-3), Schedule: optim.Cosine, BatchSize: 50, Epochs: epochs}); err != nil {
		return model{}, err
	}
	return model{net, net.NewWorkspace()}, n.Fold(net)
}

// step returns the next state and the linearization of the step.
func (m model) step(s state, u float64) (next state, l linearization) {
	y, jac := m.net.Gradient(m.ws, append(s[:], u))
	for i := range 4 {
		next[i] = s[i] + y[i]
		copy(l.a[i][:], jac[5*i:5*i+4])
		l.a[i][i]++
		l.b[i] = jac[5*i+4]
	}
	return next, l
}

// balance counts how often of 50 the regulator of the model brings the plant upright and keeps it there.
func balance(m model) (kept int) {
	_, l := m.step(state{}, 0)
	gain, rng := lqr(l), rand.New(rand.NewPCG(3, 4))
	for range 50 {
		s := state{rng.Float64() - 0.5, 0.4*rng.Float64() - 0.2, 0.4*rng.Float64() - 0.2, 0.4*rng.Float64() - 0.2}
		for range 500 {
			s = plant(s, -dot(gain, s))
		}
		if math.Abs(s[1]) < 0.1 && math.Abs(s[0]) < 1 {
			kept++
		}
	}
	return kept
}

func dot(a, b state) (sum float64) {
	for i := range a {
		sum += a[i] * b[i]
	}
	return sum
}

// run returns, without Jacobians and with them, how often the pole was balanced and the angle at the end of a
// swing-up.
func run(w io.Writer, path string, points, epochs, iterations int) (kept [2]int, angle [2]float64, err error) {
	all, err := data.FromNumPy[float64](path)
	if err != nil {
		return kept, angle, err
	}
	if all.Len() < points+200 {
		return kept, angle, fmt.Errorf("%s has %d states, want %d and 200 more to judge by", path, all.Len(), points)
	}
	first := max(points, 500) // the same ones for fewer states
	test := all.Slice(first, first+200)
	for i, weight := range []float64{0, 1} {
		m, err := learn(all.Slice(0, points), weight, epochs)
		if err != nil {
			return kept, angle, err
		}
		off, err := train.Compare(m.net, test)
		if err != nil {
			return kept, angle, err
		}
		kept[i], angle[i] = balance(m), swingUp(m, iterations)
		fmt.Fprintf(w, "%d states, weight of Jacobians %v: relative errors %.3f and %.3f; upright %d of 50 times; %.2f from upright after a swing-up\n",
			points, weight, off[0].Relative, off[1].Relative, kept[i], math.Abs(angle[i]))
	}
	return kept, angle, nil
}

func main() {
	path := flag.String("data", "examples/data/cartpole.npz", "steps of the cart and their Jacobians")
	states := flag.Int("states", 0, "how many are learned from; 20, 30 and 100, one after the other, if 0")
	epochs := flag.Int("epochs", 0, "passes over the states; 400000 in all, divided by their number, if 0")
	flag.Parse()
	numbers := []int{20, 30, 100}
	if *states > 0 {
		numbers = []int{*states}
	}
	for _, points := range numbers {
		passes := *epochs
		if passes == 0 {
			passes = 400000 / points
		}
		if _, _, err := run(os.Stdout, *path, points, passes, 100); err != nil {
			log.Fatal(err)
		}
	}
}
