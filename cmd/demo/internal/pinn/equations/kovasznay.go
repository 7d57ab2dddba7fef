package equations

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// Kovasznay is the steady flow behind a grid, (u·∇)u = −∇p + Δu/Re with ∇·u = 0, for Re = 40, x between −½ and 1 and y
// between −½ and 1½, with the exact velocities and pressure on the boundary (Kovasznay 1948): with λ = Re/2 − √(Re²/4 + 4π²),
//
//	u = 1 − exp(λx) cos 2πy,  v = λ/2π·exp(λx) sin 2πy,  p = ½(1 − exp(2λx)).
//
// The network's outputs are u, v and p.
func Kovasznay() Problem {
	box := data.Box{Lo: []float64{-0.5, -0.5}, Hi: []float64{1, 1.5}}
	return Problem{Name: "kovasznay", Equation: "(u·∇)u = −∇p + Δu/40, ∇·u = 0", Variables: []string{"x", "y"}, Box: box,
		Outputs: 3, Values: plainSystem(kovasznay[dual.Real[float64]]),
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Residuals: []Residual{momentum(0), momentum(1), divergence}},
			{Name: "boundary", Points: func(n int, rng *rand.Rand) data.Points[float64] { return onBoundary(box)(n, rng) },
				Weight: 10, Share: 0.3, Residuals: []Residual{isKovasznay(0), isKovasznay(1), isKovasznay(2)}},
		},
		Settings: Settings{Hidden: []int{20, 20, 20}, Points: 500, Adam: 1000, LBFGS: 3000},
		Features: Features{Units: 300, Points: 600, Scale: 2},
	}
}

const reynolds = 40

// decay is λ.
var decay = reynolds/2 - math.Sqrt(reynolds*reynolds/4+4*math.Pi*math.Pi)

// kovasznay returns the solution: both velocities and the pressure.
func kovasznay[T dual.Scalar[T]](x []T) []T {
	wake, y := x[0].Scale(decay).Exp(), x[1].Scale(2*math.Pi)
	return []T{
		wake.Mul(y.Cos()).Neg().Shift(1),
		wake.Mul(y.Sin()).Scale(decay / (2 * math.Pi)),
		wake.Mul(wake).Neg().Shift(1).Scale(0.5),
	}
}

// momentum is the equation of the velocity along a coordinate.
func momentum(along int) func(p pde.Point) pde.Num {
	return func(p pde.Point) pde.Num {
		u := p.Output(along)
		carried := p.Output(0).U().Mul(u.D(0)).Add(p.Output(1).U().Mul(u.D(1)))
		return carried.Add(p.Output(2).D(along)).Sub(u.Laplacian().Scale(1.0 / reynolds))
	}
}

func divergence(p pde.Point) pde.Num { return p.Output(0).D(0).Add(p.Output(1).D(1)) }

func isKovasznay(output int) func(p pde.Point) pde.Num {
	return func(p pde.Point) pde.Num { return p.Output(output).U().Sub(kovasznay(p.Coordinates())[output]) }
}
