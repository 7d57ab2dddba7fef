package equations

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/pde"
)

// Wave is u_tt = c²·u_xx for x and t between 0 and 1, zero at both ends, from u = sin πx + ½ sin kπx at rest on: two standing
// waves. The conditions are built in: u = sin πx + ½ sin kπx + t²x(1−x)·net. Wang, Yu and Perdikaris 2022 have c = 2 and k = 4, as
// one that networks fail at.
func Wave(c, k float64) Problem {
	box := cube(2, 0, 1)
	weight := 1e-3 // about that of residuals of the size of u
	if c*k > 4 {
		weight = 1e-4
	}
	return Problem{Name: "wave", Equation: "u_tt = c² u_xx", Variables: []string{"x", "t"}, Box: box,
		Exact: standing[dual.Any](c, k), Values: plain(standing[dual.Real[float64]](c, k)),
		Ansatz: &pde.Ansatz{Offset: released[dual.Any](k), Factor: atRest[dual.Any]},
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Weight: weight, Residuals: []Residual{func(p pde.Point) pde.Num { return p.Second(-c*c, 1) }}},
		},
		Settings: Settings{Hidden: []int{24, 24, 24}, Points: 1500, Adam: 1000, LBFGS: 3000},
		Features: Features{Units: 1200, Points: 2000, Scale: 4},
	}
}

// standing returns the solution.
func standing[T dual.Scalar[T]](c, k float64) func(x []T) T {
	return func(x []T) T {
		mode := func(k float64) T { return x[0].Scale(k * math.Pi).Sin().Mul(x[1].Scale(c * k * math.Pi).Cos()) }
		return mode(1).Add(mode(k).Scale(0.5))
	}
}

func released[T dual.Scalar[T]](k float64) func(x []T) T {
	return func(x []T) T { return x[0].Scale(math.Pi).Sin().Add(x[0].Scale(k * math.Pi).Sin().Scale(0.5)) }
}

func atRest[T dual.Scalar[T]](x []T) T { return x[1].Mul(x[1]).Mul(vanishing(x[0])) }

// vanishing returns x(1−x).
func vanishing[T dual.Scalar[T]](x T) T { return x.Mul(x.Neg().Shift(1)) }
