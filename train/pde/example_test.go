package pde_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// source is the residual of −Δu = 2π² sin πx sin πy, written once for numbers of any kind.
func source[T dual.Scalar[T]](p pde.Field[T]) T {
	return p.Laplacian().Add(bump(p.Coordinates()).Scale(2 * math.Pi * math.Pi))
}

// bump is the solution that is zero on the boundary of the unit square.
func bump[T dual.Scalar[T]](x []T) T {
	return x[0].Scale(math.Pi).Sin().Mul(x[1].Scale(math.Pi).Sin())
}

// zero is the residual of the boundary condition u = 0.
func zero[T dual.Scalar[T]](p pde.Field[T]) T { return p.U() }

var unitSquare = data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}

// A network becomes the solution of a differential equation: no data, only the equation inside and the condition on the
// boundary.
func ExampleResidual() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{20, 20}, 1, layers.Tanh, rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	inside, err := pde.Residual(net, pde.Collocation[float64]{Name: "inside",
		Points: data.Halton[float64](unitSquare, 200, rng), Weight: 0.01}, source)
	if err != nil {
		fmt.Println(err)
		return
	}
	boundary, err := pde.Residual(net, pde.Collocation[float64]{Name: "boundary",
		Points: data.OnBoundary[float64](unitSquare, 80, data.Halton, rng)}, zero)
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := train.FitTerms(context.Background(), net, []train.Term[float64]{inside, boundary}, nil,
		train.Options{Optimizer: optim.LBFGS(50), Epochs: 500})
	if err != nil {
		fmt.Println(err)
		return
	}
	test := data.Uniform[float64](unitSquare, 1000, rng)
	exact, err := data.FromFunc(bump, test, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	off := train.RelativeL2(net.Value(net.NewWorkspace(), test.X), exact.Labels.Plane(0))
	fmt.Println(inside.Algebra(), res.Parts)
	fmt.Println("relative error below 2%:", off < 0.02)
	// Output:
	// Laplace(2) [inside boundary]
	// relative error below 2%: true
}

// With the boundary condition built in, u = x(1−x)y(1−y)·net, only the equation remains to be learned.
func ExampleAnsatz() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{12, 12}, 1, layers.Tanh, rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	ansatz := &pde.Ansatz{Factor: edges[dual.Any]}
	inside, err := pde.Residual(net, pde.Collocation[float64]{
		Points: data.LatinHypercube[float64](unitSquare, 150, rng), Ansatz: ansatz}, source)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = train.FitTerms(context.Background(), net, []train.Term[float64]{inside}, nil,
		train.Options{Optimizer: optim.LBFGS(30), Epochs: 200})
	if err != nil {
		fmt.Println(err)
		return
	}
	u := pde.Solution(ansatz, net, []float64{0.5, 0.5, 0, 0.3})
	fmt.Printf("u(0.5, 0.5) = %.2f, u(0, 0.3) = %.2f\n", u[0], u[1])
	// Output:
	// u(0.5, 0.5) = 1.00, u(0, 0.3) = 0.00
}

// edges is zero on the boundary of the unit square.
func edges[T dual.Scalar[T]](x []T) T {
	return x[0].Mul(x[0].Neg().Shift(1)).Mul(x[1]).Mul(x[1].Neg().Shift(1))
}

// An equation and its known solution are checked against each other before anything is trained.
func ExampleResidualsOf() {
	points := data.Points[float64]{Dim: 2, X: []float64{0.2, 0.7, 0.5, 0.1}}
	for _, e := range pde.ResidualsOf(bump, points, source) {
		fmt.Println(math.Abs(e) < 1e-13)
	}
	// Output:
	// true
	// true
}

// travelling is sin(x − 2t), which solves the wave equation with speed 2, for the coordinates (x, t).
func travelling[T dual.Scalar[T]](x []T) T { return x[0].Sub(x[1].Scale(2)).Sin() }

// A wave operator is one weighted sum of second derivatives, and computed as one.
func ExampleField_Second() {
	wave := func(p pde.Point) pde.Num { return p.Second(4, -1) } // 4·u_xx − u_tt
	points := data.Points[float64]{Dim: 2, X: []float64{0.2, 0.7}}
	fmt.Println("solves it:", math.Abs(pde.ResidualsOf(travelling, points, wave)[0]) < 1e-14)

	net, err := layers.NewMLP[float64](2, []int{8}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	term, err := pde.Residual(net, pde.Collocation[float64]{Points: points}, wave)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(term.Algebra())
	// Output:
	// solves it: true
	// Laplace(2, 4, -1)
}

// Several unknown functions are several outputs, and a system is several residuals: the Cauchy–Riemann equations.
func ExampleField_Output() {
	net, err := layers.NewMLP[float64](2, []int{8}, 2, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	term, err := pde.Residual(net, pde.Collocation[float64]{Name: "holomorphic",
		Points: data.Points[float64]{Dim: 2, X: []float64{0.2, 0.7}}},
		func(p pde.Point) pde.Num { return p.D(0).Sub(p.Output(1).D(1)) },
		func(p pde.Point) pde.Num { return p.D(1).Add(p.Output(1).D(0)) })
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(term.Algebra(), term.Parts())
	// Output:
	// Dual(2) [holomorphic 1 holomorphic 2]
}

// Unknown coefficients are found together with the solution: the rate of a decay, from three measurements.
func ExampleField_Param() {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](6, nil), layers.Activate[float64](layers.Tanh),
		layers.Dense[float64](1, nil), layers.Coefficients[float64](1))
	if err != nil {
		fmt.Println(err)
		return
	}
	decay, err := pde.Residual(net, pde.Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: []float64{0, 0.1, 0.25, 0.4, 0.5, 0.6, 0.75, 0.9, 1}}},
		func(p pde.Point) pde.Num { return p.D(0).Add(p.Param(0).Mul(p.U())) }) // u' = −c·u
	if err != nil {
		fmt.Println(err)
		return
	}
	measured, err := pde.Residual(net, pde.Collocation[float64]{Name: "measured",
		Points: data.Points[float64]{Dim: 1, X: []float64{0, 0.5, 1}}, Data: []float64{1, math.Exp(-1), math.Exp(-2)}},
		func(p pde.Point) pde.Num { return p.U().Sub(p.Data(0)) })
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = train.FitTerms(context.Background(), net, []train.Term[float64]{decay, measured}, nil,
		train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: 100})
	fmt.Printf("u' = −%.3f·u %v\n", net.Coefficients()[0], err)
	// Output: u' = −2.000·u <nil>
}

// New points every epoch keep a network from fitting the equation at a few points only.
func ExampleCollocation() {
	net, err := layers.NewMLP[float64](2, []int{12, 12}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	term, err := pde.Residual(net, pde.Collocation[float64]{
		Ansatz: &pde.Ansatz{Factor: edges[dual.Any]},
		Resample: func(epoch int) data.Points[float64] {
			return data.Uniform[float64](unitSquare, 100, rand.New(rand.NewPCG(7, uint64(epoch))))
		},
	}, source)
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := train.FitTerms(context.Background(), net, []train.Term[float64]{term}, nil,
		train.Options{Optimizer: optim.Adam(1e-2), Schedule: optim.Cosine, Epochs: 500})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("residuals fell tenfold:", res.Epochs[499].Loss < res.Epochs[0].Loss/10)
	// Output:
	// residuals fell tenfold: true
}

// How well u = x solves u' = u, and the points at which to go on: those where it solves it least.
func ExampleRefine() {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(net.Params(), []float64{1, 0})
	growth := func(p pde.Point) pde.Num { return p.D(0).Sub(p.U()) }
	c := pde.Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: []float64{0, 1, 3}}}
	residuals, err := pde.ResidualsAt(net, c, growth)
	fmt.Println(residuals, err)
	c.Points, err = pde.Refine(net, c, data.Points[float64]{Dim: 1, X: []float64{0.5, 5, 2, -4}}, 2, growth)
	fmt.Println(c.Points.X, err)
	// Output:
	// [1 0 -2] <nil>
	// [0 1 3 -4 5] <nil>
}

// Two unknown functions, the first with its condition u(0) = 1 built in: u = 1 + x·net₀ and v = net₁.
func ExampleSolutions() {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](2, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(net.Params(), []float64{1, 2, 5, 7}) // net₀ = x + 5, net₁ = 2x + 7
	ansatzes := []*pde.Ansatz{{
		Offset: func(x []dual.Any) dual.Any { return x[0].Lift(1) },
		Factor: func(x []dual.Any) dual.Any { return x[0] },
	}, nil}
	fmt.Println(pde.Solutions(ansatzes, net, []float64{0, 3}))
	// Output: [1 7 25 13]
}
