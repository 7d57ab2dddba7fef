package optim

import (
	"math"
	"slices"
	"testing"

	"example.com/sobolev/internal/mgh"
)

// TestBFGSProblems runs the self-scaled method to its own end on the test problems of Moré, Garbow and Hillstrom and
// counts evaluations as for L-BFGS. Scaling costs on these small problems, and most on the many equal valleys of the
// extended Rosenbrock function; it pays where the curvature spreads over many orders, as for networks. Twice as many
// evaluations as were counted here on amd64 are a fault.
func TestBFGSProblems(t *testing.T) {
	for i, usual := range []int{50, 13, 203, 22, 14, 12, 33, 18, 5, 620, 27, 26, 128, 32, 14, 94, 152, 80, 40, 111, 425,
		17, 30, 10} {
		p := mgh.All()[i]
		x, grad := slices.Clone(p.Start), make([]float64, len(p.Start))
		first := p.Gradient(grad, x)
		loss, evaluations, reached := first, 0, 0
		u := BFGS(Tolerances{}).Update64(len(x)).(Searcher[float64])
		for evaluations < 2000 && u.Search(x, grad, loss, 1, func() float64 {
			evaluations++
			loss = p.Gradient(grad, x)
			if reached == 0 && atMinimum(p, loss, first) {
				reached = evaluations
			}
			return loss
		}) {
		}
		if end := p.Gradient(grad, x); !atMinimum(p, end, first) || reached == 0 || reached > 2*usual || u.Why() == "" {
			t.Errorf("%s: %v at the end, want one of %v; reached after %d evaluations, usually %d; ended since %q",
				p.Name, end, p.Minima, reached, usual, u.Why())
		}
	}
}

// TestBFGSSecant checks the update by what it is made for: H maps the last change of the gradient to the last step, and
// on other vectors it is the formula worked out with a full matrix.
func TestBFGSSecant(t *testing.T) {
	p := mgh.All()[17] // 11 variables
	n := len(p.Start)
	x, grad := slices.Clone(p.Start), make([]float64, n)
	loss := p.Gradient(grad, x)
	u := newBFGS[float64](bfgs{}, n, 1e-13)
	for step := range 8 {
		x0, g0 := slices.Clone(x), slices.Clone(grad)
		h, known := fullMatrix(u), u.known[0]
		if !u.Search(x, grad, loss, 1, func() float64 { loss = p.Gradient(grad, x); return loss }) {
			t.Fatal(u.Why())
		}
		s, y := make([]float64, n), make([]float64, n)
		for i := range s {
			s[i], y[i] = x[i]-x0[i], grad[i]-g0[i]
		}
		got := make([]float64, n)
		u.mul(got, y)
		if d := distance(got, s); d > 1e-10 {
			t.Errorf("step %d: H·y is off by %g of s", step+1, d)
		}
		if known == 0 {
			continue
		}
		// With s = −t·H·g₀, sᵀ·H⁻¹·s = −t·sᵀg₀, and t is what makes s of H·g₀.
		hg := times(h, g0)
		t0 := -product(s, hg) / product(hg, hg)
		tau := math.Min(1, product(s, y)/(-t0*product(s, g0)))
		z := make([]float64, n) // a vector of no special kind
		for i := range z {
			z[i] = math.Cos(float64(3*i + step))
		}
		hy, hz := times(h, y), times(h, z)
		sy, yhy := product(s, y), product(y, hy)
		want := make([]float64, n)
		vz := product(s, z)/sy - product(hy, z)/yhy
		for i := range want {
			want[i] = (hz[i]-hy[i]*product(hy, z)/yhy+yhy*(s[i]/sy-hy[i]/yhy)*vz)/tau + s[i]*product(s, z)/sy
		}
		u.mul(got, z)
		if d := distance(got, want); d > 1e-9 {
			t.Errorf("step %d: H·z is off by %g", step+1, d)
		}
	}
}

// fullMatrix returns both triangles of H.
func fullMatrix(u *bfgsUpdate[float64]) [][]float64 {
	n := len(u.d)
	h := make([][]float64, n)
	for i := range h {
		h[i] = make([]float64, n)
		for j := range h[i] {
			h[i][j] = u.h[min(i, j)*n+max(i, j)]
		}
	}
	return h
}

func times(a [][]float64, x []float64) []float64 {
	y := make([]float64, len(a))
	for i, row := range a {
		y[i] = product(row, x)
	}
	return y
}

func product(a, b []float64) float64 {
	s := 0.0
	for i, x := range a {
		s += x * b[i]
	}
	return s
}

// distance returns the largest difference as a share of the largest of want.
func distance(got, want []float64) float64 {
	worst, size := 0.0, 0.0
	for i, w := range want {
		worst, size = max(worst, math.Abs(got[i]-w)), max(size, math.Abs(w))
	}
	return worst / size
}

// TestBFGSKeepsCurvature checks that a step along which the loss is concave leaves H as it was, bit for bit.
func TestBFGSKeepsCurvature(t *testing.T) {
	curvature, slope := 1.0, 0.0
	x, grad := []float64{3, 1}, make([]float64, 2)
	evaluate := func() float64 {
		grad[0], grad[1] = curvature*x[0]+slope, 0.5*x[1]
		return 0.5*curvature*x[0]*x[0] + slope*x[0] + 0.25*x[1]*x[1]
	}
	u := newBFGS[float64](bfgs{}, 2, 1e-13)
	for range 2 {
		if !u.Search(x, grad, evaluate(), 0.5, evaluate) {
			t.Fatal(u.Why())
		}
	}
	before := slices.Clone(u.h)
	curvature, slope = -1, -1000
	if !u.Search(x, grad, evaluate(), 1, evaluate) {
		t.Fatal(u.Why())
	}
	if u.known[0] != 1 || !slices.Equal(u.h, before) {
		t.Errorf("after a concave step H is %v (%v), want %v", u.h, u.known, before)
	}
}

// TestBFGSHasNoUnits multiplies loss and parameters by powers of two: the path has to be the same, bit for bit.
func TestBFGSHasNoUnits(t *testing.T) {
	for _, p := range []mgh.Problem{mgh.All()[0], mgh.All()[12]} {
		testUnits[float64](t, BFGS(Tolerances{}), p, [][2]int{{30, 0}, {-40, 0}, {101, 0}, {0, 20}, {0, -33}, {77, 50}})
		testUnits[float32](t, BFGS(Tolerances{}), p, [][2]int{{20, 0}, {-21, 0}, {0, 6}, {-11, 4}})
	}
}
