package layers

import (
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/jet"
)

// skipNet is a network with nested blocks.
func skipNet(t *testing.T, width int) *Net[float64] {
	t.Helper()
	dense := Dense[float64]
	block := Skip(LayerNorm[float64](0.5), Skip(dense(width, nil), Activate[float64](Tanh)))
	net, err := New(2, rand.New(rand.NewPCG(5, 6)), dense(width, nil), block, dense(1, nil))
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// Version 1 wrote the file, in which the blocks are called Residual, and computed the values that are wanted.
func TestSkipReadsVersion1(t *testing.T) {
	path := filepath.Join("testdata", "residual-v1.net")
	net := skipNet(t, 3)
	if err := net.Load(path); err != nil {
		t.Fatal(err)
	}
	y, grad := net.Gradient(net.NewWorkspace(), []float64{0.25, -0.5})
	want := []float64{0.0023409302718984462, 0.44796453948717907, 0.23752165376242995}
	if diff := cmp.Diff(want, append(y, grad...), cmpopts.EquateApprox(0, 1e-14)); diff != "" {
		t.Errorf("value and gradient (- want, + got):\n%s", diff)
	}
	if err := skipNet(t, 4).Load(path); err == nil || !strings.Contains(err.Error(), "Residual(LayerNorm(0.5)") {
		t.Errorf("into a wider network: error %v, want one that names the file's layers", err)
	}
}

// A sweep that only goes forward has no memory for cotangents, in blocks within blocks neither.
func TestForwardHoldsNoCotangents(t *testing.T) {
	net := skipNet(t, 3)
	s := newJets(net, jet.Full(2, 3), 4, true, false)
	outer := s.layers.passes[1].(*skipPass[float64])
	inner := outer.f.passes[1].(*skipPass[float64])
	for _, p := range []*skipPass[float64]{outer, inner} {
		if p.ybar != nil || p.f.ybar != nil {
			t.Errorf("%d layers in a block: cotangents are there, want none", len(p.f.passes))
		}
	}
	if s.ybar != nil || s.layers.ybar != nil {
		t.Error("cotangents of the network are there, want none")
	}
	x := jet.NewBatch[float64](jet.Full(2, 3), 4, 2)
	fill(x.Plane(0), rand.New(rand.NewPCG(7, 8)))
	s.Prepare(net.Params(), 4)
	got := append([]float64(nil), s.Forward(x).Data...)
	both := newJets(net, jet.Full(2, 3), 4, true, true)
	both.Prepare(net.Params(), 4)
	if diff := cmp.Diff(both.Forward(x).Data, got); diff != "" {
		t.Errorf("jets of a sweep that goes both ways and of one that goes forward (-, +):\n%s", diff)
	}
}

// Lists within lists are taken apart for half-order sweeps.
func TestSequentialTakesHalfOrder(t *testing.T) {
	dense, tanh := Dense[float64], Activate[float64](Tanh)
	nested := Sequential[float64]{Sequential[float64]{dense(4, nil), tanh}, Sequential[float64]{dense(3, nil)}, tanh, dense(1, nil)}
	flat := []Layer[float64]{dense(4, nil), tanh, dense(3, nil), tanh, dense(1, nil)}
	rng := rand.New(rand.NewPCG(1, 2))
	a, err := New(3, rng, nested)
	if err != nil {
		t.Fatal(err)
	}
	b, err := New(3, rng, flat...)
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Plan(jet.Full(3, 2), true, Auto)
	if err != nil {
		t.Fatal(err)
	}
	want, err := b.Plan(jet.Full(3, 2), true, HalfOrder)
	if err != nil {
		t.Fatal(err)
	}
	if got.Strategy != HalfOrder || got.Products() != want.Products() {
		t.Errorf("nested lists: %v, want %v", got, want)
	}
	copy(b.Params(), a.Params())
	x := []float64{0.1, -0.2, 0.3}
	_, _, ha := a.Hessian(a.NewWorkspace(), x)
	_, _, hb := b.Hessian(b.NewWorkspace(), x)
	if diff := cmp.Diff(hb, ha); diff != "" {
		t.Errorf("Hessians of the flat and the nested network (-, +):\n%s", diff)
	}
}
