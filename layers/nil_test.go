package layers_test

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given/giventest"
	"example.com/sobolev/layers"
)

// TestNil expects networks, algebras, layers and functions that are nil to be named.
func TestNil(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{3}, 1, layers.Tanh, rng)
	if err != nil {
		t.Fatal(err)
	}
	var none *layers.Net[float64]
	x := make([]dual.Number[float64], 2)
	function := layers.FromFunc[float64]("none", 2, 2, nil)
	giventest.Panics(t, map[string]func(){
		"layers: Eval: the network is nil, want one":            func() { layers.Eval(none, nil, x) },
		"layers: At: the network is nil, want one":              func() { layers.At(none, net.NewWorkspace(), x) },
		"layers: Jets: the batch x is nil, want one":            func() { net.Jets(net.NewWorkspace(), nil) },
		"layers: FindNonFinite: the batch x is nil, want one":   func() { net.FindNonFinite(nil, true, nil) },
		"layers: NewForward: the algebra is nil, want one":      func() { net.NewForward(nil, true, 1) },
		"layers: NewSampleSweep: the algebra is nil, want one":  func() { net.NewSampleSweep(nil, true, 1) },
		"layers: NewTangentSweep: the algebra is nil, want one": func() { net.NewTangentSweep(nil, true, 1) },
		"layers: Register: the function open is nil, want one":  func() { layers.Register[float64]("none", nil) },
	})
	giventest.Errors(t, map[string]func() error{
		"layers: Plan: the algebra is nil, want one":            func() error { _, err := net.Plan(nil, true, layers.Auto); return err },
		"layers: WithFirst: the layer is nil, want one":         func() error { _, err := net.WithFirst(nil); return err },
		"layers: Workspace.Adopt: the network is nil, want one": func() error { return net.NewWorkspace().Adopt(nil) },
		"layers: Rescale: the function of the layer is nil, want one": func() error {
			_, err := layers.Rescale(function, []float64{0}, []float64{1})
			return err
		},
		`layers: New: layer 0: FromFunc("none", 2 → 2): the function f is nil, want one`: func() error {
			_, err := layers.New(2, rng, function)
			return err
		},
	})
}

// An initialiser that is nil is the one that the documentation names.
func TestNilInit(t *testing.T) {
	params := func(l layers.Layer[float64]) []float64 {
		net, err := layers.New(3, rand.New(rand.NewPCG(1, 2)), l)
		if err != nil {
			t.Fatal(err)
		}
		return net.Params()
	}
	want := params(layers.DenseInit[float64](4, layers.Glorot, layers.Zeros))
	for i, v := range params(layers.DenseInit[float64](4, nil, nil)) {
		if v != want[i] {
			t.Errorf("parameter %d is %v, want %v as Glorot and Zeros draw it", i, v, want[i])
		}
	}
}
