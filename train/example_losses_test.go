package train_test

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
)

// must ends an example that cannot go on.
func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

// someData holds values, gradients and Hessians of McCormick's function at 60 points of [-1, 1]², standardised.
func someData() *train.Data[float64] {
	box := train.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	points := train.Uniform[float64](box, 60, rand.New(rand.NewPCG(1, 1)))
	data := must(train.FromFunc(funcs.McCormick, points, 2))
	return train.Standardize(data).Apply(data)
}

// someNet is a fresh network for it.
func someNet(act layers.Activation) *layers.Net[float64] {
	return must(layers.NewMLP[float64](2, []int{16, 16}, 1, act, rand.New(rand.NewPCG(2, 2))))
}

// shrinks trains and reports whether the loss became smaller by the factor at least.
func shrinks(net *layers.Net[float64], data *train.Data[float64], l train.Loss, factor float64) bool {
	l0 := l
	l0.Schedule = nil
	sum := func() float64 {
		total := 0.0
		for _, p := range must(train.Evaluate(net, data, l0)) {
			total += p
		}
		return total
	}
	before := sum()
	must(train.Fit(context.Background(), net, data, train.Options{Loss: l, Epochs: 300, Optimizer: train.Adam(5e-3)}))
	return sum() < before/factor
}

// Values, gradients and Hessians together: the literal loss.
func ExampleSobolev() {
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), train.Sobolev(1, 1, 0.1), 20))
	// Output: true
}

// Orders on one scale, derivatives with a robust norm.
func ExampleBalanced() {
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), train.Balanced(train.Huber(1), 1, 1, 1), 20))
	// Output: true
}

// The cost function of differential machine learning, for 2 inputs.
func ExampleDifferential() {
	l := train.Differential(2, 1)
	fmt.Printf("%.4f %.4f\n", l.Orders[0].Weight, l.Orders[1].Weight)
	fmt.Println(shrinks(someNet(layers.Softplus), someData(), l, 4))
	// Output:
	// 0.3333 0.6667
	// true
}

// Weights for the components of an order: here the slope in the second input counts ten times that in the first.
func ExampleOrderLoss() {
	l := train.Loss{Orders: []train.OrderLoss{
		{Weight: 1},
		{Weight: 1, Norm: train.Absolute, Entries: []float64{1, 10}},
	}}
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 4))
	// Output: true
}

// logCosh is quadratic near zero and linear far away. Nobody writes down its derivative.
func logCosh[T dual.Scalar[T]](e T) T { return e.Cosh().Log() }

func ExampleNormOf() {
	norm := train.NormOf(logCosh)
	loss, slope := norm(2)
	fmt.Printf("%.6f %.6f %.6f\n", loss, slope, math.Tanh(2))
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), train.Balanced(norm, 1, 1), 10))
	// Output:
	// 1.325003 0.964028 0.964028
	// true
}

// relative is the squared distance in units of the label's length.
func relative[T dual.Scalar[T]](pred, label []T) T {
	off, size := pred[0].Lift(0), pred[0].Lift(1e-3)
	for i := range pred {
		e := pred[i].Sub(label[i])
		off, size = off.Add(e.Mul(e)), size.Add(label[i].Mul(label[i]))
	}
	return off.Div(size)
}

func ExampleTensorNormOf() {
	l := train.Sobolev(1, 1)
	l.Orders[1].Tensor = train.TensorNormOf(relative)
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 10))
	// Output: true
}

// Directions of gradients without their lengths.
func ExampleCosineDistance() {
	slope := make([]float64, 2)
	fmt.Println(train.CosineDistance(slope, []float64{0, 2}, []float64{3, 0}), slope)
	l := train.Sobolev(1, 0.1)
	l.Orders[1].Tensor = train.CosineDistance
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 10))
	// Output:
	// 1 [-0.5 0]
	// true
}

func ExampleSwapWeights() {
	l := train.Sobolev(1, 1)
	l.Schedule = train.SwapWeights(0.75, []float64{0.1, 1}, []float64{1, 0.1}) // slopes first, values at the end
	fmt.Println(l.Schedule(1, 0, nil), l.Schedule(90, 0.9, nil))
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 20))
	// Output:
	// [0.1 1] [1 0.1]
	// true
}

func ExampleAnnealWeights() {
	l := train.Sobolev(1, 1)
	l.Schedule = train.AnnealWeights(1, 1)
	fmt.Println(l.Schedule(1, 0, nil), l.Schedule(50, 0.5, nil))
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 20))
	// Output:
	// [1 1] [1 0.25]
	// true
}

func ExampleDecayWeights() {
	schedule := train.DecayWeights(0.95, 1, 1)
	fmt.Printf("%.4f\n", schedule(11, 0.1, nil))
	// Output: [1.0000 0.5987]
}

// Orders of any size contribute alike: their losses were 100 and 0.01.
func ExampleBalanceWeights() {
	l := train.Sobolev(1, 1, 1)
	l.Schedule = train.BalanceWeights(1, 1, 1)
	fmt.Printf("%.3f\n", train.BalanceWeights(1, 1)(2, 0, []float64{100, 0.01}))
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 20))
	// Output:
	// [0.005 50.000]
	// true
}

// A rule of one's own: the weight of the slopes follows the ratio of the losses.
func ExampleWeightSchedule() {
	l := train.Sobolev(1, 1)
	l.Schedule = func(epoch int, done float64, parts []float64) []float64 {
		if parts == nil || parts[1] == 0 {
			return []float64{1, 1}
		}
		return []float64{1, parts[0] / parts[1]}
	}
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 20))
	// Output: true
}

// A student learns a teacher's distribution over three classes, and how its log-probabilities change with the input.
func ExampleKullbackLeibler() {
	rng := rand.New(rand.NewPCG(3, 3))
	teacher := must(layers.NewMLP[float64](2, []int{32}, 3, layers.Tanh, rng))
	student := must(layers.NewMLP[float64](2, []int{8}, 3, layers.Tanh, rng))
	box := train.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	data := must(train.FromNet(teacher, train.Uniform[float64](box, 50, rng), 1))
	fmt.Println(shrinks(student, data, train.KullbackLeibler(1, 1), 20))
	// Output: true
}

// A classifier with right answers and no slopes: is the point inside the unit circle?
func ExampleCrossEntropy() {
	rng := rand.New(rand.NewPCG(4, 4))
	points := train.Uniform[float64](train.Box{Lo: []float64{-2, -2}, Hi: []float64{2, 2}}, 100, rng)
	labels := make([]float64, 0, 200)
	for i := 0; i < len(points.X); i += 2 {
		inside := 0.0
		if math.Hypot(points.X[i], points.X[i+1]) < 1 {
			inside = 1
		}
		labels = append(labels, inside, 1-inside)
	}
	data := must(train.FromArrays(2, 2, train.Arrays[float64]{X: points.X, Y: labels}))
	net := must(layers.NewMLP[float64](2, []int{16}, 2, layers.Tanh, rng))
	fmt.Println(shrinks(net, data, train.CrossEntropy(1), 3))
	// Output: true
}

// Values, gradients and Hessians as slices. What is NaN, or left out, was not measured.
func ExampleFromArrays() {
	data := must(train.FromArrays(2, 1, train.Arrays[float64]{
		X:       []float64{0, 0, 1, 2},
		Y:       []float64{0, math.NaN()},
		Grad:    []float64{0, 0, 2, math.NaN()},
		Weights: []float64{1, 0.25}, // the second point is twice as noisy
	}))
	fmt.Println(data.Len(), data.Order(), data.Labels.Plane(2))
	_, err := train.FromArrays(2, 1, train.Arrays[float64]{X: []float64{0, 0, 1, 2}, Y: []float64{1}})
	fmt.Println(err)
	// Output:
	// 2 1 [0 NaN]
	// train: FromArrays: derivatives of order 0: 1 numbers, want 2 points × 1
}

// Gradients alone fix a function up to a constant.
func ExampleArrays_gradientsOnly() {
	full := someData()
	grad := make([]float64, 0, 2*full.Len())
	for s := range full.Len() {
		grad = append(grad, full.Labels.Plane(1)[s], full.Labels.Plane(2)[s])
	}
	data := must(train.FromArrays(2, 1, train.Arrays[float64]{X: full.X, Grad: grad}))
	fmt.Println(shrinks(someNet(layers.Tanh), data, train.Sobolev(0, 1), 20))
	// Output: true
}

// One measured slope at every point, along a direction of its own.
func ExampleData_directions() {
	full := someData()
	v, labels := make([]float64, 2*full.Len()), jet.NewBatch[float64](jet.Dual(1), full.Len(), 1)
	for s := range full.Len() {
		sin, cos := math.Sincos(float64(s))
		v[2*s], v[2*s+1] = cos, sin
		labels.Plane(0)[s] = full.Labels.Plane(0)[s]
		labels.Plane(1)[s] = cos*full.Labels.Plane(1)[s] + sin*full.Labels.Plane(2)[s]
	}
	data := &train.Data[float64]{In: 2, Out: 1, X: full.X, Labels: labels, Directions: v}
	fmt.Println(shrinks(someNet(layers.Tanh), data, train.Sobolev(1, 1), 20))
	// Output: true
}

// The first three derivatives of x²y along (1, 1) at the point (1, 2).
func ExampleData_Directional() {
	cubic := func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Mul(x[1]) }
	data := must(train.FromFunc(cubic, train.Points[float64]{Dim: 2, X: []float64{1, 2}}, 3))
	fmt.Println(must(data.Directional(jet.Taylor(3), []float64{1, 1})).Labels.Data)
	// Output: [2 5 8 6]
}

// Products of the Hessian with one vector at every point, besides values.
func ExampleHessianVectors() {
	full := someData()
	hv := &train.HessianVectors[float64]{}
	for s := range full.Len() {
		h := func(k int) float64 { return full.Labels.Plane(k)[s] } // ∂₁∂₁, ∂₁∂₂, ∂₂∂₂ from component 3 on
		hv.U = append(hv.U, 1, -1)
		hv.H = append(hv.H, h(3)-h(4), h(4)-h(5))
	}
	data := must(train.FromArrays(2, 1, train.Arrays[float64]{X: full.X, Y: full.Labels.Plane(0), HessianVectors: hv}))
	fmt.Println(shrinks(someNet(layers.Tanh), data, train.Sobolev(1, 0, 1), 20))
	// Output: true
}

// Random projections of the gradients and Hessians that the data holds.
func ExampleStochastic() {
	data := someData()
	net := someNet(layers.Tanh)
	term := must(train.Regression(net, data, train.Stochastic(1, 1, 0.1)))
	fmt.Println(must(net.Plan(term.Algebra(), term.Identity(), layers.Auto)))
	must(train.Fit(context.Background(), net, data, train.Options{Loss: train.Stochastic(1, 1, 0.1), Epochs: 500, Optimizer: train.Adam(5e-3)}))
	full := must(train.Evaluate(net, data, train.Sobolev(1, 1))) // the whole gradients were learnt
	fmt.Println(full[0] < 0.01, full[1] < 0.05)
	// Output:
	// jets over HyperDual(): 4+8 products a layer (two sweeps cannot: each sample has seeds of its own)
	// true true
}

// Derivatives of order 1 to 4 along one random line a step.
func ExampleLine() {
	fmt.Println(train.Line(1, 1, 0.1, 0.01, 0.001))
	l := train.Line(1, 1, 0.1)
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 20))
	// Output:
	// Stochastic(1, 1, 0.1, 0.01, 0.001)
	// true
}

// A function of 100 inputs: no gradient is ever formed, a step takes one directional derivative of function and network.
func ExampleAlong() {
	wave := func(x []dual.Any) dual.Any {
		sum := x[0].Lift(0)
		for i, v := range x {
			sum = sum.Add(v.Scale(1 / float64(1+i)))
		}
		return sum.Sin()
	}
	rng := rand.New(rand.NewPCG(5, 5))
	box := train.Box{Lo: make([]float64, 100), Hi: make([]float64, 100)}
	for i := range box.Lo {
		box.Lo[i], box.Hi[i] = -1, 1
	}
	data := must(train.Along(wave, train.Uniform[float64](box, 40, rng)))
	net := must(layers.NewMLP[float64](100, []int{16}, 1, layers.Tanh, rng))
	fmt.Println(shrinks(net, data, train.Stochastic(1, 1), 10))
	// Output: true
}

// A teacher network gives slopes along whatever directions are drawn.
func ExampleAlongNet() {
	rng := rand.New(rand.NewPCG(6, 6))
	teacher := must(layers.NewMLP[float64](2, []int{32}, 1, layers.Tanh, rng))
	box := train.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	data := must(train.AlongNet(teacher, train.Uniform[float64](box, 50, rng)))
	fmt.Println(shrinks(someNet(layers.Tanh), data, train.Stochastic(1, 1, 0.1), 20))
	// Output: true
}

func ExampleFromCSV() {
	data := must(train.FromCSV[float64]("dataset/testdata/samples.csv", train.Columns{
		X: []string{"x0", "x1"}, Y: []string{"y"}, Grad: [][]string{{"dy/dx0", "dy/dx1"}}, Weight: "w"}))
	fmt.Println(data.Len(), data.Order(), data.Labels.Plane(0), data.Labels.Plane(1))
	// Output: 4 1 [2 0.5 0 NaN] [4 -1 0 -4]
}

func ExampleFromNumPy() {
	data := must(train.FromNumPy[float64]("dataset/testdata/samples.npz"))
	fmt.Println(data.Len(), data.Order(), data.Labels.Plane(4), data.Weights)
	// Output: 4 2 [2 -2 0 4] [1 1 1 2]
}

// Train in units that suit the network, use it in one's own.
func ExampleNormalizer() {
	box := train.Box{Lo: []float64{-1.5, -3}, Hi: []float64{4, 4}}
	data := must(train.FromFunc(funcs.McCormick, train.Uniform[float64](box, 100, rand.New(rand.NewPCG(1, 1))), 2))
	net := someNet(layers.Tanh)
	n := train.FromBox(box, data)
	opt := train.Options{Loss: train.Balanced(train.Huber(1), 1, 1, 1), Epochs: 600, Optimizer: train.Adam(5e-3)}
	must(train.Fit(context.Background(), net, n.Apply(data), opt))
	if err := n.Fold(net); err != nil {
		log.Fatal(err)
	}
	y, grad := net.Gradient(net.NewWorkspace(), []float64{-0.54719, -1.54719}) // the minimum, -1.9133
	fmt.Println(math.Abs(y[0]+1.9133) < 0.5, math.Abs(grad[0]) < 0.5, math.Abs(grad[1]) < 0.5)
	// Output: true true true
}

// An order-2 loss cannot train a network that has no second derivatives.
func ExampleRegression() {
	_, err := train.Regression(someNet(layers.ReLU), someData(), train.Sobolev(1, 1, 1))
	fmt.Println(err)
	// Output: train: the loss weights derivatives of order 2: layers: derivatives of order 2 were asked for, but layer 1, relu has only 0 continuous derivatives: its derivative of order 2 carries no signal almost everywhere; use a smoother activation (tanh, softplus, silu)
}

// The three norms at a residual of −3: loss and slope.
func ExampleNorm() {
	for _, norm := range []train.Norm{train.Squared, train.Absolute, train.Huber(1)} {
		fmt.Println(norm(-3))
	}
	// Output:
	// 9 -6
	// 3 -1
	// 2.5 -1
}

func ExampleUniform() {
	points := train.Uniform[float64](train.Box{Lo: []float64{0, 10}, Hi: []float64{1, 20}}, 3, rand.New(rand.NewPCG(1, 2)))
	fmt.Println(points.Dim, len(points.X), points.X[0] < 1, points.X[1] >= 10)
	// Output: 2 6 true true
}

// Values, gradients and Hessians of a function at a point, exact.
func ExampleFromFunc() {
	at := train.Points[float64]{Dim: 2, X: []float64{1, 1}}
	data := must(train.FromFunc(funcs.Rosenbrock, at, 2))
	fmt.Println(data.Labels.Data)
	// Output: [0 0 0 802 -400 200]
}

// A map from the plane to itself and its Jacobian.
func ExampleFromVectorFunc() {
	square := func(z []dual.Any) []dual.Any { // of a complex number
		return []dual.Any{z[0].Mul(z[0]).Sub(z[1].Mul(z[1])), z[0].Mul(z[1]).Scale(2)}
	}
	data := must(train.FromVectorFunc(square, train.Points[float64]{Dim: 2, X: []float64{3, 1}}, 1))
	fmt.Println(data.Labels.Plane(0), data.Labels.Plane(1), data.Labels.Plane(2))
	// Output: [8 6] [6 2] [-2 6]
}

func ExampleFromNet() {
	teacher := someNet(layers.Tanh)
	data := must(train.FromNet(teacher, train.Points[float64]{Dim: 2, X: []float64{0.1, 0.2, 0.3, 0.4}}, 3))
	fmt.Println(data.Len(), data.Labels.Alg, must(train.Evaluate(teacher, data, train.MeanSquared(3)))[3] < 1e-20)
	_, err := train.FromNet(someNet(layers.ReLU), train.Points[float64]{Dim: 3, X: make([]float64, 3)}, 1)
	fmt.Println(err)
	// Output:
	// 2 Full(2, 3) true
	// train: FromNet: 3 coordinates of dimension 3, want points of the network's 2 inputs
}

func ExampleAlongVector() {
	polar := func(x []dual.Any) []dual.Any { return []dual.Any{x[0].Mul(x[1].Cos()), x[0].Mul(x[1].Sin())} }
	box := train.Box{Lo: []float64{0, -1}, Hi: []float64{1, 1}}
	rng := rand.New(rand.NewPCG(7, 7))
	data := must(train.AlongVector(polar, train.Uniform[float64](box, 50, rng)))
	net := must(layers.NewMLP[float64](2, []int{16}, 2, layers.Tanh, rng))
	fmt.Println(shrinks(net, data, train.Stochastic(1, 1), 10))
	// Output: true
}

// Errors of a network's derivatives up to order 8, order by order: here against itself.
func ExampleMeanSquared() {
	net := someNet(layers.Tanh)
	data := must(train.FromNet(net, train.Points[float64]{Dim: 2, X: []float64{0.5, -0.5}}, 8))
	for order, e := range must(train.Evaluate(net, data, train.MeanSquared(8))) {
		fmt.Print(order, ": ", e < 1e-15, "  ")
	}
	// Output: 0: true  1: true  2: true  3: true  4: true  5: true  6: true  7: true  8: true
}

func ExampleStandardize() {
	data := must(train.FromArrays(1, 1, train.Arrays[float64]{X: []float64{0, 10}, Y: []float64{-3, 5}, Grad: []float64{0.4, 1.2}}))
	n := train.Standardize(data)
	scaled := n.Apply(data)
	fmt.Println(n.XShift, n.XScale, n.YShift, n.YScale)
	fmt.Println(scaled.X, scaled.Labels.Plane(0), scaled.Labels.Plane(1)) // slopes times 5/4
	// Output:
	// [5] [5] [1] [4]
	// [-1 1] [-1 1] [0.5 1.5]
}

func ExampleFromBox() {
	data := must(train.FromArrays(1, 1, train.Arrays[float64]{X: []float64{0, 10}, Y: []float64{-3, 5}}))
	n := train.FromBox(train.Box{Lo: []float64{0}, Hi: []float64{20}}, data)
	fmt.Println(n.Apply(data).X)
	// Output: [-1 0]
}

func ExampleNormalizer_Unfold() {
	data, net := someData(), someNet(layers.Tanh)
	n := train.Standardize(data)
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
