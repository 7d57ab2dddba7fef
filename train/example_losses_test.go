package train_test

import (
	"context"
	"fmt"
	"log"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/dual/dualmath"
	"example.com/sobolev/funcs"
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
		{Weight: 1, Penalty: train.Absolute, Entries: []float64{1, 10}},
	}}
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 4))
	// Output: true
}

// logCosh is quadratic near zero and linear far away. Nobody writes down its derivative.
func logCosh[T dual.Scalar[T]](e T) T { return dualmath.LogAddExp(e, e.Neg()).Shift(-math.Ln2) }

func ExamplePenaltyOf() {
	norm := train.PenaltyOf(logCosh)
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

func ExampleTensorPenaltyOf() {
	l := train.Sobolev(1, 1)
	l.Orders[1].Tensor = train.TensorPenaltyOf(relative)
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 10))
	// Output: true
}

// Directions of gradients without their lengths.
func ExampleCosineDistance() {
	slope := make([]float64, 2)
	fmt.Println(train.CosineDistance()(slope, []float64{0, 2}, []float64{3, 0}), slope)
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
	box := data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	d := must(data.FromNet(teacher, data.Uniform[float64](box, 50, rng), 1))
	fmt.Println(shrinks(student, d, train.KullbackLeibler(1, 1), 20))
	// Output: true
}

// A classifier with right answers and no slopes: is the point inside the unit circle?
func ExampleCrossEntropy() {
	rng := rand.New(rand.NewPCG(4, 4))
	points := data.Uniform[float64](data.Box{Lo: []float64{-2, -2}, Hi: []float64{2, 2}}, 100, rng)
	labels := make([]float64, 0, 200)
	for i := 0; i < len(points.X); i += 2 {
		inside := 0.0
		if math.Hypot(points.X[i], points.X[i+1]) < 1 {
			inside = 1
		}
		labels = append(labels, inside, 1-inside)
	}
	d := must(data.FromArrays(2, 2, data.Arrays[float64]{X: points.X, Y: labels}))
	net := must(layers.NewMLP[float64](2, []int{16}, 2, layers.Tanh, rng))
	fmt.Println(shrinks(net, d, train.CrossEntropy(1), 3))
	// Output: true
}

// Random projections of the gradients and Hessians that the data holds.
func ExampleStochastic() {
	d := someData()
	net := someNet(layers.Tanh)
	term := must(train.Regression(net, d, train.Stochastic(1, 1, 0.1)))
	fmt.Println(must(net.Plan(term.Algebra(), term.SeedsInputs(), layers.Auto)))
	must(train.Fit(context.Background(), net, d, train.Options{Loss: train.Stochastic(1, 1, 0.1), Epochs: 500, Optimizer: optim.Adam(5e-3)}))
	full := must(train.Evaluate(net, d, train.Sobolev(1, 1))) // the whole gradients were learnt
	fmt.Println(full[0] < 0.01, full[1] < 0.05)
	// Output:
	// jets over HyperDual(): 4+8 products a layer (half order would need 12 too)
	// true true
}

// Derivatives of order 1 to 4 along one random line a step.
func ExampleLine() {
	fmt.Println(train.Line(1, 1, 0.1, 0.01, 0.001))
	l := train.Line(1, 1, 0.1)
	fmt.Println(shrinks(someNet(layers.Tanh), someData(), l, 20))
	// Output:
	// Line(1, 1, 0.1, 0.01, 0.001)
	// true
}

// An order-2 loss cannot train a network that has no second derivatives.
func ExampleRegression() {
	_, err := train.Regression(someNet(layers.ReLU), someData(), train.Sobolev(1, 1, 1))
	fmt.Println(err)
	// Output: train: the loss weights derivatives of order 2: layers: derivatives of order 2 were asked for, but layer 1, relu has only 0 continuous derivatives: its derivative of order 2 carries no signal almost everywhere; use a smoother activation (tanh, softplus, silu)
}

// The three norms at a residual of −3: loss and slope.
func ExamplePenalty() {
	for _, norm := range []train.Penalty{train.Squared, train.Absolute, train.Huber(1)} {
		fmt.Println(norm(-3))
	}
	// Output:
	// 9 -6
	// 3 -1
	// 2.5 -1
}

// Errors of a network's derivatives up to order 8, order by order: here against itself.
func ExampleMeanSquared() {
	net := someNet(layers.Tanh)
	d := must(data.FromNet(net, data.Points[float64]{Dim: 2, X: []float64{0.5, -0.5}}, 8))
	for order, e := range must(train.Evaluate(net, d, train.MeanSquared(8))) {
		fmt.Print(order, ": ", e < 1e-15, "  ")
	}
	// Output: 0: true  1: true  2: true  3: true  4: true  5: true  6: true  7: true  8: true
}
