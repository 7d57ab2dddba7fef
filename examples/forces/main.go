// Program forces learns the energy of a molecule from energies and forces, and then lets the molecule move.
//
//	go run ./examples/forces
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// inverseDistances is what the network sees of the positions: 1/r for every pair of atoms.
func inverseDistances[T dual.Scalar[T]](x []T) (inverse []T) {
	for a := 0; a < len(x); a += 3 {
		for b := 0; b < a; b += 3 {
			dx, dy, dz := x[a].Sub(x[b]), x[a+1].Sub(x[b+1]), x[a+2].Sub(x[b+2])
			inverse = append(inverse, dx.Mul(dx).Add(dy.Mul(dy)).Add(dz.Mul(dz)).PowReal(-0.5))
		}
	}
	return inverse
}

// learn fits a network of 27 positions to energies and, with a weight that is not 0, to forces.
func learn(frames *data.Data[float64], epochs int, forces float64) (*layers.Net[float64], error) {
	silu := layers.Activate[float64](layers.SiLU)
	net, err := layers.New(27, rand.New(rand.NewPCG(1, 2)),
		layers.FromFunc[float64]("inverse distances", 27, 36, inverseDistances),
		layers.Dense[float64](128, nil), silu, layers.Dense[float64](128, nil), silu, layers.Dense[float64](1, nil))
	if err != nil {
		return nil, err
	}
	n, err := data.StandardizeBehind(net, frames)
	if err != nil {
		return nil, err
	}
	inner, err := n.Network(net)
	if err != nil {
		return nil, err
	}
	_, err = train.Fit(context.Background(), inner, n.Apply(frames), train.Options{Loss: train.Sobolev(1, forces),
		Optimizer: optim.Adam(2e-3), Schedule: optim.Cosine, BatchSize: 32, Epochs: epochs})
	if err != nil {
		return nil, err
	}
	return net, n.Fold(net)
}

// run returns the mean absolute errors of energies and of the entries of forces, in meV and meV/Å, and the drift.
func run(w io.Writer, path string, frames, epochs, steps int) (energy, force, drift float64, err error) {
	all, err := data.FromNumPy[float64](path)
	if err != nil {
		return 0, 0, 0, err
	}
	test := all.Slice(200, all.Len())
	var net *layers.Net[float64]
	for _, weight := range []float64{0, 0.1} {
		if net, err = learn(all.Slice(0, frames), epochs, weight); err != nil {
			return 0, 0, 0, err
		}
		off, err := train.Compare(net, test)
		if err != nil {
			return 0, 0, 0, err
		}
		energy, force = 1000*off[0].MAE, 1000*off[1].MAE
		fmt.Fprintf(w, "%d frames, weight of forces %v: energies off by %.1f meV, forces by %.0f meV/Å\n", frames, weight, energy, force)
	}
	drift = move(net, test.X[:27], steps)
	fmt.Fprintf(w, "%.1f ps of motion: the energy drifts by %.2f meV\n", float64(steps)*0.5e-3, drift)
	return energy, force, drift, nil
}

func main() {
	path := flag.String("data", "examples/data/ethanol.npz", "frames of ethanol")
	flag.Parse()
	if _, _, _, err := run(os.Stdout, *path, 200, 1600, 20000); err != nil {
		log.Fatal(err)
	}
}
