package train_test

import (
	"context"
	"testing"

	"example.com/sobolev/internal/given/giventest"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
)

// TestNil expects contexts, networks, data, terms and functions that are nil to be named.
func TestNil(t *testing.T) {
	var none context.Context
	var noNet *layers.Net[float64]
	var noData *data.Data[float64]
	net, d := testNet[float64](t, 2), teacherData[float64](t, 5, 0, 1)
	opt := train.Options{Loss: train.Sobolev(1), Epochs: 1}
	term, err := train.Regression(net, d, opt.Loss)
	if err != nil {
		t.Fatal(err)
	}
	terms := []train.Term[float64]{term}
	trainer, err := train.NewTrainer(net, opt, term)
	if err != nil {
		t.Fatal(err)
	}
	for _, calls := range []map[string]func() error{
		{
			"train: Fit: the context is nil, want one":         func() error { _, err := train.Fit(none, net, d, opt); return err },
			"train: SolveOutput: the context is nil, want one": func() error { _, err := train.SolveOutput(none, net, 0, term); return err },
			"train: the network is nil, want one":              func() error { _, err := train.Fit(t.Context(), noNet, d, opt); return err },
			"train: the data is nil, want some":                func() error { _, err := train.Fit(t.Context(), net, nil, opt); return err },
			"train: validation: term 0 is nil, want one": func() error {
				_, err := train.FitTerms(t.Context(), net, terms, []train.Term[float64]{nil}, opt)
				return err
			},
		},
		{
			"train: Fit: the context is nil, want one": func() error { _, err := train.FitTerms(none, net, terms, nil, opt); return err },
			"train: the network is nil, want one":      func() error { _, err := train.Compare(noNet, d); return err },
			"train: the data is nil, want some":        func() error { _, err := train.Compare(net, noData); return err },
			"train: SolveOutput: the network is nil, want one": func() error {
				_, err := train.SolveOutput(t.Context(), nil, 0, term)
				return err
			},
		},
	} {
		giventest.Errors(t, calls)
	}
	giventest.Panics(t, map[string]func(){
		"train: Trainer.Steps: the context is nil, want one":      func() { trainer.Steps(none) },
		"train: PenaltyOf: the function f is nil, want one":       func() { train.PenaltyOf(nil) },
		"train: TensorPenaltyOf: the function f is nil, want one": func() { train.TensorPenaltyOf(nil) },
	})
}
