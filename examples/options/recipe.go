package main

import (
	"flag"

	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// A recipe says what network is trained, and how.
type recipe struct {
	depth, hidden int // hidden layers and their units
	epochs        int
	rate          float64
	huber         float64 // where the penalty of puts goes over from squares, 0 for squares alone
	lm            bool    // greeks alone, by Levenberg–Marquardt, on all points at every step, in place of Adam
}

var usual = recipe{depth: 3, hidden: 64, epochs: 600, rate: 6e-3, huber: 0.1}

// flags are those with which the program makes rows of docs/optimisers.md.
func (r *recipe) flags() {
	flag.IntVar(&r.depth, "depth", r.depth, "hidden layers")
	flag.IntVar(&r.hidden, "hidden", r.hidden, "units of each")
	flag.IntVar(&r.epochs, "epochs", r.epochs, "passes over the points")
	flag.Float64Var(&r.rate, "rate", r.rate, "rate of Adam")
	flag.Float64Var(&r.huber, "huber", r.huber, "where the penalty of puts goes over from squares to slopes, 0 for squares alone")
	flag.BoolVar(&r.lm, "lm", r.lm, "train on greeks alone, by Levenberg–Marquardt in place of Adam")
}

// options returns those of training.
func (r recipe) options() train.Options {
	if r.lm {
		return train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: r.epochs}
	}
	return train.Options{Optimizer: optim.Adam(r.rate), Schedule: optim.Cosine, BatchSize: 50, Epochs: r.epochs}
}

// gently returns the recipe for going on with a network that is trained.
func (r recipe) gently() recipe {
	r.rate, r.epochs = r.rate/6, r.epochs/6
	return r
}

// penalty returns that of puts.
func (r recipe) penalty() train.Penalty {
	if r.huber == 0 {
		return train.Squared
	}
	return train.Huber(r.huber)
}
