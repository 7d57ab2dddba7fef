package train_test

import (
	"context"
	"fmt"
	"log"
	"math/rand/v2"

	"example.com/sobolev/funcs"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// booth returns a small network and data of the Booth function with gradients, in normalised units.
func booth() (*layers.Net[float64], *data.Data[float64]) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{16}, 1, layers.Tanh, rng)
	if err != nil {
		log.Fatal(err)
	}
	box := data.Box{Lo: []float64{-10, -10}, Hi: []float64{10, 10}}
	d, err := data.FromFunc(funcs.Booth, data.Uniform[float64](box, 50, rng), 1)
	if err != nil {
		log.Fatal(err)
	}
	return net, data.BoxNormalizer(box, d).Apply(d)
}

func ExampleNewTrainer() {
	net, d := booth()
	term, err := train.Regression(net, d, train.Balanced(train.Huber(1), 1, 1))
	if err != nil {
		log.Fatal(err)
	}
	trainer, err := train.NewTrainer(net, train.Options{Optimizer: optim.AdamW(3e-3, 1e-4), Schedule: optim.Cosine, Epochs: 400}, term)
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
	net, d := booth()
	parts, err := train.Evaluate(net, d, train.MeanSquared(1))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(parts), "errors, of values and gradients:", parts[0] > 0 && parts[1] > 0)
	// Output: 2 errors, of values and gradients: true
}

func ExampleHuber() {
	for _, norm := range []train.Penalty{train.Squared, train.Absolute, train.Huber(1)} {
		loss, slope := norm(-3)
		fmt.Println(loss, slope)
	}
	// Output:
	// 9 -6
	// 3 -1
	// 2.5 -1
}

// A term of one's own writes its penalties as squares, which methods for least squares need: here those of the residual 3, whose
// slopes are the penalties' too.
func ExamplePenalty_Root() {
	for _, norm := range []train.Penalty{train.Squared, train.Huber(4), train.Huber(1), train.Absolute} {
		if err := norm.CheckRoot(); err != nil {
			fmt.Println(err)
			continue
		}
		root, slope := norm.Root(3)
		loss, derivative := norm(3)
		fmt.Printf("%.4f² = %.1f, 2·%.4f·%.4f = %.1f\n", root, loss, root, slope, derivative)
	}
	// Output:
	// 3.0000² = 9.0, 2·3.0000·1.0000 = 6.0
	// 2.1213² = 4.5, 2·2.1213·0.7071 = 3.0
	// 1.5811² = 2.5, 2·1.5811·0.3162 = 1.0
	// train: a penalty that is not like a square near 0, want one for a sum of squares, such as Squared or Huber
}
