package pde

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
)

// Quadrature returns the nodes and weights of Gauss's rule with n nodes along each side of the box, n^d in all: the sum of
// weights times values of a function at the nodes is its integral over the box, exactly for polynomials of degree below 2n in
// each coordinate. With [Jointly] the nodes are one group, and an integral is a residual:
//
//	nodes, weights := pde.Quadrature[float64](box, 16)
//	mass := func(p []pde.Point) pde.Num { // ∫u = 1
//		sum := p[0].U().Scale(weights[0])
//		for i, q := range p[1:] {
//			sum = sum.Add(q.U().Scale(weights[i+1]))
//		}
//		return sum.Shift(-1)
//	}
//	term, err := pde.Jointly(net, pde.Collocation[float64]{Points: nodes}, len(weights), mass)
//
// Quadrature panics if n is not positive, or with a box that is none, see [data.Box.Check].
func Quadrature[F dual.Float](box data.Box, n int) (nodes data.Points[F], weights []float64) {
	if err := box.Check(); err != nil {
		panic(fmt.Sprintf("pde: Quadrature: %v", err))
	}
	if n < 1 {
		panic(fmt.Sprintf("pde: Quadrature: %d nodes along each side, want at least 1", n))
	}
	d := len(box.Lo)
	x, w := gauss(n)
	nodes, weights = data.Points[F]{Dim: d}, nil
	index := make([]int, d)
	for {
		weight := 1.0
		for i, k := range index {
			half := 0.5 * (box.Hi[i] - box.Lo[i])
			nodes.X = append(nodes.X, F(box.Lo[i]+float64(half*(1+x[k]))))
			weight *= float64(half * w[k])
		}
		weights = append(weights, weight)
		i := d - 1
		for ; i >= 0; i-- {
			if index[i]++; index[i] < n {
				break
			}
			index[i] = 0
		}
		if i < 0 {
			return nodes, weights
		}
	}
}

// gauss returns the nodes and weights of Gauss's rule over [−1, 1]: the zeros of Legendre's polynomial, by Newton's method from
// Tricomi's approximation.
func gauss(n int) (x, w []float64) {
	x, w = make([]float64, n), make([]float64, n)
	for i := range (n + 1) / 2 {
		z := math.Cos(math.Pi * (float64(i) + 0.75) / (float64(n) + 0.5))
		if 2*i+1 == n {
			z = 0
		}
		var slope float64
		for range 8 { // it doubles the digits each time
			var value float64
			value, slope = legendre(n, z)
			z -= value / slope
		}
		_, slope = legendre(n, z)
		weight := 2 / (float64((1-z)*(1+z)) * slope * slope)
		x[i], x[n-1-i], w[i], w[n-1-i] = -z, z, weight, weight
	}
	return x, w
}

// legendre returns Pₙ(z) and its derivative, for |z| < 1.
func legendre(n int, z float64) (value, slope float64) {
	before, value := 0.0, 1.0
	for k := range n {
		j := float64(k)
		before, value = value, (float64((2*j+1)*z*value)-float64(j*before))/(j+1)
	}
	return value, float64(n) * (before - float64(z*value)) / float64((1-z)*(1+z))
}
