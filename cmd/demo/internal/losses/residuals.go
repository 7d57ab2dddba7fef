package losses

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// diffusivity is that of the heat equation u_t = α·u_xx.
const diffusivity = 0.2

// residuals has measurements of a field and the equation that it obeys.
func residuals() []task {
	// The derivatives count less: their squares are larger by that of a wave number.
	const less = 0.03
	return []task{{
		name: "equation", feature: "Residuals", about: "a cooling rod from 20 measured temperatures, its slopes there, or the heat equation's residual at 50 other points",
		sample: rod,
		methods: []method{
			{name: "values", loss: train.Sobolev(1)},
			{name: "slopes", loss: train.Sobolev(1, 0.1)},
			{name: "residual", terms: withEquation(heat)},
			{name: "and its slopes", terms: withEquation(heat, scaled(heatX, less), scaled(heatT, less))},
		},
	}}
}

// heat is the residual of the equation, heatX and heatT are its derivatives.
func heat(p pde.Point) pde.Num { return p.D(1).Sub(p.D(0, 0).Scale(diffusivity)) }

func heatX(p pde.Point) pde.Num { return p.D(0, 1).Sub(p.D(0, 0, 0).Scale(diffusivity)) }

func heatT(p pde.Point) pde.Num { return p.D(1, 1).Sub(p.D(0, 0, 1).Scale(diffusivity)) }

// rod measures the solution sin πx·e^(−απ²t) + ½ sin 3πx·e^(−9απ²t) at random places and times. It stays in the units
// of the equation.
func rod(rng *rand.Rand) (sample, error) {
	v, err := labelled(temperature[dual.Any], cube(2, 0, 1), 20, 1, 0, rng)
	return sample{v}, err
}

func temperature[T dual.Scalar[T]](x []T) T {
	first := x[0].Scale(math.Pi).Sin().Mul(x[1].Scale(-diffusivity * math.Pi * math.Pi).Exp())
	third := x[0].Scale(3 * math.Pi).Sin().Mul(x[1].Scale(-9 * diffusivity * math.Pi * math.Pi).Exp())
	return first.Add(third.Scale(0.5))
}

func scaled(r func(pde.Point) pde.Num, c float64) func(pde.Point) pde.Num {
	return func(p pde.Point) pde.Num { return r(p).Scale(c) }
}

// withEquation adds residuals, at points without measurements, to the measured values.
func withEquation(residuals ...func(pde.Point) pde.Num) func(*layers.Net[number], view) ([]train.Term[number], error) {
	return func(net *layers.Net[number], v view) ([]train.Term[number], error) {
		values, err := train.Regression(net, v.train, train.Sobolev(1))
		if err != nil {
			return nil, err
		}
		points := data.Halton[number](cube(2, 0, 1), 50, rand.New(rand.NewPCG(5, 50)))
		equation, err := pde.Residual(net, pde.Collocation[number]{Points: points}, residuals...)
		return []train.Term[number]{values, equation}, err
	}
}
