package equations

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// Heat is u_t = α·u_xx for x and t between 0 and 1, zero at both ends, from u = sin πx + ½ sin 3πx on. The solution
// decays mode by mode, as exp(−α(kπ)²t).
func Heat(alpha float64) Problem {
	box := cube(2, 0, 1)
	return Problem{Name: "heat", Equation: "u_t = α u_xx", Variables: []string{"x", "t"}, Box: box,
		Exact: modes[dual.Any](alpha), Values: plain(modes[dual.Real[float64]](alpha)),
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Weight: 0.1, Residuals: []Residual{func(p pde.Point) pde.Num {
				return p.D(1).Sub(p.D(0, 0).Scale(alpha))
			}}},
			{Name: "ends", Residuals: []Residual{vanishes[pde.Num]}, Points: ends, Share: 0.2},
			{Name: "start", Residuals: []Residual{startsAsModes[pde.Num]}, Points: start, Share: 0.2},
		},
		Settings: Settings{Hidden: []int{24, 24, 24}, Points: 1000, Adam: 500, LBFGS: 3000},
		Features: Features{Units: 800, Points: 1500, Scale: 2},
	}
}

// modes returns the solution.
func modes[T dual.Scalar[T]](alpha float64) func(x []T) T {
	decay := func(k float64) float64 { return -alpha * k * k * math.Pi * math.Pi }
	return func(x []T) T {
		first := x[0].Scale(math.Pi).Sin().Mul(x[1].Scale(decay(1)).Exp())
		third := x[0].Scale(3 * math.Pi).Sin().Mul(x[1].Scale(decay(3)).Exp())
		return first.Add(third.Scale(0.5))
	}
}

func vanishes[T dual.Scalar[T]](p pde.Field[T]) T { return p.U() }

func startsAsModes[T dual.Scalar[T]](p pde.Field[T]) T {
	return p.U().Sub(p.X(0).Scale(math.Pi).Sin()).Sub(p.X(0).Scale(3 * math.Pi).Sin().Scale(0.5))
}

// start samples the interval at time 0.
func start(n int, rng *rand.Rand) data.Points[float64] {
	return data.Halton[float64](data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 0}}, n, rng)
}

// ends samples both ends at all times.
func ends(n int, rng *rand.Rand) data.Points[float64] {
	left := data.Halton[float64](data.Box{Lo: []float64{0, 0}, Hi: []float64{0, 1}}, n/2, rng)
	right := data.Halton[float64](data.Box{Lo: []float64{1, 0}, Hi: []float64{1, 1}}, n-n/2, rng)
	left.X = append(left.X, right.X...)
	return left
}
