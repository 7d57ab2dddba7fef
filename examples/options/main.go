// Program options learns option prices with their greeks: European calls in Heston's model, where a network must not leave room
// for arbitrage, and American puts, of which only price, delta and gamma are known.
//
//	go run ./examples/options
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
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
func learn(d *data.Data[float64], loss train.Loss, end []layers.Layer[float64], epochs int) (model, error) {
	var body []layers.Layer[float64]
	for range 3 {
		body = append(body, layers.Dense[float64](64, nil), layers.Activate[float64](layers.Softplus))
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
	return m, m.lower(6e-3, epochs, labels)
}

// lower trains the network on the terms.
func (m model) lower(rate float64, epochs int, terms ...train.Term[float64]) error {
	_, err := train.FitTerms(context.Background(), m.net, terms, nil, train.Options{
		Optimizer: optim.Adam(rate), Schedule: optim.Cosine, BatchSize: 50, Epochs: epochs})
	return err
}

// calls prints how well Heston's prices are learned, and returns the errors of prices and how many of the edgy points checked have
// arbitrage: on prices alone, with greeks, with the end that is bounded, and after violations were penalised.
func calls(w io.Writer, folder string, points, epochs, checked int) (prices []float64, broken []int, err error) {
	all, err := data.FromNumPy[float64](filepath.Join(folder, "heston.npz"))
	if err != nil {
		return nil, nil, err
	}
	greeks := train.Balanced(nil, 1, 1, 1)
	var m model
	for i, name := range []string{"prices alone", "prices and greeks", "the same, bounded", "arbitrage penalised"} {
		switch i {
		case 0:
			m, err = learn(all.Slice(0, points), train.Sobolev(1), plain(), epochs)
		case 1:
			m, err = learn(all.Slice(0, points), greeks, plain(), epochs)
		case 2:
			m, err = learn(all.Slice(0, points), greeks, bounded(), epochs)
		case 3: // of the last one
			err = m.penalise(points, epochs/6)
		}
		if err != nil {
			return nil, nil, err
		}
		price, text, err := m.judge(all.Slice(1200, all.Len()))
		if err != nil {
			return nil, nil, err
		}
		prices, broken = append(prices, price), append(broken, m.violations(checked, edgy))
		fmt.Fprintf(w, "Heston, %s: %s; arbitrage at %d of %d points, %d near edges\n", name, text, m.violations(checked, even), checked, broken[i])
	}
	return prices, broken, nil
}

// puts prints how well prices of American puts are learned, and returns their errors on prices alone and with greeks. The penalty
// is Huber's, since differences have no gamma at the boundary of exercise, where it jumps: some of the labels there are far off.
func puts(w io.Writer, folder string, points, epochs int) (prices []float64, err error) {
	all, err := data.FromNumPy[float64](filepath.Join(folder, "amput.npz"))
	if err != nil {
		return nil, err
	}
	for _, loss := range []train.Loss{train.Sobolev(1), train.Balanced(train.Huber(0.1), 1, 1, 0.1)} {
		m, err := learn(all.Slice(0, points), loss, plain(), epochs)
		if err != nil {
			return nil, err
		}
		price, text, err := m.judge(all.Slice(1200, all.Len()))
		if err != nil {
			return nil, err
		}
		prices = append(prices, price)
		fmt.Fprintf(w, "American put, %d orders of labels: %s\n", len(loss.Orders), text)
	}
	return prices, nil
}

func main() {
	folder := flag.String("data", "examples/data", "folder with prices and greeks")
	flag.Parse()
	if _, _, err := calls(os.Stdout, *folder, 1200, 600, 100_000); err != nil {
		log.Fatal(err)
	}
	if _, err := puts(os.Stdout, *folder, 1200, 600); err != nil {
		log.Fatal(err)
	}
}
