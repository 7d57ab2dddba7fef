package pde_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// A motion is u' = f(u) from u(0) = start on. Solutions are of the size of scale, and are to be found in windows of time of some
// length, each of which begins where the one before it ended.
type motion struct {
	f       func(u []pde.Num) []pde.Num
	start   []float64
	scale   float64
	window  float64
	windows int
	steps   int // of training in each
}

// pendulum has friction; its state is the angle, 0 hanging, and the velocity.
func pendulum(u []pde.Num) []pde.Num {
	return []pde.Num{u[1], u[1].Scale(-0.2).Sub(u[0].Sin())}
}

func lorenz(u []pde.Num) []pde.Num {
	return []pde.Num{u[1].Sub(u[0]).Scale(10), u[0].Mul(u[2].Neg().Shift(15)).Sub(u[1]), u[0].Mul(u[1]).Sub(u[2].Scale(8. / 3))}
}

// residuals of the motion, one for each component.
func (m motion) residuals() (r []func(p pde.Point) pde.Num) {
	for o := range m.start {
		r = append(r, func(p pde.Point) pde.Num {
			u := make([]pde.Num, len(m.start))
			for i := range u {
				u[i] = p.Output(i).U()
			}
			return p.Output(o).D(0).Sub(m.f(u)[o])
		})
	}
	return r
}

// solve returns the motion at n times in each window, those of step 1, 2, … n of it.
func (m motion) solve(t *testing.T, n int, rng *rand.Rand) (u []float64) {
	t.Helper()
	points, times := data.Points[float64]{Dim: 1}, make([]float64, n)
	for i := range 40 {
		points.X = append(points.X, m.window*float64(i)/39)
	}
	for i := range times {
		times[i] = m.window * float64(i+1) / float64(n)
	}
	at := m.start
	for range m.windows {
		ansatzes := make([]*pde.Ansatz, len(at))
		for o, a := range at {
			ansatzes[o] = &pde.Ansatz{Offset: func(x []dual.Any) dual.Any { return x[0].Lift(a) },
				Factor: func(x []dual.Any) dual.Any { return x[0].Scale(m.scale / m.window) }}
		}
		spread := func(_, _ int, rng *rand.Rand) float64 { return (2*rng.Float64() - 1) / m.window }
		tanh := layers.Activate[float64](layers.Tanh)
		net, err := layers.New(1, rng, layers.DenseInit[float64](12, spread, spread), tanh,
			layers.Dense[float64](12, nil), tanh, layers.Dense[float64](len(at), nil))
		if err != nil {
			t.Fatal(err)
		}
		equation, err := pde.Residual(net, pde.Collocation[float64]{Points: points, Ansatzes: ansatzes}, m.residuals()...)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := train.FitTerms(context.Background(), net, []train.Term[float64]{equation}, nil,
			train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: m.steps}); err != nil {
			t.Fatal(err)
		}
		u = append(u, pde.Solutions(ansatzes, net, times)...)
		at = u[len(u)-len(at):]
	}
	return u
}

// exact is [motion.solve] by the method of Runge and Kutta.
func (m motion) exact(n int) (u []float64) {
	const parts = 50
	h, at := m.window/float64(n*parts), m.start
	f := func(k []float64, share float64) []float64 { // the slope at a share of a step along k
		x := make([]pde.Num, len(at))
		for i := range x {
			x[i].Real = at[i]
			if k != nil {
				x[i].Real += share * h * k[i]
			}
		}
		y := make([]float64, len(at))
		for i, v := range m.f(x) {
			y[i] = v.Value()
		}
		return y
	}
	for step := range n * m.windows * parts {
		a := f(nil, 0)
		b := f(a, 0.5)
		c := f(b, 0.5)
		d := f(c, 1)
		next := make([]float64, len(at))
		for i := range next {
			next[i] = at[i] + h/6*(a[i]+2*b[i]+2*c[i]+d[i])
		}
		if at = next; (step+1)%parts == 0 {
			u = append(u, at...)
		}
	}
	return u
}

// TestWindows: in windows of time solutions are found that are missed at once, where the loss is as small for one that jumps, between
// two points, to another rest: ten pendulums of ten that begin near the top, and the Lorenz system.
func TestWindows(t *testing.T) {
	for _, c := range []struct {
		name  string
		m     motion
		seeds uint64
		tol   float64
	}{
		{"pendulum", motion{pendulum, []float64{3, 0}, 1, 1, 10, 20}, 10, 1e-6},
		{"Lorenz", motion{lorenz, []float64{-8, 7, 27}, 10, 0.25, 12, 40}, 2, 1e-4},
	} {
		if testing.Short() {
			c.seeds = 1
		}
		want := c.m.exact(20)
		for seed := range c.seeds {
			got := c.m.solve(t, 20, rand.New(rand.NewPCG(seed, 1)))
			if off := train.RelativeL2(got, want); !(off < c.tol) {
				t.Errorf("%s, seed %d: relative error %v, want less than %v", c.name, seed, off, c.tol)
			} else {
				t.Logf("%s, seed %d: relative error %.1e", c.name, seed, off)
			}
		}
	}
}
