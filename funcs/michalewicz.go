package funcs

import (
	"math"

	"example.com/sobolev/dual"
)

// Michalewicz returns −Σ sin xᵢ sin²⁰(i xᵢ²/π), i from 1 (Michalewicz 1992), for any number of coordinates. It is
// separable; coordinate i has i valleys, which are narrow, and is flat in between.
func Michalewicz[T dual.Scalar[T]](x []T) T {
	sum := michalewiczTerm(x[0], 1)
	for i, xi := range x[1:] {
		sum = sum.Add(michalewiczTerm(xi, float64(i+2)))
	}
	return sum.Neg()
}

func michalewiczTerm[T dual.Scalar[T]](x T, i float64) T {
	return x.Sin().Mul(x.Mul(x).Scale(i / math.Pi).Sin().PowReal(20))
}

// michalewiczLowest holds, for each coordinate, where its own term is lowest and the value it then has.
// Both come from Newton's method at 40 digits.
var michalewiczLowest = []struct{ x, value float64 }{
	{2.2029055201726093, -0.80130341009855253},
	{1.5707963267948966, -1},
	{1.2849915705529244, -0.95909126989600595},
	{1.9230584698663628, -0.93846241847208341},
	{1.7204697725658413, -0.98880108062150436},
	{1.5707963267948966, -1},
	{1.4544139713623790, -0.99322713535588160},
	{1.7560865209450264, -0.98287203622121060},
	{1.6557174168210291, -0.99639436492510296},
	{1.5707963267948966, -1},
}

var michalewicz = Function{
	Name: "Michalewicz",
	Note: "flat plains crossed by narrow valleys, n! local minima in n dimensions; the minimum is tabulated up to n = 10",
	Box:  []Interval{{0, math.Pi}},
	Lowest: func(d int) []Minimum {
		if d > len(michalewiczLowest) {
			return nil
		}
		m := Minimum{X: make([]float64, d)}
		for i, c := range michalewiczLowest[:d] {
			m.X[i] = c.x
			m.Value += c.value
		}
		return []Minimum{m}
	},
}
