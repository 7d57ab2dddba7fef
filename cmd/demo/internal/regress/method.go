package regress

import (
	"fmt"
	"strings"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// A method is a way to use labels of some order. All work on normalised inputs and outputs.
type method struct {
	name  string
	title string
	order int // of the labels it uses
	loss  train.Loss
}

func nameOf(m method) string { return m.name }

// methods lists the ways, plain regression first. The first three are what -order stands for.
var methods = []method{
	{"values", "values only", 0, train.Sobolev(1)},
	{"balanced", "values + gradients", 1, train.Balanced(train.Huber(1), 1, 1)},
	{"order2", "values + gradients + Hessians", 2, train.Balanced(train.Huber(1), 1, 1, 1)},
	{"sobolev", "unweighted squares, as the paper", 1, train.Sobolev(1, 1)},
	{"projected", "gradient along a random direction", 1, train.Stochastic(1, 1)},
}

// ordinary is the number of methods that -order can name.
const ordinary = 3

// An architecture is the shape of a network.
type architecture struct {
	hidden []int
	act    layers.Activation
}

// String is what tables call it: "relu 256-256".
func (a architecture) String() string {
	return a.act.Name + " " + strings.Trim(strings.ReplaceAll(fmt.Sprint(a.hidden), " ", "-"), "[]")
}

// carries reports whether derivatives of the order can be trained: those of a ReLU network are zero almost everywhere
// from the second on.
func (a architecture) carries(order int) bool {
	return order <= a.act.Smoothness || order == a.act.Smoothness+1
}
