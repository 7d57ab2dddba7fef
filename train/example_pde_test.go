package train_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// source is the residual of −Δu = 2π² sin πx sin πy, written once for numbers of any kind.
func source[T dual.Scalar[T]](p train.PDE[T]) T {
	return p.Laplacian().Add(bump(p.Coordinates()).Scale(2 * math.Pi * math.Pi))
}

// bump is the solution that is zero on the boundary of the unit square.
func bump[T dual.Scalar[T]](x []T) T {
	return x[0].Scale(math.Pi).Sin().Mul(x[1].Scale(math.Pi).Sin())
}

// zero is the residual of the boundary condition u = 0.
func zero[T dual.Scalar[T]](p train.PDE[T]) T { return p.U() }

var unitSquare = train.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}

// A network becomes the solution of a differential equation: no data, only the equation inside and the condition on the
// boundary.
func ExampleResidual() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{20, 20}, 1, layers.Tanh, rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	inside, err := train.Residual(net, train.Collocation[float64]{Name: "inside",
		Points: train.Halton[float64](unitSquare, 200, rng), Weight: 0.01}, source)
	if err != nil {
		fmt.Println(err)
		return
	}
	boundary, err := train.Residual(net, train.Collocation[float64]{Name: "boundary",
		Points: train.OnBoundary[float64](unitSquare, 80, train.Halton, rng)}, zero)
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := train.FitTerms(context.Background(), net, []train.Term[float64]{inside, boundary}, nil,
		train.Options{Optimizer: train.LBFGS(50), Epochs: 500})
	if err != nil {
		fmt.Println(err)
		return
	}
	test := train.Uniform[float64](unitSquare, 1000, rng)
	exact, err := train.FromFunc(bump, test, 0)
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

// Data and an equation together: measurements of a falling body, and Newton's law with an unknown start.
func ExampleFitTerms() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](1, []int{12, 12}, 1, layers.Tanh, rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	height := func(t float64) float64 { return 2 + 3*t - 0.5*9.81*t*t }
	measured, err := train.FromArrays(1, 1, train.Arrays[float64]{
		X: []float64{0.1, 0.3}, Y: []float64{height(0.1), height(0.3)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	data, err := train.Regression(net, measured, train.Sobolev(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	law, err := train.Residual(net, train.Collocation[float64]{Weight: 0.1,
		Points: train.Halton[float64](train.Box{Lo: []float64{0}, Hi: []float64{1}}, 40, rng)},
		func(p train.Point) train.Num { return p.D(0, 0).Shift(9.81) })
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = train.FitTerms(context.Background(), net, []train.Term[float64]{data, law}, nil,
		train.Options{Optimizer: train.LBFGS(20), Epochs: 300})
	if err != nil {
		fmt.Println(err)
		return
	}
	y, _ := net.Gradient(net.NewWorkspace(), []float64{1})
	fmt.Printf("height after a second, never measured: %.1f, want %.1f\n", y[0], height(1))
	// Output:
	// height after a second, never measured: 0.1, want 0.1
}

// With the boundary condition built in, u = x(1−x)y(1−y)·net, only the equation remains to be learned.
func ExampleAnsatz() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{12, 12}, 1, layers.Tanh, rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	ansatz := &train.Ansatz{Factor: edges[dual.Any]}
	inside, err := train.Residual(net, train.Collocation[float64]{
		Points: train.LatinHypercube[float64](unitSquare, 150, rng), Ansatz: ansatz}, source)
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = train.FitTerms(context.Background(), net, []train.Term[float64]{inside}, nil,
		train.Options{Optimizer: train.LBFGS(30), Epochs: 200})
	if err != nil {
		fmt.Println(err)
		return
	}
	u := train.Solution(ansatz, net, []float64{0.5, 0.5, 0, 0.3})
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
	points := train.Points[float64]{Dim: 2, X: []float64{0.2, 0.7, 0.5, 0.1}}
	for _, e := range train.ResidualsOf(bump, points, source) {
		fmt.Println(math.Abs(e) < 1e-13)
	}
	// Output:
	// true
	// true
}

// Points are drawn from boxes. A box may be flat: here the start of an evolution, time 0.
func ExampleHalton() {
	rng := rand.New(rand.NewPCG(1, 2))
	start := train.Box{Lo: []float64{-1, 0}, Hi: []float64{1, 0}}
	for name, sample := range map[string]train.Sampler[float64]{"halton": train.Halton[float64],
		"latin hypercube": train.LatinHypercube[float64], "uniform": train.Uniform[float64]} {
		p := sample(start, 100, rng)
		if p.Dim != 2 || len(p.X) != 200 || p.X[1] != 0 {
			fmt.Println(name, "is wrong")
		}
	}
	// Output:
}

func ExampleOnBoundary() {
	rng := rand.New(rand.NewPCG(1, 2))
	p := train.OnBoundary[float64](unitSquare, 4, train.Halton, rng)
	for i := 0; i < 8; i += 2 {
		x, y := p.X[i], p.X[i+1]
		fmt.Print(x == 0 || x == 1 || y == 0 || y == 1, " ")
	}
	fmt.Println()
	// Output: true true true true
}

func ExampleRelativeL2() {
	fmt.Printf("%.3f\n", train.RelativeL2([]float64{3, 4.5}, []float64{3, 4}))
	// Output: 0.100
}

// travelling is sin(x − 2t), which solves the wave equation with speed 2, for the coordinates (x, t).
func travelling[T dual.Scalar[T]](x []T) T { return x[0].Sub(x[1].Scale(2)).Sin() }

// A wave operator is one weighted sum of second derivatives, and computed as one.
func ExamplePDE_Second() {
	wave := func(p train.Point) train.Num { return p.Second(4, -1) } // 4·u_xx − u_tt
	points := train.Points[float64]{Dim: 2, X: []float64{0.2, 0.7}}
	fmt.Println("solves it:", math.Abs(train.ResidualsOf(travelling, points, wave)[0]) < 1e-14)

	net, err := layers.NewMLP[float64](2, []int{8}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	term, err := train.Residual(net, train.Collocation[float64]{Points: points}, wave)
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
func ExamplePDE_Output() {
	net, err := layers.NewMLP[float64](2, []int{8}, 2, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	term, err := train.Residual(net, train.Collocation[float64]{Name: "holomorphic",
		Points: train.Points[float64]{Dim: 2, X: []float64{0.2, 0.7}}},
		func(p train.Point) train.Num { return p.D(0).Sub(p.Output(1).D(1)) },
		func(p train.Point) train.Num { return p.D(1).Add(p.Output(1).D(0)) })
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(term.Algebra(), term.Parts())
	// Output:
	// Dual(2) [holomorphic 1 holomorphic 2]
}

// New points every epoch keep a network from fitting the equation at a few points only.
func ExampleCollocation() {
	net, err := layers.NewMLP[float64](2, []int{12, 12}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	term, err := train.Residual(net, train.Collocation[float64]{
		Ansatz: &train.Ansatz{Factor: edges[dual.Any]},
		Resample: func(epoch int) train.Points[float64] {
			return train.Uniform[float64](unitSquare, 100, rand.New(rand.NewPCG(7, uint64(epoch))))
		},
	}, source)
	if err != nil {
		fmt.Println(err)
		return
	}
	res, err := train.FitTerms(context.Background(), net, []train.Term[float64]{term}, nil,
		train.Options{Optimizer: train.Adam(1e-2), Schedule: train.Cosine, Epochs: 500})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("residuals fell tenfold:", res.Epochs[499].Loss < res.Epochs[0].Loss/10)
	// Output:
	// residuals fell tenfold: true
}
