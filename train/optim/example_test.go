package optim_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// ripple is the function that the examples learn: sin 2x + y².
func ripple[T dual.Scalar[T]](x []T) T { return x[0].Scale(2).Sin().Add(x[1].Mul(x[1])) }

var square = data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}

// rippleData holds values and gradients at n points.
func rippleData(n int, seed uint64) *data.Data[float64] {
	d, err := data.FromFunc(ripple, data.Uniform[float64](square, n, rand.New(rand.NewPCG(seed, 1))), 1)
	if err != nil {
		panic(err)
	}
	return d
}

// smallNet is a network of two hidden layers.
func smallNet() *layers.Net[float64] {
	net, err := layers.NewMLP[float64](2, []int{16, 16}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		panic(err)
	}
	return net
}

func ExampleCosine() {
	fmt.Printf("%.2f %.2f %.2f, constant %.2f\n", optim.Cosine(0), optim.Cosine(0.5), optim.Cosine(1), optim.Constant(0.5))
	// Output: 1.00 0.50 0.00, constant 1.00
}

func ExampleAdam() {
	for _, o := range []optim.Optimizer{optim.Adam(1e-3), optim.AdamW(1e-3, 0.01), optim.SGD(0.1, 0.9), optim.Nesterov(0.1, 0.9)} {
		fmt.Println(o)
	}
	// Output:
	// Adam(0.001)
	// AdamW(0.001, 0.01)
	// SGD(0.1, 0.9)
	// Nesterov(0.1, 0.9)
}

// A slower mean of squares, and an epsilon for small gradients.
func ExampleAdamBeta() {
	fmt.Println(optim.AdamBeta(1e-3, 0.01, 0.9, 0.99, 1e-10))
	// Output: AdamBeta(0.001, 0.01, 0.9, 0.99, 1e-10)
}

// L-BFGS takes the whole loss at every step and reaches accuracies that gradient descent does not.
func ExampleLBFGS() {
	net := smallNet()
	res, err := train.Fit(context.Background(), net, rippleData(50, 1), train.Options{
		Loss:      train.Sobolev(1, 0.5),
		Optimizer: optim.LBFGS(20),
		Epochs:    300,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("loss below 1e-4:", res.Epochs[len(res.Epochs)-1].Loss < 1e-4)
	// Output:
	// loss below 1e-4: true
}

// Tolerances end a search where more digits are not worth their time. The result says what ended it.
func ExampleLBFGSUntil() {
	net := smallNet()
	res, err := train.Fit(context.Background(), net, rippleData(50, 1), train.Options{
		Loss:      train.Sobolev(1, 0.5),
		Optimizer: optim.LBFGSUntil(20, optim.Tolerances{Loss: 1e-3}),
		Epochs:    1000,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(res.Epochs) < 1000, res.Stop)
	// Output:
	// true the last step lowered the loss by less than the tolerance 0.001
}

// A dense self-scaled method goes far beyond L-BFGS for networks small enough.
func ExampleBFGS() {
	final := func(o optim.Optimizer) float64 {
		res, err := train.Fit(context.Background(), smallNet(), rippleData(50, 1), train.Options{
			Loss: train.Sobolev(1, 0.5), Optimizer: o, Epochs: 400})
		if err != nil {
			panic(err)
		}
		return res.Epochs[len(res.Epochs)-1].Loss
	}
	dense, limited := final(optim.BFGS(optim.Tolerances{})), final(optim.LBFGS(20))
	fmt.Println("10 times lower:", dense < limited/10)
	// Output:
	// 10 times lower: true
}

// decay is a + b·exp(−c·t) less data made with (a, b, c) = (1, 2, 0.5).
type decay struct{ t []float64 }

func (d decay) Size() (residuals, params int) { return len(d.t), 3 }

func (d decay) Residuals(r, p []float64) {
	for i, t := range d.t {
		r[i] = p[0] + p[1]*math.Exp(-p[2]*t) - (1 + 2*math.Exp(-0.5*t))
	}
}

func (d decay) Jacobian(j, p []float64) {
	for i, t := range d.t {
		e := math.Exp(-p[2] * t)
		j[3*i], j[3*i+1], j[3*i+2] = 1, e, -p[1]*t*e
	}
}

func ExampleNewLevenberg() {
	l, err := optim.NewLevenberg(decay{[]float64{0, 1, 2, 3, 5, 8}}, optim.LevenbergOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer l.Close()
	params := []float64{0, 1, 1}
	for {
		ok, err := l.Step(params)
		if err != nil {
			fmt.Println(err)
			return
		}
		if !ok {
			break
		}
	}
	fmt.Printf("%.6f\n", params)
	fmt.Println("sum of squares below 1e-20:", l.Loss() < 1e-20, "by fewer than 50 evaluations:", l.Evaluations() < 50)
	// Output:
	// [1.000000 2.000000 0.500000]
	// sum of squares below 1e-20: true by fewer than 50 evaluations: true
}

// Mul makes it a problem of which nobody needs the Jacobian.
func (d decay) Mul(y, v, p []float64) {
	for i, t := range d.t {
		e := math.Exp(-p[2] * t)
		y[i] = v[0] + e*v[1] - p[1]*t*e*v[2]
	}
}

func (d decay) MulTransposed(x, u, p []float64) {
	clear(x)
	for i, t := range d.t {
		e := math.Exp(-p[2] * t)
		x[0], x[1], x[2] = x[0]+u[i], x[1]+e*u[i], x[2]-p[1]*t*e*u[i]
	}
}

func ExampleNewGaussNewton() {
	l, err := optim.NewGaussNewton(decay{[]float64{0, 1, 2, 3, 5, 8}}, optim.GaussNewtonOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer l.Close()
	params := []float64{0, 1, 1}
	for {
		ok, err := l.Step(params)
		if err != nil {
			fmt.Println(err)
			return
		}
		if !ok {
			break
		}
	}
	fmt.Printf("%.6f\n", params)
	// Output:
	// [1.000000 2.000000 0.500000]
}

// The learning rate rises over the first tenth of the run and then falls; independently of that it is halved when the
// loss has not improved for 30 epochs.
func ExampleWarmUp() {
	schedule := optim.WarmUp(0.1, optim.Cosine)
	_, err := train.Fit(context.Background(), smallNet(), rippleData(50, 1), train.Options{
		Loss: train.Sobolev(1), Epochs: 100, Schedule: schedule, Plateau: optim.Plateau{Patience: 30, Factor: 0.5},
	})
	fmt.Println(err)
	fmt.Printf("%.2f %.2f %.2f %.2f\n", schedule(0.05), schedule(0.1), schedule(0.55), schedule(1))
	// Output:
	// <nil>
	// 0.50 1.00 0.50 0.00
}

func ExampleStepDecay() {
	schedule := optim.StepDecay(0.1, 0.5, 0.75)
	fmt.Printf("%.2f %.2f %.2f\n", schedule(0.3), schedule(0.6), schedule(0.9))
	// Output: 1.00 0.10 0.01
}

// The optimisers print as they are written.
func ExampleOptimizer() {
	for _, o := range []optim.Optimizer{optim.SGD(0.1, 0.9), optim.Nesterov(0.1, 0.9), optim.SGDW(0.1, 0.9, 1e-4),
		optim.Adam(1e-3), optim.AdamW(1e-3, 0.01), optim.LBFGS(20)} {
		fmt.Println(o, o.Rate())
	}
	// Output:
	// SGD(0.1, 0.9) 0.1
	// Nesterov(0.1, 0.9) 0.1
	// SGDW(0.1, 0.9, 0.0001) 0.1
	// Adam(0.001) 0.001
	// AdamW(0.001, 0.01) 0.001
	// LBFGS(20) 1
}

// The learning rate is halved after two epochs without a loss a tenth lower than the best.
func ExamplePlateau() {
	plateau, state := optim.Plateau{Patience: 2, Factor: 0.5, Progress: 0.1}, optim.NewPlateauState()
	for _, loss := range []float64{1, 0.8, 0.79, 0.78, 0.5} {
		state.Judge(plateau, loss)
		fmt.Println(loss, state.Scale)
	}
	plateau.Factor = 2
	fmt.Println(plateau.Check())
	// Output:
	// 1 1
	// 0.8 1
	// 0.79 1
	// 0.78 0.5
	// 0.5 0.5
	// optim: Plateau: factor 2, want at least 0 and less than 1
}

// The optimiser is taken by the size of the problem, and by whether steps take all points.
func ExampleAuto() {
	net := smallNet()
	term, err := train.Regression(net, rippleData(50, 1), train.Sobolev(1, 0.5))
	if err != nil {
		panic(err)
	}
	for _, batch := range []int{0, 10} { // all points, or ten
		t, err := train.NewTrainer(net, train.Options{Optimizer: optim.Auto(), BatchSize: batch, Epochs: 100}, term)
		if err != nil {
			panic(err)
		}
		fmt.Println(t.Optimizer())
	}
	// Output:
	// LevenbergMarquardt
	// Adam(0.001)
}

// Levenberg–Marquardt takes tens of steps for what L-BFGS does not reach in hundreds.
func ExampleLevenbergMarquardt() {
	net := smallNet()
	o := optim.LevenbergMarquardt(optim.LevenbergOptions{Until: optim.Tolerances{Gradient: 1e-7}})
	res, err := train.Fit(context.Background(), net, rippleData(50, 1), train.Options{
		Loss: train.Sobolev(1, 0.5), Optimizer: o, Epochs: 200})
	if err != nil {
		panic(err)
	}
	parts, err := train.Evaluate(net, rippleData(1000, 2), train.MeanSquared(0))
	if err != nil {
		panic(err)
	}
	fmt.Printf("%v: a root mean square error below 1e-4 in fewer than 100 steps: %v\n", o, len(res.Epochs) < 100 && math.Sqrt(parts[0]) < 1e-4)
	// Output: LevenbergMarquardt(until gradient 1e-07): a root mean square error below 1e-4 in fewer than 100 steps: true
}

// Steps of Gauss and Newton without the Jacobian: a hundred of them go further than a thousand of L-BFGS.
func ExampleGaussNewton() {
	final := func(o optim.Optimizer, steps int) float64 {
		net := smallNet()
		_, err := train.Fit(context.Background(), net, rippleData(50, 1), train.Options{Loss: train.Sobolev(1, 0.5), Optimizer: o, Epochs: steps})
		if err != nil {
			panic(err)
		}
		parts, err := train.Evaluate(net, rippleData(1000, 2), train.MeanSquared(0))
		if err != nil {
			panic(err)
		}
		return parts[0]
	}
	newton, limited := final(optim.GaussNewton(optim.GaussNewtonOptions{}), 100), final(optim.LBFGS(50), 1000)
	fmt.Println("a tenth of the error at other points:", newton < limited/10)
	// Output: a tenth of the error at other points: true
}
