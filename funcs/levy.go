package funcs

import (
	"math"

	"example.com/sobolev/dual"
)

// Levy returns sin²(πw₁) + Σ_{i<n} (wᵢ−1)² (1 + 10 sin²(πwᵢ+1)) + (wₙ−1)² (1 + sin² 2πwₙ) with wᵢ = 1 + (xᵢ−1)/4
// (Levy and Montalvo 1985), for any number n of coordinates. It is computed in u = w − 1 and is exactly 0 at the
// minimum, where all coordinates are 1.
func Levy[T dual.Scalar[T]](x []T) T {
	u := x[0].Shift(-1).Scale(0.25)
	s := sinPi(u)
	sum := s.Mul(s)
	for _, next := range x[1:] {
		s = u.Scale(math.Pi).Shift(1).Sin()
		sum = sum.Add(u.Mul(u).Mul(s.Mul(s).Scale(10).Shift(1)))
		u = next.Shift(-1).Scale(0.25)
	}
	s = u.Scale(2 * math.Pi).Sin()
	return sum.Add(u.Mul(u).Mul(s.Mul(s).Shift(1)))
}

var levy = Function{
	Name:   "Levy",
	Note:   "parallel ripples whose height grows away from the minimum",
	Box:    []Interval{{-10, 10}},
	Lowest: everywhere(1, 0),
}
