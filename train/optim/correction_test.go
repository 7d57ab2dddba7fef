package optim

import (
	"math"
	"testing"

	"example.com/sobolev/internal/mgh"
)

// valley is Rosenbrock's, of which the linear residuals miss half of r_vv = (−20·v₀², 0), exactly.
type valley struct{}

func (valley) Size() (residuals, params int) { return 2, 2 }

func (valley) Residuals(r, x []float64) { r[0], r[1] = 10*(x[1]-x[0]*x[0]), 1-x[0] }

func (valley) Jacobian(j, x []float64) { j[0], j[1], j[2], j[3] = -20*x[0], 10, -1, 0 }

// TestCorrection compares a corrected step with the formulas, solved by Cramer's rule: one correction adds the geodesic
// acceleration −½(JᵀJ + λ·I)⁻¹Jᵀ·r_vv, many lead to where λ·h = −Jᵀ·r(x+h).
func TestCorrection(t *testing.T) {
	start, lambda := []float64{-1.2, 1}, 30.0
	var j [4]float64
	var r [2]float64
	valley{}.Jacobian(j[:], start)
	valley{}.Residuals(r[:], start)
	solve := func(b [2]float64) (x [2]float64) { // (JᵀJ + λ·I)·x = −Jᵀ·b
		p, q, s := j[0]*j[0]+j[2]*j[2]+lambda, j[0]*j[1]+j[2]*j[3], j[1]*j[1]+j[3]*j[3]+lambda
		u, v := -(j[0]*b[0] + j[2]*b[1]), -(j[1]*b[0] + j[3]*b[1])
		return [2]float64{(s*u - q*v) / (p*s - q*q), (p*v - q*u) / (p*s - q*q)}
	}
	step := func(corrections int, scaled bool) []float64 {
		l, err := NewLevenberg(valley{}, LevenbergOptions{Corrections: corrections, Scaled: scaled})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		x := []float64{start[0], start[1]}
		if err := l.begin(x); err != nil {
			t.Fatal(err)
		}
		l.state[damping] = lambda
		if ok, err := l.Step(x); !ok || err != nil || l.state[damping] != lambda/10 {
			t.Fatalf("%v, %v, damping %v, want a step with the first one", ok, err, l.state[damping])
		}
		return []float64{x[0] - start[0], x[1] - start[1]}
	}
	h := solve(r)
	a := solve([2]float64{-10 * h[0] * h[0], 0})
	got := step(1, false)
	for i := range got {
		if want := h[i] + a[i]; math.Abs(got[i]-want) > 1e-13*math.Abs(want) {
			t.Errorf("one correction: step %v, want %v", got[i], want)
		}
	}
	got = step(200, false)
	valley{}.Residuals(r[:], []float64{start[0] + got[0], start[1] + got[1]})
	for i := range got {
		if left := lambda*got[i] + j[i]*r[0] + j[2+i]*r[1]; math.Abs(left) > 1e-4 {
			t.Errorf("many corrections: λ·h + Jᵀ·r(x+h) = %v, want 0", left)
		}
	}
}

// TestCorrectionsPay counts Jacobians along valleys: with corrections there are fewer, in either scale.
func TestCorrectionsPay(t *testing.T) {
	for _, scaled := range []bool{false, true} {
		steps := func(corrections int) int {
			total := 0
			for _, p := range mgh.All() {
				_, _, n := levenberg(t, mghProblem{p, func(float64) {}}, p.Start, 500, LevenbergOptions{Scaled: scaled, Corrections: corrections})
				total += n
			}
			return total
		}
		none, one, three := steps(-1), steps(1), steps(3)
		t.Logf("scaled %v: %d steps, %d with a correction, %d with three", scaled, none, one, three)
		if one >= none || three >= none {
			t.Errorf("scaled %v: %d steps, %d with a correction, %d with three, want fewer", scaled, none, one, three)
		}
	}
}
