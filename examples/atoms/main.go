// Program atoms learns the energy of a molecule as the sum of energies of its atoms, each made by the same network from the
// atom's surroundings (Behler and Parrinello 2007). That does not depend on which of two equal atoms is which, as example
// forces, whose network sees a list of distances, does: the same 200 frames say more.
//
//	go run ./examples/atoms
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// run returns the mean absolute errors of energies, in meV, and of the entries of forces, in meV/Å.
func run(w io.Writer, path string, frames, epochs int) (energy, force float64, err error) {
	all, err := data.FromNumPy[float64](path)
	if err != nil {
		return 0, 0, err
	}
	d, test := all.Slice(0, frames), all.Slice(200, 400)
	silu := layers.Activate[float64](layers.SiLU)
	net, err := layers.New(3*atoms, rand.New(rand.NewPCG(1, 2)),
		layers.FromFunc[float64]("surroundings", 3*atoms, atoms*features, surroundings),
		layers.Each(atoms, layers.Dense[float64](48, nil), silu, layers.Dense[float64](48, nil), silu, layers.Dense[float64](1, nil)),
		layers.Sum[float64](atoms))
	if err != nil {
		return 0, 0, err
	}
	n, err := data.StandardizeBehind(net, d)
	if err != nil {
		return 0, 0, err
	}
	inner, err := n.Network(net)
	if err != nil {
		return 0, 0, err
	}
	if _, err := train.Fit(context.Background(), inner, n.Apply(d), train.Options{Loss: train.Sobolev(1, 0.1),
		Optimizer: optim.Adam(2e-3), Schedule: optim.Cosine, BatchSize: 32, Epochs: epochs}); err != nil {
		return 0, 0, err
	}
	if err := n.Fold(net); err != nil {
		return 0, 0, err
	}
	off, err := train.Compare(net, test)
	if err != nil {
		return 0, 0, err
	}
	energy, force = 1000*off[0].MAE, 1000*off[1].MAE
	fmt.Fprintf(w, "%d frames: energies off by %.1f meV, forces by %.0f meV/Å\n", frames, energy, force)
	return energy, force, nil
}

func main() {
	path := flag.String("data", "examples/data/ethanol.npz", "frames of ethanol")
	flag.Parse()
	if _, _, err := run(os.Stdout, *path, 200, 800); err != nil {
		log.Fatal(err)
	}
}
