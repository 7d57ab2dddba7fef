package train_test

import (
	"context"
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// rising asks the network's slope in its only input to be nowhere negative: the mean of min(0, slope)².
type rising struct{ points data.Points[float64] }

func (t rising) Algebra() *jet.Algebra { return jet.Dual(1) }

func (t rising) SeedsInputs() bool { return true }

func (t rising) Len() int { return len(t.points.X) }

func (t rising) Parts() []string { return []string{"falling"} }

// NewPass returns the term itself, since it needs no memory.
func (t rising) NewPass(int) train.Pass[float64] { return t }

func (t rising) Load(x *jet.Batch[float64], points []int, _ int) {
	for r, p := range points {
		x.Plane(0)[r] = t.points.X[p]
	}
}

func (t rising) Score(cot, y *jet.Batch[float64], points []int, _ int, scale float64, parts []float64) {
	cot.Zero()
	for r := range points {
		if slope := y.Plane(1)[r]; slope < 0 {
			parts[0] += slope * slope
			cot.Plane(1)[r] = scale * 2 * slope
		}
	}
}

// noisyRise holds measurements of something that never falls.
func noisyRise() *data.Data[float64] {
	return must(data.FromArrays(1, 1, data.Arrays[float64]{
		X: []float64{0, 1, 2, 3, 4, 5}, Y: []float64{0.2, 0, 1.2, 1, 1.9, 1.7}}))
}

// everywhere returns points all over the measurements.
func everywhere() data.Points[float64] {
	dense := data.Points[float64]{Dim: 1}
	for i := range 101 {
		dense.X = append(dense.X, 0.05*float64(i))
	}
	return dense
}

// A term of one's own beside a loss on data: a curve through noisy measurements that never falls.
func ExampleTerm() {
	dense := everywhere()
	for _, rule := range []bool{false, true} {
		net := must(layers.NewMLP[float64](1, []int{16, 16}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2))))
		terms := []train.Term[float64]{must(train.Regression(net, noisyRise(), train.Sobolev(1)))}
		if rule {
			terms = append(terms, rising{dense})
		}
		must(train.FitTerms(context.Background(), net, terms, nil, train.Options{Optimizer: optim.LBFGS(20), Epochs: 500}))
		_, slopes := net.Gradient(net.NewWorkspace(), dense.X)
		lowest := 0.0
		for _, s := range slopes {
			lowest = min(lowest, s)
		}
		fmt.Printf("with the rule: %v, falls steeper than -0.5: %v\n", rule, lowest < -0.5)
	}
	// Output:
	// with the rule: false, falls steeper than -0.5: true
	// with the rule: true, falls steeper than -0.5: false
}
