package train_test

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// features returns a network with a hidden layer drawn from a seed and an output layer drawn from another.
func features(t *testing.T, units, out int, hidden, output uint64) *layers.Net[float64] {
	t.Helper()
	net, err := layers.NewMLP[float64](2, []int{units}, out, layers.Tanh, rand.New(rand.NewPCG(hidden, 0)))
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(output, 1))
	p := net.Params()
	for i := 3 * units; i < len(p); i++ {
		p[i] = rng.NormFloat64()
	}
	return net
}

// TestSolveOutputFinds recovers the output layer of a network that made the labels, of every order.
func TestSolveOutputFinds(t *testing.T) {
	for _, c := range []struct {
		points int
		loss   train.Loss
	}{
		{100, train.Sobolev(1)},
		{100, train.Sobolev(1, 0.3)},
		{5, train.Sobolev(1, 0.3, 0.1)},
		{20, train.Balanced(train.Squared, 1, 1)},
	} {
		teacher, net := features(t, 8, 2, 1, 2), features(t, 8, 2, 1, 3)
		points := data.Uniform[float64](data.Box{Lo: []float64{-2, -2}, Hi: []float64{2, 2}}, c.points, rand.New(rand.NewPCG(3, 4)))
		d, err := data.FromNet(teacher, points, len(c.loss.Orders)-1)
		if err != nil {
			t.Fatal(err)
		}
		term, err := train.Regression(net, d, c.loss)
		if err != nil {
			t.Fatal(err)
		}
		loss, err := train.SolveOutput(t.Context(), net, 0, term)
		if err != nil || !(loss < 1e-20) {
			t.Errorf("%v: loss %v, error %v", c.loss, loss, err)
		}
		for i, want := range teacher.Params() {
			if got := net.Params()[i]; !(math.Abs(got-want) <= 1e-8) {
				t.Errorf("%v: parameter %d is %v, want %v", c.loss, i, got, want)
			}
		}
	}
}

// TestSolveOutputIsLeast compares the loss at the solution with that at its neighbours: the loss with the ridge is
// quadratic, so that its central differences are its slopes, which are zero at the least one.
func TestSolveOutputIsLeast(t *testing.T) {
	for _, ridge := range []float64{0, 1e-3, 10} {
		net := features(t, 6, 1, 1, 2)
		d, err := data.FromFunc(funcs.McCormick, data.Uniform[float64](unitBox, 40, rand.New(rand.NewPCG(3, 4))), 1)
		if err != nil {
			t.Fatal(err)
		}
		l := train.Sobolev(1, 0.5)
		term, err := train.Regression(net, d, l)
		if err != nil {
			t.Fatal(err)
		}
		loss, err := train.SolveOutput(t.Context(), net, ridge, term)
		if err != nil {
			t.Fatal(err)
		}
		w := net.Params()[18:]
		whole := func() float64 {
			parts, err := train.Evaluate(net, d, l)
			if err != nil {
				t.Fatal(err)
			}
			sum := 0.0
			for _, p := range parts {
				sum += p
			}
			for _, v := range w {
				sum += ridge * v * v
			}
			return sum
		}
		least, norm := whole(), 0.0
		for _, v := range w {
			norm += ridge * v * v
		}
		if math.Abs(least-norm-loss) > 1e-12*least {
			t.Errorf("ridge %v: loss %v, by Evaluate %v", ridge, loss, least-norm)
		}
		for i, v := range w {
			w[i] = v + 0.01
			up := whole()
			w[i] = v - 0.01
			down := whole()
			w[i] = v
			if curve := up - 2*least + down; !(math.Abs(up-down) <= 1e-8*curve) {
				t.Errorf("ridge %v: slope %v along weight %d, curvature %v", ridge, up-down, i, curve)
			}
		}
	}
}

// TestSolveOutputDependent solves behind features that depend on each other, exactly but for rounding: the shortest weights of
// the least loss are those of NumPy's lstsq, and there are weights of 1e14 that fit rounding errors.
func TestSolveOutputDependent(t *testing.T) {
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 4)), layers.Dense[float64](4, nil), layers.LayerNorm[float64](1e-5), layers.Dense[float64](1, nil))
	if err != nil {
		t.Fatal(err)
	}
	for _, ridge := range []float64{0, 1e-300} {
		net := net.Clone()
		term, err := train.Regression(net, teacherData[float64](t, 6, 1, 1), train.Sobolev(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		loss, err := train.SolveOutput(t.Context(), net, ridge, term)
		if err != nil || !(math.Abs(loss-2.07753826) <= 1e-8) {
			t.Errorf("ridge %v: loss %.10g, error %v, want 2.07753826", ridge, loss, err)
		}
		want := []float64{0.1639564937, -0.09186833869, -0.1407099611, 0.06862180609, 0.5206675297}
		if diff := cmp.Diff(want, net.Params()[len(net.Params())-5:], cmpopts.EquateApprox(0, 1e-8)); diff != "" {
			t.Errorf("ridge %v: weights (-want +got):\n%s", ridge, diff)
		}
	}
}

// TestSolveOutputEquation solves u” = −u with u(0) = 0 and u(1) = sin 1 in one step.
func TestSolveOutputEquation(t *testing.T) {
	net, err := layers.NewMLP[float64](1, []int{12}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	inside := make([]float64, 30)
	for i := range inside {
		inside[i] = float64(i) / 29
	}
	equation, err := pde.Residual(net, pde.Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: inside}},
		func(u pde.Point) pde.Num { return u.D(0, 0).Add(u.U()) })
	if err != nil {
		t.Fatal(err)
	}
	ends, err := pde.Residual(net, pde.Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: []float64{0, 1}}},
		func(u pde.Point) pde.Num { return u.U().Sub(u.X(0).Scale(math.Sin(1))) })
	if err != nil {
		t.Fatal(err)
	}
	if _, err := train.SolveOutput(t.Context(), net, 0, equation, ends); err != nil {
		t.Fatal(err)
	}
	ws := net.NewWorkspace()
	for _, x := range []float64{0, 0.3, 0.5, 0.9} {
		if got := net.Value(ws, []float64{x})[0]; !(math.Abs(got-math.Sin(x)) <= 1e-6) {
			t.Errorf("u(%v) = %v, want %v", x, got, math.Sin(x))
		}
	}
}

// TestSolveOutputNonlinear solves u' = −u² with u(0) = 1, whose solution is 1/(1+x), by several steps.
func TestSolveOutputNonlinear(t *testing.T) {
	normal := func(_, _ int, rng *rand.Rand) float64 { return rng.NormFloat64() }
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)),
		layers.DenseInit[float64](20, normal, normal), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil))
	if err != nil {
		t.Fatal(err)
	}
	inside := make([]float64, 40)
	for i := range inside {
		inside[i] = 2 * float64(i) / 39
	}
	equation, err := pde.Residual(net, pde.Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: inside}},
		func(u pde.Point) pde.Num { return u.D(0).Add(u.U().Mul(u.U())) })
	if err != nil {
		t.Fatal(err)
	}
	start, err := pde.Residual(net, pde.Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: []float64{0}}},
		func(u pde.Point) pde.Num { return u.U().Shift(-1) })
	if err != nil {
		t.Fatal(err)
	}
	loss, err := train.SolveOutput(t.Context(), net, 0, equation, start)
	if err != nil || !(loss < 1e-14) {
		t.Fatalf("loss %v, error %v", loss, err)
	}
	ws := net.NewWorkspace()
	for _, x := range []float64{0, 0.5, 1.3, 2} {
		if got, want := net.Value(ws, []float64{x})[0], 1/(1+x); !(math.Abs(got-want) <= 1e-7) {
			t.Errorf("u(%v) = %v, want %v", x, got, want)
		}
	}
}

// TestSolveOutputCancelled expects the context's error.
func TestSolveOutputCancelled(t *testing.T) {
	net := features(t, 6, 1, 1, 2)
	term, err := train.Regression(net, teacherData[float64](t, 30, 1, 1), train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := train.SolveOutput(ctx, net, 0, term); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want %v", err, context.Canceled)
	}
}

// TestSolveOutputRefuses asks for what there is not, and expects the network as it was.
func TestSolveOutputRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	d, err := data.FromFunc(funcs.McCormick, data.Uniform[float64](unitBox, 4, rng), 2)
	if err != nil {
		t.Fatal(err)
	}
	regression := func(l train.Loss) func(net *layers.Net[float64]) (train.Term[float64], error) {
		return func(net *layers.Net[float64]) (train.Term[float64], error) { return train.Regression(net, d, l) }
	}
	ofSmooth := func(*layers.Net[float64]) (train.Term[float64], error) { // a term made for another network
		return train.Regression(features(t, 3, 1, 1, 2), d, train.Sobolev(1, 1, 1))
	}
	dense := func(out int) layers.Layer[float64] { return layers.Dense[float64](out, nil) }
	tanh := layers.Activate[float64](layers.Tanh)
	for _, c := range []struct {
		name   string
		layers []layers.Layer[float64]
		term   func(net *layers.Net[float64]) (train.Term[float64], error)
		ridge  float64
		want   string
	}{
		{"ridge", []layers.Layer[float64]{dense(3), tanh, dense(1)}, regression(train.Sobolev(1)), -1, "a ridge of -1, want"},
		{"ridge NaN", []layers.Layer[float64]{dense(3), tanh, dense(1)}, regression(train.Sobolev(1)), math.NaN(), "a ridge of NaN, want"},
		{"alone", []layers.Layer[float64]{dense(1)}, regression(train.Sobolev(1)), 0, "want layers before it"},
		{"not affine", []layers.Layer[float64]{dense(1), tanh}, regression(train.Sobolev(1)), 0, "want an affine one"},
		{"not smooth", []layers.Layer[float64]{dense(3), layers.Activate[float64](layers.ReLU), dense(1)}, ofSmooth, 0, "relu"},
		{"no squares", []layers.Layer[float64]{dense(2), tanh, dense(1)}, regression(train.CrossEntropy(1)), 0, "term 0"},
	} {
		net, err := layers.New(2, rng, c.layers...)
		if err != nil {
			t.Fatal(err)
		}
		term, err := c.term(net)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		before := slices.Clone(net.Params())
		if _, err := train.SolveOutput(t.Context(), net, c.ridge, term); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.name, err, c.want)
		}
		if !slices.Equal(before, net.Params()) {
			t.Errorf("%s: the network has changed", c.name)
		}
	}
}

var unitBox = data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
