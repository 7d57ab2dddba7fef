package equations

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/pde"
)

// Wave is u_tt = 4·u_xx for x and t between 0 and 1, zero at both ends, from u = sin πx + ½ sin 4πx at rest on: two standing
// waves, of which the faster one swings four times (Wang, Yu and Perdikaris 2022). The conditions are built in:
// u = sin πx + ½ sin 4πx + t²x(1−x)·net.
func Wave() Problem {
	box := cube(2, 0, 1)
	return Problem{Name: "wave", Equation: "u_tt = 4 u_xx", Variables: []string{"x", "t"}, Box: box,
		Exact: standing[dual.Any], Value: plain(standing[dual.Real[float64]]),
		Ansatz: &pde.Ansatz{Offset: released[dual.Any], Factor: atRest[dual.Any]},
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Weight: 1e-4, Residual: func(p pde.Point) pde.Num { return p.Second(-4, 1) }},
		},
		Settings: Settings{Hidden: []int{24, 24, 24}, Points: 1500, Adam: 1000, LBFGS: 3000},
		Features: Features{Units: 1200, Points: 2000, Scale: 4},
	}
}

// standing returns the solution.
func standing[T dual.Scalar[T]](x []T) T {
	mode := func(k float64) T { return x[0].Scale(k * math.Pi).Sin().Mul(x[1].Scale(2 * k * math.Pi).Cos()) }
	return mode(1).Add(mode(4).Scale(0.5))
}

func released[T dual.Scalar[T]](x []T) T {
	return x[0].Scale(math.Pi).Sin().Add(x[0].Scale(4 * math.Pi).Sin().Scale(0.5))
}

func atRest[T dual.Scalar[T]](x []T) T { return x[1].Mul(x[1]).Mul(vanishing(x[0])) }

// vanishing returns x(1−x).
func vanishing[T dual.Scalar[T]](x T) T { return x.Mul(x.Neg().Shift(1)) }
