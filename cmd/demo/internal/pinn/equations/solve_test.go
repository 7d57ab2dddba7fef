package equations

import (
	"context"
	"errors"
	"testing"

	"example.com/sobolev/train"
)

// TestSolve solves every problem at a small size. The bounds are two to three times the errors measured; a network that
// has learned nothing is at 1, a constant at 0.3 for the ten-dimensional problem.
func TestSolve(t *testing.T) {
	for _, c := range []struct {
		problem  Problem
		settings Settings
		want     float64
	}{
		{Poisson(2), Settings{Hidden: []int{20, 20}, Points: 200, Adam: 200, LBFGS: 600}, 0.005},
		{Poisson(10), Settings{Hidden: []int{24, 24}, Points: 300, Adam: 200, LBFGS: 200}, 0.24},
		{Heat(0.2), Settings{Hidden: []int{20, 20}, Points: 300, Adam: 200, LBFGS: 900}, 0.04},
		{Burgers(0.1), Settings{Hidden: []int{20, 20}, Points: 200, Adam: 200, LBFGS: 600}, 0.01},
		{Oscillator(1.5, 8), Settings{Hidden: []int{20, 20}, Points: 60, Adam: 200, LBFGS: 600}, 0.01},
	} {
		if testing.Short() && len(c.problem.Box.Lo) > 2 {
			continue
		}
		steps := 0
		c.settings.OnEpoch = func(done, total int, _ train.Epoch) {
			if steps++; done != steps || total != c.settings.Adam+c.settings.LBFGS {
				t.Fatalf("%s: step %d of %d, want %d", c.problem.Name, done, total, steps)
			}
		}
		s, err := Solve(t.Context(), c.problem, c.settings)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: error %.2e after %d steps in %.2f s, loss %.2e\n%s", c.problem.Name, s.Error, len(s.Epochs), s.Seconds, s.Loss, s.Plan)
		if !(s.Error < c.want) {
			t.Errorf("%s: error %v, want less than %v", c.problem.Name, s.Error, c.want)
		}
	}
}

// TestSolveCancelled checks that a cancelled run returns what it has.
func TestSolveCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Solve(ctx, Heat(0.2), Settings{Adam: 100, LBFGS: 100, Points: 50, OnEpoch: func(done, _ int, _ train.Epoch) {
		if done == 7 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || s == nil || len(s.Epochs) != 7 || !(s.Error > 0) {
		t.Errorf("solution %+v, error %v", s, err)
	}
}

func TestByName(t *testing.T) {
	for _, p := range All() {
		if got, err := ByName(p.Name); err != nil || got.Equation != p.Equation || len(got.Variables) != len(got.Box.Lo) {
			t.Errorf("%s: got %v, %v", p.Name, got, err)
		}
	}
	if _, err := ByName("none"); err == nil {
		t.Error("no error for a name that there is not")
	}
}
