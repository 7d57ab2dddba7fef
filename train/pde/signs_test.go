package pde_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// TestSigns compares the residuals with the derivatives of x³ + xy², which are known.
func TestSigns(t *testing.T) {
	u := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Mul(x[0]).Add(x[0].Mul(x[1]).Mul(x[1])) }
	points := data.Points[float64]{Dim: 2, X: []float64{-0.5, 2, 0.5, -1}}
	for _, c := range []struct {
		name     string
		residual func(pde.Point) pde.Num
		want     [2]float64
	}{
		{"u_xx ≥ 0", pde.AtLeast(0, 0, 0), [2]float64{-3, 0}},
		{"u_xx ≤ 0", pde.AtMost(0, 0, 0), [2]float64{0, 3}},
		{"u_xy ≥ 0", pde.AtLeast(0, 1, 0), [2]float64{0, -2}},
		{"u ≥ 0", pde.AtLeast(0), [2]float64{-2.125, 0}},
		{"u_x ≤ 1", pde.AtMost(1, 0), [2]float64{3.75, 0.75}},
	} {
		for i, got := range pde.ResidualsOf(u, points, c.residual) {
			if got != c.want[i] {
				t.Errorf("%s at point %d: %v, want %v", c.name, i, got, c.want[i])
			}
		}
	}
}

// Five noisy points of an increasing function: a network that has to be increasing is.
func ExampleAtLeast() {
	d, err := data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{-1, -0.5, 0, 0.5, 1}, Y: []float64{-0.7, -0.9, 0.2, 0, 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	grid := make([]float64, 101)
	for i := range grid {
		grid[i] = float64(i)/50 - 1
	}
	for _, shaped := range []bool{false, true} {
		net, err := layers.NewMLP[float64](1, []int{16, 16}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
		if err != nil {
			fmt.Println(err)
			return
		}
		fit, err := train.Regression(net, d, train.Sobolev(1))
		if err != nil {
			fmt.Println(err)
			return
		}
		terms := []train.Term[float64]{fit}
		if shaped {
			shape, err := pde.Residual(net, pde.Collocation[float64]{Name: "increasing", Weight: 100,
				Points: data.Points[float64]{Dim: 1, X: grid}}, pde.AtLeast(0, 0))
			if err != nil {
				fmt.Println(err)
				return
			}
			terms = append(terms, shape)
		}
		if _, err := train.FitTerms(context.Background(), net, terms, nil, train.Options{Optimizer: optim.LBFGS(20), Epochs: 300}); err != nil {
			fmt.Println(err)
			return
		}
		_, slopes := net.Gradient(net.NewWorkspace(), grid)
		falling := 0
		for _, s := range slopes {
			if s < -0.01 {
				falling++
			}
		}
		fmt.Println("falls at some points:", falling > 0)
	}
	// Output:
	// falls at some points: true
	// falls at some points: false
}

// A curve that may rise by 1 at most: how far the slopes of x² are above that.
func ExampleAtMost() {
	square := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]) }
	points := data.Points[float64]{Dim: 1, X: []float64{-1, 0, 1, 2}}
	fmt.Println(pde.ResidualsOf(square, points, pde.AtMost(1, 0)))
	// Output: [0 0 1 3]
}
