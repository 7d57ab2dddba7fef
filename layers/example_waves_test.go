package layers_test

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/layers"
)

// Random Fourier features let a small network follow fine detail.
func ExampleFourier() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.New(2, rng,
		layers.Fourier[float64](2, 16, 0.5, rng),
		layers.Dense[float64](24, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net)
	// Output: 2 → Fourier(16, ce0d1ac2) → Dense(24) → tanh → Dense(1)
}

// Waves of one and two periods, for a function of period 1.
func ExampleFourierOf() {
	net, err := layers.New[float64](1, rand.New(rand.NewPCG(1, 2)), layers.FourierOf(1, []float64{1, 2}))
	if err != nil {
		fmt.Println(err)
		return
	}
	y, grad := net.Gradient(net.NewWorkspace(), []float64{0.125})
	fmt.Printf("%.4f\n%.4f\n", y, grad)
	// Output:
	// [0.7071 1.0000 0.7071 0.0000]
	// [4.4429 0.0000 -4.4429 -12.5664]
}

// A network of sines, whose derivatives are networks of sines, too.
func ExampleNewSIREN() {
	net, err := layers.NewSIREN[float64](2, []int{32, 32}, 1, 30, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net)
	// Output: 2 → Dense(32) → sine(30) → Dense(32) → sine(30) → Dense(1)
}

// A network of sines with a head of its own.
func ExampleSine() {
	act := layers.Sine(5)
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)),
		layers.Dense[float64](16, layers.SIRENFirst), layers.Activate[float64](act),
		layers.Dense[float64](16, layers.SIREN(5)), layers.Activate[float64](act),
		layers.Dense[float64](3, layers.SIREN(5)), layers.Softmax[float64]())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net)
	// Output: 1 → Dense(16) → sine(5) → Dense(16) → sine(5) → Dense(3) → Softmax
}
