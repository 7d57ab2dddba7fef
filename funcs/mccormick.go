package funcs

import "example.com/sobolev/dual"

// McCormick returns sin(x + y) + (x − y)² − 1.5x + 2.5y + 1 (McCormick 1976). Its minimum is −√3/2 − π/3 ≈ −1.9132
// at (1/2 − π/3, −1/2 − π/3).
func McCormick[T dual.Scalar[T]](x []T) T {
	d := x[0].Sub(x[1])
	return x[0].Add(x[1]).Sin().Add(d.Mul(d)).Add(x[1].Scale(2.5).Sub(x[0].Scale(1.5))).Shift(1)
}

var mcCormick = Function{
	Name:   "McCormick",
	Dim:    2,
	Note:   "a parabolic trough with a sine along it: smooth and nearly flat towards the minimum",
	Box:    []Interval{{-1.5, 4}, {-3, 4}},
	Lowest: at(-1.9132229549810364, []float64{-0.54719755119659775, -1.5471975511965977}),
}
