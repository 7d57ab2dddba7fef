package train_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"

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

func ExampleFit() {
	net := smallNet()
	res, err := train.Fit(context.Background(), net, rippleData(50, 1), train.Options{
		Loss:      train.Sobolev(1, 0.5), // values and gradients
		Optimizer: optim.Adam(1e-2),
		Schedule:  optim.Cosine,
		Epochs:    500,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	test, err := train.Evaluate(net, rippleData(1000, 2), train.MeanSquared(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("parts of the loss:", res.Parts)
	fmt.Println("errors on new points below 1%:", test[0] < 0.01, test[1] < 0.01)
	// Output:
	// parts of the loss: [value order 1]
	// errors on new points below 1%: true true
}

// Early stopping ends the run when the validation loss has not improved for 20 epochs, and the network is left as it was
// in the best one.
func ExampleFitValidated() {
	net := smallNet()
	res, err := train.FitValidated(context.Background(), net, rippleData(40, 1), rippleData(200, 2), train.Options{
		Loss:      train.Sobolev(1),
		Optimizer: optim.Adam(3e-2),
		BatchSize: 10,
		Epochs:    5000,
		Patience:  20,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("stopped early:", len(res.Epochs) < 5000)
	fmt.Println("epochs after the best:", len(res.Epochs)-res.Best)
	// Output:
	// stopped early: true
	// epochs after the best: 20
}

// The loop over the steps may be the caller's own. It can be left at any time, and ranging over the steps again goes on
// where it was.
func ExampleTrainer_Steps() {
	net := smallNet()
	term, err := train.Regression(net, rippleData(100, 1), train.Sobolev(1, 0.5))
	if err != nil {
		fmt.Println(err)
		return
	}
	trainer, err := train.NewTrainer(net, train.Options{Optimizer: optim.Adam(1e-2), BatchSize: 25, Epochs: 400, ClipNorm: 10}, term)
	if err != nil {
		fmt.Println(err)
		return
	}
	for step, err := range trainer.Steps(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if step.Loss < 0.01 {
			fmt.Println("good enough before the end:", step.Epoch < 400)
			break
		}
	}
	// Output:
	// good enough before the end: true
}

// A run that is cancelled leaves the network with its best parameters so far. With a checkpoint another call goes on with
// it, as if nothing had happened.
func ExampleCheckpoint() {
	dir, err := os.MkdirTemp("", "run")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	opt := train.Options{Loss: train.Sobolev(1), Epochs: 20,
		Checkpoint: train.Checkpoint{Path: filepath.Join(dir, "run"), Resume: true}}

	ctx, cancel := context.WithCancel(context.Background())
	opt.OnEpoch = func(e train.Epoch) {
		if e.Epoch == 8 {
			cancel()
		}
	}
	res, err := train.Fit(ctx, smallNet(), rippleData(50, 1), opt)
	fmt.Println(len(res.Epochs), errors.Is(err, context.Canceled))

	opt.OnEpoch = nil
	res, err = train.Fit(context.Background(), smallNet(), rippleData(50, 1), opt)
	fmt.Println(len(res.Epochs), err)
	// Output:
	// 8 true
	// 20 <nil>
}

func ExampleTrainer_Save() {
	dir, err := os.MkdirTemp("", "run")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "run")

	newTrainer := func(net *layers.Net[float64]) *train.Trainer[float64] {
		term, err := train.Regression(net, rippleData(50, 1), train.Sobolev(1))
		if err != nil {
			panic(err)
		}
		t, err := train.NewTrainer(net, train.Options{Epochs: 10}, term)
		if err != nil {
			panic(err)
		}
		return t
	}
	first, second := smallNet(), smallNet()
	a, b := newTrainer(first), newTrainer(second)
	for step, err := range a.Steps(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if step.Step == 4 {
			if err := a.Save(path); err != nil {
				fmt.Println(err)
				return
			}
		}
	}
	if err := b.Load(path); err != nil {
		fmt.Println(err)
		return
	}
	for step, err := range b.Steps(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Print(step.Step, " ")
	}
	fmt.Println("the same to the last bit:", fmt.Sprint(first.Params()) == fmt.Sprint(second.Params()))
	// Output:
	// 5 6 7 8 9 10 the same to the last bit: true
}

// A loss that leaves the finite numbers stops the run with an error that says where the first such number was.
func ExampleNonFiniteError() {
	d := rippleData(50, 1)
	d.Labels.Plane(1)[17] = 1e200 // whose square is not finite
	_, err := train.Fit(context.Background(), smallNet(), d, train.Options{Loss: train.Sobolev(1, 1), Epochs: 10})
	var at *train.NonFiniteError
	if errors.As(err, &at) {
		fmt.Printf("step %d: %v\n", at.Step, at.Place)
	}
	// Output:
	// step 1: the loss of sample 17 is +Inf
}

// How a run computes its derivatives, and the moving average of its parameters, which a loop of one's own may validate.
func ExampleTrainer_Average() {
	net := smallNet()
	term, err := train.Regression(net, rippleData(50, 1), train.Sobolev(1))
	if err != nil {
		fmt.Println(err)
		return
	}
	trainer, err := train.NewTrainer(net, train.Options{Optimizer: optim.Adam(1e-2), Average: 0.9, Epochs: 3}, term)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(trainer.Plans()[0])
	for step, err := range trainer.Steps(context.Background()) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if step.Step == 3 {
			fmt.Println("the average lags behind:", trainer.Average()[0] != net.Params()[0])
		}
	}
	// Output:
	// half-order over Real(): 1+2 products a layer (jets would need 3)
	// the average lags behind: true
}
