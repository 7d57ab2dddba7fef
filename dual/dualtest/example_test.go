package dualtest_test

import (
	"fmt"
	"math"
	"math/cmplx"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualtest"
	"example.com/sobolev/hyperdual"
)

// printer stands in for the *testing.T of a test.
type printer struct{}

func (printer) Helper()                           {}
func (printer) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }
func (printer) Logf(format string, args ...any)   { fmt.Printf(format+"\n", args...) }

var t printer

func ExampleGradient() {
	f := func(x []dual.Number[float64]) dual.Number[float64] { return x[0].Mul(x[0]).Mul(x[1]) }
	grad := func(g, x []float64) {
		g[0] = x[0] * x[1] // the factor 2 is missing
		g[1] = x[0] * x[0]
	}
	dualtest.Gradient(t, f, grad, dualtest.Seed(1))
	// Output:
	// dualtest: gradient: component 0 at x = [1 1]: got 1, want 2
	// 	against dual numbers: 2, differences, ±0: 2
	// 	first seen at x = [-1.5694608547567535 -2.7000053291576003]; dualtest.Seed(0x1) draws the same points
}

func ExampleGradientOf() {
	f := func(x []float64) float64 { return math.Atan2(x[0], x[1]) }
	grad := func(g, x []float64) {
		r := x[0]*x[0] + x[1]*x[1]
		g[0], g[1] = x[1]/r, -x[0]/r
	}
	dualtest.GradientOf(t, f, grad, dualtest.Box([]float64{-1, 0.5}, []float64{1, 2}))
	fmt.Println("passed")
	// Output: passed
}

func ExampleHessian() {
	f := func(x []hyperdual.Number[float64]) hyperdual.Number[float64] { return x[0].Mul(x[1].Exp()) }
	hess := func(h, x []float64) {
		e := math.Exp(x[1])
		h[0], h[1], h[2], h[3] = 0, e, e, x[0]*e
	}
	dualtest.Hessian(t, f, hess, dualtest.Within(-1, 1))
	fmt.Println("passed")
	// Output: passed
}

func ExampleRule() {
	// The rule of 1/x.
	inverse := func(c []float64, a float64) {
		p := 1 / a
		for k := range c {
			c[k] = p
			p /= -a
		}
	}
	dualtest.Rule(t, inverse, dualtest.Within(0.5, 3), dualtest.Value(func(x float64) float64 { return 1 / x }))
	fmt.Println("passed")
	// Output: passed
}

// A rule that is right to the order that most people ask for need not be right above it.
func ExampleOrder() {
	// The rule of eˣ with a slip: coefficient 5 is that of order 4 divided by 4.
	exp := func(c []float64, a float64) {
		c[0] = math.Exp(a)
		for k := 1; k < len(c); k++ {
			c[k] = c[k-1] / float64(min(k, 4))
		}
	}
	dualtest.Rule(t, exp, dualtest.Within(-1, 1))
	fmt.Println("passed to order 4")
	dualtest.Rule(terse{}, exp, dualtest.Within(-1, 1), dualtest.Order(5))
	// Output:
	// passed to order 4
	// failed
}

// terse is a printer that leaves the digits of differences out, which are not the same on every processor.
type terse struct{ printer }

func (terse) Errorf(string, ...any) { fmt.Println("failed") }

// A gradient that is computed in single precision is right to its seven digits.
func ExampleTolerance() {
	f := func(x []dual.Number[float64]) dual.Number[float64] { return x[0].Sin().Mul(x[1]) }
	grad := func(g, x []float64) {
		g[0] = float64(float32(math.Cos(x[0]) * x[1]))
		g[1] = float64(float32(math.Sin(x[0])))
	}
	dualtest.Gradient(t, f, grad, dualtest.Tolerance(1e-6))
	fmt.Println("passed")
	// Output: passed
}

// A function that exists for float64 alone, of three variables, and the same with package math/cmplx: the complex step gives
// its derivatives to all digits, where differences do to some.
func ExampleComplex() {
	f := func(x []float64) float64 { return math.Sin(x[0]*x[1]) + x[2] }
	grad := func(g, x []float64) {
		c := math.Cos(x[0] * x[1])
		g[0], g[1], g[2] = x[1]*c, x[0]*c, 1
	}
	complexF := func(z []complex128) complex128 { return cmplx.Sin(z[0]*z[1]) + z[2] }
	dualtest.GradientOf(t, f, grad, dualtest.Dim(3), dualtest.Complex(complexF))
	fmt.Println("passed")
	// Output: passed
}

// A Hessian is compared with nested dual numbers too, where the function is given for them, here at a thousand points.
func ExampleNested() {
	hess := func(h, x []float64) { h[0], h[1], h[2], h[3] = 2*x[1], 2*x[0], 2*x[0], 0 }
	dualtest.Hessian(t, squareTimes[hyperdual.Number[float64]], hess,
		dualtest.Nested(squareTimes[dualtest.NestedNumber]), dualtest.Points(1000))
	fmt.Println("passed")
	// Output: passed
}

// squareTimes is x²y over any number type.
func squareTimes[T dual.Scalar[T]](x []T) T { return x[0].Mul(x[0]).Mul(x[1]) }
