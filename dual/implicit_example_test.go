package dual_test

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
)

// The root of a square: an equation that any bracketing search solves, with derivatives of every order.
func ExampleImplicit() {
	type number = dual.Nested[jet.Number[float64]]
	square := func(x []number, y number) number { return y.Mul(y).Sub(x[0]) }
	x := jet.Variable(jet.Taylor(3), 9., 0)
	y := dual.Implicit(square, 3, x)
	fmt.Println(y.Derivative(0), y.Derivative(1), y.Derivative(2), y.Derivative(3))
	// Output: 3 0.16666666666666666 -0.009259259259259259 0.0015432098765432098
}

// Kepler's equation, E − e·sin E = M: the solver works with plain floats, and stops where it likes.
func ExampleImplicit_kepler() {
	const M, e = 1.0, 0.5
	E := M
	for range 50 {
		E = M + e*math.Sin(E)
	}
	// In the package above: func kepler[T dual.Scalar[T]](x []T, E T) T, so that it serves here as it is.
	y := dual.Implicit(kepler, E, dual.Variable(M), dual.Constant(e))
	fmt.Printf("dE/dM = %.15f, want %.15f\n", y.Emag, 1/(1-e*math.Cos(E)))
	// Output: dE/dM = 1.037362021893646, want 1.037362021893646
}

// The polar coordinates of a point, as the solution of x = r·cos φ, y = r·sin φ.
func ExampleImplicitSystem() {
	polar := func(x, y []dual.Nested[dual.Number[float64]]) []dual.Nested[dual.Number[float64]] {
		return []dual.Nested[dual.Number[float64]]{
			y[0].Mul(y[1].Cos()).Sub(x[0]),
			y[0].Mul(y[1].Sin()).Sub(x[1]),
		}
	}
	y, err := dual.ImplicitSystem(polar, []float64{5, math.Atan2(4, 3)}, dual.Variable(3.), dual.Constant(4.))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("r = %.3f, ∂r/∂x = %.3f, ∂φ/∂x = %.3f\n", y[0].Real, y[0].Emag, y[1].Emag)
	// Output: r = 5.000, ∂r/∂x = 0.600, ∂φ/∂x = -0.160
}

func ExampleOrdered() {
	fmt.Println(dual.Variable(1.).Order(), hyperdual.Variable(1.).Order(), jet.Variable(jet.Taylor(7), 1., 0).Order())
	// Output: 1 2 7
}
