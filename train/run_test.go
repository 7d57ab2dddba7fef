package train

import (
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train/internal/traintest"
)

// TestThroughputOfEpochs checks that an epoch reports the mean over its own steps.
func TestThroughputOfEpochs(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	term, err := Regression(net, traintest.Labelled(t, 2, 1, 0), Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := NewTrainer(net, Options{Epochs: 2}, term)
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRun(tr, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i, steps := range [][]float64{{10, 30}, {100, 200, 300}} {
		for _, s := range steps {
			r.add(Step{Throughput: s})
		}
		e, err := r.finish(Step{})
		if want := []float64{20, 200}[i]; err != nil || e.Throughput != want {
			t.Errorf("epoch %d: throughput %v, %v, want %v", i+1, e.Throughput, err, want)
		}
	}
}
