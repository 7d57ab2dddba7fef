package jet_test

import (
	"fmt"

	"example.com/sobolev/jet"
)

// An algebra computes on slices of coefficients in the caller's memory: here 2(x + 3) − x² and its derivatives at 5.
func ExampleAlgebra_Add() {
	a := jet.Taylor(2)
	x, y, z := make([]float64, 3), make([]float64, 3), make([]float64, 3)
	a.Variable(x, 5, 0)
	a.Constant(y, 3)
	a.Add(z, x, y)
	a.Scale(z, 2, z)
	a.Mul(y, x, x)
	a.Sub(z, z, y)
	fmt.Println(z)
	a.Neg(z, z)
	fmt.Println(z)
	// Output:
	// [-9 -8 -1]
	// [9 8 1]
}

// The functions that have a kink follow the seed where the primals are equal: at 0, moving to the left, |x| is −x.
func ExampleAlgebra_Max() {
	a := jet.Dual(1)
	x, zero, z := []float64{0, -1}, []float64{0, 0}, make([]float64, 2)
	a.Max(z, x, zero)
	fmt.Println("max", z)
	a.Min(z, x, zero)
	fmt.Println("min", z)
	a.Abs(z, x)
	fmt.Println("abs", z)
	a.Clamp(z, x, 0, 1)
	fmt.Println("clamp", z)
	// Output:
	// max [0 0]
	// min [0 -1]
	// abs [0 1]
	// clamp [0 0]
}

// Polar coordinates of the point (3, 4) and their derivatives in x and y.
func ExampleAlgebra_Hypot() {
	a := jet.Dual(2)
	x, y := []float64{3, 1, 0}, []float64{4, 0, 1}
	radius, angle := make([]float64, 3), make([]float64, 3)
	a.Hypot(radius, x, y)
	a.Atan2(angle, y, x)
	fmt.Printf("%.4f %.4f\n", radius, angle)
	// Output: [5.0000 0.6000 0.8000] [0.9273 -0.1600 0.1200]
}

// Powers tell to which order they are known: the root of x⁶, which is |x|³, to three orders less.
func ExampleAlgebra_PowReal() {
	a := jet.Taylor(6)
	x, z := []float64{0, 0, 0, 0, 0, 0, 1}, make([]float64, 7)
	fmt.Println(a.PowReal(z, x, 0.5), z)
	fmt.Println(a.Cbrt(z, x), z) // x²
	// Output:
	// 3 [0 0 0 1 NaN NaN NaN]
	// 2 [0 0 1 NaN NaN NaN NaN]
}

// The power x^y at (2, 3): its derivatives are 3·2² in x and 2³·ln 2 in y.
func ExampleAlgebra_Pow() {
	a := jet.Dual(2)
	z := make([]float64, 3)
	known := a.Pow(z, []float64{2, 1, 0}, []float64{3, 0, 1})
	fmt.Printf("%d %.4f\n", known, z)
	// Output: 1 [8.0000 12.0000 5.5452]
}

// What an algebra says of itself: its order, its variables, the degrees of its basis, and the weights of its Laplacian.
func ExampleAlgebra_Degree() {
	for _, a := range []*jet.Algebra{jet.Full(2, 2), jet.Laplace(2, 1, -1)} {
		fmt.Print(a, ": order ", a.Order(), ", ", a.Vars(), " variables, degrees")
		for k := range a.Dim() {
			fmt.Print(" ", a.Degree(k))
		}
		fmt.Println(", weights", a.Weights())
	}
	// Output:
	// Full(2, 2): order 2, 2 variables, degrees 0 1 1 2 2 2, weights []
	// Laplace(2, 1, -1): order 2, 2 variables, degrees 0 1 1 2, weights [1 -1]
}

// Central differences of jets: the derivative of x³ in the middle between two points, and the derivatives of that.
func ExampleBatch_Sub() {
	const h = 0.5
	cube := func(z *jet.Batch[float64], at float64) {
		z.SeedDirections([]float64{at}, []float64{1})
		x := jet.NewBatch[float64](z.Alg, 1, 1)
		x.Copy(z)
		z.Mul(x, x)
		z.Mul(z, x)
	}
	left, right := jet.NewBatch[float64](jet.Taylor(2), 1, 1), jet.NewBatch[float64](jet.Taylor(2), 1, 1)
	cube(left, 1-h)
	cube(right, 1+h)
	right.Sub(right, left)
	right.Scale(1/(2*h), right)
	fmt.Println(right.Number(0, 0)) // 3x² + h² at 1
	// Output: (3.25+6ϵ+3ϵ²)
}

// The step of a residual network, y = x + f(x), and one of half the size.
func ExampleBatch_Add() {
	x, f, y := jet.NewBatch[float64](jet.Dual(1), 2, 1), jet.NewBatch[float64](jet.Dual(1), 2, 1), jet.NewBatch[float64](jet.Dual(1), 2, 1)
	x.Seed([]float64{3, 4})
	f.Mul(x, x)
	y.Add(x, f)
	fmt.Println(y.Number(0, 0), y.Number(1, 0))
	y.Copy(x)
	y.Axpy(0.5, f)
	fmt.Println(y.Number(0, 0), y.Number(1, 0))
	// Output:
	// (12+7ϵ) (20+9ϵ)
	// (7.5+4ϵ) (12+5ϵ)
}

// One batch serves for all of some points, in pieces of which the last is smaller.
func ExampleBatch_Reshape() {
	points := []float64{1, 2, 3, 4, 5}
	x := jet.NewBatch[float64](jet.Dual(1), 2, 1)
	for len(points) > 0 {
		n := min(2, len(points))
		x.Reshape(n, 1)
		x.Seed(points[:n])
		x.Mul(x, x)
		fmt.Println(x.Plane(0), x.Plane(1))
		points = points[n:]
	}
	// Output:
	// [1 4] [2 4]
	// [9 16] [6 8]
	// [25] [10]
}
