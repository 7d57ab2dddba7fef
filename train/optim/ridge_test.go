package optim

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/mgh"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// rowsOfRidge is a problem with a ridge in its plain form: a residual √µ·x for every parameter.
type rowsOfRidge struct {
	LeastSquares
	mu float64
}

func (p rowsOfRidge) Size() (residuals, params int) {
	m, n := p.LeastSquares.Size()
	return m + n, n
}

func (p rowsOfRidge) Residuals(r, x []float64) {
	m, n := p.LeastSquares.Size()
	p.LeastSquares.Residuals(r[:m], x)
	for i := range n {
		r[m+i] = math.Sqrt(p.mu) * x[i]
	}
}

func (p rowsOfRidge) Jacobian(j, x []float64) {
	m, n := p.LeastSquares.Size()
	p.LeastSquares.Jacobian(j[:m*n], x)
	for i := range n {
		row := j[(m+i)*n : (m+i+1)*n]
		clear(row)
		row[i] = math.Sqrt(p.mu)
	}
}

// fewer is a problem of fewer residuals than parameters, sin(a·x) + x·x − 1 for two vectors a.
type fewer struct{}

func (fewer) Size() (residuals, params int) { return 2, 4 }

func (fewer) Residuals(r, x []float64) {
	for i := range r {
		r[i] = math.Sin(x[i]+2*x[i+2]) + linalg.Dot(x, x) - 1
	}
}

func (fewer) Jacobian(j, x []float64) {
	for i := range 2 {
		row := j[4*i : 4*i+4]
		for k := range row {
			row[k] = 2 * x[k]
		}
		c := math.Cos(x[i] + 2*x[i+2])
		row[i] += c
		row[i+2] += 2 * c
	}
}

// TestLevenbergRidge compares steps with those of the problem that has the ridge's residuals as rows, from the same damping.
func TestLevenbergRidge(t *testing.T) {
	type start struct {
		name string
		p    LeastSquares
		x    []float64
	}
	starts := []start{{"fewer residuals", fewer{}, []float64{0.5, -1, 0.25, 2}}}
	for _, p := range mgh.All() {
		if p.Name == "Rosenbrock" || p.Name == "Bard" || p.Name == "Wood" || p.Name == "Osborne 2" {
			starts = append(starts, start{p.Name, mghProblem{p, func(float64) {}}, p.Start})
		}
	}
	for _, s := range starts {
		for _, opt := range []LevenbergOptions{{}, {Corrections: -1}, {GainRatio: true}, {Uphill: 3}} {
			for _, mu := range []float64{1e-3, 0.5} {
				opt.Ridge = 0
				x, plain := firstSteps(t, rowsOfRidge{s.p, mu}, s.x, opt)
				opt.Ridge = mu
				y, ridge := firstSteps(t, s.p, s.x, opt)
				name := fmt.Sprintf("%s, %+v", s.name, opt)
				near := cmpopts.EquateApprox(1e-9, 1e-12)
				if d := cmp.Diff(x, y, near); d != "" {
					t.Errorf("%s: parameters (-rows +ridge):\n%s", name, d)
				}
				if d := cmp.Diff(plain.Loss(), ridge.Loss(), near); d != "" {
					t.Errorf("%s: sums of squares (-rows +ridge):\n%s", name, d)
				}
				if d := cmp.Diff(plain.State()[0][damping], ridge.State()[0][damping], near); d != "" {
					t.Errorf("%s: damping (-rows +ridge):\n%s", name, d)
				}
			}
		}
	}
}

// firstSteps takes three steps from a damping of 0.1.
func firstSteps(t *testing.T, p LeastSquares, start []float64, opt LevenbergOptions) ([]float64, *Levenberg) {
	t.Helper()
	l, err := NewLevenberg(p, opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	l.state[damping], l.state[dampingFactor] = 0.1, 2
	x := slices.Clone(start)
	for range 3 {
		if _, err := l.Step(x); err != nil {
			t.Fatal(err)
		}
	}
	return x, l
}
