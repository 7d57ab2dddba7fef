package optim

import (
	"math"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
)

// minimise runs L-BFGS on a function until it finds nothing better, and counts evaluations.
func minimise[F dual.Float](f func(x, grad []F) float64, x []F, steps int) (loss float64, taken, evaluations int) {
	u, err := NewUpdate[F](LBFGS(10), len(x))
	if err != nil {
		panic(err)
	}
	grad := make([]F, len(x))
	evaluate := func() float64 {
		evaluations++
		loss = f(x, grad)
		return loss
	}
	evaluate()
	for taken = 0; taken < steps; taken++ {
		if !u.(Searcher[F]).Search(x, grad, loss, 1, evaluate) {
			break
		}
	}
	return f(x, grad), taken, evaluations
}

// TestLBFGSQuadratic checks that an ill-conditioned quadratic function of 5 variables is solved to the last digits.
func TestLBFGSQuadratic(t *testing.T) {
	x := []float64{1, 1, 1, 1, 1}
	_, steps, evaluations := minimise(func(x, grad []float64) float64 {
		loss, scale := 0.0, 1.0
		for i, v := range x {
			d := v - float64(i)
			loss += 0.5 * scale * d * d
			grad[i] = scale * d
			scale *= 10
		}
		return loss
	}, x, 100)
	for i, v := range x {
		if math.Abs(v-float64(i)) > 1e-9 {
			t.Errorf("x[%d] = %v, want %d", i, v, i)
		}
	}
	if steps > 60 || evaluations > 90 {
		t.Errorf("%d steps of %d evaluations in all, want at most 60 and 90", steps, evaluations)
	}
}

// TestLBFGSRosenbrock starts where textbooks do. Other programs need some 35 steps for two variables.
func TestLBFGSRosenbrock(t *testing.T) {
	for _, n := range []int{2, 10} {
		x := make([]float64, n)
		for i := range x {
			x[i] = []float64{-1.2, 1}[i%2]
		}
		work := make([]dual.Chunk[float64], n)
		loss, steps, evaluations := minimise(func(x, grad []float64) float64 {
			return dual.GradientInto(grad, funcs.Rosenbrock[dual.Chunk[float64]], x, work)
		}, x, 1000)
		if steps > 25*n || evaluations > 30*n {
			t.Errorf("n = %d: %d steps, %d evaluations, want at most %d and %d", n, steps, evaluations, 25*n, 30*n)
		}
		if loss > 1e-20 && n == 2 || loss > 4 {
			t.Errorf("n = %d: loss %v after %d steps at %v", n, loss, steps, x)
		}
	}
}

// TestLBFGSFloat32 checks that the search ends quietly where single precision does.
func TestLBFGSFloat32(t *testing.T) {
	x := []float32{-1.2, 1}
	work := make([]dual.Chunk[float32], 2)
	loss, steps, _ := minimise(func(x, grad []float32) float64 {
		return float64(dual.GradientInto(grad, funcs.Rosenbrock[dual.Chunk[float32]], x, work))
	}, x, 1000)
	if loss > 1e-8 || steps == 1000 {
		t.Errorf("loss %v after %d steps at %v", loss, steps, x)
	}
}

// TestWolfe checks the conditions themselves on functions that are hard on a line search (Moré and Thuente 1994, figures
// 1 to 3), from first steps that are far too short and far too long.
func TestWolfe(t *testing.T) {
	type fn = func(dual.Number[float64]) dual.Number[float64]
	for _, c := range []struct {
		name string
		f    fn
	}{
		{"−t/(t²+2)", func(x dual.Number[float64]) dual.Number[float64] {
			return x.Neg().Div(x.Mul(x).Shift(2))
		}},
		{"(t+0.004)⁵−2(t+0.004)⁴", func(x dual.Number[float64]) dual.Number[float64] {
			y := x.Shift(0.004)
			return y.PowReal(5).Sub(y.PowReal(4).Scale(2))
		}},
		{"log, undefined from 3 on", func(x dual.Number[float64]) dual.Number[float64] {
			return x.Neg().Shift(3).Log().Neg().Sub(x.Scale(2))
		}},
	} {
		for _, first := range []float64{1e-3, 0.1, 1, 10, 1000} {
			w := newWolfe(func(t float64) (float64, float64) {
				return dual.Derivative(func(x dual.Number[float64]) dual.Number[float64] { return c.f(x) }, t)
			}, 1e-13)
			f0, s0 := w.at(0)
			step, ok := w.search(f0, s0, first)
			f1, s1 := w.at(step)
			if !ok || step != w.last.t || f1 > f0+wolfeDecrease*step*s0 || math.Abs(s1) > wolfeFlat*math.Abs(s0) {
				t.Errorf("%s from %v: step %v (%v), loss %v → %v, slope %v → %v after %d evaluations", c.name, first, step, ok, f0, f1, s0, s1, w.evals)
			}
		}
	}
}

// TestWolfeUphill checks that a search that cannot succeed says so.
func TestWolfeUphill(t *testing.T) {
	w := newWolfe(func(t float64) (float64, float64) { return 1 + t, -1 }, 0)
	if step, ok := w.search(1, -1, 1); ok || step != 0 {
		t.Errorf("step %v, %v, want none", step, ok)
	}
}
