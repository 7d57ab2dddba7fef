package layers_test

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/layers"
)

// A classifier with residual blocks. Its outputs are log-probabilities, with exact derivatives in the inputs.
func ExampleSkip() {
	block := layers.Skip(
		layers.LayerNorm[float64](1e-5),
		layers.Dense[float64](16, layers.He), layers.Activate[float64](layers.SiLU), layers.Dense[float64](8, nil))
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.New(3, rng, layers.Dense[float64](8, nil), block, block, layers.Dense[float64](4, nil), layers.LogSoftmax[float64]())
	if err != nil {
		fmt.Println(err)
		return
	}
	_, grad := net.Gradient(net.NewWorkspace(), []float64{0.1, 0.2, 0.3})
	fmt.Println(len(net.Params()), "parameters,", len(grad), "derivatives")
	// Output: 660 parameters, 12 derivatives
}

// Normalised features have mean 0 and variance 1, but for epsilon.
func ExampleLayerNorm() {
	net, err := layers.New[float64](4, rand.New(rand.NewPCG(1, 2)), layers.LayerNorm[float64](1e-5))
	if err != nil {
		fmt.Println(err)
		return
	}
	y := net.Value(net.NewWorkspace(), []float64{1, 2, 3, 6})
	fmt.Printf("%.4f\n", y)
	// Output: [-1.0690 -0.5345 0.0000 1.6036]
}

// The derivative of a probability in its own score is p(1 − p).
func ExampleSoftmax() {
	net, err := layers.New[float64](3, rand.New(rand.NewPCG(1, 2)), layers.Softmax[float64]())
	if err != nil {
		fmt.Println(err)
		return
	}
	p, grad := net.Gradient(net.NewWorkspace(), []float64{1, 2, 3})
	fmt.Printf("%.4f\n", p)
	fmt.Printf("%.4f %.4f\n", grad[0], p[0]*(1-p[0]))
	// Output:
	// [0.0900 0.2447 0.6652]
	// 0.0819 0.0819
}

// Far from the others a probability underflows; its logarithm does not.
func ExampleLogSoftmax() {
	net, err := layers.New[float64](2, rand.New(rand.NewPCG(1, 2)), layers.LogSoftmax[float64]())
	if err != nil {
		fmt.Println(err)
		return
	}
	y, grad := net.Gradient(net.NewWorkspace(), []float64{0, -900})
	fmt.Println(y)
	fmt.Println(grad)
	// Output:
	// [0 -900]
	// [0 0 -1 1]
}

// A network that is periodic in its first input, an angle, and takes the second as it is.
func ExampleConcat() {
	turn := layers.FourierOf(1, []float64{1 / (2 * math.Pi), 2 / (2 * math.Pi)}) // sines and cosines of the angle and of its double
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)),
		layers.Concat(layers.Sequential[float64]{layers.Pick[float64](0), turn}, layers.Pick[float64](1)),
		layers.Dense[float64](16, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	ws := net.NewWorkspace()
	_, here := net.Gradient(ws, []float64{0.4, -1})
	_, around := net.Gradient(ws, []float64{0.4 + 2*math.Pi, -1})
	fmt.Println(net.Layers()[0])
	fmt.Printf("%.10f %v\n", max(math.Abs(here[0]-around[0]), math.Abs(here[1]-around[1])), here[0] != 0)
	// Output:
	// Concat(Sequential(Pick(0) → Fourier(2, 05ac12ca)), Pick(1))
	// 0.0000000000 true
}

// The third feature and the first.
func ExamplePick() {
	net, err := layers.New[float64](3, rand.New(rand.NewPCG(1, 2)), layers.Pick[float64](2, 0))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net.Value(net.NewWorkspace(), []float64{10, 11, 12}))
	// Output: [12 10]
}
