package main

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// shape is what a call's price is in S, T and v₀, for a network in the model's units: increasing, in S by no more than 1, and convex
// there. Anything else is an arbitrage. Derivatives keep a margin from their bounds, for a penalty is never zero to the last digit.
func (m model) shape() []func(p pde.Point) pde.Num {
	const margin = 0.001
	one := m.units.XScale[0] / m.units.YScale[0]
	return []func(p pde.Point) pde.Num{pde.AtLeast(margin, 0), pde.AtMost(one-margin, 0), pde.AtLeast(margin, 0, 0),
		pde.AtLeast(margin, 1), pde.AtLeast(margin, 2)}
}

// even and edgy place an input, for a random number from 0 to 1, in the range of its labels: within √3 of their deviations, as they
// are even. Edgy ones gather at its ends, and so in the corners of the box, where labels are few and networks go wrong.
func even(u float64) float64 { return math.Sqrt(3) * (2*u - 1) }
func edgy(u float64) float64 { return math.Sqrt(3) * math.Cos(math.Pi*u) }

// draw returns n points.
func (m model) draw(n int, place func(u float64) float64, seed uint64) data.Points[float64] {
	rng := rand.New(rand.NewPCG(5, seed))
	p := data.Points[float64]{Dim: m.net.In(), X: make([]float64, n*m.net.In())}
	for i := range p.X {
		p.X[i] = place(rng.Float64())
	}
	return p
}

// penalise trains the network on, a little, on its labels and on the shape, at n edgy points and n more at which it has it least.
func (m model) penalise(n int, r recipe) error {
	c := pde.Collocation[float64]{Name: "arbitrage", Weight: 100, Points: m.draw(n, edgy, 1)}
	var err error
	if c.Points, err = pde.Refine(m.net, c, m.draw(80*n, edgy, 2), n, m.shape()...); err != nil {
		return err
	}
	arbitrage, err := pde.Residual(m.net, c, m.shape()...)
	if err != nil {
		return err
	}
	return m.lower(r, m.labels, arbitrage)
}

// violations counts those of n points at which the price has not its shape. Its bounds 0 and S − e^(−rT) are none of that: far
// out of the money and far in it the price is nearer to them than to what is learned.
func (m model) violations(n int, place func(u float64) float64) (count int) {
	ws, d, one := m.net.NewWorkspace(), m.net.In(), m.units.XScale[0]/m.units.YScale[0]
	for x := m.draw(n, place, 3).X; len(x) > 0; x = x[d:] {
		if _, g, hess := m.net.Hessian(ws, x[:d]); min(g[0], one-g[0], hess[0], g[1], g[2]) < 0 {
			count++
		}
	}
	return count
}
