package pde

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// ResidualsOf returns the residual at the points where the solution is the function u: zero, to rounding, where u solves
// the equation. It is for checking that an equation and its known solution are written down right. The derivatives of u
// are exact. It panics without points, and where the residual reads another output, data or unknown coefficients.
func ResidualsOf(u func(x []dual.Any) dual.Any, p data.Points[float64], residual func(p Point) Num) []float64 {
	given.Must(u != nil, "pde: ResidualsOf", "the function u")
	given.Must(residual != nil, "pde: ResidualsOf", "the residual")
	if p.Dim < 1 || len(p.X) == 0 || len(p.X)%p.Dim != 0 {
		panic(fmt.Sprintf("pde: ResidualsOf: Points of Dim %d with %d coordinates, want a dimension of at least 1 and at least one point", p.Dim, len(p.X)))
	}
	c := Collocation[float64]{Points: p}
	used := c.tryOut(p.Dim, 1, []func(p Point) Num{residual})
	const want = "want one of a single solution, without data and unknown coefficients"
	switch {
	case used.unknowns > 0:
		panic(fmt.Sprintf("pde: ResidualsOf: the residual reads Param(%d), %s", used.unknowns-1, want))
	case used.outputs() > 1:
		panic(fmt.Sprintf("pde: ResidualsOf: the residual reads Output(%d), %s", used.outputs()-1, want))
	case used.columns > 0:
		panic(fmt.Sprintf("pde: ResidualsOf: the residual reads Data(%d), %s", used.columns-1, want))
	}
	for {
		residuals, g := residualsOf(u, p, residual, used.form(0, 1))
		if !g.found {
			return residuals
		}
		if g.column >= 0 || g.output > 0 {
			panic(fmt.Sprintf("pde: ResidualsOf: the residual reads %v, %s", &g, want))
		}
		used.partial(g.output, g.along)
	}
}

// residualsOf returns the residuals, with the derivatives of the form, and the gap that was found last.
func residualsOf(u func(x []dual.Any) dual.Any, p data.Points[float64], residual func(p Point) Num, f *form) (residuals []float64, g gap) {
	at := Point{x: make([]Num, p.Dim), u: make([]Num, len(f.parts)), form: f, gap: &g}
	x, coefficients := make([]dual.Any, p.Dim), make([]float64, f.alg.Dim())
	residuals = make([]float64, len(p.X)/p.Dim)
	for r := range residuals {
		for i := range x {
			v := p.X[r*p.Dim+i]
			at.x[i] = Num{Real: v}
			x[i] = dual.Box(variable(f.alg, v, i))
		}
		evaluateJet(coefficients, u, x, 0)
		for slot, k := range f.parts {
			at.u[slot] = Num{Real: coefficients[k] * f.factorials[slot]}
		}
		residuals[r] = residual(at).Value()
	}
	return residuals, g
}

// variable returns coordinate i, a constant in an algebra without derivatives.
func variable(alg *jet.Algebra, x float64, i int) jet.Number[float64] {
	if alg.Order() == 0 {
		return jet.Constant(x)
	}
	return jet.Variable(alg, x, i)
}
