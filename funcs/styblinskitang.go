package funcs

import "example.com/sobolev/dual"

// StyblinskiTang returns ½ Σ xᵢ⁴ − 16xᵢ² + 5xᵢ (Styblinski and Tang 1990), for any number of coordinates. It is
// separable, with two minima along each axis; the lower one is at −2.9035 and worth −39.1662 a coordinate.
func StyblinskiTang[T dual.Scalar[T]](x []T) T {
	sum := styblinskiTangTerm(x[0])
	for _, xi := range x[1:] {
		sum = sum.Add(styblinskiTangTerm(xi))
	}
	return sum.Scale(0.5)
}

func styblinskiTangTerm[T dual.Scalar[T]](x T) T {
	s := x.Mul(x)
	return s.Mul(s.Shift(-16)).Add(x.Scale(5))
}

var styblinskiTang = Function{
	Name: "StyblinskiTang",
	Note: "four basins of unequal depth in two dimensions (2ⁿ in n); the mixed second derivative is zero everywhere",
	Box:  []Interval{{-5, 5}},
	Lowest: func(d int) []Minimum {
		return []Minimum{{X: repeat(-2.9035340277711771, d), Value: -39.166165703771415 * float64(d)}}
	},
}
