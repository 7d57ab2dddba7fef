package equations

import (
	"math"
	"sync"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// AllenCahn is u_t = 10⁻³·u_xx + 5(u − u³) for x between −1 and 1 and t between 0 and 1, from u = x² cos πx on, −1 at both
// ends: fronts as wide as 1/50 grow between regions of −1 and 1 (Lu et al. 2021). What is given is built in:
// u = x² cos πx + t(1−x²)·net. The solution is not known as a formula: it is computed by differences of high order.
func AllenCahn() Problem {
	box := data.Box{Lo: []float64{-1, 0}, Hi: []float64{1, 1}}
	reference := sync.OnceValue(func() *allenCahn { return solveAllenCahn(800, 4000) })
	return Problem{Name: "allencahn", Equation: "u_t = 10⁻³ u_xx + 5(u − u³)", Variables: []string{"x", "t"}, Box: box,
		Values: func(x []float64) []float64 { return []float64{reference().at(x[0], x[1])} },
		Ansatz: &pde.Ansatz{Offset: twoHills[dual.Any], Factor: timesBubble[dual.Any]},
		Conditions: []Condition{
			{Name: "equation", Points: inside(box), Weight: 0.01, Residuals: []Residual{func(p pde.Point) pde.Num {
				u := p.U()
				return p.D(1).Sub(p.D(0, 0).Scale(allenCahnDiffusion)).Sub(u.Sub(u.Mul(u).Mul(u)).Scale(5))
			}}},
		},
		Settings: Settings{Hidden: []int{24, 24, 24}, Points: 2000, Adam: 1000, LBFGS: 3000},
	}
}

const allenCahnDiffusion = 1e-3

func twoHills[T dual.Scalar[T]](x []T) T { return x[0].Mul(x[0]).Mul(x[0].Scale(math.Pi).Cos()) }

// stencil has the weights of the second derivative of order eight at 0, 1, … steps from its middle.
var stencil = [...]float64{-205.0 / 72, 8.0 / 5, -1.0 / 5, 8.0 / 315, -1.0 / 560}

// allenCahn holds u at equal distances in x from 0 to 1, of which it is an even function, and in t from 0 to 1.
type allenCahn struct {
	cells int
	u     [][]float64 // of every time kept
}

// kept is the number of intervals of time whose ends are kept.
const kept = 400

// solveAllenCahn goes the steps of time by the method of Runge and Kutta of order four, on so many cells.
func solveAllenCahn(cells, steps int) *allenCahn {
	s := &allenCahn{cells: cells}
	u := make([]float64, cells+1)
	for i := range u {
		x := float64(i) / float64(cells)
		u[i] = x * x * math.Cos(math.Pi*x)
	}
	var slopes [4][]float64
	for i := range slopes {
		slopes[i] = make([]float64, cells+1)
	}
	stage, dt := make([]float64, cells+1), 1/float64(steps)
	for step := range steps {
		if step%(steps/kept) == 0 {
			s.u = append(s.u, append([]float64(nil), u...))
		}
		for k, c := range [4]float64{0, 0.5, 0.5, 1} {
			copy(stage, u)
			for i := range stage {
				if k > 0 {
					stage[i] += c * dt * slopes[k-1][i]
				}
			}
			s.slope(slopes[k], stage)
		}
		for i := range u {
			u[i] += dt / 6 * (slopes[0][i] + 2*(slopes[1][i]+slopes[2][i]) + slopes[3][i])
		}
	}
	s.u = append(s.u, u)
	return s
}

// slope sets du to the derivative of u in time. Beyond the end at 1 the solution goes on as −2 − u(2−x) but for a term of
// second order in 1−x, which the equation itself gives: u_xx is 0 there, since −1 is at rest.
func (s *allenCahn) slope(du, u []float64) {
	n := s.cells
	for i := range n {
		sum := stencil[0] * u[i]
		for k := 1; k < len(stencil); k++ {
			right := 2*u[n] - u[min(n, 2*n-i-k)]
			if i+k <= n {
				right = u[i+k]
			}
			sum += stencil[k] * (u[max(i-k, k-i)] + right)
		}
		du[i] = allenCahnDiffusion*sum*float64(n)*float64(n) + 5*(u[i]-u[i]*u[i]*u[i])
	}
	du[n] = 0
}

// at interpolates by polynomials through the eight nearest points in x and in t.
func (s *allenCahn) at(x, t float64) float64 {
	ix, wx := interpolation(math.Abs(x)*float64(s.cells), s.cells)
	it, wt := interpolation(t*kept, kept)
	sum := 0.0
	for a, w := range wt {
		for b, v := range wx {
			sum += w * v * s.u[it+a][ix+b]
		}
	}
	return sum
}

// interpolation returns the first of the eight nearest of the points 0, 1, … last, and the weights of all of them in
// Lagrange's polynomial at x.
func interpolation(x float64, last int) (first int, weights [8]float64) {
	n := len(weights)
	first = max(0, min(int(x)-n/2+1, last+1-n))
	for a := range n {
		weights[a] = 1
		for b := range n {
			if b != a {
				weights[a] *= (x - float64(first+b)) / float64(a-b)
			}
		}
	}
	return first, weights
}
