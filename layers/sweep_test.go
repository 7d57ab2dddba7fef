package layers

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
)

// sweepCase is a network and the algebra its jets are taken in.
type sweepCase struct {
	name string
	net  *Net[float64]
	alg  *jet.Algebra
}

func sweepCases(t *testing.T) []sweepCase {
	rng := rand.New(rand.NewPCG(3, 4))
	var cases []sweepCase
	for _, act := range Activations() {
		if act.Smoothness == 0 {
			continue
		}
		for _, shape := range [][]int{{2, 7, 5, 1}, {3, 4, 2}, {1, 6, 6, 6, 1}, {2, 5, 3}} {
			last := len(shape) - 1
			net, err := NewMLP[float64](shape[0], shape[1:last], shape[last], act, rng)
			if err != nil {
				t.Fatal(err)
			}
			randomise(net, rng)
			for _, alg := range []*jet.Algebra{jet.Real(), jet.Dual(shape[0]), jet.Full(shape[0], 1), jet.Full(shape[0], 2), jet.Laplace(shape[0])} {
				cases = append(cases, sweepCase{fmt.Sprintf("%s%v/%v", act.Name, shape, alg), net, alg})
			}
		}
	}
	// affine maps that follow one another, and an activation at the output
	net, err := New(2, rng, Dense[float64](4, nil), Dense[float64](5, nil), Activate[float64](Tanh), Dense[float64](3, nil), Activate[float64](Sigmoid))
	if err != nil {
		t.Fatal(err)
	}
	randomise(net, rng)
	for _, alg := range []*jet.Algebra{jet.Full(2, 2), jet.Laplace(2, 0.5, 3)} {
		cases = append(cases, sweepCase{fmt.Sprintf("mixed/%v", alg), net, alg})
	}
	return cases
}

// randomise makes every parameter non-zero, biases too.
func randomise(n *Net[float64], rng *rand.Rand) {
	for i := range n.params {
		n.params[i] = 0.6 * rng.NormFloat64()
	}
}

// TestSweepsAgree compares both strategies with each other: results and parameter gradients.
func TestSweepsAgree(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, c := range sweepCases(t) {
		t.Run(c.name, func(t *testing.T) {
			x := jet.NewBatch[float64](c.alg, 5, c.net.In())
			cot := jet.NewBatch[float64](c.alg, 5, c.net.Out())
			for round, samples := range []int{5, 3} { // the second tile is smaller, as at the end of a batch
				x.Reshape(samples, c.net.In())
				cot.Reshape(samples, c.net.Out())
				fill(x.Plane(0), rng)
				fill(cot.Data, rng)
				var results, grads, inputs [2][]float64
				for i, strategy := range []Strategy{Jets, HalfOrder} {
					plan, err := c.net.Plan(c.alg, true, strategy)
					if err != nil {
						t.Fatal(err)
					}
					sweep := c.net.NewSweep(plan, 5)
					sweep.Prepare(c.net.Params(), 5*(1+20*round)) // plain and packed products
					results[i] = append([]float64(nil), sweep.Forward(x).Data...)
					grads[i] = make([]float64, len(c.net.Params()))
					xbar := jet.NewBatch[float64](c.alg, samples, c.net.In())
					sweep.Backward(xbar, grads[i], cot)
					inputs[i] = xbar.Plane(0)
				}
				requireClose(t, "results", results[1], results[0], 1e-12)
				requireClose(t, "gradients", grads[1], grads[0], 1e-12)
				requireClose(t, "cotangents of the inputs", inputs[1], inputs[0], 1e-12)
			}
		})
	}
}

func fill(x []float64, rng *rand.Rand) {
	for i := range x {
		x[i] = rng.NormFloat64()
	}
}

// requireClose fails unless got and want agree relative to the largest magnitude among want.
func requireClose(t *testing.T, what string, got, want []float64, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, want %d", what, len(got), len(want))
	}
	scale := 0.0
	for _, w := range want {
		scale = max(scale, math.Abs(w))
	}
	for i := range want {
		if !(math.Abs(got[i]-want[i]) <= tol*scale) {
			t.Fatalf("%s: element %d is %v, want %v (largest %v)", what, i, got[i], want[i], scale)
		}
	}
}
