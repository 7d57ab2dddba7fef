package dual_test

import (
	"fmt"
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
)

func ExampleDerivative() {
	y, dy := dual.Derivative(func(x dual.Number[float64]) dual.Number[float64] {
		return x.Sin().Mul(x)
	}, math.Pi)
	fmt.Printf("%.4f %.4f\n", y, dy)
	// Output: 0.0000 -3.1416
}

func ExampleGradient() {
	f := func(x []dual.Chunk[float64]) dual.Chunk[float64] {
		s := x[0].Lift(0)
		for i := range x {
			s = s.Add(x[i].PowReal(2).Scale(float64(i + 1)))
		}
		return s
	}
	y, grad := dual.Gradient(f, []float64{1, 2, 3})
	fmt.Println(y, grad)
	// Output: 36 [2 8 18]
}

func ExampleGradientInto() {
	f := func(x []dual.Number3[float64]) dual.Number3[float64] { return x[0].Mul(x[1]) }
	grad, work := make([]float64, 2), make([]dual.Number3[float64], 2)
	for _, x := range [][]float64{{1, 2}, {3, 4}} {
		y := dual.GradientInto(grad, f, x, work)
		fmt.Println(y, grad)
	}
	// Output:
	// 2 [2 1]
	// 12 [4 3]
}

func ExampleJacobian() {
	f := func(x []dual.Chunk[float64]) []dual.Chunk[float64] {
		return []dual.Chunk[float64]{x[0].Mul(x[1]), x[0].Sub(x[1])}
	}
	y, jac := dual.Jacobian(f, []float64{2, 5})
	fmt.Println(y, jac)
	// Output: [10 -3] [5 2 1 -1]
}

func ExampleJacobianInto() {
	out := make([]dual.Number[float64], 1)
	f := func(x []dual.Number[float64]) []dual.Number[float64] {
		out[0] = x[0].Mul(x[1])
		return out
	}
	y, jac := make([]float64, 1), make([]float64, 2)
	dual.JacobianInto(y, jac, f, []float64{2, 5}, make([]dual.Number[float64], 2))
	fmt.Println(y, jac)
	// Output: [10] [5 2]
}

func ExampleDirectional() {
	f := func(x []dual.Number[float64]) dual.Number[float64] { return x[0].Mul(x[1]) }
	fmt.Println(dual.Directional(f, []float64{2, 5}, []float64{1, 1}))
	// Output: 10 7
}

func ExampleDirectionalInto() {
	f := func(x []dual.Number[float64]) dual.Number[float64] { return x[0].Mul(x[1]) }
	work := make([]dual.Number[float64], 2)
	fmt.Println(dual.DirectionalInto(f, []float64{2, 5}, []float64{1, -1}, work))
	// Output: 10 3
}

func ExampleJVP() {
	f := func(x []dual.Number[float64]) []dual.Number[float64] {
		return []dual.Number[float64]{x[0].Mul(x[1]), x[0].Sub(x[1])}
	}
	fmt.Println(dual.JVP(f, []float64{2, 5}, []float64{1, 1}))
	// Output: [10 -3] [7 0]
}

func ExampleJVPInto() {
	out := make([]dual.Number[float64], 1)
	f := func(x []dual.Number[float64]) []dual.Number[float64] { out[0] = x[0].Exp(); return out }
	y, jv := make([]float64, 1), make([]float64, 1)
	dual.JVPInto(y, jv, f, []float64{0}, []float64{3}, make([]dual.Number[float64], 1))
	fmt.Println(y, jv)
	// Output: [1] [3]
}

func ExampleNumber() {
	x := dual.Variable(2.0)
	fmt.Println(x.Mul(x), x.Inv(), dual.Constant(0.0).Sqrt())
	fmt.Printf("%.3f %+v\n", x.Log(), x)
	// Output:
	// (4+4ϵ) (0.5-0.25ϵ) (0+0ϵ)
	// (0.693+0.500ϵ) {Real:2 Emag:1}
}

func ExampleNumber_Apply() {
	// A rule gives the Taylor coefficients of a function at a point: here those of 1/(1−x), which are powers of 1/(1−a).
	geometric := func(c []float64, a float64) {
		p := 1 / (1 - a)
		for k := range c {
			c[k] = p
			p /= 1 - a
		}
	}
	fmt.Println(dual.Variable(0.5).Apply(geometric))
	// Output: (2+4ϵ)
}

func ExampleNested() {
	// The second derivative of x³ at 2, as the derivative of the derivative.
	type number = dual.Number[float64]
	x := dual.Nested[number]{Real: dual.Variable(2.0), Emag: dual.Constant(1.0)}
	fmt.Println(x.PowReal(3))
	// Output: ((8+12ϵ)+(12+12ϵ)ϵ)
}

func ExampleBox() {
	// An interface without type parameters can work on numbers of any type.
	square := func(x dual.Any) dual.Any { return x.Mul(x) }
	y := dual.Unbox[dual.Number[float64]](square(dual.Box(dual.Variable(3.0))))
	fmt.Println(y)
	// Output: (9+6ϵ)
}

func ExampleUnbox() {
	a := dual.Box(dual.Real[float32]{Real: 1.5})
	fmt.Println(dual.Unbox[dual.Real[float32]](a.Scale(2)))
	// Output: 3
}

func ExampleVariable() {
	fmt.Println(dual.Variable(1.5))
	// Output: (1.5+1ϵ)
}

func ExampleConstant() {
	fmt.Println(dual.Constant(1.5))
	// Output: (1.5+0ϵ)
}

// A function that no number has as a method, x·|x|, given by its Taylor coefficients. At 0 the first three are 0.
func ExampleRule() {
	var square dual.Rule = func(c []float64, a float64) {
		clear(c)
		c[0] = a * math.Abs(a)
		if len(c) > 1 {
			c[1] = 2 * math.Abs(a)
		}
		if len(c) > 2 && a != 0 {
			c[2] = math.Copysign(1, a)
		}
	}
	fmt.Println(dual.Variable(-3.0).Apply(square))
	fmt.Println(hyperdual.Variable(-3.0).Apply(square))
	// Output:
	// (-9+6ϵ)
	// (-9+6ϵ₁+6ϵ₂-2ϵ₁ϵ₂)
}

func ExampleSigmoid() {
	fmt.Printf("%.4f\n", dual.Sigmoid(dual.Variable(0.0)))
	// Output: (0.5000+0.2500ϵ)
}

func ExampleSoftplus() {
	fmt.Printf("%.4f\n", dual.Softplus(dual.Variable(1000.0)))
	// Output: (1000.0000+1.0000ϵ)
}

func ExampleLogSigmoid() {
	fmt.Printf("%.4f\n", dual.LogSigmoid(dual.Variable(-1000.0)))
	// Output: (-1000.0000+1.0000ϵ)
}

func ExampleSiLU() {
	fmt.Printf("%.4f\n", dual.SiLU(dual.Variable(0.0)))
	// Output: (0.0000+0.5000ϵ)
}

func ExampleGELU() {
	fmt.Printf("%.4f\n", dual.GELU(dual.Variable(1.0)))
	// Output: (0.8413+1.0833ϵ)
}

func ExampleGELUTanh() {
	fmt.Printf("%.4f\n", dual.GELUTanh(dual.Variable(1.0)))
	// Output: (0.8412+1.0830ϵ)
}

// ReLU has the slope 0 at its kink; Max follows the seed.
func ExampleReLU() {
	x := dual.Variable(0.0)
	fmt.Println(dual.ReLU(x), x.Max(x.Lift(0)))
	// Output: (0+0ϵ) (0+1ϵ)
}

func ExampleLeakyReLU() {
	fmt.Println(dual.LeakyReLU(dual.Variable(-2.0), 0.125))
	// Output: (-0.25+0.125ϵ)
}

func ExampleELU() {
	fmt.Printf("%.4f\n", dual.ELU(dual.Variable(-1.0), 1))
	// Output: (-0.6321+0.3679ϵ)
}

func ExampleNumber3_Format() {
	x := dual.Number3[float64]{Real: 2, E1mag: 1}
	y := dual.Number3[float64]{Real: 3, E2mag: 1}
	fmt.Println(x.Mul(y))
	fmt.Printf("%.1f\n", x.Div(y))
	// Output:
	// (6+3ϵ₁+2ϵ₂+0ϵ₃)
	// (0.7+0.3ϵ₁-0.2ϵ₂+0.0ϵ₃)
}

// A loop that stops where the value no longer changes may stop before the derivatives have followed. One over any number type
// asks for all coefficients instead.
func ExampleCoefficients() {
	coefficients := func(x dual.Any) []float64 { return x.(dual.Coefficients).AppendCoefficients(nil) }
	root := func(a dual.Any) (y dual.Any, steps int) { // Newton's method, from near a root of 4
		y = a.Lift(2)
		for {
			next := y.Add(a.Div(y)).Scale(0.5)
			if slices.Equal(coefficients(next), coefficients(y)) {
				return y, steps
			}
			y, steps = next, steps+1
		}
	}
	y, steps := root(dual.Box(dual.Constant(4.0)))
	fmt.Println(coefficients(y), steps)
	y, steps = root(dual.Box(hyperdual.Variable(4.0)))
	fmt.Println(coefficients(y), steps)
	// Output:
	// [2 0] 0
	// [2 0.25 0.25 -0.03125] 2
}

// The order of a number is that of the derivatives it carries: of code that builds a series up, it says where to stop.
func ExampleOrderOf() {
	x := dual.Number[float64]{Real: 2, Emag: 1}
	y := dual.Nested[dual.Number[float64]]{Real: x}
	fmt.Println(dual.OrderOf(x), dual.OrderOf(y), dual.OrderOf(dual.Real[float64]{Real: 2}))
	// Output: 1 2 0
}

// The coefficients of x³ at 3, those of its value and then those of its derivative.
func ExampleNested_AppendCoefficients() {
	x := dual.Nested[dual.Number[float64]]{Real: dual.Variable(3.0), Emag: dual.Constant(1.0)}
	fmt.Println(x.Mul(x).Mul(x).AppendCoefficients(nil))
	// Output: [27 27 27 18]
}
