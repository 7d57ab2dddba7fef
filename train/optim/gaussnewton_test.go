package optim

import (
	"math"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/mgh"
)

// multiplied is a problem that multiplies by its Jacobian, and counts how often.
type multiplied struct {
	LeastSquares
	products *int
}

func (p multiplied) matrix(params []float64) linalg.Matrix {
	*p.products++
	j := linalg.NewMatrix(p.Size())
	p.Jacobian(j.Data, params)
	return j
}

func (p multiplied) Mul(y, v, params []float64) { p.matrix(params).Mul(y, v) }

func (p multiplied) MulTransposed(x, u, params []float64) { p.matrix(params).MulTransposed(x, u) }

// TestKrylov checks solutions of the damped equations by what these leave, summed in 200 bits: with fewer residuals than
// parameters and with more, of full rank and not, to whatever tolerance. Dampings above the first one take no more products.
func TestKrylov(t *testing.T) {
	deficient := randomLinear(30, 12, 3)
	for i := range deficient.a.Rows {
		copy(deficient.a.Row(i)[6:], deficient.a.Row(i)[:6])
	}
	for _, p := range []linear{randomLinear(3, 2, 3), randomLinear(2, 5, 3), randomLinear(30, 30, 3), randomLinear(40, 70, 3), randomLinear(70, 40, 3), deficient} {
		m, n := p.Size()
		for _, tolerance := range []float64{0.1, 1e-3, 1e-12} {
			products := 0
			k := newKrylov(n, GaussNewtonOptions{Directions: n, Tolerance: tolerance})
			if err := k.bind(multiplied{p, &products}, 1); err != nil {
				t.Fatal(err)
			}
			start, r, grad, full := make([]float64, n), make([]float64, m), make([]float64, n), make([]float64, n)
			p.Residuals(r, start) // −b
			if !k.at(start, r, grad, full) {
				t.Fatal("derivatives are not finite")
			}
			taken := 0
			for _, lambda := range []float64{1e-3, 1e-2, 1, 1e3} {
				h := make([]float64, n)
				ok := k.solve(h, lambda)
				// dampedResidual measures by the largest elements; the tolerance is on norms.
				if off := dampedResidual(p, h, lambda); !ok || off > 5*tolerance {
					t.Errorf("%d × %d, tolerance %g, λ = %g: off by %g (%v)", m, n, tolerance, lambda, off, ok)
				}
				if taken == 0 {
					taken = products
				}
			}
			if products != taken {
				t.Errorf("%d × %d: %d products after the first damping took %d, want none more", m, n, products, taken)
			}
			if min(m, n) == 40 && tolerance == 0.1 && taken > 2*30 {
				t.Errorf("%d × %d: %d products to a tolerance of 0.1, want few", m, n, taken)
			}
			x := make([]float64, n)
			if tolerance == 1e-12 && k.again(x, p.b) { // a right side that all of the basis was made for
				if off := dampedResidual(p, x, 1e3); off > 1e-10 {
					t.Errorf("%d × %d, again: off by %g", m, n, off)
				}
			}
		}
	}
}

// TestKrylovDirections checks that a step takes no more directions than it may, and is the best one among them: with one,
// that along the gradient.
func TestKrylovDirections(t *testing.T) {
	p := randomLinear(30, 20, 3)
	products := 0
	k := newKrylov(20, GaussNewtonOptions{Directions: 1, Tolerance: 1e-12})
	if err := k.bind(multiplied{p, &products}, 1); err != nil {
		t.Fatal(err)
	}
	start, r, grad, full, h := make([]float64, 20), make([]float64, 30), make([]float64, 20), make([]float64, 20), make([]float64, 20)
	p.Residuals(r, start)
	if !k.at(start, r, grad, full) || !k.solve(h, 2) {
		t.Fatal("no step")
	}
	jg := make([]float64, 30)
	p.a.Mul(jg, grad)
	size := linalg.Dot(grad, grad) / (linalg.Dot(jg, jg) + 2*linalg.Dot(grad, grad))
	for i, g := range grad {
		if want := -size * g; math.Abs(h[i]-want) > 1e-13*math.Abs(want) {
			t.Fatalf("element %d of the step is %v, want %v", i, h[i], want)
		}
	}
	if products != 3 {
		t.Errorf("%d products, want 3: one for the gradient and two for the direction", products)
	}
}

// TestGaussNewtonProblems runs the method with all directions there are on the test problems of Moré, Garbow and
// Hillstrom: the minimum has to be a published one.
func TestGaussNewtonProblems(t *testing.T) {
	for _, p := range mgh.All() {
		first := p.Gradient(make([]float64, len(p.Start)), p.Start)
		products := 0
		l, err := NewGaussNewton(multiplied{mghProblem{p, func(float64) {}}, &products}, GaussNewtonOptions{Tolerance: 1e-10})
		if err != nil {
			t.Fatal(err)
		}
		x := slices.Clone(p.Start)
		steps := 0
		for ; steps < 1000; steps++ {
			ok, err := l.Step(x)
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				break
			}
		}
		if !atMinimum(p, l.Loss(), first) {
			t.Errorf("%s: sum of squares %v after %d steps, want one of %v (%s)", p.Name, l.Loss(), steps, p.Minima, l.Why())
		}
	}
}

// steep is a problem whose derivatives are not finite.
type steep struct{ valley }

func (steep) Mul(y, _, _ []float64) { y[0], y[1] = math.Inf(1), 0 }

func (steep) MulTransposed(x, _, _ []float64) { x[0], x[1] = 1, 0 }

// TestGaussNewtonNonFinite checks that products that are not finite are no step, and a gradient that is not an error.
func TestGaussNewtonNonFinite(t *testing.T) {
	l, err := NewGaussNewton(steep{}, GaussNewtonOptions{})
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{1, 2}
	if ok, err := l.Step(x); ok || err != nil || !slices.Equal(x, []float64{1, 2}) || l.Why() == "" {
		t.Errorf("%v, %v, at %v since %q, want no step and a reason", ok, err, x, l.Why())
	}
	products := 0
	l, err = NewGaussNewton(multiplied{valley{}, &products}, GaussNewtonOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Step([]float64{math.NaN(), 1}); err == nil || !strings.Contains(err.Error(), "residual 0 is NaN") {
		t.Errorf("error %v, want one about residual 0", err)
	}
}

// TestGaussNewtonRefuses checks what the method cannot work with.
func TestGaussNewtonRefuses(t *testing.T) {
	u := GaussNewton(GaussNewtonOptions{}).Update64(2).(Solver)
	if err := u.Bind(valley{}, 1); err == nil || !strings.Contains(err.Error(), "optim.valley, want one that multiplies by its Jacobian") {
		t.Errorf("error %v, want one about products", err)
	}
	for _, c := range []struct {
		opt  GaussNewtonOptions
		want string
	}{
		{GaussNewtonOptions{Directions: -1}, "-1 directions"},
		{GaussNewtonOptions{Tolerance: 1}, "tolerance 1"},
		{GaussNewtonOptions{Tolerance: math.NaN()}, "tolerance NaN"},
		{GaussNewtonOptions{Damping: -1}, "damping -1"},
		{GaussNewtonOptions{Uphill: 0.5}, "uphill factor 0.5"},
		{GaussNewtonOptions{Until: Tolerances{Loss: -1}}, "tolerance -1 on the loss"},
	} {
		if _, err := NewGaussNewton(steep{}, c.opt); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "want") {
			t.Errorf("%+v: error %v, want one about %q", c.opt, err, c.want)
		}
	}
}
