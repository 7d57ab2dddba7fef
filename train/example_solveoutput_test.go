package train_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// Random features solve Poisson's equation on the unit square in one step: the hidden layer stays as it was drawn, and
// the equation and its boundary condition are linear in what follows.
func ExampleSolveOutput() {
	rng := rand.New(rand.NewPCG(1, 2))
	wide := func(in, _ int, rng *rand.Rand) float64 { return 2 * rng.NormFloat64() }
	net, err := layers.New(2, rng, layers.DenseInit[float64](400, wide, wide), layers.Activate[float64](layers.Tanh),
		layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	square := data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}
	bump := func(x []dual.Any) dual.Any { return x[0].Scale(math.Pi).Sin().Mul(x[1].Scale(math.Pi).Sin()) }
	inside, err := pde.Residual(net, pde.Collocation[float64]{Points: data.Halton[float64](square, 600, rng), Weight: 0.01},
		func(u pde.Point) pde.Num {
			source := u.X(0).Scale(math.Pi).Sin().Mul(u.X(1).Scale(math.Pi).Sin()).Scale(2 * math.Pi * math.Pi)
			return u.Laplacian().Add(source)
		})
	if err != nil {
		fmt.Println(err)
		return
	}
	boundary, err := pde.Residual(net, pde.Collocation[float64]{Points: data.OnBoundary[float64](square, 240, data.Halton, rng)},
		func(u pde.Point) pde.Num { return u.U() })
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := train.SolveOutput(context.Background(), net, 0, inside, boundary); err != nil {
		fmt.Println(err)
		return
	}
	exact, err := data.FromFunc(bump, data.Uniform[float64](square, 1000, rng), 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	errors, err := train.Evaluate(net, exact, train.MeanSquared(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("values to %.0e\ngradients to %.0e\n", math.Sqrt(errors[0]), math.Sqrt(errors[1]))
	// Output:
	// values to 8e-12
	// gradients to 4e-10
}
