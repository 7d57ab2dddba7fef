// Command example fits a network to the values and slopes of a function of five variables, as one process or as many:
//
//	go run . -net alone.net
//	go build -tags mpi -o fit . && mpirun -n 4 ./fit -net four.net
//	cmp alone.net four.net
//
// With -data every rank has its part of NumPy arrays x, y and grad, and no more than that:
//
//	mpirun -n 4 ./fit -data x.npy,y.npy,grad.npy -net four.net
//	mpirun -n 4 ./fit -data ../examples/data/heston.npz -net heston.net
//
// A run that was interrupted goes on where its checkpoint is, with any number of processes.
package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"strings"

	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/mpi"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

var (
	files      = flag.String("data", "", "NumPy files with x, y and grad; a function's values and slopes without")
	path       = flag.String("net", "", "file for the network")
	checkpoint = flag.String("checkpoint", "", "file to save the run in after every epoch, and to resume it from")
	epochs     = flag.Int("epochs", 40, "passes over the data")
	workers    = flag.Int("workers", 1, "goroutines of each process")
)

func main() {
	flag.Parse()
	mpi.Main(fit)
}

func fit(ctx context.Context, g train.Group) error {
	rng := rand.New(rand.NewPCG(1, 2))
	all, err := read(g, rng)
	if err != nil {
		return err
	}
	units := data.Standardize(all)
	samples, validation := units.Apply(all).Split(0.8)
	net, err := layers.NewMLP[float32](all.In, []int{64, 64}, all.Out, layers.Tanh, rng)
	if err != nil {
		return err
	}
	res, err := train.FitValidated(ctx, net, samples, validation, train.Options{
		Loss: train.Balanced(train.Squared, 1, 1), Optimizer: optim.Adam(2e-3), Schedule: optim.Cosine,
		Epochs: *epochs, BatchSize: 400, Workers: *workers, Group: g,
		Checkpoint: train.Checkpoint{Path: *checkpoint, Resume: *checkpoint != ""}})
	if err != nil || g.Rank() > 0 {
		return err
	}
	fmt.Println(res)
	if *path == "" {
		return nil
	}
	if err := units.Fold(net); err != nil {
		return err
	}
	return net.Save(*path)
}

// read returns this rank's part of the files, or a function's values and slopes, all of them on every rank.
func read(g train.Group, rng *rand.Rand) (*data.Data[float32], error) {
	if *files != "" {
		names := data.NumPyNames{X: "x", Y: "y", Grad: "grad"}
		return data.FromNumPyShards[float32](data.Sharding{Group: g}, names, strings.Split(*files, ",")...)
	}
	const inputs = 5
	box := data.Box{Lo: make([]float64, inputs), Hi: make([]float64, inputs)}
	for i := range inputs {
		box.Lo[i], box.Hi[i] = -4, 4
	}
	return data.FromFunc(funcs.StyblinskiTang, data.Uniform[float32](box, 2000, rng), 1)
}
