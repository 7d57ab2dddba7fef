package layers_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/layers"
)

// TestTile checks that the features of a tile stay near the processor where there are many, unless the weights do not either.
func TestTile(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	image := layers.Image{Height: 28, Width: 28, Channels: 1}
	conv := layers.Conv2D[float32](image, 8, layers.Window{Height: 3, Width: 3, Padding: 1}, layers.He)
	for _, c := range []struct {
		in     int
		layers []layers.Layer[float32]
		want   int
	}{
		{10, []layers.Layer[float32]{layers.Dense[float32](128, layers.Glorot)}, 48},
		{784, []layers.Layer[float32]{conv, layers.Activate[float32](layers.ReLU)}, 32},
		{1500, []layers.Layer[float32]{layers.Activate[float32](layers.ReLU), layers.Activate[float32](layers.Tanh)}, 43},
		{2500, []layers.Layer[float32]{layers.Dense[float32](2500, layers.Glorot), layers.Activate[float32](layers.ReLU)}, 48},
	} {
		net, err := layers.New(c.in, rng, c.layers...)
		if err != nil {
			t.Fatal(err)
		}
		if got := net.Tile(); got != c.want {
			t.Errorf("%v: tiles of %d, want %d", net, got, c.want)
		}
	}
}

func ExampleNet_Tile() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float32](2, []int{64, 64}, 1, layers.Tanh, rng)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("samples at a time:", net.Tile())
	// Output: samples at a time: 48
}
