package layers_test

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// linear is a layer of one's own: y = x·W, without biases.
type linear struct{ out int }

func (l linear) Shape(in int) (out, params int, err error) { return l.out, in * l.out, nil }

func (l linear) Init(params []float64, in int, rng *rand.Rand) {
	for i := range params {
		params[i] = layers.Glorot(in, l.out, rng)
	}
}

func (l linear) Smoothness() int { return layers.Smooth }

func (l linear) String() string { return fmt.Sprintf("linear(%d)", l.out) }

func (l linear) Eval(params, x []dual.Any) []dual.Any {
	y := make([]dual.Any, l.out)
	for j := range y {
		y[j] = x[0].Mul(params[j])
		for i := 1; i < len(x); i++ {
			y[j] = y[j].Add(x[i].Mul(params[i*l.out+j]))
		}
	}
	return y
}

// Weights makes it an Affine layer.
func (l linear) Weights(params []float64, in int) layers.Weights[float64] {
	return layers.Weights[float64]{In: in, Out: l.out, W: params}
}

func (l linear) NewPass(*jet.Algebra, int, int) layers.Pass[float64] { return &linearPass{} }

// linearPass multiplies every component of a jet by W.
type linearPass struct{ x *jet.Batch[float64] }

func (p *linearPass) Prepare([]float64, int) {}

func (p *linearPass) Forward(y, x *jet.Batch[float64], w []float64) {
	y.Zero()
	for r := range len(x.Data) / x.Features {
		for i, v := range x.Data[r*x.Features : (r+1)*x.Features] {
			for j := range y.Features {
				y.Data[r*y.Features+j] += v * w[i*y.Features+j]
			}
		}
	}
	p.x = x
}

func (p *linearPass) Backward(xbar *jet.Batch[float64], grad []float64, ybar *jet.Batch[float64], w []float64) {
	in, out := p.x.Features, ybar.Features
	if xbar != nil {
		xbar.Zero()
	}
	for r := range len(ybar.Data) / out {
		for j, c := range ybar.Data[r*out : (r+1)*out] {
			for i := range in {
				if len(grad) > 0 {
					grad[i*out+j] += c * p.x.Data[r*in+i]
				}
				if xbar != nil {
					xbar.Data[r*in+i] += c * w[i*out+j]
				}
			}
		}
	}
}

// Layers of one's own take part in the fast sweeps if they say that they are affine.
func ExampleAffine() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.New(10, rng,
		linear{32}, layers.Activate[float64](layers.Tanh), linear{32}, layers.Activate[float64](layers.Tanh), linear{1})
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := net.Plan(jet.Full(10, 2), true, layers.Auto)
	fmt.Println(plan, err)
	// Output: half-order over Full(10, 2), jets to order 1 and adjoints to 0: 12+24 products a layer (jets would need 198) <nil>
}

// square is y = x², with a pass of its own that is faster than any rule.
type square struct{ layers.Layer[float64] }

var squareRule = layers.Activation{Name: "square", Smoothness: layers.Smooth, Rule: func(c []float64, a float64) {
	clear(c)
	for k, v := range []float64{a * a, 2 * a, 1}[:min(3, len(c))] {
		c[k] = v
	}
}}

// Activation makes it an Elementwise layer.
func (square) Activation() layers.Activation { return squareRule }

func (square) NewPass(*jet.Algebra, int, int) layers.Pass[float64] { return &squarePass{} }

type squarePass struct{ x *jet.Batch[float64] }

func (p *squarePass) Prepare([]float64, int) {}

func (p *squarePass) Forward(y, x *jet.Batch[float64], _ []float64) {
	y.Mul(x, x)
	p.x = x
}

func (p *squarePass) Backward(xbar *jet.Batch[float64], _ []float64, ybar *jet.Batch[float64], _ []float64) {
	if xbar != nil {
		xbar.Zero()
		xbar.MulAdjoint(p.x, ybar)
		xbar.Scale(2, xbar)
	}
}

// A layer that says it is elementwise does, too.
func ExampleElementwise() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.New(3, rng,
		layers.Dense[float64](8, nil), square{layers.Activate[float64](squareRule)}, layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := net.Plan(jet.Laplace(3), true, layers.Auto)
	fmt.Println(plan, err)
	// Output: half-order over Laplace(3), jets to order 1 and adjoints to 0: 5+10 products a layer (jets would need 15) <nil>
}

// A list of layers is a layer.
func ExampleSequential() {
	half := layers.Sequential[float64]{layers.Dense[float64](4, nil), layers.Activate[float64](layers.Tanh)}
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)), half, half, layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net, "with", len(net.Params()), "parameters")
	// Output: 2 → Sequential(Dense(4) → tanh) → Sequential(Dense(4) → tanh) → Dense(1) with 37 parameters
}

// Both ends of an interval at once, with the parameters of one network.
func ExampleNet_Grouped() {
	net, err := layers.NewMLP[float64](1, []int{4}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		fmt.Println(err)
		return
	}
	both := net.Grouped(2)
	y := both.Value(both.NewWorkspace(), []float64{0, 1})
	ws := net.NewWorkspace()
	fmt.Println(both, y[0] == net.Value(ws, []float64{0})[0], y[1] == net.Value(ws, []float64{1})[0])
	// Output: 2 → Each(2: Dense(4) → tanh → Dense(1)) true true
}
