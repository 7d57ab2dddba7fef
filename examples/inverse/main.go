// Program inverse finds the three coefficients of the Lorenz system from 26 observations of one of its solutions: they are
// parameters of a network, found together with the solution.
//
//	go run ./examples/inverse
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// The system, for the outputs x, y and z of a network of t.
func convection[T dual.Scalar[T]](p pde.Field[T]) T { // x' = σ(y − x)
	x, y := p, p.Output(1)
	return x.D(0).Sub(p.Param(0).Mul(y.U().Sub(x.U())))
}

func horizontal[T dual.Scalar[T]](p pde.Field[T]) T { // y' = x(ρ − z) − y
	x, y, z := p, p.Output(1), p.Output(2)
	return y.D(0).Sub(x.U().Mul(p.Param(1).Sub(z.U()))).Add(y.U())
}

func vertical[T dual.Scalar[T]](p pde.Field[T]) T { // z' = xy − βz
	x, y, z := p, p.Output(1), p.Output(2)
	return z.D(0).Sub(x.U().Mul(y.U())).Add(p.Param(2).Mul(z.U()))
}

// observed returns the residual of output o: its distance from the observation.
func observed(o int) func(p pde.Point) pde.Num {
	return func(p pde.Point) pde.Num { return p.Output(o).U().Sub(p.Data(o)) }
}

// scaled is the ansatz 10·net, so that the network's outputs are of the order of 1.
var scaled = &pde.Ansatz{Factor: func(x []dual.Any) dual.Any { return x[0].Lift(10) }}

// run returns the coefficients σ, ρ and β.
func run(w io.Writer, path string, width, steps int) ([]float64, error) {
	d, err := data.FromCSV[float64](path, data.Columns{X: []string{"t"}, Y: []string{"x", "y", "z"}})
	if err != nil {
		return nil, err
	}
	rng := rand.New(rand.NewPCG(1, 2))
	tanh := layers.Activate[float64](layers.Tanh)
	spread := func(_, _ int, rng *rand.Rand) float64 { return 6*rng.Float64() - 3 } // kinks all over the time that is observed
	net, err := layers.New(1, rng, layers.DenseInit[float64](width, spread, spread), tanh,
		layers.Dense[float64](width, nil), tanh, layers.Dense[float64](3, nil), layers.Coefficients[float64](1, 1, 1))
	if err != nil {
		return nil, err
	}
	ansatzes := []*pde.Ansatz{scaled, scaled, scaled}
	at, err := pde.Residual(net, pde.Collocation[float64]{Name: "observations", Points: data.Points[float64]{Dim: 1, X: d.X},
		Data: d.Labels.Plane(0), Ansatzes: ansatzes}, observed(0), observed(1), observed(2))
	if err != nil {
		return nil, err
	}
	between := make([]float64, 300)
	for i := range between {
		between[i] = 3 * float64(i) / float64(len(between)-1)
	}
	system, err := pde.Residual(net, pde.Collocation[float64]{Name: "system", Points: data.Points[float64]{Dim: 1, X: between},
		Weight: 0.01, Ansatzes: ansatzes}, convection, horizontal, vertical)
	if err != nil {
		return nil, err
	}
	terms := []train.Term[float64]{at, system}
	res, err := train.FitTerms(context.Background(), net, terms, nil,
		train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: steps})
	if err != nil {
		return nil, err
	}
	c := net.Coefficients()
	fmt.Fprintf(w, "after %d steps, loss %.1e: σ = %.5f, ρ = %.5f, β = %.5f\n", len(res.Epochs), res.Epochs[len(res.Epochs)-1].Loss, c[0], c[1], c[2])
	fmt.Fprintf(w, "truth:                      σ = %.5f, ρ = %.5f, β = %.5f\n", 10., 15., 8./3)
	return c, nil
}

func main() {
	path := flag.String("data", "examples/data/lorenz.csv", "observations of the Lorenz system")
	flag.Parse()
	if _, err := run(os.Stdout, *path, 24, 400); err != nil {
		log.Fatal(err)
	}
}
