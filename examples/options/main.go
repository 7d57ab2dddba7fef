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
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// shape is what a call's price is in S, T and v₀: increasing, and convex in S. Anything else is an arbitrage.
var shape = []func(p pde.Point) pde.Num{
	pde.AtLeast(margin, 0), pde.AtLeast(margin, 0, 0), pde.AtLeast(margin, 1), pde.AtLeast(margin, 2)}

// margin is how far from 0 the derivatives are to stay, in the new units: a penalty is never zero to the last digit.
const margin = 0.001

// learn fits a network to the data by the loss. With residuals it is asked to make them zero at random points as well.
func learn(d *data.Data[float64], loss train.Loss, epochs int, residuals ...func(p pde.Point) pde.Num) (*layers.Net[float64], error) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](d.In, []int{64, 64, 64}, 1, layers.Softplus, rng)
	if err != nil {
		return nil, err
	}
	n := data.Standardize(d)
	fit, err := train.Regression(net, n.Apply(d), loss)
	if err != nil {
		return nil, err
	}
	terms := []train.Term[float64]{fit}
	if len(residuals) > 0 {
		width := math.Sqrt(3) // of the box of even inputs in units of their deviations
		box := data.Box{Lo: make([]float64, d.In), Hi: make([]float64, d.In)}
		for i := range d.In {
			box.Lo[i], box.Hi[i] = -width, width
		}
		term, err := pde.Residual(net, pde.Collocation[float64]{Name: "arbitrage", Weight: 300, Resample: func(epoch int) data.Points[float64] {
			return data.Uniform[float64](box, 3*d.Len(), rand.New(rand.NewPCG(3, uint64(epoch))))
		}}, residuals...)
		if err != nil {
			return nil, err
		}
		terms = append(terms, term)
	}
	if _, err := train.FitTerms(context.Background(), net, terms, nil, train.Options{
		Optimizer: optim.Adam(3e-3), Schedule: optim.Cosine, BatchSize: 50, Epochs: epochs}); err != nil {
		return nil, err
	}
	return net, n.Fold(net)
}

// run returns the price errors and violations on prices alone, with greeks, and with greeks and the shape.
func run(w io.Writer, folder string, points, epochs int) (prices, broken [3]float64, err error) {
	heston, err := data.FromNumPy[float64](filepath.Join(folder, "heston.npz"))
	if err != nil {
		return prices, broken, err
	}
	d, test := heston.Slice(0, points), heston.Slice(1200, heston.Len())
	for i, name := range []string{"prices alone", "prices and greeks", "the same, arbitrage penalised"} {
		loss := train.Balanced(train.Squared, 1, 1, 1)
		var residuals []func(p pde.Point) pde.Num
		switch i {
		case 0:
			loss = train.Sobolev(1)
		case 2:
			residuals = shape
		}
		net, err := learn(d, loss, epochs, residuals...)
		if err != nil {
			return prices, broken, err
		}
		price, delta, gamma := judge(net, test)
		prices[i], broken[i] = price, violations(net, heston)
		fmt.Fprintf(w, "Heston, %s: price ± %.1e, delta %.1f %%, gamma %.1f %%; arbitrage at %.2f %% of points\n",
			name, price, 100*delta, 100*gamma, 100*broken[i])
	}
	put, err := data.FromNumPy[float64](filepath.Join(folder, "amput.npz"))
	if err != nil {
		return prices, broken, err
	}
	for _, loss := range []train.Loss{train.Sobolev(1), train.Balanced(train.Squared, 1, 1, 0.1)} {
		net, err := learn(put.Slice(0, points), loss, epochs)
		if err != nil {
			return prices, broken, err
		}
		price, delta, gamma := judge(net, put.Slice(1200, put.Len()))
		fmt.Fprintf(w, "American put, %d orders of labels: price ± %.1e, delta %.1f %%, gamma %.1f %%\n", len(loss.Orders), price, 100*delta, 100*gamma)
	}
	return prices, broken, nil
}

func main() {
	folder := flag.String("data", "examples/data", "folder with prices and greeks")
	flag.Parse()
	if _, _, err := run(os.Stdout, *folder, 1200, 300); err != nil {
		log.Fatal(err)
	}
}
