package equations

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
)

// TestKovasznay checks that the flow satisfies the equations of Navier and Stokes.
func TestKovasznay(t *testing.T) {
	alg, rng := jet.Full(2, 2), rand.New(rand.NewPCG(1, 2))
	for range 20 {
		flow := kovasznay([]jet.Number[float64]{jet.Variable(alg, rng.Float64()*1.5-0.5, 0), jet.Variable(alg, rng.Float64()*2-0.5, 1)})
		d := func(field int, along ...int) float64 {
			switch u := flow[field]; len(along) {
			case 0:
				return u.Value()
			case 1:
				return u.Derivative(1 + along[0])
			default:
				return u.Derivative(alg.Pair(along[0], along[1]))
			}
		}
		for i := range 2 {
			r := d(0)*d(i, 0) + d(1)*d(i, 1) + d(2, i) - (d(i, 0, 0)+d(i, 1, 1))/reynolds
			if !(math.Abs(r) < 1e-12) {
				t.Errorf("momentum %d: residual %v", i, r)
			}
		}
		if r := d(0, 0) + d(1, 1); !(math.Abs(r) < 1e-12) {
			t.Errorf("divergence %v", r)
		}
	}
}

// TestAllenCahn checks that the solution converges with the grid, and what is given of it.
func TestAllenCahn(t *testing.T) {
	coarse, fine := solveAllenCahn(400, 2000), solveAllenCahn(800, 4000)
	worst := 0.0
	for i := range 101 {
		x := -1 + 0.02*float64(i)
		for k := range 51 {
			worst = max(worst, math.Abs(coarse.at(x, 0.02*float64(k))-fine.at(x, 0.02*float64(k))))
		}
		if got, want := fine.at(x, 0), x*x*math.Cos(math.Pi*x); math.Abs(got-want) > 1e-13 {
			t.Errorf("start: u(%v) = %v, want %v", x, got, want)
		}
	}
	t.Logf("grids of 400 and 800 cells differ by %.2g", worst)
	if worst > 1e-6 {
		t.Errorf("grids of 400 and 800 cells differ by %v", worst)
	}
	if got := fine.at(1, 0.4321); math.Abs(got+1) > 1e-15 {
		t.Errorf("end: u = %v, want -1", got)
	}
}
