package pde_test

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given/giventest"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// TestNil expects networks, residuals and functions that are nil to be named.
func TestNil(t *testing.T) {
	net, err := layers.NewMLP[float64](2, []int{3}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	var none *layers.Net[float64]
	c := pde.Collocation[float64]{Points: data.Points[float64]{Dim: 2, X: []float64{1, 2, 3, 4}}}
	order := pde.Causality{Slices: 2, Tolerance: 1}
	value := func(p pde.Point) pde.Num { return p.U() }
	pair := func(p []pde.Point) pde.Num { return p[0].U() }
	for _, calls := range []map[string]func() error{
		{
			"pde: residual: the network is nil, want one":  func() error { _, err := pde.Residual(none, c, value); return err },
			"pde: residual: residual 1 is nil, want one":   func() error { _, err := pde.Residual(net, c, value, nil); return err },
			"pde: condition: the network is nil, want one": func() error { _, err := pde.Jointly(none, c, 2, pair); return err },
			"pde: condition: residual 0 is nil, want one":  func() error { _, err := pde.Jointly(net, c, 2, nil); return err },
		},
		{
			"pde: residual: the network is nil, want one": func() error { _, err := pde.Causal(none, c, order, value); return err },
			"pde: residual: residual 0 is nil, want one":  func() error { _, err := pde.Causal(net, c, order, nil); return err },
		},
		{
			"pde: residual: the network is nil, want one": func() error { _, err := pde.ResidualsAt(none, c, value); return err },
			"pde: residual: residual 0 is nil, want one":  func() error { _, err := pde.Refine(net, c, c.Points, 1, nil); return err },
		},
	} {
		giventest.Errors(t, calls)
	}
	giventest.Panics(t, map[string]func(){
		"pde: ResidualsOf: the function u is nil, want one": func() { pde.ResidualsOf(nil, c.Points, value) },
		"pde: ResidualsOf: the residual is nil, want one": func() {
			pde.ResidualsOf(func(x []dual.Any) dual.Any { return x[0] }, c.Points, nil)
		},
		"pde: Solution: the network is nil, want one": func() { pde.Solution(nil, none, []float64{1, 2}) },
	})
}
