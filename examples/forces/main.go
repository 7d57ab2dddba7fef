// Program forces learns the energy of a molecule from energies and forces, and then lets the molecule move.
//
//	go run ./examples/forces
//	go run ./examples/forces -lm -hidden 32 -epochs 20
//	go run ./examples/forces -frames 1000 -epochs 960
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

// A recipe says how a network is trained.
type recipe struct {
	hidden int // units of each of two layers
	epochs int
	lm     bool    // by Levenberg–Marquardt, on all frames at every step, in place of Adam
	ridge  float64 // of that
}

// options returns those of training on energies and, with a weight that is not 0, forces.
func (r recipe) options(forces float64) train.Options {
	o := train.Options{Loss: train.Sobolev(1, forces), Epochs: r.epochs}
	if r.lm {
		o.Optimizer = optim.LevenbergMarquardt(optim.LevenbergOptions{Ridge: r.ridge})
	} else {
		o.Optimizer, o.Schedule, o.BatchSize = optim.Adam(2e-3), optim.Cosine, 32
	}
	return o
}

// learn fits a network of 27 positions to energies and forces.
func learn(frames *data.Data[float64], r recipe, forces float64) (*layers.Net[float64], error) {
	silu := layers.Activate[float64](layers.SiLU)
	net, err := layers.New(27, rand.New(rand.NewPCG(1, 2)),
		layers.FromFunc[float64]("inverse distances", 27, 36, inverseDistances),
		layers.Dense[float64](r.hidden, nil), silu, layers.Dense[float64](r.hidden, nil), silu, layers.Dense[float64](1, nil))
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
	if _, err = train.Fit(context.Background(), inner, n.Apply(frames), r.options(forces)); err != nil {
		return nil, err
	}
	return net, n.Fold(net)
}

// usual is how many frames are learned from, and heldOut how many others the network is judged by.
const usual, heldOut = 200, 400

// run returns the mean absolute errors of energies and of the entries of forces, in meV and meV/Å, and the drift.
func run(w io.Writer, path string, frames int, r recipe, weight float64, steps int) (energy, force, drift float64, err error) {
	all, err := data.FromNumPy[float64](path)
	if err != nil {
		return 0, 0, 0, err
	}
	if all.Len() < frames+heldOut {
		return 0, 0, 0, fmt.Errorf("%s has %d frames, want %d and %d more to judge by", path, all.Len(), frames, heldOut)
	}
	first := max(frames, usual) // the same ones for fewer frames
	test := all.Slice(first, first+heldOut)
	var net *layers.Net[float64]
	for _, weight := range []float64{0, weight} {
		if net, err = learn(all.Slice(0, frames), r, weight); err != nil {
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
	var r recipe
	flag.IntVar(&r.hidden, "hidden", 128, "units of each of two hidden layers")
	flag.IntVar(&r.epochs, "epochs", 1600, "passes over the frames")
	flag.BoolVar(&r.lm, "lm", false, "train by Levenberg–Marquardt in place of Adam")
	flag.Float64Var(&r.ridge, "ridge", 0, "ridge of Levenberg–Marquardt")
	weight := flag.Float64("weight", 0.1, "weight of forces")
	frames := flag.Int("frames", usual, "how many are learned from")
	flag.Parse()
	if _, _, _, err := run(os.Stdout, *path, *frames, r, *weight, 20000); err != nil {
		log.Fatal(err)
	}
}
