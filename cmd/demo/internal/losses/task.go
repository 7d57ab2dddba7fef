package losses

import (
	"hash/fnv"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// number is the floating-point type of data and networks.
type number = float64

// A task is data, a network, and the losses that are compared on them.
type task struct {
	name    string
	feature string // the part of the report it belongs to
	about   string // what is learned, from what
	measure measure
	hidden  []int
	sample  func(rng *rand.Rand) (sample, error)
	methods []method // the first is without the derivative term
}

// A method is one way to train on a task's data.
type method struct {
	name string
	loss train.Loss
	view int // of the sample that it is trained on

	// terms replaces the comparison with the data by the loss; nil for most.
	terms func(net *layers.Net[number], v view) ([]train.Term[number], error)
}

// A sample is the data of one seed, in as many forms as the methods need.
type sample []view

// A view is training data and held-out data in the same units.
type view struct{ train, test *data.Data[number] }

// network returns a task's untrained network.
func (t *task) network(v view, rng *rand.Rand) (*layers.Net[number], error) {
	hidden := t.hidden
	if hidden == nil {
		hidden = []int{32, 32}
	}
	return layers.NewMLP[number](v.train.In, hidden, v.train.Out, layers.Tanh, rng)
}

// objective returns the terms that a method minimises.
func (m method) objective(net *layers.Net[number], v view) ([]train.Term[number], error) {
	if m.terms != nil {
		return m.terms(net, v)
	}
	term, err := train.Regression(net, v.train, m.loss)
	return []train.Term[number]{term}, err
}

// products returns the number of matrix products a layer, one for each point, that a step of the method takes.
func (t *task) products(m method, s sample) (int, error) {
	net, err := t.network(s[m.view], rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		return 0, err
	}
	terms, err := m.objective(net, s[m.view])
	if err != nil {
		return 0, err
	}
	sum := 0
	for _, term := range terms {
		plan, err := net.Plan(term.Algebra(), term.SeedsInputs(), layers.Auto)
		if err != nil {
			return 0, err
		}
		sum += plan.Products() * term.Len()
	}
	return sum, nil
}

// heldOut is the number of points that networks are judged on.
const heldOut = 2000

// labelled draws n training points and the held-out points from a box and labels them with a function's derivatives, in
// the units of the function.
func labelled(f func(x []dual.Any) dual.Any, box data.Box, n, order, testOrder int, rng *rand.Rand) (view, error) {
	return labelledVector(func(x []dual.Any) []dual.Any { return []dual.Any{f(x)} }, box, n, order, testOrder, rng)
}

func labelledVector(f func(x []dual.Any) []dual.Any, box data.Box, n, order, testOrder int, rng *rand.Rand) (view, error) {
	training, err := data.FromVectorFunc(f, data.Uniform[number](box, n, rng), order)
	if err != nil {
		return view{}, err
	}
	test, err := data.FromVectorFunc(f, data.Uniform[number](box, heldOut, rng), testOrder)
	return view{training, test}, err
}

// normalised brings inputs to [−1, 1] and values to mean 0 and deviation 1.
func (v view) normalised(box data.Box) view {
	units := data.BoxNormalizer(box, v.train)
	return view{units.Apply(v.train), units.Apply(v.test)}
}

// fromFunction is a sample of a test function with derivatives up to the order, normalised.
func fromFunction(name string, n, order int) func(*rand.Rand) (sample, error) {
	return func(rng *rand.Rand) (sample, error) {
		f, box, err := function(name)
		if err != nil {
			return nil, err
		}
		v, err := labelled(f.Any, box, n, order, 1, rng)
		if err != nil {
			return nil, err
		}
		return sample{v.normalised(box)}, nil
	}
}

// function looks up a test function of two variables and its domain.
func function(name string) (funcs.Function, data.Box, error) {
	f, err := funcs.Lookup(name)
	if err != nil {
		return f, data.Box{}, err
	}
	var box data.Box
	for _, side := range f.Domain(0) {
		box.Lo, box.Hi = append(box.Lo, side.Lo), append(box.Hi, side.Hi)
	}
	return f, box, nil
}

// cube returns the box [lo, hi]^d.
func cube(d int, lo, hi float64) data.Box {
	box := data.Box{Lo: make([]float64, d), Hi: make([]float64, d)}
	for i := range d {
		box.Lo[i], box.Hi[i] = lo, hi
	}
	return box
}

// nameSeed makes a seed of a name.
func nameSeed(name string) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(name)) // never fails
	return h.Sum64()
}

// A measure judges a network on held-out data.
type measure int

const (
	ofValues     measure = iota // error of the values over their standard deviation
	ofGradients                 // error of the gradients over their root mean square
	ofDivergence                // Kullback–Leibler divergence from the true distribution; labels are logits
)

// String is what tables call the error.
func (m measure) String() string { return [...]string{"values", "gradients", "divergence"}[m] }

// of returns the error of a network.
func (m measure) of(net *layers.Net[number], test *data.Data[number]) (float64, error) {
	if m == ofDivergence {
		parts, err := train.Evaluate(net, test, train.KullbackLeibler(1))
		if err != nil {
			return 0, err
		}
		return parts[0], nil
	}
	parts, err := train.Evaluate(net, test, train.MeanSquared(int(m)))
	if err != nil {
		return 0, err
	}
	if m == ofGradients {
		return math.Sqrt(parts[1] / meanSquare(test.Labels.Data[len(test.Labels.Plane(0)):])), nil
	}
	return math.Sqrt(parts[0] / variance(test.Labels.Plane(0))), nil
}

func meanSquare(x []number) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v * v
	}
	return sum / float64(len(x))
}

func variance(x []number) float64 {
	mean := 0.0
	for _, v := range x {
		mean += v / float64(len(x))
	}
	return meanSquare(x) - mean*mean
}
