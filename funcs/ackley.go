package funcs

import (
	"math"

	"example.com/sobolev/dual"
)

// Ackley returns −20 exp(−0.2 √(mean xᵢ²)) − exp(mean cos 2πxᵢ) + e + 20 (Ackley 1987), for any number of
// coordinates. It is computed as −20 expm1(−0.2 r) − e expm1(−2 mean sin² πxᵢ), which is exactly 0 at the minimum,
// the origin, and loses no digits near it. There the surface is the tip of a cone: a derivative is the one along
// the seed, 4/√n for a unit vector in n dimensions, and the gradient has no limit.
func Ackley[T dual.Scalar[T]](x []T) T {
	r := x[0].Abs()
	s := sinPi(x[0])
	ripple := s.Mul(s)
	for _, xi := range x[1:] {
		r = r.Hypot(xi)
		s = sinPi(xi)
		ripple = ripple.Add(s.Mul(s))
	}
	n := float64(len(x))
	return r.Scale(-0.2 / math.Sqrt(n)).Expm1().Scale(-20).Sub(ripple.Scale(-2 / n).Expm1().Scale(math.E))
}

// sinPi returns sin(πx).
func sinPi[T dual.Scalar[T]](x T) T { return x.Scale(math.Pi).Sin() }

var ackley = Function{
	Name:   "Ackley",
	Note:   "a cone-shaped funnel under a lattice of cosine ripples; few samples alias the ripples, and the tip has no gradient",
	Box:    []Interval{{-5, 5}},
	Lowest: everywhere(0, 0),
}
