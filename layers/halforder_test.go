package layers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
)

// halfCase is a network of some kind, for any number of inputs and outputs.
type halfCase struct {
	name   string
	layers func(in, out int) []Layer[float64]
}

func halfCases() []halfCase {
	dense, tanh, softplus := Dense[float64], Activate[float64](Tanh), Activate[float64](Softplus)
	norm := LayerNorm[float64](0.5)
	image := Image{Height: 4, Width: 4, Channels: 1}
	conv := Conv2D[float64](image, 2, Window{Height: 3, Width: 3, Padding: 1}, nil)
	return []halfCase{
		{"chain", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(5, nil), tanh, dense(4, nil), softplus, dense(out, nil)}
		}},
		{"residual", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(4, nil), tanh, Skip(norm, dense(3, nil), tanh, dense(4, nil)), Skip(Skip(dense(4, nil), tanh)), dense(out, nil)}
		}},
		{"softmax", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(4, nil), tanh, dense(out+1, nil), LogSoftmax[float64](), dense(3, nil), Softmax[float64](), dense(out, nil)}
		}},
		{"fourier", func(in, out int) []Layer[float64] {
			return []Layer[float64]{Fourier[float64](in, 3, 0.3, rand.New(rand.NewPCG(1, 2))), dense(4, nil), tanh, dense(out, nil)}
		}},
		{"images", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(16, nil), conv, tanh, AveragePool2D[float64](conv.Image(), Window{Height: 2, Width: 2}), softplus, dense(out, nil)}
		}},
		{"largest pixels", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(16, nil), tanh, conv, MaxPool2D[float64](conv.Image(), Window{Height: 2, Width: 2}), tanh, dense(out, nil)}
		}},
		{"elementwise first and last", func(in, out int) []Layer[float64] {
			return []Layer[float64]{tanh, Skip(dense(in, nil), tanh), dense(out, nil), Activate[float64](Sine(2))}
		}},
	}
}

// TestHalfOrderIsJets compares the sweeps by half order with jets, for every kind of network at every order: results,
// parameter gradients and the cotangents of the inputs.
func TestHalfOrderIsJets(t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	for _, c := range halfCases() {
		for _, shape := range [][2]int{{1, 1}, {2, 1}, {3, 1}, {2, 2}, {3, 3}} {
			in, out := shape[0], shape[1]
			net, err := New(in, rng, c.layers(in, out)...)
			if err != nil {
				if in == 1 || out == 1 {
					continue // layers that want more features
				}
				t.Fatal(err)
			}
			randomise(net, rng)
			algebras := []*jet.Algebra{jet.Laplace(in), jet.Diagonal(in, 3)}
			for order := range 6 {
				algebras = append(algebras, jet.Full(in, order))
			}
			for _, alg := range algebras {
				t.Run(fmt.Sprintf("%s %d→%d/%v", c.name, in, out, alg), func(t *testing.T) { testHalfOrder(t, net, alg, rng) })
			}
		}
	}
}

func testHalfOrder(t *testing.T, net *Net[float64], alg *jet.Algebra, rng *rand.Rand) {
	plan, err := net.Plan(alg, true, HalfOrder)
	if err != nil {
		t.Skip(err)
	}
	const samples = 5
	half, jets := net.NewSweep(plan, samples), newJets(net, alg, samples, true, true)
	forward := net.newHalf(alg, samples, false)
	x, cot := jet.NewBatch[float64](alg, samples, net.In()), jet.NewBatch[float64](alg, samples, net.Out())
	for _, samples := range []int{5, 3} {
		x.Reshape(samples, net.In())
		cot.Reshape(samples, net.Out())
		fill(x.Plane(0), rng)
		fill(cot.Data, rng)
		var results, grads, inputs [2][]float64
		for i, s := range []Sweep[float64]{jets, half} {
			s.Prepare(net.Params(), samples)
			results[i] = s.Forward(x).Data
			grads[i] = make([]float64, len(net.Params()))
			xbar := jet.NewBatch[float64](alg, samples, net.In())
			s.Backward(xbar, grads[i], cot)
			inputs[i] = xbar.Plane(0)
		}
		requireClose(t, "results", results[1], results[0], 1e-12)
		requireClose(t, "gradients", grads[1], grads[0], 1e-12)
		requireClose(t, "cotangents of the inputs", inputs[1], inputs[0], 1e-12)
		again := make([]float64, len(net.Params()))
		half.Backward(nil, again, cot)
		requireClose(t, "gradients alone", again, grads[0], 1e-12)
		forward.Prepare(net.Params(), samples)
		requireClose(t, "results of a forward sweep", forward.Forward(x).Data, results[0], 1e-12)
	}
}
