package pinn

import (
	"math"
	"math/rand/v2"
	"slices"

	"example.com/sobolev/cmd/demo/internal/pinn/equations"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/pde"
)

// A problem is an equation with what the experiment adds to it.
type problem struct {
	equations.Problem

	// derivatives are those of the equation's residual in every coordinate, nil where third derivatives cost too much.
	derivatives []residual

	// share is the weight of the derivatives' squares in the loss, that of the residual's square being 1.
	share float64
}

type residual = func(p pde.Point) pde.Num

// The constants of the equations.
const (
	diffusivity      = 0.2
	viscosity        = 0.01 / math.Pi
	damping, angular = 1.5, 20.0
)

// problems lists the equations. The derivatives of the residuals are written down by hand, in terms of u up to the third
// order; a test compares them with differences.
func problems() []problem {
	ten := equations.Poisson(10) // of 286 third derivatives: without them
	ten.Settings.Points, ten.Settings.Adam, ten.Settings.LBFGS = 1000, 1000, 1000
	burgers := equations.Burgers(viscosity)
	// Some networks hold on to a front that is off by half its height; Adam may still leave it, L-BFGS does not. It takes
	// luck with the seed even so.
	burgers.Settings.Adam, burgers.Settings.LBFGS = 4000, 2000
	return []problem{
		{Problem: equations.Poisson(2), derivatives: []residual{poissonAlong(0), poissonAlong(1)}, share: 0.01},
		{Problem: ten},
		{Problem: equations.Heat(diffusivity), derivatives: []residual{heatX, heatT}, share: 0.01},
		{Problem: burgers, derivatives: []residual{burgersX, burgersT}, share: 1e-4},
		{Problem: equations.Oscillator(damping, angular), derivatives: []residual{oscillatorT}, share: 1e-3},
	}
}

// poissonAlong is the derivative of Δu + 2π² sin πx₁ sin πx₂ along coordinate i.
func poissonAlong(i int) residual {
	return func(p pde.Point) pde.Num {
		source := p.X(i).Scale(math.Pi).Cos().Mul(p.X(1 - i).Scale(math.Pi).Sin()).Scale(2 * math.Pi * math.Pi * math.Pi)
		return p.D(0, 0, i).Add(p.D(1, 1, i)).Add(source)
	}
}

func heatX(p pde.Point) pde.Num { return p.D(0, 1).Sub(p.D(0, 0, 0).Scale(diffusivity)) }

func heatT(p pde.Point) pde.Num { return p.D(1, 1).Sub(p.D(0, 0, 1).Scale(diffusivity)) }

func burgersX(p pde.Point) pde.Num {
	return p.D(0, 1).Add(p.D(0).Mul(p.D(0))).Add(p.U().Mul(p.D(0, 0))).Sub(p.D(0, 0, 0).Scale(viscosity))
}

func burgersT(p pde.Point) pde.Num {
	return p.D(1, 1).Add(p.D(1).Mul(p.D(0))).Add(p.U().Mul(p.D(0, 1))).Sub(p.D(0, 0, 1).Scale(viscosity))
}

func oscillatorT(p pde.Point) pde.Num {
	return p.D(0, 0, 0).Add(p.D(0, 0).Scale(2 * damping)).Scale(1 / (angular * angular)).Add(p.D(0))
}

// A method is a norm of the residual.
type method struct {
	name     string
	title    string
	enhanced bool // by the residual's derivatives
}

var methods = []method{
	{"residual", "residual", false},
	{"enhanced", "residual and its derivatives", true},
}

// points is the number of points inside. A residual and its derivatives are so many equations at once: they are asked of
// fewer points, so that the methods have the same number of equations.
func (p *problem) points(m method) int {
	if m.enhanced {
		return max(1, p.Settings.Points/(1+len(p.derivatives)))
	}
	return p.Settings.Points
}

// terms returns what is minimised for the network. The methods have the same points on the boundary, and one method's
// points inside are the first of the other's.
func (p *problem) terms(net *layers.Net[float64], m method, rng *rand.Rand) ([]train.Term[float64], error) {
	n := p.Settings.Points
	if !m.enhanced {
		return p.Terms(net, n, rng)
	}
	equation := p.Conditions[0]
	all := slices.Clone(equation.Residuals)
	for _, d := range p.derivatives {
		all = append(all, func(at pde.Point) pde.Num { return d(at).Scale(math.Sqrt(p.share)) })
	}
	first, err := pde.Residual(net, pde.Collocation[float64]{Name: equation.Name, Points: equation.Points(p.points(m), rng),
		Weight: equation.Weight, Ansatz: p.Ansatz}, all...)
	if err != nil {
		return nil, err
	}
	rest := p.Problem
	rest.Conditions = rest.Conditions[1:]
	others, err := rest.Terms(net, n, rng)
	return append([]train.Term[float64]{first}, others...), err
}
