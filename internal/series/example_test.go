package series_test

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/series"
)

func ExampleExp() {
	var c [4]float64
	series.Exp(c[:], 0)
	fmt.Printf("%.4f\n", c)
	// Output: [1.0000 1.0000 0.5000 0.1667]
}

// The slope of tanh is there long after 1-tanh² has become 0.
func ExampleTanh() {
	var c [2]float64
	series.Tanh(c[:], 20)
	fmt.Printf("%v %.10g %v\n", c[0], c[1], 1-c[0]*c[0])
	// Output: 1 1.699341702e-17 0
}

// Integer powers are polynomials, at 0 as anywhere.
func ExamplePow() {
	var c [4]float64
	series.Pow(c[:], 0, 2)
	fmt.Println(c)
	series.Pow(c[:], -2, 3)
	fmt.Println(c)
	series.Pow(c[:], 0, 2.5)
	fmt.Println(c)
	// Output:
	// [0 0 1 0]
	// [-8 12 -6 1]
	// [0 0 0 +Inf]
}

func ExampleSinc() {
	var c [5]float64
	series.Sinc(c[:], 0)
	fmt.Printf("%.6f %.6f %.6f\n", c[0], c[2], c[4])
	// Output: 1.000000 -0.166667 0.008333
}

// √ has an infinite slope at 0 along a direction that points into its domain, and none along the other.
func ExampleInside() {
	fmt.Println(series.Inside(series.Sqrt, 0, +1), series.Inside(series.Sqrt, 0, -1))
	fmt.Println(series.Inside(series.Cbrt, 0, +1), series.Inside(series.Cbrt, 0, -1))
	// Output:
	// true false
	// true true
}

// The derivative of ln is 1/x.
func ExampleDerivative() {
	var c [5]float64
	series.Log(c[:], 2)
	d := c[:4]
	series.Derivative(d, c[:])
	fmt.Println(d)
	// Output: [0.5 -0.25 0.125 -0.0625]
}

func ExampleAll() {
	for _, e := range series.All() {
		if e.Smoothness < series.Smooth {
			fmt.Printf("%s has %d continuous derivatives\n", e.Name, e.Smoothness)
		}
	}
	// Output:
	// ReLU has 0 continuous derivatives
	// LeakyReLU(0.01) has 0 continuous derivatives
	// Abs has 0 continuous derivatives
	// ELU(1) has 1 continuous derivatives
	// ELU(0.5) has 0 continuous derivatives
}

// A rule of one's own: x·|x|, whose second derivative jumps at 0.
func ExampleRule() {
	var rule series.Rule = func(c []float64, a float64) {
		clear(c)
		c[0] = a * math.Abs(a)
		if len(c) > 1 {
			c[1] = 2 * math.Abs(a)
		}
		if len(c) > 2 && a != 0 {
			c[2] = math.Copysign(1, a)
		}
	}
	var c [3]float64
	rule(c[:], -3)
	fmt.Println(c)
	// Output: [-9 6 -1]
}
