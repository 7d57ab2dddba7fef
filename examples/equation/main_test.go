package main

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// TestEquation solves Poisson's equation as the program does and Burgers' in a small form.
func TestEquation(t *testing.T) {
	small := burgers
	small.settings = settings{[]int{12, 12, 12}, 300, 2, 25}
	for _, c := range []struct {
		p      problem
		within float64
	}{{poisson, 1e-5}, {small, 0.4}} {
		off, err := c.p.solve(t.Output())
		if err != nil {
			t.Fatal(err)
		}
		if !(off < c.within) {
			t.Errorf("%s: relative error %v, want less than %v", c.p.name, off, c.within)
		}
	}
}

// TestExact: what the program calls the truth satisfies the equations, and the built-in conditions hold.
func TestExact(t *testing.T) {
	points := data.Points[float64]{Dim: 2, X: []float64{0.2, 0.7, 0.5, 0.1}}
	for _, e := range pde.ResidualsOf(bump[dual.Any], points, poisson.residual) {
		if math.Abs(e) > 1e-12 {
			t.Errorf("residual %v of Poisson's solution", e)
		}
	}
	const h = 1e-4
	for _, x := range [][]float64{{0.3, 0.4}, {-0.6, 0.8}} {
		u := func(dx, dt float64) float64 { return coleHopf([]float64{x[0] + dx, x[1] + dt}) }
		ut, ux, uxx := (u(0, h)-u(0, -h))/(2*h), (u(h, 0)-u(-h, 0))/(2*h), (u(h, 0)-2*u(0, 0)+u(-h, 0))/(h*h)
		if e := ut + u(0, 0)*ux - viscosity*uxx; math.Abs(e) > 1e-4 {
			t.Errorf("residual %v of Burgers' solution at %v", e, x)
		}
	}
	if got := coleHopf([]float64{0.3, 0}); math.Abs(got+math.Sin(0.3*math.Pi)) > 1e-12 {
		t.Errorf("Burgers' solution begins with %v", got)
	}
}
