package optimisers

import (
	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// A method is an optimiser with the number of steps it is given, on all points each. Without an optimiser random features
// take the network's place, whose last layer is solved for.
type method struct {
	name, title string
	steps       [kinds]int // 0 where it is left out
	optimizer   optim.Optimizer
	schedule    optim.Schedule
	solved      float64 // ridge with which the last layer is solved for before the first step; as it was drawn if 0
}

// methods are given steps that take seconds. The dense matrix of BFGS is for up to some 3,000 parameters, which the networks
// that fit functions exceed.
var methods = []method{
	{"adam", "Adam", [kinds]int{6000, 6000}, optim.Adam(5e-3), optim.Cosine, 0},
	{"lbfgs", "L-BFGS", [kinds]int{3000, 3000}, optim.LBFGS(50), nil, 0},
	{"bfgs", "BFGS, self-scaled", [kinds]int{0, 2000}, optim.BFGS(optim.Tolerances{}), nil, 0},
	{"lm", "Levenberg–Marquardt", [kinds]int{60, 200}, optim.LevenbergMarquardt(optim.LevenbergOptions{}), nil, 0},
	{"lmlinear", "Levenberg–Marquardt, not corrected", [kinds]int{60, 200}, optim.LevenbergMarquardt(optim.LevenbergOptions{Corrections: -1}), nil, 0},
	{"lmridge", "Levenberg–Marquardt, ridge, not corrected", [kinds]int{60, 0}, optim.LevenbergMarquardt(optim.LevenbergOptions{Ridge: 1e-6, Corrections: -1}), nil, 0},
	{"lmsolved", "Levenberg–Marquardt, last layer solved for first", [kinds]int{60, 200}, optim.LevenbergMarquardt(optim.LevenbergOptions{}), nil, 1e-4},
	{"lmuphill", "Levenberg–Marquardt, uphill", [kinds]int{0, 200}, optim.LevenbergMarquardt(optim.LevenbergOptions{Uphill: 3}), nil, 0},
	{"features", "random features, solved for", [kinds]int{}, nil, nil, 0},
}

// options are those of a training run.
func (m method) options(steps int, onEpoch func(train.Epoch)) train.Options {
	return train.Options{Optimizer: m.optimizer, Schedule: m.schedule, Epochs: steps, Workers: 1, OnEpoch: onEpoch}
}
