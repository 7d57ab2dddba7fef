package main

import (
	"fmt"
	"math"

	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// judge returns the root mean square error of prices, and in words that and the relative errors of delta and gamma.
func (m model) judge(test *data.Data[float64]) (price float64, text string, err error) {
	net := m.net.Clone()
	if err := m.units.Fold(net); err != nil {
		return 0, "", err
	}
	y, grad, hess := net.Hessian(net.NewWorkspace(), test.X)
	slope, bend := make([]float64, len(y)), make([]float64, len(y))
	for i, v := range y {
		e := v - test.Labels.Plane(0)[i]
		price += e * e / float64(len(y))
		slope[i], bend[i] = grad[i*test.In], hess[i*test.In*test.In]
	}
	price = math.Sqrt(price)
	delta := train.RelativeL2(slope, test.Labels.Plane(1))
	gamma := train.RelativeL2(bend, test.Labels.Plane(test.Labels.Alg.Pair(0, 0)))
	return price, fmt.Sprintf("price ± %.1e, delta %.1f %%, gamma %.1f %%", price, 100*delta, 100*gamma), nil
}
