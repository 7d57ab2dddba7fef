package orders

import (
	"math"

	"example.com/sobolev/jet"
)

// A fairness says what is the same for all orders. What the highest order gets is given; the others get as much of it.
type fairness string

const (
	equalSteps   fairness = "steps"   // samples and steps
	equalCompute fairness = "compute" // samples and time: the lower orders take more steps
	equalNumbers fairness = "numbers" // measured numbers and steps: the lower orders have more samples
)

// stepCost is the time of a training step by order, that of order 0 being 1, for one and for two inputs: measured with
// two hidden layers of 64 and 10 to 30 samples (see docs/paper.md). It is a table, and no measurement of the run, so that
// results can be repeated; the seconds in the results tell how well it holds.
var stepCost = [][maxOrder + 1]float64{
	1: {1, 1.5, 2.3, 6.5, 8},
	2: {1, 1.5, 2.8, 10.5, 16},
}

// maxOrder is the highest order that can be asked for.
const maxOrder = 4

// share returns the samples and steps of an order, where the highest order has the given ones.
func (f fairness) share(dim, order, highest, samples, steps int) (ownSamples, ownSteps int) {
	switch f {
	case equalCompute:
		costs := stepCost[min(dim, len(stepCost)-1)]
		return samples, int(math.Round(float64(steps) * costs[highest] / costs[order]))
	case equalNumbers:
		return samples * jet.Full(dim, highest).Dim() / jet.Full(dim, order).Dim(), steps
	}
	return samples, steps
}
