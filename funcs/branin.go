package funcs

import (
	"math"

	"example.com/sobolev/dual"
)

// Branin returns (y − bx² + cx − 6)² + 10 (1 − 1/8π) cos x + 10 with b = 5.1/4π² and c = 5/π (Branin 1972). Its
// minimum is 5/4π ≈ 0.3979, at (−π, 12.275), (π, 2.275) and (3π, 2.475).
func Branin[T dual.Scalar[T]](x []T) T {
	const (
		b = 5.1 / (4 * math.Pi * math.Pi)
		c = 5 / math.Pi
		s = 10 * (1 - 1/(8*math.Pi))
	)
	r := x[0].Scale(-b).Shift(c).Mul(x[0]).Add(x[1]).Shift(-6)
	return r.Mul(r).Add(x[0].Cos().Scale(s)).Shift(10)
}

var branin = Function{
	Name: "Branin",
	Dim:  2,
	Note: "three equal minima in a bent valley; the usual first surrogate-modelling example",
	Box:  []Interval{{-5, 10}, {0, 15}},
	Lowest: at(5/(4*math.Pi),
		[]float64{-math.Pi, 12.275},
		[]float64{math.Pi, 2.275},
		[]float64{3 * math.Pi, 2.475}),
}
