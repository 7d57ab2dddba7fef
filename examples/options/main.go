// Program options learns option prices with their greeks: European calls in Heston's model, where a network must not leave room
// for arbitrage, and American puts, of which only price, delta and gamma are known.
//
//	go run ./examples/options
//	go run ./examples/options -lm -depth 2 -hidden 24 -epochs 30
package main

import (
	"context"
	"flag"
	"log"
	"math/rand/v2"
	"os"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// A model is a network in the units of a normaliser, and the term of a loss that its labels make.
type model struct {
	net    *layers.Net[float64]
	units  *data.Normalizer[float64]
	labels train.Term[float64]
}

// plain ends a network as usual. bounded makes what it gives a softplus: out of the money the logarithm of a price is learned
// then, far in the money the price. Where a price hardly differs from its bound, its greeks have the right signs so.
func plain() []layers.Layer[float64] { return []layers.Layer[float64]{layers.Dense[float64](1, nil)} }

func bounded() []layers.Layer[float64] {
	one := func(_, _ int, _ *rand.Rand) float64 { return 1 }
	return []layers.Layer[float64]{layers.Dense[float64](1, nil), layers.Activate[float64](layers.Softplus), layers.Dense[float64](1, one)}
}

// learn fits a network with such an end to the data by the loss.
func learn(d *data.Data[float64], loss train.Loss, end []layers.Layer[float64], r recipe) (model, error) {
	var body []layers.Layer[float64]
	for range r.depth {
		body = append(body, layers.Dense[float64](r.hidden, nil), layers.Activate[float64](layers.Softplus))
	}
	net, err := layers.New(d.In, rand.New(rand.NewPCG(1, 2)), append(body, end...)...)
	if err != nil {
		return model{}, err
	}
	units := data.Standardize(d)
	labels, err := train.Regression(net, units.Apply(d), loss)
	if err != nil {
		return model{}, err
	}
	m := model{net, units, labels}
	return m, m.lower(r, labels)
}

// lower trains the network on the terms.
func (m model) lower(r recipe, terms ...train.Term[float64]) error {
	_, err := train.FitTerms(context.Background(), m.net, terms, nil, r.options())
	return err
}

func main() {
	folder := flag.String("data", "examples/data", "folder with prices and greeks")
	r := usual
	r.flags()
	flag.Parse()
	if _, _, err := calls(os.Stdout, *folder, 1200, 100_000, r); err != nil {
		log.Fatal(err)
	}
	if _, err := puts(os.Stdout, *folder, 1200, r); err != nil {
		log.Fatal(err)
	}
}
