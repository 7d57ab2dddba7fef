package optim

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSolverStrings checks that the optimisers print the settings that files compare runs by.
func TestSolverStrings(t *testing.T) {
	for _, c := range []struct {
		opt  Optimizer
		want string
	}{
		{LevenbergMarquardt(LevenbergOptions{}), "LevenbergMarquardt"},
		{LevenbergMarquardt(LevenbergOptions{Workers: 3}), "LevenbergMarquardt"},
		{LevenbergMarquardt(LevenbergOptions{Damping: 0.1, GainRatio: true}), "LevenbergMarquardt(damping 0.1, gain ratio)"},
		{LevenbergMarquardt(LevenbergOptions{Scaled: true, Corrections: 1, Until: Tolerances{Loss: 0.5}}), "LevenbergMarquardt(scaled, corrections 1, until loss 0.5)"},
		{GaussNewton(GaussNewtonOptions{}), "GaussNewton"},
		{GaussNewton(GaussNewtonOptions{Directions: 20, Tolerance: 0.1, Uphill: 3}), "GaussNewton(uphill 3, directions 20, tolerance 0.1)"},
	} {
		if got := c.opt.String(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.opt, got, c.want)
		}
	}
}

// huge is a problem of whose size nobody has the memory.
type huge struct{ LeastSquares }

func (huge) Size() (residuals, params int) { return 1 << 20, 1 << 20 }

// TestLevenbergBinds checks that problems that do not fit are errors.
func TestLevenbergBinds(t *testing.T) {
	u := LevenbergMarquardt(LevenbergOptions{}).Update64(3).(Solver)
	for _, c := range []struct {
		p    LeastSquares
		want string
	}{
		{rimmed{}, "a problem of 2 parameters, want 3"},
		{huge{}, "a problem of 1048576 parameters, want 3"},
	} {
		if err := u.Bind(c.p, 1); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%T: error %v, want one about %q", c.p, err, c.want)
		}
	}
	if _, err := NewLevenberg(huge{}, LevenbergOptions{}); err == nil || !strings.Contains(err.Error(), "want 1 to 256") {
		t.Errorf("a huge problem: error %v, want one with the most residuals", err)
	}
}

// TestLevenbergCloses checks that a solver goes on after it was closed, to the same bits.
func TestLevenbergCloses(t *testing.T) {
	p := randomLinear(120, 400, 5)
	want, _, _ := levenberg(t, p, make([]float64, 400), 3, LevenbergOptions{Damping: 1e3})
	l, err := NewLevenberg(p, LevenbergOptions{Damping: 1e3, Workers: 2})
	if err != nil {
		t.Fatal(err)
	}
	x := make([]float64, 400)
	for range 3 {
		if ok, err := l.Step(x); !ok || err != nil {
			t.Fatal(ok, err)
		}
		l.Close()
	}
	if diff := cmp.Diff(want, x); diff != "" {
		t.Errorf("parameters (-want +got):\n%s", diff)
	}
}
