package pde_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// Logistic growth u′ = u(1 − u) from u(0) = 0.1: u is 1/(1 + 9e⁻ᵗ). The equation comes to hold from the beginning on.
func ExampleCausal() {
	net, err := layers.NewMLP[float64](1, []int{16, 16}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	points, _ := pde.Quadrature[float64](data.Box{Lo: []float64{0}, Hi: []float64{8}}, 60)
	growth, err := pde.Causal(net, pde.Collocation[float64]{Points: points}, pde.Causality{Time: 0, Slices: 6, Tolerance: 10},
		func(p pde.Point) pde.Num { return p.D(0).Sub(p.U().Mul(p.U().Neg().Shift(1))) })
	if err != nil {
		fmt.Println(err)
		return
	}
	start, err := pde.Residual(net, pde.Collocation[float64]{Name: "start", Points: data.Points[float64]{Dim: 1, X: []float64{0}}, Weight: 10},
		func(p pde.Point) pde.Num { return p.U().Shift(-0.1) })
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := train.FitTerms(context.Background(), net, []train.Term[float64]{growth, start}, nil,
		train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: 200}); err != nil {
		fmt.Println(err)
		return
	}
	for _, t := range []float64{1, 4, 8} {
		u := net.Value(net.NewWorkspace(), []float64{t})[0]
		fmt.Printf("u(%v) = %.3f, in truth %.3f\n", t, u, 1/(1+9*math.Exp(-t)))
	}
	// Output:
	// u(1) = 0.232, in truth 0.232
	// u(4) = 0.858, in truth 0.858
	// u(8) = 0.997, in truth 0.997
}
