package jet_test

import (
	"fmt"

	"example.com/sobolev/jet"
)

func ExampleReal() {
	fmt.Println(jet.Real(), "has", jet.Real().Dim(), "component")
	// Output: Real() has 1 component
}

func ExampleDual() {
	a := jet.Dual(2)
	x, y := jet.Variable(a, 3.0, 0), jet.Variable(a, 5.0, 1)
	fmt.Println(x.Mul(y))
	// Output: (15+5ϵ₁+3ϵ₂)
}

func ExampleHyperDual() {
	a := jet.HyperDual()
	x, y := jet.Variable(a, 3.0, 0), jet.Variable(a, 5.0, 1)
	fmt.Println(x.Mul(y))
	// Output: (15+5ϵ₁+3ϵ₂+1ϵ₁ϵ₂)
}

func ExampleTaylor() {
	x := jet.Variable(jet.Taylor(3), 2.0, 0)
	cube := x.Mul(x).Mul(x)
	fmt.Println(cube, "third derivative", cube.Derivative(3))
	// Output: (8+12ϵ+6ϵ²+1ϵ³) third derivative 6
}

func ExampleFull() {
	a := jet.Full(2, 2)
	x, y := jet.Variable(a, 3.0, 0), jet.Variable(a, 5.0, 1)
	f := x.Mul(x).Mul(y)
	fmt.Println(f.Derivative(a.Index(2, 0)), f.Derivative(a.Index(1, 1)), f.Derivative(a.Index(0, 2)))
	// Output: 10 6 0
}

func ExampleLaplace() {
	a := jet.Laplace(2)
	x, y := jet.Variable(a, 3.0, 0), jet.Variable(a, 5.0, 1)
	f := x.Mul(x).Add(y.Mul(y)) // its Laplacian is 4
	fmt.Println(f, f.Derivative(3))
	// Output: (34+6ϵ₁+10ϵ₂+2ω) 4
}

func ExampleNewBatch() {
	b := jet.NewBatch[float64](jet.Dual(2), 3, 2) // three samples of two features
	b.Seed([]float64{1, 2, 3, 4, 5, 6})
	fmt.Println(b.Number(2, 0), b.Number(2, 1))
	// Output: (5+1ϵ₁+0ϵ₂) (6+0ϵ₁+1ϵ₂)
}
