package live

import (
	"context"
	"iter"
	"math"
	"math/rand/v2"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// losses are those of labels of order 0, 1 and 2.
var losses = []train.Loss{train.Sobolev(1), train.Balanced(train.Huber(1), 1, 1), train.Balanced(train.Huber(1), 1, 1, 1)}

// learner is one network on its way. It computes in the units of its normaliser.
type learner struct {
	order int
	net   *layers.Net[float64]
	ws    *layers.Workspace[float64]
	units *data.Normalizer[float64]
	next  func() (train.Step, error, bool)
	stop  func()
}

// newLearner returns a network with initial weights that the seed determines.
func newLearner(s Setup, act layers.Activation, order int, units *data.Normalizer[float64]) (*learner, error) {
	net, err := layers.NewMLP[float64](2, s.Hidden, 1, act, rand.New(rand.NewPCG(s.Seed, 0x11e7)))
	if err != nil {
		return nil, err
	}
	return &learner{order: order, net: net, ws: net.NewWorkspace(), units: units}, nil
}

// fit begins a run on the samples, from the weights as they are.
func (l *learner) fit(d *data.Data[float64], s Setup) error {
	term, err := train.Regression(l.net, l.units.Apply(d), losses[l.order])
	if err != nil {
		return err
	}
	t, err := train.NewTrainer(l.net, train.Options{Optimizer: optim.Adam(s.Rate), Schedule: optim.Cosine, Epochs: s.Steps,
		Seed: s.Seed, Workers: 1}, term)
	if err != nil {
		return err
	}
	if l.stop != nil {
		l.stop()
	}
	l.next, l.stop = iter.Pull2(t.Steps(context.Background()))
	return nil
}

// step takes one step.
func (l *learner) step() error {
	_, err, _ := l.next()
	return err
}

// inner brings points to the units of training.
func (l *learner) inner(x []float64) []float64 {
	z := make([]float64, len(x))
	for i, v := range x {
		z[i] = (v - l.units.XShift[i%2]) / l.units.XScale[i%2]
	}
	return z
}

// at returns values and gradients at the points.
func (l *learner) at(x []float64) (y, grad []float64) {
	y, grad = l.net.Gradient(l.ws, l.inner(x))
	for i := range grad {
		grad[i] *= l.units.YScale[0] / l.units.XScale[i%2]
	}
	l.outer(y)
	return y, grad
}

// outer brings values to the units of the function.
func (l *learner) outer(y []float64) {
	for i, v := range y {
		y[i] = l.units.YShift[0] + l.units.YScale[0]*v
	}
}

// field samples the network.
func (l *learner) field(b data.Box) Field {
	y := l.net.Value(l.ws, l.inner(lattice(b, Nodes, 0)))
	l.outer(y)
	var f Field
	for _, v := range y {
		f.Values = append(f.Values, shown(v))
	}
	_, grad := l.at(lattice(b, Arrows, 0.5))
	for _, v := range grad {
		f.Gradients = append(f.Gradients, shown(v))
	}
	return f
}

// errors returns the root mean square errors of values and gradients at the held-out points, relative to how much these
// vary there.
func (l *learner) errors(j judged) (value, gradient float64) {
	y, grad := l.at(j.x)
	var sum, slopes float64
	for i, v := range y {
		sum += (v - j.y[i]) * (v - j.y[i])
	}
	for i, v := range grad {
		slopes += (v - j.grad[i]) * (v - j.grad[i])
	}
	n := float64(len(y))
	return math.Sqrt(sum/n) / j.spread, math.Sqrt(slopes/(2*n)) / j.slopeSpread
}
