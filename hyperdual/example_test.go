package hyperdual_test

import (
	"fmt"

	"example.com/sobolev/funcs"
	"example.com/sobolev/hyperdual"
)

func ExampleHessian() {
	f, grad, hess := hyperdual.Hessian(funcs.Rosenbrock[hyperdual.Chunk[float64]], []float64{-1, 1})
	fmt.Println(f, grad, hess)
	// Output: 4 [-4 0] [802 400 400 200]
}

func ExampleHessianInto() {
	f := func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] { return x[0].Mul(x[0]).Mul(x[1]) }
	grad, hess := make([]float64, 2), make([]float64, 4)
	work := make([]hyperdual.Chunk[float64], 2)
	for _, x := range [][]float64{{1, 2}, {3, 4}} {
		y := hyperdual.HessianInto(grad, hess, f, x, work)
		fmt.Println(y, grad, hess)
	}
	// Output:
	// 2 [4 1] [4 2 2 0]
	// 36 [24 9] [8 6 6 0]
}

func ExampleHessianVector() {
	f := func(x []hyperdual.Number[float64]) hyperdual.Number[float64] { return x[0].Mul(x[0]).Mul(x[1]) }
	fmt.Println(hyperdual.HessianVector(f, []float64{1, 2}, []float64{1, 1}))
	// Output: 2 [4 1] [6 2]
}

func ExampleHessianVectorInto() {
	f := func(x []hyperdual.Number[float64]) hyperdual.Number[float64] { return x[0].Mul(x[0]).Mul(x[1]) }
	grad, hv, work := make([]float64, 2), make([]float64, 2), make([]hyperdual.Number[float64], 2)
	y := hyperdual.HessianVectorInto(grad, hv, f, []float64{1, 2}, []float64{1, 0}, work)
	fmt.Println(y, grad, hv)
	// Output: 2 [4 1] [4 2]
}

func ExampleDerivative2() {
	y, dy, d2y := hyperdual.Derivative2(func(x hyperdual.Number[float64]) hyperdual.Number[float64] {
		return x.Mul(x).Neg().Abs() // |−x²|
	}, 0)
	fmt.Println(y, dy, d2y)
	// Output: 0 0 2
}

func ExampleNumber() {
	x := hyperdual.Variable(0.0)
	fmt.Println(x.Exp().Shift(-1).Sin())
	// Output: (0+1ϵ₁+1ϵ₂+1ϵ₁ϵ₂)
}

func ExampleVariable() {
	fmt.Println(hyperdual.Variable(2.0).PowReal(3))
	// Output: (8+12ϵ₁+12ϵ₂+12ϵ₁ϵ₂)
}

func ExampleConstant() {
	fmt.Println(hyperdual.Constant(0.0).Sqrt())
	// Output: (0+0ϵ₁+0ϵ₂+0ϵ₁ϵ₂)
}
