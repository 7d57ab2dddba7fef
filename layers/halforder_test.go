package layers

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

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
		{"each", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(6, nil), tanh, Each(3, dense(4, nil), norm, tanh, Skip(dense(4, nil), softplus)), Sum[float64](3), dense(out, nil)}
		}},
		{"masked", func(_, out int) []Layer[float64] { // of each sample another number of groups is there
			return []Layer[float64]{dense(8, nil), EachMasked(2, dense(3, nil), tanh, norm), Sum[float64](2), dense(out, nil)}
		}},
		{"side by side", func(in, out int) []Layer[float64] {
			waves := Sequential[float64]{Pick[float64](0), FourierOf(1, []float64{0.2, 0.4})}
			return []Layer[float64]{Concat(waves, dense(3, nil), Activate[float64](Identity)), tanh,
				Concat(Sequential[float64]{dense(3, nil), tanh}, Skip(norm, dense(in+7, nil))), dense(out, nil)}
		}},
		{"side by side in groups", func(_, out int) []Layer[float64] {
			return []Layer[float64]{dense(6, nil), tanh, Each(3, Concat(dense(3, nil), Pick[float64](1, 0, 1)), tanh, norm), dense(out, nil),
				Concat(tanh, dense(1, nil)), dense(out, nil)}
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
				for _, seeds := range []bool{true, false} {
					name := fmt.Sprintf("%s %d→%d/%v, seeds inputs: %v", c.name, in, out, alg, seeds)
					t.Run(name, func(t *testing.T) { testHalfOrder(t, net, alg, seeds, rng) })
				}
			}
		}
	}
}

// TestHalfOrderOracle compares them with the definition, the network evaluated on numbers, at every order.
func TestHalfOrderOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(23, 24))
	for _, c := range halfCases() {
		net, err := New(2, rng, c.layers(2, 2)...)
		if err != nil {
			t.Fatal(err)
		}
		randomise(net, rng)
		for order := 1; order <= 5; order++ {
			if order > 3 && len(net.params) > 80 {
				continue // minutes of numbers
			}
			alg := jet.Full(2, order)
			x, cot := jet.NewBatch[float64](alg, 1, 2), jet.NewBatch[float64](alg, 1, 2)
			fill(x.Plane(0), rng)
			fill(cot.Data, rng)
			y, grad := oracle(net, x, cot)
			sweep := newHalfOrder(net, alg, 1, true, true)
			sweep.Prepare(net.params, 1)
			name := fmt.Sprintf("%s to order %d", c.name, order)
			requireClose(t, name+": results", sweep.Forward(x).Data, y, 1e-12)
			got := make([]float64, len(grad))
			sweep.Backward(nil, got, cot)
			requireClose(t, name+": gradients", got, grad, 1e-12)
		}
	}
}

// opaque is a layer that says nothing of itself.
type opaque struct{ Layer[float64] }

// TestPlanOfOpaqueLayers: such layers take 8 products at order 1, and jets above; at order 1 they agree with jets.
func TestPlanOfOpaqueLayers(t *testing.T) {
	rng := rand.New(rand.NewPCG(25, 26))
	layer := func(width int) Layer[float64] { return opaque{Dense[float64](width, nil)} }
	tanh := Activate[float64](Tanh)
	net, err := New(4, rng, layer(4), tanh, layer(4), tanh, layer(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		alg  *jet.Algebra
		want Plan
	}{
		{jet.Dual(4), Plan{Strategy: HalfOrder, Forward: 2, Backward: 6}},
		{jet.Full(4, 2), Plan{Strategy: Jets, Forward: 15, Backward: 30}},
	} {
		got, err := net.Plan(c.alg, true, Auto)
		if err != nil || got.Strategy != c.want.Strategy || got.Forward != c.want.Forward || got.Backward != c.want.Backward {
			t.Errorf("%v, %v, want %v with %d+%d products", got, err, c.want.Strategy, c.want.Forward, c.want.Backward)
		}
	}
	testHalfOrder(t, net, jet.Dual(4), true, rng)
	testHalfOrder(t, net, jet.Dual(3), false, rng)
	if _, err := net.Plan(jet.Full(4, 2), true, HalfOrder); err == nil || !strings.Contains(err.Error(), "Dense(4) says nothing of itself") {
		t.Errorf("half order as asked at order 2: error %v, want one that names the layer", err)
	}
	mixed, err := New(4, rng, Dense[float64](4, nil), tanh, layer(4), tanh, Dense[float64](1, nil))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := mixed.Plan(jet.Dual(4), true, Auto); err != nil || got.Products() != 7 {
		t.Errorf("one layer of three: %v, %v, want 7 products a layer", got, err)
	}
}

// TestPlanSaysWhatPays: narrow layers, few inputs and many outputs leave half order no gain, wide ones and many inputs do.
// What is wanted was measured, by the fastest of some hundred steps of both strategies in turns.
func TestPlanSaysWhatPays(t *testing.T) {
	rng := rand.New(rand.NewPCG(27, 28))
	for _, c := range []struct {
		in, width, out, order int
		norm                  bool // whether layers are normalised
		want                  Strategy
	}{
		{1, 64, 1, 3, false, Jets}, {3, 64, 1, 3, false, HalfOrder}, {10, 64, 1, 3, false, HalfOrder}, {3, 256, 1, 4, false, HalfOrder},
		{2, 64, 2, 3, false, Jets}, {2, 32, 1, 5, false, Jets}, {1, 64, 1, 2, false, HalfOrder}, {1, 64, 1, 4, false, Jets},
		{3, 8, 1, 3, false, Jets}, {5, 8, 1, 4, false, Jets}, {4, 16, 2, 4, false, Jets}, {6, 8, 1, 3, false, Jets},
		{2, 64, 2, 3, true, Jets}, {1, 64, 1, 4, true, Jets}, {2, 128, 1, 3, true, Jets}, {3, 128, 1, 3, true, Jets},
		{4, 256, 1, 4, true, HalfOrder}, {4, 64, 4, 5, false, Jets}, {3, 32, 4, 3, true, Jets}, {3, 64, 2, 3, false, Jets}, // the last is as fast by either
		{4, 128, 1, 5, false, HalfOrder}, {5, 64, 1, 4, false, HalfOrder}, {4, 64, 1, 4, false, HalfOrder},
		{4, 64, 2, 3, false, HalfOrder}, {5, 128, 4, 4, false, HalfOrder}, {3, 64, 1, 4, false, HalfOrder},
	} {
		var all []Layer[float64]
		for range 2 {
			all = append(all, Dense[float64](c.width, nil))
			if c.norm {
				all = append(all, LayerNorm[float64](1e-5))
			}
			all = append(all, Activate[float64](Tanh))
		}
		net, err := New(c.in, rng, append(all, Dense[float64](c.out, nil))...)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := net.Plan(jet.Full(c.in, c.order), true, Auto)
		if err != nil || plan.Strategy != c.want {
			t.Errorf("%d inputs, %d units, %d outputs, order %d: %v, %v, want %v", c.in, c.width, c.out, c.order, plan, err, c.want)
		}
	}
}

func testHalfOrder(t *testing.T, net *Net[float64], alg *jet.Algebra, seeds bool, rng *rand.Rand) {
	plan, err := net.Plan(alg, seeds, HalfOrder)
	if err != nil {
		t.Skip(err)
	}
	const samples = 5
	half, jets := net.NewSweep(plan, samples), newJets(net, alg, samples, seeds, true)
	forward := net.newHalf(alg, samples, seeds, false)
	x, cot := jet.NewBatch[float64](alg, samples, net.In()), jet.NewBatch[float64](alg, samples, net.Out())
	for _, samples := range []int{5, 3} {
		x.Reshape(samples, net.In())
		cot.Reshape(samples, net.Out())
		fill(x.Data, rng) // of which only the primals are read where the sweep seeds
		fill(cot.Data, rng)
		var results, grads, inputs [2][]float64
		for i, s := range []Sweep[float64]{jets, half} {
			s.Prepare(net.Params(), samples)
			results[i] = s.Forward(x).Data
			grads[i] = make([]float64, len(net.Params()))
			xbar := jet.NewBatch[float64](alg, samples, net.In())
			s.Backward(xbar, grads[i], cot)
			inputs[i] = xbar.Data
			if seeds {
				inputs[i] = xbar.Plane(0)
			}
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

// TestHalfOrderBits: what a sweep computes of a tile depends on the tile alone, not on those before it, and so not on how
// many workers share the tiles.
func TestHalfOrderBits(t *testing.T) {
	rng := rand.New(rand.NewPCG(29, 30))
	for _, c := range halfCases() {
		net, err := New(2, rng, c.layers(2, 2)...)
		if err != nil {
			t.Fatal(err)
		}
		randomise(net, rng)
		for _, alg := range []*jet.Algebra{jet.Dual(2), jet.Full(2, 2), jet.Full(2, 3)} {
			x, other, cot := jet.NewBatch[float64](alg, 5, 2), jet.NewBatch[float64](alg, 3, 2), jet.NewBatch[float64](alg, 5, 2)
			fill(x.Plane(0), rng)
			fill(other.Plane(0), rng)
			fill(cot.Data, rng)
			used, fresh := net.newHalf(alg, 5, true, true), net.newHalf(alg, 5, true, true)
			used.Prepare(net.params, 8)
			fresh.Prepare(net.params, 8)
			used.Forward(other)
			used.Backward(nil, make([]float64, len(net.params)), other)
			var results, grads [2][]float64
			for i, s := range []Sweep[float64]{fresh, used} {
				results[i] = append([]float64(nil), s.Forward(x).Data...)
				grads[i] = make([]float64, len(net.params))
				s.Backward(nil, grads[i], cot)
			}
			if diff := cmp.Diff(results[0], results[1]); diff != "" {
				t.Errorf("%s over %v: results after another tile (-, +):\n%s", c.name, alg, diff)
			}
			if diff := cmp.Diff(grads[0], grads[1]); diff != "" {
				t.Errorf("%s over %v: gradients after another tile (-, +):\n%s", c.name, alg, diff)
			}
		}
	}
}

// TestPlanOfOtherVariables: where the sweep seeds the inputs, the algebra has one variable for each.
func TestPlanOfOtherVariables(t *testing.T) {
	net := fileNet(t, 3)
	for _, alg := range []*jet.Algebra{jet.Dual(3), jet.Dual(1), jet.Full(3, 2)} {
		if _, err := net.Plan(alg, true, HalfOrder); err == nil || !strings.Contains(err.Error(), "variables, the network 2 inputs") {
			t.Errorf("%v: error %v, want one that names both numbers", alg, err)
		}
	}
}
