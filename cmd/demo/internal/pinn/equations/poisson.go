package equations

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/pde"
)

// Poisson is −Δu = 2π²·Σₖ sin πx₂ₖ₋₁ sin πx₂ₖ on the unit cube of an even number of dimensions, with the exact values on
// the boundary. The solution is the same sum without the factor; in two dimensions it is zero on the boundary. The
// Laplacian is one component of a jet in any dimension, so ten dimensions cost a few times as much as two.
func Poisson(d int) Problem {
	if d < 2 || d%2 != 0 {
		panic(fmt.Sprintf("equations: Poisson: %d dimensions, want a positive even number", d))
	}
	box := cube(d, 0, 1)
	p := Problem{Name: fmt.Sprintf("poisson%d", d), Equation: "−Δu = 2π² Σ sin πx₂ₖ₋₁ sin πx₂ₖ", Box: box,
		Exact: waves[dual.Any], Values: plain(waves[dual.Real[float64]]),
		Conditions: []Condition{
			{Name: "equation", Residuals: []Residual{poisson[pde.Num]}, Points: inside(box), Weight: 1 / (4 * math.Pow(math.Pi, 4))},
			{Name: "boundary", Residuals: []Residual{wavesOnBoundary[pde.Num]}, Points: onBoundary(box), Weight: 10},
		},
		Settings: Settings{Hidden: []int{32, 32}, Points: 500, Adam: 500, LBFGS: 1500},
		Features: Features{Units: 400, Points: 600, Scale: 2},
	}
	if d > 2 {
		p.Features = Features{}
		p.Settings = Settings{Hidden: []int{64, 64}, Points: 2000, Adam: 500, LBFGS: 1500}
	}
	for i := range d {
		p.Variables = append(p.Variables, fmt.Sprintf("x%d", i+1))
	}
	return p
}

func waves[T dual.Scalar[T]](x []T) T {
	sum := x[0].Lift(0)
	for i := 0; i < len(x); i += 2 {
		sum = sum.Add(x[i].Scale(math.Pi).Sin().Mul(x[i+1].Scale(math.Pi).Sin()))
	}
	return sum
}

func poisson[T dual.Scalar[T]](p pde.Field[T]) T {
	return p.Laplacian().Add(waves(p.Coordinates()).Scale(2 * math.Pi * math.Pi))
}

func wavesOnBoundary[T dual.Scalar[T]](p pde.Field[T]) T { return p.U().Sub(waves(p.Coordinates())) }
