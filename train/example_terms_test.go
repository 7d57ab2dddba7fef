package train_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// Data and an equation together: measurements of a falling body, and Newton's law with an unknown start.
func ExampleFitTerms() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](1, []int{12, 12}, 1, layers.Tanh, rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	height := func(t float64) float64 { return 2 + 3*t - 0.5*9.81*t*t }
	measured, err := data.FromArrays(1, 1, data.Arrays[float64]{
		X: []float64{0.1, 0.3}, Y: []float64{height(0.1), height(0.3)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := train.Regression(net, measured, train.Sobolev(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	law, err := pde.Residual(net, pde.Collocation[float64]{Weight: 0.1,
		Points: data.Halton[float64](data.Box{Lo: []float64{0}, Hi: []float64{1}}, 40, rng)},
		func(p pde.Point) pde.Num { return p.D(0, 0).Shift(9.81) })
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = train.FitTerms(context.Background(), net, []train.Term[float64]{d, law}, nil,
		train.Options{Optimizer: optim.LBFGS(20), Epochs: 300})
	if err != nil {
		fmt.Println(err)
		return
	}
	y, _ := net.Gradient(net.NewWorkspace(), []float64{1})
	fmt.Printf("height after a second, never measured: %.1f, want %.1f\n", y[0], height(1))
	// Output:
	// height after a second, never measured: 0.1, want 0.1
}

func ExampleRelativeL2() {
	fmt.Printf("%.3f\n", train.RelativeL2([]float64{3, 4.5}, []float64{3, 4}))
	// Output: 0.100
}
