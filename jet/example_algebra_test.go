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

// The product of jets to order 1 with cotangents of such: 3+ε with the cotangent (0, 1), times 5 with none.
func ExampleCotangentExtension() {
	ext, elements, cotangents := jet.CotangentExtension(jet.Taylor(1))
	x, y := make([]float64, ext.Dim()), make([]float64, ext.Dim())
	x[elements[0]], x[elements[1]], x[cotangents[1]] = 3, 1, 1
	y[elements[0]] = 5
	z := make([]float64, ext.Dim())
	ext.Mul(z, x, y)
	fmt.Println("element", z[elements[0]], z[elements[1]], "cotangent", z[cotangents[0]], z[cotangents[1]])
	// Output: element 15 5 cotangent 0 5
}

func ExampleNewBatch() {
	b := jet.NewBatch[float64](jet.Dual(2), 3, 2) // three samples of two features
	b.Seed([]float64{1, 2, 3, 4, 5, 6})
	fmt.Println(b.Number(2, 0), b.Number(2, 1))
	// Output: (5+1ϵ₁+0ϵ₂) (6+0ϵ₁+1ϵ₂)
}

func ExampleAlgebra_Pair() {
	a := jet.Full(3, 2)
	x, y, z := jet.Variable(a, 2.0, 0), jet.Variable(a, 3.0, 1), jet.Variable(a, 5.0, 2)
	f := x.Mul(y).Mul(z)
	fmt.Println(f.Derivative(a.Pair(0, 2)), f.Derivative(a.Pair(1, 1)), jet.Dual(3).Pair(0, 2))
	// Output: 3 0 -1
}

func ExampleAlgebra_Components() {
	a := jet.Full(2, 3)
	first, end := a.Components(2)
	for k := first; k < end; k++ {
		fmt.Println(k, a.Exponents(k))
	}
	// Output:
	// 3 [2 0]
	// 4 [1 1]
	// 5 [0 2]
}

// The squared norm of a Hessian, each of whose mixed entries stands in it twice.
func ExampleAlgebra_Multiplicity() {
	a := jet.Full(2, 2)
	x, y := jet.Variable(a, 3.0, 0), jet.Variable(a, 5.0, 1)
	f := x.Mul(x).Mul(y) // its Hessian is [10 6; 6 0]
	sum := 0.0
	first, end := a.Components(2)
	for k := first; k < end; k++ {
		d := f.Derivative(k)
		sum += a.Multiplicity(k) * d * d
	}
	fmt.Println(sum)
	// Output: 172
}

func ExampleAlgebra_Lower() {
	fmt.Println(jet.Full(3, 4).Lower(2), jet.HyperDual().Lower(1), jet.Laplace(3).Lower(1), jet.Taylor(5).Lower(0))
	// Output: Full(3, 2) Dual(2) Dual(3) Real()
}

func ExampleAlgebra_Equal() {
	fmt.Println(jet.Full(3, 1).Equal(jet.Dual(3)), jet.Laplace(2, 1, 1).Equal(jet.Laplace(2)), jet.Full(2, 2).Equal(jet.HyperDual()))
	// Output: true true false
}

func ExampleAlgebra_Complete() {
	fmt.Println(jet.Full(3, 2).Complete(), jet.Dual(3).Complete(), jet.Laplace(3).Complete())
	// Output: true true false
}
