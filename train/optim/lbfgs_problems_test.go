package optim

import (
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/funcs"
	"example.com/sobolev/internal/mgh"
)

// TestLBFGSProblems runs L-BFGS on the test problems of Moré, Garbow and Hillstrom until it ends by itself. The minimum
// has to be a published one, and evaluations are counted until the sum of squares is within 1e-5 of it, or has fallen by
// 1e-10 where it is 0, beside those of L-BFGS-B in scipy 1.17 (10 pairs, no tolerances, derivatives by the complex step;
// 0 where it gets stuck) and those counted here on amd64. More than 1.5 times as many as scipy's, or where that fails as
// before, are a fault.
func TestLBFGSProblems(t *testing.T) {
	for i, c := range []struct{ scipy, ours int }{
		{42, 43},   // Rosenbrock
		{16, 13},   // Freudenstein and Roth
		{0, 185},   // Powell badly scaled
		{20, 19},   // Brown badly scaled
		{14, 15},   // Beale
		{0, 11},    // Jennrich and Sampson
		{29, 29},   // helical valley
		{22, 22},   // Bard
		{9, 8},     // Gaussian
		{0, 533},   // Meyer
		{36, 31},   // Box
		{35, 25},   // Powell singular
		{110, 101}, // Wood
		{32, 31},   // Kowalik and Osborne
		{13, 18},   // Brown and Dennis
		{123, 103}, // Osborne 1
		{40, 42},   // Biggs EXP6
		{84, 84},   // Osborne 2
		{52, 47},   // Watson
		{42, 43},   // extended Rosenbrock, n = 10
		{46, 43},   // n = 100
		{17, 17},   // variably dimensioned
		{29, 25},   // trigonometric
		{15, 13},   // Brown almost linear
	} {
		p := mgh.All()[i]
		x, grad := slices.Clone(p.Start), make([]float64, len(p.Start))
		first := p.Gradient(grad, x)
		loss, evaluations, reached := first, 0, 0
		evaluate := func() float64 {
			evaluations++
			loss = p.Gradient(grad, x)
			if reached == 0 && atMinimum(p, loss, first) {
				reached = evaluations
			}
			return loss
		}
		u := LBFGS(10).Update64(len(x)).(Searcher[float64])
		for evaluations < 1000 && u.Search(x, grad, loss, 1, evaluate) {
		}
		if end := p.Gradient(grad, x); !atMinimum(p, end, first) {
			t.Errorf("%s: sum of squares %v at the end, want one of %v", p.Name, end, p.Minima)
		}
		usual := c.scipy
		if usual == 0 {
			usual = c.ours
		}
		if reached == 0 || 2*reached > 3*usual || u.Why() == "" {
			t.Errorf("%s: %d evaluations to the minimum, scipy needs %d and this search %d; ended since %q",
				p.Name, reached, c.scipy, c.ours, u.Why())
		}
		// Beyond that come the last digits, and a search or two that find nothing.
		if most := 2*reached + 300; evaluations > most {
			t.Errorf("%s: %d evaluations in all, want at most %d", p.Name, evaluations, most)
		}
	}
}

// atMinimum tells whether a sum of squares is at one of the problem's minima.
func atMinimum(p mgh.Problem, loss, first float64) bool {
	for _, m := range p.Minima {
		if m == 0 && loss <= 1e-10*first || m > 0 && math.Abs(loss-m) <= 1e-5*m {
			return true
		}
	}
	return false
}

// TestLBFGSHasNoUnits multiplies the loss and the parameters by powers of two: the path has to be the same, bit for bit.
func TestLBFGSHasNoUnits(t *testing.T) {
	for _, p := range []mgh.Problem{mgh.All()[0], mgh.All()[7], mgh.All()[12], mgh.Rosenbrock(10)} {
		testUnits[float64](t, LBFGS(5), p, [][2]int{{30, 0}, {-40, 0}, {101, 0}, {-601, 0}, {600, 0}, {0, 20}, {0, -33}, {77, 50}, {-300, 100}})
		testUnits[float32](t, LBFGS(5), p, [][2]int{{30, 0}, {-41, 0}, {60, 0}, {0, 10}, {0, -15}, {-31, 8}})
	}
}

func testUnits[F dual.Float](t *testing.T, opt Optimizer, p mgh.Problem, scales [][2]int) {
	t.Helper()
	path := func(lossPower, xPower int) (path []F) {
		n := len(p.Start)
		x, grad := make([]F, n), make([]F, n)
		for i, v := range p.Start {
			x[i] = F(math.Ldexp(v, xPower))
		}
		x64, g64 := make([]float64, n), make([]float64, n)
		evaluate := func() float64 {
			for i, v := range x {
				x64[i] = math.Ldexp(float64(v), -xPower)
			}
			loss := p.Gradient(g64, x64)
			for i, g := range g64 {
				grad[i] = F(math.Ldexp(float64(F(g)), lossPower-xPower))
			}
			return math.Ldexp(loss, lossPower)
		}
		loss := evaluate()
		last := loss
		u, err := NewUpdate[F](opt, n)
		if err != nil {
			t.Fatal(err)
		}
		for range 25 {
			if !u.(Searcher[F]).Search(x, grad, loss, 1, func() float64 { last = evaluate(); return last }) {
				break
			}
			loss = last
			for _, v := range x {
				path = append(path, F(math.Ldexp(float64(v), -xPower)))
			}
		}
		return path
	}
	want := path(0, 0)
	for _, s := range scales {
		if got := path(s[0], s[1]); !slices.Equal(got, want) {
			t.Errorf("%v on %s, %T: loss times 2^%d, parameters times 2^%d: %d numbers of the path differ from the first %d on",
				opt, p.Name, F(0), s[0], s[1], len(got), firstDifference(got, want))
		}
	}
}

func firstDifference[F dual.Float](a, b []F) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// TestLBFGSEnds checks that a run ends soon after the minimum, and at the tolerances given.
func TestLBFGSEnds(t *testing.T) {
	run := func(opt Optimizer, n int) (loss, largest float64, steps, evaluations int, why string) {
		x := make([]float64, n)
		for i := range x {
			x[i] = 0.5
		}
		x[0] = -0.5
		grad, work := make([]float64, n), make([]dual.Chunk[float64], n)
		evaluate := func() float64 {
			evaluations++
			loss = dual.GradientInto(grad, funcs.Rosenbrock[dual.Chunk[float64]], x, work)
			return loss
		}
		evaluate()
		u := opt.Update64(n).(Searcher[float64])
		for steps < 3000 && u.Search(x, grad, loss, 1, evaluate) {
			steps++
		}
		evaluate()
		for _, g := range grad {
			largest = max(largest, math.Abs(g))
		}
		return loss, largest, steps, evaluations, u.Why()
	}
	// The local minimum, where the loss is not 0 and so never falls below its rounding error.
	loss, largest, steps, evaluations, why := run(LBFGS(10), 10)
	if math.Abs(loss-3.98657911) > 1e-8 || largest > 1e-11 || steps > 100 || evaluations > 150 {
		t.Errorf("loss %v, gradient %.3g after %d steps, %d evaluations (%s)", loss, largest, steps, evaluations, why)
	}
	for _, c := range []struct {
		until Tolerances
		why   string
	}{
		{Tolerances{Gradient: 1e-4}, "gradient"},
		{Tolerances{Loss: 1e-6}, "lowered the loss by less"},
		{Tolerances{Step: 1e-6}, "shorter"},
	} {
		_, largest, early, _, why := run(LBFGSUntil(10, c.until), 10)
		if early >= steps || early < 20 || !strings.Contains(why, c.why) {
			t.Errorf("%v: %d steps of %d, ended since %q", c.until, early, steps, why)
		}
		if c.until.Gradient > 0 && largest > c.until.Gradient {
			t.Errorf("%v: gradient %v", c.until, largest)
		}
	}
}

// TestLBFGSKeepsCurvature checks the guard of the memory: a step along which the loss is concave leaves what is
// remembered as it was, bit for bit, also where the memory is full.
func TestLBFGSKeepsCurvature(t *testing.T) {
	curvature, slope := 1.0, 0.0
	x, grad := []float64{3, 1}, make([]float64, 2)
	evaluate := func() float64 {
		grad[0], grad[1] = curvature*x[0]+slope, 0.5*x[1]
		return 0.5*curvature*x[0]*x[0] + slope*x[0] + 0.25*x[1]*x[1]
	}
	u := LBFGS(2).Update64(2).(Searcher[float64])
	for range 3 {
		if !u.Search(x, grad, evaluate(), 0.5, evaluate) {
			t.Fatal(u.Why())
		}
	}
	state := func() (all [][]float64) {
		for i, s := range u.State() {
			if i != 3 { // what the ending remembers
				all = append(all, slices.Clone(s))
			}
		}
		return all
	}
	before := state()
	if before[0][0] != 2 {
		t.Fatalf("%v pairs remembered, want 2", before[0][0])
	}
	curvature, slope = -1, -1000
	if !u.Search(x, grad, evaluate(), 1, evaluate) {
		t.Fatal(u.Why())
	}
	for i, s := range state() {
		if !slices.Equal(s, before[i]) {
			t.Errorf("after a concave step state %d is %v, want %v", i, s, before[i])
		}
	}
}

// TestLBFGSSinglePrecision checks that small losses in single precision are no reason to end.
func TestLBFGSSinglePrecision(t *testing.T) {
	x, grad := []float32{-1.2, 1}, make([]float32, 2)
	work := make([]dual.Chunk[float32], 2)
	const scale = 1e-12
	loss := 0.0
	evaluate := func() float64 {
		loss = scale * float64(dual.GradientInto(grad, funcs.Rosenbrock[dual.Chunk[float32]], x, work))
		grad[0], grad[1] = scale*grad[0], scale*grad[1]
		return loss
	}
	evaluate()
	u := LBFGS(10).Update32(2).(Searcher[float32])
	steps := 0
	for steps < 200 && u.Search(x, grad, loss, 1, evaluate) {
		steps++
	}
	if loss := evaluate(); loss > 1e-8*scale || steps == 200 {
		t.Errorf("loss %v after %d steps (%s)", loss, steps, u.Why())
	}
}
