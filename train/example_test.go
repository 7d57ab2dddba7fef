package train_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// Normalise, fit, fold, save: a surrogate of a function from 100 points with gradients.
func Example() {
	rng := rand.New(rand.NewPCG(1, 2))
	box := data.Box{Lo: []float64{-1.5, -3}, Hi: []float64{4, 4}}
	d := must(data.FromFunc(funcs.McCormick, data.Uniform[float64](box, 100, rng), 1))
	units := data.BoxNormalizer(box, d)
	net := must(layers.NewMLP[float64](2, []int{32, 32}, 1, layers.Tanh, rng))
	res := must(train.Fit(context.Background(), net, units.Apply(d), train.Options{
		Loss: train.Balanced(nil, 1, 1), Optimizer: optim.LBFGS(20), Epochs: 1000}))
	fmt.Println("loss below 1e-4:", res.Epochs[len(res.Epochs)-1].Loss < 1e-4)

	if err := units.Fold(net); err != nil {
		fmt.Println(err)
		return
	}
	dir := must(os.MkdirTemp("", ""))
	defer os.RemoveAll(dir)
	fmt.Println("saved:", net.Save(filepath.Join(dir, "mccormick.net")))

	x := []float64{0, 0}
	y, grad := net.Gradient(net.NewWorkspace(), x)
	fmt.Printf("value %.1f, gradient %.1f, want 1.0 and [-0.5 3.5]\n", y[0], grad)
	// Output:
	// loss below 1e-4: true
	// saved: <nil>
	// value 1.0, gradient [-0.5 3.5], want 1.0 and [-0.5 3.5]
}
