package layers

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
)

// TestHalfTangentsAreJets compares directions of the parameters pushed through by half order with those pushed through by
// jets, for every kind of network that has them, at every order.
func TestHalfTangentsAreJets(t *testing.T) {
	rng := rand.New(rand.NewPCG(31, 32))
	pushed := map[string]bool{}
	for _, c := range append(halfCases(), movingCases()...) {
		for _, shape := range [][2]int{{1, 1}, {3, 1}, {2, 2}} {
			in, out := shape[0], shape[1]
			net, err := New(in, rng, c.layers(in, out)...)
			if err != nil {
				continue // layers that want more features
			}
			randomise(net, rng)
			algebras := []*jet.Algebra{jet.Laplace(in), jet.Diagonal(in, 3)}
			for order := 1; order <= 5; order++ {
				algebras = append(algebras, jet.Full(in, order))
			}
			for _, alg := range algebras {
				for _, seeds := range []bool{true, false} {
					if half := newHalfTangents(net, alg, 5, seeds); half != nil {
						pushed[c.name] = true
						name := fmt.Sprintf("%s %d→%d/%v, seeds inputs: %v", c.name, in, out, alg, seeds)
						t.Run(name, func(t *testing.T) { testHalfTangents(t, net, half, seeds, rng) })
					}
				}
			}
		}
	}
	for _, c := range append(movingCases(), halfCases()[0]) {
		if !pushed[c.name] {
			t.Errorf("%s: directions are not pushed by half order", c.name)
		}
	}
}

// movingCases are networks of layers whose adjoints can be pushed.
func movingCases() []halfCase {
	dense, tanh, softplus := Dense[float64], Activate[float64](Tanh), Activate[float64](Softplus)
	return []halfCase{
		{"plain residual", func(in, out int) []Layer[float64] {
			return []Layer[float64]{Skip(dense(in, nil), tanh), dense(4, nil), tanh, Skip(Skip(dense(4, nil), tanh), softplus), dense(out, nil)}
		}},
		{"plainly side by side", func(in, out int) []Layer[float64] {
			return []Layer[float64]{Concat(dense(3, nil), Sequential[float64]{tanh, Pick[float64](0)}, tanh), tanh,
				Concat(Sequential[float64]{dense(3, nil), tanh}, Skip(dense(in+4, nil))), dense(out, nil)}
		}},
		{"plain groups", func(_, out int) []Layer[float64] {
			body := Each(3, dense(3, nil), tanh, Skip(dense(3, nil), softplus), Concat(dense(1, nil), Pick[float64](1)))
			return []Layer[float64]{dense(6, nil), tanh, body, Sum[float64](3), dense(out, nil)}
		}},
		{"plainly masked", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(8, nil), EachMasked(2, dense(3, nil), tanh), Sum[float64](2), dense(out, nil)}
		}},
		{"coefficients", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(4, nil), tanh, dense(out, nil), Coefficients[float64](0.5, 2)}
		}},
	}
}

func testHalfTangents(t *testing.T, net *Net[float64], half *halfTangents[float64], seeds bool, rng *rand.Rand) {
	alg := half.y.Alg
	jets := newJets(net, alg, 5, seeds, true)
	x, v := jet.NewBatch[float64](alg, 5, net.In()), make([]float64, len(net.params))
	got, want := jet.NewBatch[float64](alg, 5, net.Out()), jet.NewBatch[float64](alg, 5, net.Out())
	for _, samples := range []int{5, 3} {
		x.Reshape(samples, net.In())
		fill(x.Data, rng)
		for _, s := range []tangents[float64]{half, jets} {
			s.Prepare(net.params, samples)
			s.Forward(x)
		}
		for range 2 {
			fill(v, rng)
			half.tangent(got, v)
			jets.tangent(want, v)
			requireClose(t, "directions", got.Data, want.Data, 1e-12)
		}
		cot, grad, after := jet.NewBatch[float64](alg, samples, net.Out()), make([]float64, len(v)), make([]float64, len(v))
		fill(cot.Data, rng)
		half.Backward(nil, after, cot)
		jets.Backward(nil, grad, cot)
		requireClose(t, "gradients after a direction", after, grad, 1e-12)
	}
}
