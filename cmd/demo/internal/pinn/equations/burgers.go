package equations

import (
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// Burgers is u_t + u·u_x = ν·u_xx for x between −1 and 1 and t between 0 and 1, from u = −sin πx on, zero at both ends:
// the wave steepens to a front at x = 0, the sharper the smaller ν. Raissi et al. 2019 have ν = 0.01/π. The initial
// values and the ends are built in: u = −sin πx + t(1−x²)·net.
func Burgers(nu float64) Problem {
	box := data.Box{Lo: []float64{-1, 0}, Hi: []float64{1, 1}}
	return Problem{Name: "burgers", Equation: "u_t + u u_x = ν u_xx", Variables: []string{"x", "t"}, Box: box,
		Exact: coleHopf[dual.Any](nu), Values: plain(coleHopf[dual.Real[float64]](nu)),
		Ansatz: &pde.Ansatz{Offset: minusSine[dual.Any], Factor: timesBubble[dual.Any]},
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Residuals: []Residual{func(p pde.Point) pde.Num {
				return p.D(1).Add(p.U().Mul(p.D(0))).Sub(p.D(0, 0).Scale(nu))
			}}},
		},
		Settings: Settings{Hidden: []int{24, 24, 24}, Points: 2000, Adam: 1000, LBFGS: 3000},
	}
}

// BurgersAtFront is [Burgers] with the points drawn together towards the front at x = 0, by x³: among even ones so few meet
// it that a network can satisfy the equation at every point and have the front wrong.
func BurgersAtFront(nu float64) Problem {
	p := Burgers(nu)
	even := p.Conditions[0].Points
	p.Conditions[0].Points = func(n int, rng *rand.Rand) data.Points[float64] {
		points := even(n, rng)
		for i := 0; i < len(points.X); i += points.Dim {
			points.X[i] *= points.X[i] * points.X[i]
		}
		return points
	}
	return p
}

func minusSine[T dual.Scalar[T]](x []T) T { return x[0].Scale(-math.Pi).Sin() }

func timesBubble[T dual.Scalar[T]](x []T) T { return x[1].Mul(x[0].Mul(x[0]).Neg().Shift(1)) }

// coleHopf returns the solution, which Cole 1951 and Hopf 1950 found by turning the equation into that of heat: with
// y = x − 2√(νt)·z,
//
//	u = −∫ sin(πy) w dz / ∫ w dz,    w = exp(−cos(πy)/(2πν) − z²),
//
// here by the trapezoidal rule, which is exact to rounding for such integrands. The range is where w is at least 1e-17
// of its largest value.
func coleHopf[T dual.Scalar[T]](nu float64) func(x []T) T {
	steep := 1 / (2 * math.Pi * nu)
	reach := math.Sqrt(2*steep + 39)
	step := min(0.1, 0.5/math.Sqrt(1+steep))
	n := int(math.Ceil(reach / step))
	return func(x []T) T {
		spread := x[1].Scale(4 * nu).Sqrt()
		above, below := x[0].Lift(0), x[0].Lift(0)
		for i := -n; i <= n; i++ {
			z := float64(i) * step
			y := x[0].Sub(spread.Scale(z)).Scale(math.Pi)
			w := y.Cos().Scale(-steep).Shift(-z * z).Exp()
			above, below = above.Add(y.Sin().Mul(w)), below.Add(w)
		}
		return above.Div(below).Neg()
	}
}
