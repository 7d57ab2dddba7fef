package layers_test

import (
	"bytes"
	"fmt"
	"log"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/hyperdual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// product is a network that computes x₀·x₁ exactly, from (x₀+x₁)² and (x₀−x₁)².
func product() *layers.Net[float64] {
	square := layers.Activation{Name: "square", Smoothness: layers.Smooth,
		Rule: func(c []float64, a float64) {
			for k, v := range []float64{a * a, 2 * a, 1} {
				if k < len(c) {
					c[k] = v
				}
			}
			for k := 3; k < len(c); k++ {
				c[k] = 0
			}
		}}
	net, err := layers.New(2, rand.New(rand.NewPCG(1, 2)),
		layers.Dense[float64](2, nil), layers.Activate[float64](square), layers.Dense[float64](1, nil))
	if err != nil {
		log.Fatal(err)
	}
	first, _ := net.Affine(0)
	last, _ := net.Affine(2)
	copy(first.W, []float64{1, 1, 1, -1}) // columns x₀+x₁ and x₀−x₁
	copy(last.W, []float64{0.25, -0.25})
	return net
}

func ExampleNewMLP() {
	net, err := layers.NewMLP[float64](2, []int{64, 64}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(net, "with", len(net.Params()), "parameters")
	// Output: 2 → Dense(64) → tanh → Dense(64) → tanh → Dense(1) with 4417 parameters
}

func ExampleNew() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.New(3, rng,
		layers.DenseInit[float32](8, layers.He, layers.FanIn),
		layers.Activate[float32](layers.Softplus),
		layers.Dense[float32](2, layers.LeCun))
	fmt.Println(net, err)
	_, err = layers.New[float32](0, rng)
	fmt.Println(err)
	// Output:
	// 3 → Dense(8) → softplus → Dense(2) <nil>
	// layers: New: 0 input features, want at least 1
}

func ExampleNet_Hessian() {
	net := product()
	ws := net.NewWorkspace()
	y, grad, hess := net.Hessian(ws, []float64{3, 5})
	fmt.Println(y, grad, hess)
	// Output: [15] [5 3] [0 1 1 0]
}

func ExampleNet_Gradient() {
	net := product()
	ws := net.NewWorkspace()
	y, grad := net.Gradient(ws, []float64{3, 5, 2, 7}) // two points
	fmt.Println(y, grad)
	// Output: [15 14] [5 3 7 2]
}

func ExampleNet_Value() {
	net := product()
	fmt.Println(net.Value(net.NewWorkspace(), []float64{3, 5}))
	// Output: [15]
}

func ExampleNet_Laplacian() {
	net := product()
	y, grad, lap := net.Laplacian(net.NewWorkspace(), []float64{3, 5})
	fmt.Println(y, grad, lap)
	// Output: [15] [5 3] [0]
}

func ExampleNet_Jet() {
	net := product()
	// (3+t)·(5+2t) = 15 + 11t + 2t²: value 15, slope 11, second derivative 4, third 0.
	fmt.Println(net.Jet(net.NewWorkspace(), []float64{3, 5}, []float64{1, 2}, 3))
	// Output: [15 11 4 0]
}

func ExampleNet_Jets() {
	net := product()
	x := jet.NewBatch[float64](jet.HyperDual(), 1, 2)
	x.SeedDirections([]float64{3, 5}, []float64{1, 0}, []float64{0, 1})
	fmt.Println(net.Jets(net.NewWorkspace(), x).Number(0, 0))
	// Output: (15+5ϵ₁+3ϵ₂+1ϵ₁ϵ₂)
}

func ExampleNet_VJP() {
	net := product()
	y, xbar := net.VJP(net.NewWorkspace(), []float64{3, 5}, []float64{10})
	fmt.Println(y, xbar)
	// Output: [15] [50 30]
}

func ExampleEval() {
	net := product()
	// The derivative in one parameter: the weight from the first hidden unit to the output, whose factor is (x₀+x₁)².
	params := make([]dual.Number[float64], len(net.Params()))
	for i, p := range net.Params() {
		params[i].Real = p
	}
	params[6].Emag = 1
	y := layers.Eval(net, params, []dual.Number[float64]{{Real: 3}, {Real: 5}})
	fmt.Println(y[0])
	// Output: (15+64ϵ)
}

// Generic code calls a network as it calls a function: here its inputs are the sum and the difference of two coordinates.
// product computes the product of its inputs, so the energy is x² − y².
func ExampleAt() {
	net := product()
	ws := net.NewWorkspace()
	energy := func(x []hyperdual.Chunk[float64]) hyperdual.Chunk[float64] {
		return layers.At(net, ws, []hyperdual.Chunk[float64]{x[0].Add(x[1]), x[0].Sub(x[1])})[0]
	}
	y, grad, hess := hyperdual.Hessian(energy, []float64{3, 1})
	fmt.Println(y, grad, hess)
	// Output: 8 [6 -2] [2 0 0 -2]
}

func ExampleNet_Plan() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](10, []int{32, 32}, 1, layers.Tanh, rng)
	if err != nil {
		log.Fatal(err)
	}
	for _, alg := range []*jet.Algebra{jet.Real(), jet.Dual(10), jet.Full(10, 2), jet.Full(10, 3)} {
		plan, err := net.Plan(alg, true, layers.Auto)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(plan)
	}
	// Output:
	// half-order over Real(): 1+2 products a layer (jets would need 3)
	// half-order over Dual(10), jets to order 0 and adjoints to 0: 2+4 products a layer (jets would need 33)
	// half-order over Full(10, 2), jets to order 1 and adjoints to 0: 12+24 products a layer (jets would need 198)
	// half-order over Full(10, 3), jets to order 1 and adjoints to 1: 22+44 products a layer (jets would need 858)
}

func ExampleNet_NewSweep() {
	net := product()
	alg := jet.Dual(2)
	plan, err := net.Plan(alg, true, layers.Auto)
	if err != nil {
		log.Fatal(err)
	}
	sweep := net.NewSweep(plan, 1)
	sweep.Prepare(net.Params(), 1)
	x := jet.NewBatch[float64](alg, 1, 2)
	copy(x.Plane(0), []float64{3, 5})
	fmt.Println(sweep.Forward(x).Number(0, 0))
	// The gradient of ∂y/∂x₀ in the last layer's first weight: ∂(x₀+x₁)²/∂x₀ = 16; and in the inputs: ∂x₁/∂x = (0, 1).
	cot, xbar := jet.NewBatch[float64](alg, 1, 1), jet.NewBatch[float64](alg, 1, 2)
	cot.Plane(1)[0] = 1
	grad := make([]float64, len(net.Params()))
	sweep.Backward(xbar, grad, cot)
	fmt.Println(grad[6], xbar.Plane(0))
	// Output:
	// (15+5ϵ₁+3ϵ₂)
	// 16 [0 1]
}

func ExampleNet_NewForward() {
	net := product()
	alg := jet.Laplace(2)
	sweep := net.NewForward(alg, true, 1)
	sweep.Prepare(net.Params(), 1)
	x := jet.NewBatch[float64](alg, 1, 2)
	copy(x.Plane(0), []float64{3, 5})
	fmt.Println(sweep.Forward(x).Number(0, 0))
	// Output: (15+5ϵ₁+3ϵ₂+0ω)
}

func ExampleNet_Require() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{8}, 1, layers.ReLU, rng)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(net.Require(1))
	fmt.Println(net.Require(2))
	// Output:
	// <nil>
	// layers: derivatives of order 2 were asked for, but layer 1, relu has only 0 continuous derivatives: its derivative of order 2 carries no signal almost everywhere; use a smoother activation (tanh, softplus, silu)
}

func ExampleActivations() {
	for _, a := range layers.Activations()[:4] {
		fmt.Println(a.Name, a.Smoothness == layers.Smooth)
	}
	// Output:
	// identity true
	// sin true
	// tanh true
	// sigmoid true
}

func ExampleActivationByName() {
	act, err := layers.ActivationByName("GELU")
	fmt.Println(act.Name, err)
	act, err = layers.ActivationByName("elu(0.5)")
	fmt.Println(act.Name, err)
	_, err = layers.ActivationByName("swish")
	what, want, _ := strings.Cut(err.Error(), ", want one of ")
	fmt.Println(what)
	fmt.Println("swish goes by another name there:", strings.Contains(want, "silu"))
	// Output:
	// gelu <nil>
	// elu(0.5) <nil>
	// layers: no activation "swish"
	// swish goes by another name there: true
}

func ExampleNet_Save() {
	dir, err := os.MkdirTemp("", "net")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "product.net")
	net := product()
	if err := net.Save(path); err != nil {
		log.Fatal(err)
	}
	loaded := product()
	loaded.Init(rand.New(rand.NewPCG(3, 4))) // other parameters, until they are loaded
	if err := loaded.Load(path); err != nil {
		log.Fatal(err)
	}
	fmt.Println(loaded.Value(loaded.NewWorkspace(), []float64{3, 5}))
	// Output: [15]
}

func ExampleNet_WriteTo() {
	var file bytes.Buffer
	if _, err := product().WriteTo(&file); err != nil {
		log.Fatal(err)
	}
	other, err := layers.NewMLP[float64](2, []int{3}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		log.Fatal(err)
	}
	_, err = other.ReadFrom(&file)
	fmt.Println(err)
	// Output: layers: ReadFrom: the file holds a network of 2 inputs, layers [Dense(2) square Dense(1)] and 9 parameters, want 2, [Dense(3) tanh Dense(1)] and 13
}

func ExampleLeakyReLU() {
	c := make([]float64, 2)
	layers.LeakyReLU(0.1).Rule(c, -3)
	fmt.Printf("%.1f\n", c)
	layers.ELU(1).Rule(c, -math.Ln2)
	fmt.Printf("%.1f\n", c)
	// Output:
	// [-0.3 0.1]
	// [-0.5 0.5]
}

func ExampleDenseInit() {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.New(2, rng, layers.DenseInit[float64](3, layers.LeCun, layers.Zeros), layers.Activate[float64](layers.Sigmoid))
	if err != nil {
		log.Fatal(err)
	}
	first, _ := net.Affine(0)
	fmt.Println(net, first.B)
	// Output: 2 → Dense(3) → sigmoid [0 0 0]
}

// What a network asks for, what it gives, and how often it may be differentiated.
func ExampleNet_Smoothness() {
	net, err := layers.New(3, rand.New(rand.NewPCG(1, 2)),
		layers.Dense[float64](8, nil), layers.Activate[float64](layers.ELU(1)), layers.Dense[float64](2, nil))
	if err != nil {
		log.Fatal(err)
	}
	order, limit := net.Smoothness()
	fmt.Println(net.In(), "inputs,", net.Out(), "outputs,", order, "continuous derivative, by", limit)
	// Output: 3 inputs, 2 outputs, 1 continuous derivative, by layer 1, elu(1)
}

// What the derivatives of a loss cost beside its values, in matrix products.
func ExamplePlan_Products() {
	net := product()
	values, err := net.Plan(jet.Real(), true, layers.Auto)
	if err != nil {
		log.Fatal(err)
	}
	for _, alg := range []*jet.Algebra{jet.Dual(2), jet.Full(2, 2)} {
		plan, err := net.Plan(alg, true, layers.Auto)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(alg, "takes", plan.Products()/values.Products(), "times the products of values")
	}
	// Output:
	// Dual(2) takes 2 times the products of values
	// Full(2, 2) takes 4 times the products of values
}
