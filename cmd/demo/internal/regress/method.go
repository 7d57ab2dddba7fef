package regress

import "example.com/sobolev/train"

// A method is a way to use labels of some order. All work on normalised inputs and outputs.
type method struct {
	name  string
	title string
	order int // of the labels it uses
	loss  train.Loss
}

// methods lists the ways, plain regression first. The first three are what -order stands for.
var methods = []method{
	{"values", "values only", 0, train.Sobolev(1)},
	{"balanced", "values + gradients", 1, train.Balanced(train.Huber(1), 1, 1)},
	{"order2", "values + gradients + Hessians", 2, train.Balanced(train.Huber(1), 1, 1, 1)},
	{"sobolev", "values + gradients, the paper's unweighted squares", 1, train.Sobolev(1, 1)},
}

// ordinary is the number of methods that -order can name.
const ordinary = 3
