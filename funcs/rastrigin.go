package funcs

import "example.com/sobolev/dual"

// Rastrigin returns 10n + Σ xᵢ² − 10 cos 2πxᵢ (Rastrigin 1974), for any number n of coordinates, computed as
// Σ xᵢ² + 20 sin² πxᵢ, which is exactly 0 at the minimum, the origin.
func Rastrigin[T dual.Scalar[T]](x []T) T {
	sum := rastriginTerm(x[0])
	for _, xi := range x[1:] {
		sum = sum.Add(rastriginTerm(xi))
	}
	return sum
}

func rastriginTerm[T dual.Scalar[T]](x T) T {
	s := sinPi(x)
	return x.Mul(x).Add(s.Mul(s).Scale(20))
}

var rastrigin = Function{
	Name:   "Rastrigin",
	Note:   "a lattice of about 11ⁿ local minima on a shallow bowl: needs several samples a period",
	Box:    []Interval{{-5.12, 5.12}},
	Lowest: everywhere(0, 0),
}
