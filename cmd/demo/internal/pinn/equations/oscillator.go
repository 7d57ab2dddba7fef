package equations

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// Oscillator is the damped harmonic oscillator u″ + 2δ·u′ + ω²·u = 0 for t between 0 and 1, let go at rest at u = 1, with
// δ < ω. The solution is exp(−δt)(cos νt + δ/ν·sin νt), ν² = ω² − δ².
func Oscillator(delta, omega float64) Problem {
	box := cube(1, 0, 1)
	return Problem{Name: "oscillator", Equation: "u″ + 2δ u′ + ω² u = 0", Variables: []string{"t"}, Box: box,
		Exact: damped[dual.Any](delta, omega), Values: plain(damped[dual.Real[float64]](delta, omega)),
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Residuals: []Residual{func(p pde.Point) pde.Num { // over ω²
				return p.D(0, 0).Scale(1 / (omega * omega)).Add(p.D(0).Scale(2 * delta / (omega * omega))).Add(p.U())
			}}},
			{Name: "position", Points: atZero, Weight: 0.01, Residuals: []Residual{func(p pde.Point) pde.Num { return p.U().Shift(-1) }}},
			{Name: "velocity", Points: atZero, Weight: 0.01, Residuals: []Residual{func(p pde.Point) pde.Num { // over ω
				return p.D(0).Scale(1 / omega)
			}}},
		},
		Settings: Settings{Hidden: []int{32, 32}, Points: 200, Adam: 1000, LBFGS: 2000},
		Features: Features{Units: 200, Points: 400, Scale: 4},
	}
}

// damped returns the solution.
func damped[T dual.Scalar[T]](delta, omega float64) func(x []T) T {
	nu := math.Sqrt(omega*omega - delta*delta)
	return func(x []T) T {
		phase := x[0].Scale(nu)
		return x[0].Scale(-delta).Exp().Mul(phase.Cos().Add(phase.Sin().Scale(delta / nu)))
	}
}

// atZero returns the time 0.
func atZero(int, *rand.Rand) data.Points[float64] {
	return data.Points[float64]{Dim: 1, X: []float64{0}}
}
