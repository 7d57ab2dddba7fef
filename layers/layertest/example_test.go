package layertest_test

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/layers/layertest"
)

// gain is a layer of one's own: y = p·x, one parameter for each feature.
type gain struct{ forgetful bool }

func (gain) Shape(in int) (out, params int, err error) { return in, in, nil }

func (gain) Init(params []float64, _ int, rng *rand.Rand) {
	for i := range params {
		params[i] = 1
	}
}

func (gain) Smoothness() int { return layers.Smooth }

func (gain) String() string { return "gain" }

// Eval is the definition, for numbers of any kind.
func (gain) Eval(params, x []dual.Any) []dual.Any {
	y := make([]dual.Any, len(x))
	for i := range x {
		y[i] = params[i].Mul(x[i])
	}
	return y
}

func (l gain) NewPass(*jet.Algebra, int, int) layers.Pass[float64] { return &gainPass{gain: l} }

// gainPass does the same for batches: all coefficients of a jet are multiplied by the parameter.
type gainPass struct {
	gain
	x *jet.Batch[float64]
}

func (p *gainPass) Prepare([]float64, int) {}

func (p *gainPass) Forward(y, x *jet.Batch[float64], params []float64) {
	for i, v := range x.Data {
		y.Data[i] = params[i%len(params)] * v
	}
	p.x = x
}

func (p *gainPass) Backward(xbar *jet.Batch[float64], grad []float64, ybar *jet.Batch[float64], params []float64) {
	n := len(ybar.Data)
	if p.forgetful {
		n = len(ybar.Plane(0)) // the derivatives depend on the parameters, too
	}
	if len(grad) > 0 {
		for i, v := range ybar.Data[:n] {
			grad[i%len(grad)] += v * p.x.Data[i]
		}
	}
	if xbar != nil {
		for i, v := range ybar.Data {
			xbar.Data[i] = params[i%len(params)] * v
		}
	}
}

// printer stands for the *testing.T of a test.
type printer struct{}

func (printer) Helper() {}

func (printer) Errorf(format string, args ...any) { fmt.Printf(format+"\n", args...) }

// The pass of one layer forgets that the derivatives of its outputs depend on the parameters. Nothing is said of the
// other one.
func ExampleLayer() {
	var t printer
	layertest.Layer(t, gain{}, 2)
	layertest.Layer(t, gain{forgetful: true}, 2)
	// Output:
	// layertest: gain, seed 1: Backward, gradient in the parameters: parameter 1 is 0, want 1
	// 	over Dual(2), 1 of 1 samples, 2 features, 1 samples announced to Prepare
	// 	inputs, coefficient of ε₂: [0 -1]
	// 	cotangent, coefficient of ε₂: [0 -1]
}

// A network with a layer of one's own, in every strategy that trains it.
func ExampleNet() {
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)),
		layers.Dense[float64](3, nil), layers.Activate[float64](layers.Tanh), gain{}, layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	var t printer
	layertest.Net(t, net)
	// Output:
}

// The activation 1/x is tested at positive inputs.
func ExampleWithin() {
	reciprocal := layers.Activation{Name: "reciprocal", Smoothness: layers.Smooth, Rule: func(c []float64, a float64) {
		power := 1 / a
		for k := range c {
			c[k] = power
			power /= -a
		}
	}}
	var t printer
	layertest.Layer(t, layers.Activate[float64](reciprocal), 3, layertest.Within(0.5, 1.5))
	// Output:
}

// A layer tested at higher orders than by default, with other random numbers.
func ExampleAlgebras() {
	var t printer
	layertest.Layer(t, gain{}, 2, layertest.Algebras(jet.Taylor(8), jet.Full(2, 4)), layertest.Seed(7))
	// Output:
}

// A layer whose parameters may not move far from where Init puts them.
func ExamplePerturb() {
	var t printer
	layertest.Layer(t, gain{}, 2, layertest.Perturb(0.01))
	// Output:
}

// A layer that is a function of boxed numbers allocates, and one that is good to six digits is held to these.
func ExampleTolerance() {
	norm := layers.FromFunc[float64]("norm", 2, 1, func(x []dual.Any) []dual.Any {
		return []dual.Any{x[0].Hypot(x[1])}
	})
	var t printer
	layertest.Layer(t, norm, 2, layertest.Within(0.5, 1.5), layertest.Allocates(), layertest.Tolerance(1e-6))
	// Output:
}
