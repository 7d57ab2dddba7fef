// Program equation solves two differential equations by networks: Poisson's on a square and Burgers', whose solution steepens
// to a front. Boundary and initial values are built in, so that only the equation is left to be learned.
//
//	go run ./examples/equation
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"math"
	"math/rand/v2"
	"os"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// A problem is an equation with a solution that is known.
type problem struct {
	name     string
	box      data.Box
	ansatz   *pde.Ansatz
	residual func(p pde.Point) pde.Num
	exact    func(x []float64) float64
	settings
}

// settings say how an equation is solved: the widths of the hidden layers, the points of the first round, the number of rounds
// and the steps of each.
type settings struct {
	hidden                []int
	points, rounds, steps int
}

var poisson = problem{
	name:   "Poisson",
	box:    data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}},
	ansatz: &pde.Ansatz{Factor: square[dual.Any]},
	residual: func(p pde.Point) pde.Num {
		return p.Laplacian().Add(bump(p.Coordinates()).Scale(2 * math.Pi * math.Pi))
	},
	exact:    func(x []float64) float64 { return math.Sin(math.Pi*x[0]) * math.Sin(math.Pi*x[1]) },
	settings: settings{[]int{32}, 300, 2, 80},
}

// bump solves Δu = −2π²·bump, and is zero on the edges of the unit square, as is square.
func bump[T dual.Scalar[T]](x []T) T {
	return x[0].Scale(math.Pi).Sin().Mul(x[1].Scale(math.Pi).Sin())
}

func square[T dual.Scalar[T]](x []T) T {
	return x[0].Mul(x[0].Neg().Shift(1)).Mul(x[1]).Mul(x[1].Neg().Shift(1))
}

const viscosity = 0.01 / math.Pi

// burgers is u_t + u·u_x = ν·u_xx for the coordinates (x, t), from −sin πx on, zero at x = ±1.
var burgers = problem{
	name:   "Burgers",
	box:    data.Box{Lo: []float64{-1, 0}, Hi: []float64{1, 1}},
	ansatz: &pde.Ansatz{Offset: wave[dual.Any], Factor: hill[dual.Any]},
	residual: func(p pde.Point) pde.Num {
		return p.D(1).Add(p.U().Mul(p.D(0))).Sub(p.D(0, 0).Scale(viscosity))
	},
	exact:    coleHopf,
	settings: settings{[]int{20, 20, 20}, 1000, 4, 40},
}

func wave[T dual.Scalar[T]](x []T) T { return x[0].Scale(-math.Pi).Sin() }

func hill[T dual.Scalar[T]](x []T) T { return x[1].Mul(x[0].Mul(x[0]).Neg().Shift(1)) }

// coleHopf is Burgers' solution: a quotient of integrals, here by the trapezoidal rule, exact to rounding for such integrands.
func coleHopf(x []float64) float64 {
	const h = 0.01
	above, below := 0.0, 0.0
	for z := -13.0; z < 13; z += h {
		y := math.Pi * (x[0] - 2*math.Sqrt(viscosity*x[1])*z)
		w := math.Exp(-(math.Cos(y)+1)/(2*math.Pi*viscosity) - z*z)
		above, below = above+math.Sin(y)*w, below+w
	}
	return -above / below
}

// solve trains a network on the equation, in rounds after each of which points are added where it holds least, and returns the
// relative error of the solution in the L2 norm.
func (p problem) solve(w io.Writer) (float64, error) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, p.hidden, 1, layers.Tanh, rng)
	if err != nil {
		return 0, err
	}
	c := pde.Collocation[float64]{Name: p.name, Points: data.Halton[float64](p.box, p.points, rng), Ansatz: p.ansatz}
	for range p.rounds {
		term, err := pde.Residual(net, c, p.residual)
		if err != nil {
			return 0, err
		}
		res, err := train.FitTerms(context.Background(), net, []train.Term[float64]{term}, nil,
			train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: p.steps})
		if err != nil {
			return 0, err
		}
		fmt.Fprintf(w, "%s, %d points, mean squared residual %.1e\n", p.name, len(c.Points.X)/2, res.Epochs[len(res.Epochs)-1].Loss)
		if c.Points, err = pde.Refine(net, c, data.Uniform[float64](p.box, 10*p.points, rng), p.points/2, p.residual); err != nil {
			return 0, err
		}
	}
	test := data.Uniform[float64](p.box, 2000, rng)
	exact := make([]float64, 2000)
	for i := range exact {
		exact[i] = p.exact(test.X[2*i : 2*i+2])
	}
	off := train.RelativeL2(pde.Solution(p.ansatz, net, test.X), exact)
	fmt.Fprintf(w, "%s: relative error %.1e\n", p.name, off)
	return off, nil
}

func main() {
	for _, p := range []problem{poisson, burgers} {
		if _, err := p.solve(os.Stdout); err != nil {
			log.Fatal(err)
		}
	}
}
