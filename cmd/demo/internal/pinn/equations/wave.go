package equations

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/pde"
)

// Wave is u_tt = c²·u_xx for x and t between 0 and 1, zero at both ends, let go at rest from u = sin πx + ½ sin 4πx: two
// standing waves, sin kπx·cos ckπt. Wang, Yu and Perdikaris 2022 have c = 2, as one that networks fail at.
func Wave(c float64) Problem {
	box := cube(2, 0, 1)
	// Over the size of u_tt, so that the equation counts as much as the conditions.
	size := 16 * c * c * math.Pi * math.Pi
	return Problem{Name: "wave", Equation: "u_tt = c² u_xx", Variables: []string{"x", "t"}, Box: box,
		Exact: standing[dual.Any](c), Value: plain(standing[dual.Real[float64]](c)),
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Residual: func(p pde.Point) pde.Num {
				return p.D(1, 1).Sub(p.D(0, 0).Scale(c * c)).Scale(1 / size)
			}},
			{Name: "ends", Residual: vanishes[pde.Num], Points: ends, Share: 0.2},
			{Name: "start", Points: start, Share: 0.2, Residual: func(p pde.Point) pde.Num {
				x := p.X(0).Scale(math.Pi)
				return p.U().Sub(x.Sin()).Sub(x.Scale(4).Sin().Scale(0.5))
			}},
			{Name: "velocity", Points: start, Share: 0.2, Residual: func(p pde.Point) pde.Num {
				return p.D(1).Scale(1 / (4 * c * math.Pi))
			}},
		},
		Settings: Settings{Hidden: []int{32, 32, 32}, Points: 1000, Adam: 500, LBFGS: 3000},
		Features: Features{Units: 2000, Points: 3000, Scale: 4},
	}
}

// standing returns the solution.
func standing[T dual.Scalar[T]](c float64) func(x []T) T {
	return func(x []T) T {
		x0, t := x[0].Scale(math.Pi), x[1].Scale(c*math.Pi)
		first := x0.Sin().Mul(t.Cos())
		fourth := x0.Scale(4).Sin().Mul(t.Scale(4).Cos())
		return first.Add(fourth.Scale(0.5))
	}
}
