package equations

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/pde"
)

// Helmholtz is −Δu − k²u = k²·sin kx sin ky on the unit square, zero on the boundary, for k = nπ: the solution is
// sin kx sin ky (Lu et al. 2021 have n = 4). The boundary is built in: u = x(1−x)y(1−y)·net.
func Helmholtz(n int) Problem {
	box, k := cube(2, 0, 1), float64(n)*math.Pi
	return Problem{Name: "helmholtz", Equation: "−Δu − k²u = k² sin kx sin ky", Variables: []string{"x", "y"}, Box: box,
		Exact: product[dual.Any](k), Values: plain(product[dual.Real[float64]](k)), Ansatz: &pde.Ansatz{Factor: square[dual.Any]},
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Weight: math.Pow(k, -4), Residuals: []Residual{func(p pde.Point) pde.Num {
				return p.Laplacian().Add(p.U().Add(product[pde.Num](k)(p.Coordinates())).Scale(k * k))
			}}},
		},
		Frequency: 1, Settings: Settings{Hidden: []int{24, 24}, Points: 2000, Adam: 1000, LBFGS: 3000},
		Features: Features{Units: 1200, Points: 2000, Scale: 4},
	}
}

// product returns sin kx sin ky.
func product[T dual.Scalar[T]](k float64) func(x []T) T {
	return func(x []T) T { return x[0].Scale(k).Sin().Mul(x[1].Scale(k).Sin()) }
}

func square[T dual.Scalar[T]](x []T) T { return vanishing(x[0]).Mul(vanishing(x[1])) }
