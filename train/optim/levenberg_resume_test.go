package optim

import (
	"fmt"
	"slices"
	"testing"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/mgh"

	"github.com/google/go-cmp/cmp"
)

// jacobianProducts multiplies by the Jacobian of a problem.
type jacobianProducts struct{ LeastSquares }

func (p jacobianProducts) jacobian(params []float64) linalg.Matrix {
	j := linalg.NewMatrix(p.Size())
	p.Jacobian(j.Data, params)
	return j
}

func (p jacobianProducts) Mul(y, v, params []float64) { p.jacobian(params).Mul(y, v) }

func (p jacobianProducts) MulTransposed(x, u, params []float64) {
	p.jacobian(params).MulTransposed(x, u)
}

// TestLevenbergResumesAnywhere takes every step of a search twice, the second time by an optimiser that has the state alone, to
// where rounding ends it: both go to the same parameters, and remember the same.
func TestLevenbergResumesAnywhere(t *testing.T) {
	searches := map[string]func(p LeastSquares) (*Levenberg, error){
		"Gauss–Newton": func(p LeastSquares) (*Levenberg, error) {
			return NewGaussNewton(jacobianProducts{p}, GaussNewtonOptions{})
		},
		"Gauss–Newton, uphill": func(p LeastSquares) (*Levenberg, error) {
			return NewGaussNewton(jacobianProducts{p}, GaussNewtonOptions{Uphill: 3})
		},
	}
	for name, opt := range map[string]LevenbergOptions{"usual": {}, "uphill": {Uphill: 3}, "gain ratio": {GainRatio: true},
		"scaled": {Scaled: true}, "ridge": {Ridge: 1e-4}, "not corrected": {Corrections: -1}} {
		searches[name] = func(p LeastSquares) (*Levenberg, error) { return NewLevenberg(p, opt) }
	}
	for name, search := range searches {
		for _, p := range mgh.All() {
			if len(p.Start) > 20 {
				continue
			}
			t.Run(fmt.Sprintf("%s/%s", name, p.Name), func(t *testing.T) {
				begin := func() *Levenberg {
					l, err := search(mghProblem{p, func(float64) {}})
					if err != nil {
						t.Fatal(err)
					}
					t.Cleanup(l.Close)
					return l
				}
				l, x := begin(), slices.Clone(p.Start)
				for step := range 120 {
					again, y := begin(), slices.Clone(x)
					for i, s := range l.State() {
						copy(again.State()[i], s)
					}
					ok, err := l.Step(x)
					okAgain, errAgain := again.Step(y)
					if ok != okAgain || (err == nil) != (errAgain == nil) {
						t.Fatalf("step %d: %v and %v, resumed %v and %v (%s)", step, ok, err, okAgain, errAgain, again.Why())
					}
					if d := cmp.Diff(x, y); d != "" {
						t.Fatalf("step %d: parameters (-uninterrupted +resumed):\n%s", step, d)
					}
					if d := cmp.Diff(l.State(), again.State()); ok && d != "" {
						t.Fatalf("step %d: state (-uninterrupted +resumed):\n%s", step, d)
					}
					if !ok {
						return
					}
				}
			})
		}
	}
}
