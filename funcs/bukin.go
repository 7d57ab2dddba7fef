package funcs

import "example.com/sobolev/dual"

// Bukin returns 100 √|y − 0.01x²| + 0.01 |x + 10|, Bukin's function N.6. Its minimum is 0 at (−10, 1), on a ridge
// that follows the parabola y = 0.01x². On the ridge derivatives are those along the seed: +Inf for a direction
// that leaves it. The squared gradient is not integrable (it grows like 2500/|y − 0.01x²|), so a squared loss on
// gradients has no expectation here; a robust one has.
func Bukin[T dual.Scalar[T]](x []T) T {
	ridge := x[1].Sub(x[0].Mul(x[0]).Scale(0.01)).Abs().Sqrt()
	return ridge.Scale(100).Add(x[0].Shift(10).Abs().Scale(0.01))
}

var bukin = Function{
	Name:   "Bukin",
	Dim:    2,
	Note:   "a square-root crease along a parabola: the gradient is unbounded and not square-integrable",
	Box:    []Interval{{-15, -5}, {-3, 3}},
	Lowest: at(0, []float64{-10, 1}),
}
