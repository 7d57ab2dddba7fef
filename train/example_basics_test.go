package train_test

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"

	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
)

// booth returns a small network and data of the Booth function with gradients, in normalised units.
func booth() (*layers.Net[float64], *train.Data[float64]) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{16}, 1, layers.Tanh, rng)
	if err != nil {
		log.Fatal(err)
	}
	box := train.Box{Lo: []float64{-10, -10}, Hi: []float64{10, 10}}
	data, err := train.FromFunc(funcs.Booth, train.Uniform[float64](box, 50, rng), 1)
	if err != nil {
		log.Fatal(err)
	}
	return net, train.FromBox(box, data).Apply(data)
}

func ExampleNewTrainer() {
	net, data := booth()
	term, err := train.Regression(net, data, train.Balanced(train.Huber(1), 1, 1))
	if err != nil {
		log.Fatal(err)
	}
	trainer, err := train.NewTrainer(net, train.Options{Optimizer: train.AdamW(3e-3, 1e-4), Schedule: train.Cosine, Epochs: 400}, term)
	if err != nil {
		log.Fatal(err)
	}
	var first, last float64
	for step, err := range trainer.Steps(context.Background()) {
		if err != nil {
			log.Fatal(err)
		}
		if step.Step == 1 {
			first = step.Loss
		}
		last = step.Loss
	}
	fmt.Println(trainer.Parts(), "the loss fell tenfold:", last < first/10)
	// Output: [value order 1] the loss fell tenfold: true
}

func ExampleEvaluate() {
	net, data := booth()
	parts, err := train.Evaluate(net, data, train.MeanSquared(1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(parts), "errors, of values and gradients:", parts[0] > 0 && parts[1] > 0)
	// Output: 2 errors, of values and gradients: true
}

func ExampleHuber() {
	for _, norm := range []train.Norm{train.Squared, train.Absolute, train.Huber(1)} {
		loss, slope := norm(-3)
		fmt.Println(loss, slope)
	}
	// Output:
	// 9 -6
	// 3 -1
	// 2.5 -1
}

func ExampleCosine() {
	fmt.Printf("%.2f %.2f %.2f, constant %.2f\n", train.Cosine(0), train.Cosine(0.5), train.Cosine(1), train.Constant(0.5))
	// Output: 1.00 0.50 0.00, constant 1.00
}

func ExampleAdam() {
	for _, o := range []train.Optimizer{train.Adam(1e-3), train.AdamW(1e-3, 0.01), train.SGD(0.1, 0.9), train.Nesterov(0.1, 0.9)} {
		fmt.Println(o)
	}
	// Output:
	// Adam(0.001)
	// AdamW(0.001, 0.01)
	// SGD(0.1, 0.9)
	// Nesterov(0.1, 0.9)
}

func ExampleLatinHypercube() {
	box := train.Box{Lo: []float64{0}, Hi: []float64{4}}
	p := train.LatinHypercube[float64](box, 4, rand.New(rand.NewPCG(1, 2)))
	cells := make([]int, 4)
	for _, x := range p.X {
		cells[int(x)]++
	}
	fmt.Println("points in each quarter:", cells)
	// Output: points in each quarter: [1 1 1 1]
}
