package equations

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/pde"
)

// TestExactSolutions checks that the exact solutions satisfy the equations and all conditions, in exact derivatives.
func TestExactSolutions(t *testing.T) {
	problems := append(All(), Burgers(0.1), Burgers(0.01/math.Pi), Oscillator(2, 7), Heat(0.05), Poisson(4), Wave(1, 3), Wave(2, 4), Helmholtz(4))
	for _, p := range problems {
		for _, c := range p.Conditions {
			points := c.Points(20, rand.New(rand.NewPCG(1, 2)))
			for r := range len(points.X) / points.Dim { // a square root at t = 0 has no derivative
				if last := &points.X[(r+1)*points.Dim-1]; p.Name == "burgers" {
					*last = max(*last, 1e-3)
				}
			}
			for _, residual := range c.Residuals {
				for r, e := range pde.ResidualsOf(p.Exact, points, residual) {
					if !(math.Abs(e) < 1e-9) {
						t.Errorf("%s, %s: residual of the exact solution is %v at %v", p.Name, c.Name, e, points.X[r*points.Dim:(r+1)*points.Dim])
					}
				}
			}
		}
		if p.Ansatz == nil {
			continue
		}
		boundary := data.OnBoundary[float64](p.Box, 40, data.Halton, rand.New(rand.NewPCG(1, 2)))
		for r := range 40 {
			x := boundary.X[2*r : 2*r+2]
			if x[1] == 1 { // the final time is no boundary
				continue
			}
			z := []dual.Any{dual.Box(dual.Real[float64]{Real: x[0]}), dual.Box(dual.Real[float64]{Real: x[1]})}
			got, want := 0.0, p.Values(x)[0]
			if p.Ansatz.Offset != nil {
				got = p.Ansatz.Offset(z).Value()
			}
			if math.Abs(got-want) > 1e-12 || p.Ansatz.Factor(z).Value() != 0 {
				t.Errorf("%s: at %v the ansatz is %v + %v·net, want %v", p.Name, x, got, p.Ansatz.Factor(z).Value(), want)
			}
		}
	}
}

// TestColeHopf compares with values of the literature: the front's slope for ν = 0.01/π at t = 0.5 is −152.00516
// (Basdevant et al. 1986 give its largest value near that time).
func TestColeHopf(t *testing.T) {
	u := Burgers(0.01 / math.Pi)
	slope := func(tm float64) float64 {
		const h = 1e-6
		return (u.Values([]float64{h, tm})[0] - u.Values([]float64{-h, tm})[0]) / (2 * h)
	}
	steepest, at := 0.0, 0.0
	for i := range 101 {
		tm := 0.45 + 0.001*float64(i)
		if s := slope(tm); s < steepest {
			steepest, at = s, tm
		}
	}
	// |∂u/∂x| is largest, 152.00516, at t = 1.6037/π
	if math.Abs(steepest+152.00516) > 0.01 || math.Abs(at-1.6037/math.Pi) > 0.001 {
		t.Errorf("steepest slope %v at t = %v, want −152.00516 at %v", steepest, at, 1.6037/math.Pi)
	}
}
