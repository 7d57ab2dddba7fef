package main

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// judge returns the root mean square error of prices and the relative errors of delta and gamma.
func judge(net *layers.Net[float64], d *data.Data[float64]) (price, delta, gamma float64) {
	y, grad, hess := net.Hessian(net.NewWorkspace(), d.X)
	slope, bend := make([]float64, len(y)), make([]float64, len(y))
	for i, v := range y {
		e := v - d.Labels.Plane(0)[i]
		price += e * e / float64(len(y))
		slope[i], bend[i] = grad[i*d.In], hess[i*d.In*d.In]
	}
	return math.Sqrt(price), train.RelativeL2(slope, d.Labels.Plane(1)), train.RelativeL2(bend, d.Labels.Plane(d.Labels.Alg.Pair(0, 0)))
}

// violations returns the share of random points at which the price has not its shape.
func violations(net *layers.Net[float64], d *data.Data[float64]) float64 {
	rng, x := rand.New(rand.NewPCG(5, 6)), []float64{}
	for range 5000 { // inputs of one point and the next: in the box, as its inputs are independent
		for i := range d.In {
			x = append(x, d.X[rng.IntN(d.Len())*d.In+i])
		}
	}
	_, grad, hess := net.Hessian(net.NewWorkspace(), x)
	count := 0.0
	for i := range 5000 {
		g := grad[i*d.In:]
		if g[0] < 0 || g[1] < 0 || g[2] < 0 || hess[i*d.In*d.In] < 0 {
			count++
		}
	}
	return count / 5000
}
