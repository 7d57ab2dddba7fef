package data_test

import (
	"context"
	"fmt"
	"log"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// must ends an example that cannot go on.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// someData holds values, gradients and Hessians of McCormick's function at 60 points of [-1, 1]², standardised.
func someData() *data.Data[float64] {
	box := data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	points := data.Uniform[float64](box, 60, rand.New(rand.NewPCG(1, 1)))
	d := must(data.FromFunc(funcs.McCormick, points, 2))
	return data.Standardize(d).Apply(d)
}

// someNet is a fresh network for it.
func someNet(act layers.Activation) *layers.Net[float64] {
	return must(layers.NewMLP[float64](2, []int{16, 16}, 1, act, rand.New(rand.NewPCG(2, 2))))
}

// shrinks trains and reports whether the loss became smaller by the factor at least.
func shrinks(net *layers.Net[float64], d *data.Data[float64], l train.Loss, factor float64) bool {
	l0 := l
	l0.Schedule = nil
	sum := func() float64 {
		total := 0.0
		for _, p := range must(train.Evaluate(net, d, l0)) {
			total += p
		}
		return total
	}
	before := sum()
	must(train.Fit(context.Background(), net, d, train.Options{Loss: l, Epochs: 300, Optimizer: optim.Adam(5e-3)}))
	return sum() < before/factor
}

func ExampleLatinHypercube() {
	box := data.Box{Lo: []float64{0}, Hi: []float64{4}}
	p := data.LatinHypercube[float64](box, 4, rand.New(rand.NewPCG(1, 2)))
	cells := make([]int, 4)
	for _, x := range p.X {
		cells[int(x)]++
	}
	fmt.Println("points in each quarter:", cells)
	// Output: points in each quarter: [1 1 1 1]
}

// Values, gradients and Hessians as slices. What is NaN, or left out, was not measured.
func ExampleFromArrays() {
	d := must(data.FromArrays(2, 1, data.Arrays[float64]{
		X:       []float64{0, 0, 1, 2},
		Y:       []float64{0, math.NaN()},
		Grad:    []float64{0, 0, 2, math.NaN()},
		Weights: []float64{1, 0.25}, // the second point is twice as noisy
	}))
	fmt.Println(d.Len(), d.Order(), d.Labels.Plane(2))
	_, err := data.FromArrays(2, 1, data.Arrays[float64]{X: []float64{0, 0, 1, 2}, Y: []float64{1}})
	fmt.Println(err)
	// Output:
	// 2 1 [0 NaN]
	// data: FromArrays: derivatives of order 0: 1 numbers, want 2 points × 1
}

// Gradients alone fix a function up to a constant.
func ExampleArrays_gradientsOnly() {
	full := someData()
	grad := make([]float64, 0, 2*full.Len())
	for s := range full.Len() {
		grad = append(grad, full.Labels.Plane(1)[s], full.Labels.Plane(2)[s])
	}
	d := must(data.FromArrays(2, 1, data.Arrays[float64]{X: full.X, Grad: grad}))
	fmt.Println(shrinks(someNet(layers.Tanh), d, train.Sobolev(0, 1), 20))
	// Output: true
}

// One measured slope at every point, along a direction of its own.
func ExampleData_directions() {
	full := someData()
	v, labels := make([]float64, 2*full.Len()), data.NewLabels[float64](jet.Dual(1), full.Len(), 1)
	for s := range full.Len() {
		sin, cos := math.Sincos(float64(s))
		v[2*s], v[2*s+1] = cos, sin
		labels.Plane(0)[s] = full.Labels.Plane(0)[s]
		labels.Plane(1)[s] = cos*full.Labels.Plane(1)[s] + sin*full.Labels.Plane(2)[s]
	}
	d := &data.Data[float64]{In: 2, Out: 1, X: full.X, Labels: labels, Directions: v}
	fmt.Println(shrinks(someNet(layers.Tanh), d, train.Sobolev(1, 1), 20))
	// Output: true
}

// The first three derivatives of x²y along (1, 1) at the point (1, 2).
func ExampleData_Directional() {
	cubic := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Mul(x[1]) }
	d := must(data.FromFunc(cubic, data.Points[float64]{Dim: 2, X: []float64{1, 2}}, 3))
	fmt.Println(must(d.Directional(jet.Taylor(3), []float64{1, 1})).Labels.Data)
	// Output: [2 5 8 6]
}

// What data says of a direction that nobody measured along: its gradients, or the function itself, give the slope there.
// A term of your own reads its labels so.
func ExampleData_NewSource() {
	cubic := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Mul(x[1]) }
	d := must(data.FromFunc(cubic, data.Points[float64]{Dim: 2, X: []float64{1, 2, 3, 1}}, 1))
	x, y := jet.NewBatch[float64](jet.Taylor(1), 1, 2), jet.NewBatch[float64](jet.Taylor(1), 1, 1)
	copy(x.Plane(0), d.X[2:])             // point 1
	copy(x.Plane(1), []float64{0.6, 0.8}) // and a direction
	d.NewSource().Jets(y, x, []int{1})
	fmt.Printf("%v, slope %.2f\n", y.Plane(0)[0], y.Plane(1)[0])
	// Output: 9, slope 10.80
}

// Products of the Hessian with one vector at every point, besides values.
func ExampleHessianVectors() {
	full := someData()
	hv := &data.HessianVectors[float64]{}
	for s := range full.Len() {
		h := func(k int) float64 { return full.Labels.Plane(k)[s] } // ∂₁∂₁, ∂₁∂₂, ∂₂∂₂ from component 3 on
		hv.U = append(hv.U, 1, -1)
		hv.H = append(hv.H, h(3)-h(4), h(4)-h(5))
	}
	d := must(data.FromArrays(2, 1, data.Arrays[float64]{X: full.X, Y: full.Labels.Plane(0), HessianVectors: hv}))
	fmt.Println(shrinks(someNet(layers.Tanh), d, train.Sobolev(1, 0, 1), 20))
	// Output: true
}

// A function of 100 inputs: no gradient is ever formed, a step takes one directional derivative of function and network.
func ExampleLazyFunc() {
	wave := func(x []dual.Any) dual.Any {
		sum := x[0].Lift(0)
		for i, v := range x {
			sum = sum.Add(v.Scale(1 / float64(1+i)))
		}
		return sum.Sin()
	}
	rng := rand.New(rand.NewPCG(5, 5))
	box := data.Box{Lo: make([]float64, 100), Hi: make([]float64, 100)}
	for i := range box.Lo {
		box.Lo[i], box.Hi[i] = -1, 1
	}
	d := must(data.LazyFunc(wave, data.Uniform[float64](box, 40, rng)))
	net := must(layers.NewMLP[float64](100, []int{16}, 1, layers.Tanh, rng))
	fmt.Println(shrinks(net, d, train.Stochastic(1, 1), 10))
	// Output: true
}

// A teacher network gives slopes along whatever directions are drawn.
func ExampleLazyNet() {
	rng := rand.New(rand.NewPCG(6, 6))
	teacher := must(layers.NewMLP[float64](2, []int{32}, 1, layers.Tanh, rng))
	box := data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	d := must(data.LazyNet(teacher, data.Uniform[float64](box, 50, rng)))
	fmt.Println(shrinks(someNet(layers.Tanh), d, train.Stochastic(1, 1, 0.1), 20))
	// Output: true
}

func ExampleFromCSV() {
	d := must(data.FromCSV[float64]("dataset/testdata/samples.csv", data.Columns{
		X: []string{"x0", "x1"}, Y: []string{"y"}, Grad: [][]string{{"dy/dx0", "dy/dx1"}}, Weight: "w"}))
	fmt.Println(d.Len(), d.Order(), d.Labels.Plane(0), d.Labels.Plane(1))
	// Output: 4 1 [2 0.5 0 NaN] [4 -1 0 -4]
}

func ExampleFromNumPy() {
	d := must(data.FromNumPy[float64]("dataset/testdata/samples.npz"))
	fmt.Println(d.Len(), d.Order(), d.Labels.Plane(4), d.Weights)
	// Output: 4 2 [2 -2 0 4] [1 1 1 2]
}

// Molecules as a simulation left them: the gradient of the energy is minus the forces.
func ExampleFromNumPyNamed() {
	names := data.NumPyNames{X: "positions", Y: "energy", Grad: "-forces"}
	d := must(data.FromNumPyNamed[float32](names, "dataset/testdata/molecules.npz"))
	fmt.Println(d.Len(), d.In, d.Labels.Plane(0), d.Labels.Plane(1))
	// Output: 3 6 [7 0.5 2.5] [-1 0 -1]
}

// Train in units that suit the network, use it in one's own.
func ExampleNormalizer() {
	box := data.Box{Lo: []float64{-1.5, -3}, Hi: []float64{4, 4}}
	d := must(data.FromFunc(funcs.McCormick, data.Uniform[float64](box, 100, rand.New(rand.NewPCG(1, 1))), 2))
	net := someNet(layers.Tanh)
	n := data.BoxNormalizer(box, d)
	opt := train.Options{Loss: train.Balanced(train.Huber(1), 1, 1, 1), Epochs: 600, Optimizer: optim.Adam(5e-3)}
	must(train.Fit(context.Background(), net, n.Apply(d), opt))
	if err := n.Fold(net); err != nil {
		log.Fatal(err)
	}
	y, grad := net.Gradient(net.NewWorkspace(), []float64{-0.54719, -1.54719}) // the minimum, -1.9133
	fmt.Println(math.Abs(y[0]+1.9133) < 0.5, math.Abs(grad[0]) < 0.5, math.Abs(grad[1]) < 0.5)
	// Output: true true true
}

func ExampleUniform() {
	points := data.Uniform[float64](data.Box{Lo: []float64{0, 10}, Hi: []float64{1, 20}}, 3, rand.New(rand.NewPCG(1, 2)))
	fmt.Println(points.Dim, len(points.X), points.X[0] < 1, points.X[1] >= 10)
	// Output: 2 6 true true
}

// Values, gradients and Hessians of a function at a point, exact.
func ExampleFromFunc() {
	at := data.Points[float64]{Dim: 2, X: []float64{1, 1}}
	d := must(data.FromFunc(funcs.Rosenbrock, at, 2))
	fmt.Println(d.Labels.Data)
	// Output: [0 0 0 802 -400 200]
}

// A map from the plane to itself and its Jacobian.
func ExampleFromVectorFunc() {
	square := func(z []dual.Any) []dual.Any { // of a complex number
		return []dual.Any{z[0].Mul(z[0]).Sub(z[1].Mul(z[1])), z[0].Mul(z[1]).Scale(2)}
	}
	d := must(data.FromVectorFunc(square, data.Points[float64]{Dim: 2, X: []float64{3, 1}}, 1))
	fmt.Println(d.Labels.Plane(0), d.Labels.Plane(1), d.Labels.Plane(2))
	// Output: [8 6] [6 2] [-2 6]
}

func ExampleFromNet() {
	teacher := someNet(layers.Tanh)
	d := must(data.FromNet(teacher, data.Points[float64]{Dim: 2, X: []float64{0.1, 0.2, 0.3, 0.4}}, 3))
	fmt.Println(d.Len(), d.Labels.Alg, must(train.Evaluate(teacher, d, train.MeanSquared(3)))[3] < 1e-20)
	_, err := data.FromNet(someNet(layers.ReLU), data.Points[float64]{Dim: 3, X: make([]float64, 3)}, 1)
	fmt.Println(err)
	// Output:
	// 2 Full(2, 3) true
	// data: FromNet: points of 3 coordinates, the network has 2 inputs
}

func ExampleLazyVectorFunc() {
	polar := func(x []dual.Any) []dual.Any { return []dual.Any{x[0].Mul(x[1].Cos()), x[0].Mul(x[1].Sin())} }
	box := data.Box{Lo: []float64{0, -1}, Hi: []float64{1, 1}}
	rng := rand.New(rand.NewPCG(7, 7))
	d := must(data.LazyVectorFunc(polar, data.Uniform[float64](box, 50, rng)))
	net := must(layers.NewMLP[float64](2, []int{16}, 2, layers.Tanh, rng))
	fmt.Println(shrinks(net, d, train.Stochastic(1, 1), 10))
	// Output: true
}

func ExampleStandardize() {
	d := must(data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{0, 10}, Y: []float64{-3, 5}, Grad: []float64{0.4, 1.2}}))
	n := data.Standardize(d)
	scaled := n.Apply(d)
	fmt.Println(n.XShift, n.XScale, n.YShift, n.YScale)
	fmt.Println(scaled.X, scaled.Labels.Plane(0), scaled.Labels.Plane(1)) // slopes times 5/4
	// Output:
	// [5] [5] [1] [4]
	// [-1 1] [-1 1] [0.5 1.5]
}

func ExampleBoxNormalizer() {
	d := must(data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{0, 10}, Y: []float64{-3, 5}}))
	n := data.BoxNormalizer(data.Box{Lo: []float64{0}, Hi: []float64{20}}, d)
	fmt.Println(n.Apply(d).X)
	// Output: [-1 0]
}

func ExampleNormalizer_Unfold() {
	d, net := someData(), someNet(layers.Tanh)
	n := data.Standardize(d)
	before := net.Value(net.NewWorkspace(), []float64{0.3, 0.4})[0]
	fmt.Println(n.Fold(net), n.Unfold(net))
	fmt.Println(math.Abs(net.Value(net.NewWorkspace(), []float64{0.3, 0.4})[0]-before) < 1e-14)
	// Output:
	// <nil> <nil>
	// true
}

func ExampleData_Split() {
	training, validation := someData().Split(0.75)
	fmt.Println(training.Len(), validation.Len())
	// Output: 45 15
}

// Points are drawn from boxes. A box may be flat: here the start of an evolution, time 0.
func ExampleHalton() {
	rng := rand.New(rand.NewPCG(1, 2))
	start := data.Box{Lo: []float64{-1, 0}, Hi: []float64{1, 0}}
	for name, sample := range map[string]data.Sampler[float64]{"halton": data.Halton[float64],
		"latin hypercube": data.LatinHypercube[float64], "uniform": data.Uniform[float64]} {
		p := sample(start, 100, rng)
		if p.Dim != 2 || len(p.X) != 200 || p.X[1] != 0 {
			fmt.Println(name, "is wrong")
		}
	}
	// Output:
}

func ExampleOnBoundary() {
	rng := rand.New(rand.NewPCG(1, 2))
	p := data.OnBoundary[float64](data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}, 4, data.Halton, rng)
	for i := 0; i < 8; i += 2 {
		x, y := p.X[i], p.X[i+1]
		fmt.Print(x == 0 || x == 1 || y == 0 || y == 1, " ")
	}
	fmt.Println()
	// Output: true true true true
}

// A term of one's own, see train.Pass, takes the points of a batch from the data.
func ExampleData_Load() {
	square := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]) }
	points := data.Points[float64]{Dim: 1, X: []float64{1, 2, 3, 4}}
	for _, d := range []*data.Data[float64]{must(data.FromFunc(square, points, 1)), must(data.LazyFunc(square, points))} {
		x := jet.NewBatch[float64](jet.Real(), 2, 1)
		d.Load(x, []int{3, 1})
		fmt.Println(x.Plane(0), "computed when needed:", d.Lazy())
	}
	// Output:
	// [4 2] computed when needed: false
	// [4 2] computed when needed: true
}

// Data that a program changed is checked by itself; training checks it too.
func ExampleData_Check() {
	d := must(data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{0, 1, 2}, Y: []float64{0, 1, 4}}))
	d.Labels.Plane(0)[1] = math.NaN() // not measured
	fmt.Println(d.Check())
	d.X[2] = math.Inf(1)
	fmt.Println(d.Check())
	// Output:
	// <nil>
	// data: point 2: input 0 is +Inf, want a finite number
}
