package equations

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/train/pde"
)

// Helmholtz is Δu + k²·u = −k² sin kx sin ky on the unit square, zero on the boundary, for k a multiple of π: n half waves
// along each side if k = nπ. The solution is sin kx sin ky.
func Helmholtz(k float64) Problem {
	box := cube(2, 0, 1)
	return Problem{Name: "helmholtz", Equation: "Δu + k² u = −k² sin kx sin ky", Variables: []string{"x", "y"}, Box: box,
		Exact: ripples[dual.Any](k), Value: plain(ripples[dual.Real[float64]](k)),
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Residual: func(p pde.Point) pde.Num { // over k²
				return p.Laplacian().Scale(1 / (k * k)).Add(p.U()).Add(ripples[pde.Num](k)(p.Coordinates()))
			}},
			{Name: "boundary", Residual: vanishes[pde.Num], Points: onBoundary(box), Weight: 10},
		},
		Settings: Settings{Hidden: []int{32, 32, 32}, Points: 1500, Adam: 500, LBFGS: 3000},
		Features: Features{Units: 1200, Points: 2000, Scale: 4},
	}
}

// ripples returns the solution.
func ripples[T dual.Scalar[T]](k float64) func(x []T) T {
	return func(x []T) T { return x[0].Scale(k).Sin().Mul(x[1].Scale(k).Sin()) }
}
