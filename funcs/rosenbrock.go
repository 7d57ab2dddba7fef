package funcs

import "example.com/sobolev/dual"

// Rosenbrock returns Σ 100 (xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)² over neighbouring coordinates (Rosenbrock 1960), for two or
// more of them. Its minimum is 0 where all coordinates are 1.
func Rosenbrock[T dual.Scalar[T]](x []T) T {
	sum := rosenbrockTerm(x[0], x[1])
	for i := 1; i+1 < len(x); i++ {
		sum = sum.Add(rosenbrockTerm(x[i], x[i+1]))
	}
	return sum
}

func rosenbrockTerm[T dual.Scalar[T]](x, y T) T {
	valley, along := y.Sub(x.Mul(x)), x.Shift(-1)
	return valley.Mul(valley).Scale(100).Add(along.Mul(along))
}

var rosenbrock = Function{
	Name:   "Rosenbrock",
	Note:   "a curved valley with steep walls and an almost flat floor: condition number 2508 at the minimum",
	minDim: 2,
	Box:    []Interval{{-2, 2}},
	Lowest: everywhere(1, 0),
}
