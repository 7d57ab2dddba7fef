package train_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// TestLastFiniteStep takes steps of a rate so large that the third power of it overflows, and expects the parameters at
// which the last finite loss was taken, not those at the start of the run.
func TestLastFiniteStep(t *testing.T) {
	net := testNet[float64](t, 4)
	term, err := train.Regression(net, teacherData[float64](t, 20, 0, 1), train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := train.NewTrainer(net, train.Options{Optimizer: optim.SGD(1e60, 0), Epochs: 20}, term)
	if err != nil {
		t.Fatal(err)
	}
	at := [][]float64{slices.Clone(net.Params())} // the parameters before each step
	for step, err := range tr.Steps(t.Context()) {
		if err == nil {
			at = append(at, slices.Clone(net.Params()))
			continue
		}
		var nonFinite *train.NonFiniteError
		if !errors.As(err, &nonFinite) || step.Step < 3 {
			t.Fatalf("step %d: error %v, want a NonFiniteError after a second step or later", step.Step, err)
		}
		if diff := cmp.Diff(at[step.Step-2], net.Params()); diff != "" {
			t.Errorf("parameters after step %d (-those of the last finite step +got):\n%s", step.Step, diff)
		}
		return
	}
	t.Error("no step left the finite numbers")
}
