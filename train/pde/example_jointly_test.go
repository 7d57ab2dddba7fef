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

// Of all solutions of u′ + u = cos x the periodic one is (cos x + sin x)/2. The condition sees both ends of the period at once.
func ExampleJointly() {
	net, err := layers.NewMLP[float64](1, []int{16, 16}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	points, _ := pde.Quadrature[float64](data.Box{Lo: []float64{0}, Hi: []float64{2 * math.Pi}}, 40) // denser at the ends
	inside, err := pde.Residual(net, pde.Collocation[float64]{Points: points},
		func(p pde.Point) pde.Num { return p.D(0).Add(p.U()).Sub(p.X(0).Cos()) })
	if err != nil {
		fmt.Println(err)
		return
	}
	ends, err := pde.Jointly(net, pde.Collocation[float64]{Name: "period", Points: data.Points[float64]{Dim: 1, X: []float64{0, 2 * math.Pi}}}, 2,
		func(p []pde.Point) pde.Num { return p[0].U().Sub(p[1].U()) })
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := train.FitTerms(context.Background(), net, []train.Term[float64]{inside, ends}, nil,
		train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: 300}); err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range []float64{0, 1, 4} {
		u := net.Value(net.NewWorkspace(), []float64{x})[0]
		fmt.Printf("u(%v) = %.4f, in truth %.4f\n", x, u, (math.Cos(x)+math.Sin(x))/2)
	}
	// Output:
	// u(0) = 0.5000, in truth 0.5000
	// u(1) = 0.6909, in truth 0.6909
	// u(4) = -0.7052, in truth -0.7052
}

// Of all solutions of u″ = 6x with u(0) = 0 the one with ∫u = 1 over [0, 1] is x³ + 3x/2. The integral is the sum over the nodes
// of a quadrature rule, which a residual sees together.
func ExampleQuadrature() {
	net, err := layers.NewMLP[float64](1, []int{16}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	unit := data.Box{Lo: []float64{0}, Hi: []float64{1}}
	nodes, weights := pde.Quadrature[float64](unit, 8)
	points, _ := pde.Quadrature[float64](unit, 20)
	var terms []train.Term[float64]
	add := func(t train.Term[float64], e error) {
		terms = append(terms, t)
		if e != nil {
			err = e
		}
	}
	add(pde.Residual(net, pde.Collocation[float64]{Points: points},
		func(p pde.Point) pde.Num { return p.D(0, 0).Sub(p.X(0).Scale(6)) }))
	add(pde.Residual(net, pde.Collocation[float64]{Name: "start", Points: data.Points[float64]{Dim: 1, X: []float64{0}}},
		func(p pde.Point) pde.Num { return p.U() }))
	add(pde.Jointly(net, pde.Collocation[float64]{Name: "integral", Points: nodes}, len(weights), func(p []pde.Point) pde.Num {
		sum := p[0].U().Scale(weights[0])
		for i, q := range p[1:] {
			sum = sum.Add(q.U().Scale(weights[i+1]))
		}
		return sum.Shift(-1)
	}))
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := train.FitTerms(context.Background(), net, terms, nil,
		train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: 60}); err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range []float64{0.5, 1} {
		u := net.Value(net.NewWorkspace(), []float64{x})[0]
		fmt.Printf("u(%v) = %.4f, in truth %.4f\n", x, u, x*x*x+1.5*x)
	}
	// Output:
	// u(0.5) = 0.8750, in truth 0.8750
	// u(1) = 2.5000, in truth 2.5000
}
