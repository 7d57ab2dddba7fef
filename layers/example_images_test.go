package layers_test

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/layers"
)

// A convolutional network. Each layer of images says what the next one is given; a dense layer follows directly.
func ExampleConv2D() {
	image := layers.Image{Height: 28, Width: 28, Channels: 1}
	conv1 := layers.Conv2D[float32](image, 8, layers.Window{Height: 5, Width: 5, Padding: 2}, layers.He)
	pool1 := layers.MaxPool2D[float32](conv1.Image(), layers.Window{Height: 2, Width: 2})
	conv2 := layers.Conv2D[float32](pool1.Image(), 16, layers.Window{Height: 3, Width: 3, Stride: 2}, layers.He)
	net, err := layers.New(image.Features(), rand.New(rand.NewPCG(1, 2)),
		conv1, layers.Activate[float32](layers.SiLU), pool1,
		conv2, layers.Activate[float32](layers.SiLU),
		layers.Dense[float32](10, nil), layers.LogSoftmax[float32]())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(conv2.Image())
	fmt.Println(len(net.Params()), "parameters")
	// Output:
	// 6×6×16
	// 7146 parameters
}

// The largest pixel of every window, and the derivatives that come with it.
func ExampleMaxPool2D() {
	row := layers.Image{Height: 1, Width: 4, Channels: 1}
	net, err := layers.New[float64](4, rand.New(rand.NewPCG(1, 2)),
		layers.MaxPool2D[float64](row, layers.Window{Height: 1, Width: 2}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net.Gradient(net.NewWorkspace(), []float64{1, 5, 7, 3}))
	// Output: [5 7] [0 1 0 0 0 0 1 0]
}

func ExampleAveragePool2D() {
	row := layers.Image{Height: 1, Width: 4, Channels: 1}
	net, err := layers.New[float64](4, rand.New(rand.NewPCG(1, 2)),
		layers.AveragePool2D[float64](row, layers.Window{Height: 1, Width: 2}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net.Value(net.NewWorkspace(), []float64{1, 5, 7, 3}))
	// Output: [3 5]
}
