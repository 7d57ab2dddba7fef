package funcs

import (
	"math"

	"example.com/sobolev/dual"
)

// Griewank returns 1 + Σ xᵢ²/4000 − Π cos(xᵢ/√i), i from 1 (Griewank 1981), for any number of coordinates. Its
// minimum is 0 at the origin.
func Griewank[T dual.Scalar[T]](x []T) T {
	sum, product := x[0].Mul(x[0]), x[0].Cos()
	for i, xi := range x[1:] {
		sum = sum.Add(xi.Mul(xi))
		product = product.Mul(xi.Scale(1 / math.Sqrt(float64(i+2))).Cos())
	}
	return sum.Scale(1.0 / 4000).Sub(product).Shift(1)
}

var griewank = Function{
	Name:   "Griewank",
	Note:   "a wide bowl with ripples of height one that no sample over the whole domain resolves; not separable",
	Box:    []Interval{{-600, 600}},
	Lowest: everywhere(0, 0),
}
