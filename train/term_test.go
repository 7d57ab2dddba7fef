package train_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// everyKind returns a term of every kind of the library for the network, by name.
func everyKind(t *testing.T, net *layers.Net[float64]) map[string]train.Term[float64] {
	t.Helper()
	d := teacherData[float64](t, 6, 1, 1)
	c := pde.Collocation[float64]{Points: data.Points[float64]{Dim: 2, X: d.X}}
	again := pde.Collocation[float64]{Resample: func(int) data.Points[float64] { return c.Points }}
	terms := map[string]train.Term[float64]{}
	for name, make := range map[string]func() (train.Term[float64], error){
		"regression": func() (train.Term[float64], error) { return train.Regression(net, d, train.Sobolev(1, 1)) },
		"stochastic": func() (train.Term[float64], error) { return train.Regression(net, d, train.Stochastic(1, 1)) },
		"residual":   func() (train.Term[float64], error) { return pde.Residual(net, c, burgers) },
		"resampled":  func() (train.Term[float64], error) { return pde.Residual(net, again, burgers) },
		"causal": func() (train.Term[float64], error) {
			return pde.Causal(net, c, pde.Causality{Time: 1, Slices: 2, Tolerance: 1}, burgers)
		},
		"jointly": func() (train.Term[float64], error) {
			return pde.Jointly(net, c, 2, func(p []pde.Point) pde.Num { return p[0].U().Sub(p[1].U()) })
		},
	} {
		term, err := make()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		terms[name] = term
	}
	return terms
}

// TestTermOfAnotherNetwork gives terms to networks of other shapes, wherever terms are given, and expects the term and both shapes
// named, and the network as it was.
func TestTermOfAnotherNetwork(t *testing.T) {
	net := testNet[float64](t, 4)
	own := regressions(t, net, teacherData[float64](t, 6, 1, 1))[0]
	fit := func(net *layers.Net[float64], terms, validation []train.Term[float64], o optim.Optimizer) error {
		_, err := train.FitTerms(t.Context(), net, terms, validation, train.Options{Optimizer: o, Epochs: 1})
		return err
	}
	for name, term := range everyKind(t, net) {
		for _, shape := range [][2]int{{3, 1}, {2, 3}, {1, 1}} {
			other, err := layers.NewMLP[float64](shape[0], []int{4}, shape[1], layers.Tanh, rand.New(rand.NewPCG(1, 1)))
			if err != nil {
				t.Fatal(err)
			}
			before := slices.Clone(other.Params())
			_, solved := train.SolveOutput(t.Context(), other, 0, term)
			for asker, err := range map[string]error{
				"Adam": fit(other, []train.Term[float64]{term}, nil, nil), "Levenberg–Marquardt": fit(other, []train.Term[float64]{term}, nil, levenbergMarquardt),
				"SolveOutput": solved,
			} {
				want := fmt.Sprintf("term 0 is for a network with 2 inputs and 1 outputs, this one has %d and %d", shape[0], shape[1])
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("%s, %s: error %v, want one with %q", name, asker, err, want)
				}
			}
			if !slices.Equal(before, other.Params()) {
				t.Errorf("%s: the network has changed", name)
			}
		}
		if err := fit(net.Clone(), []train.Term[float64]{own}, []train.Term[float64]{own, term}, nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	other, err := layers.NewMLP[float64](2, []int{4}, 3, layers.Tanh, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	good, err := pde.Residual(other, pde.Collocation[float64]{Points: data.Points[float64]{Dim: 2, X: []float64{1, 2}}}, burgers)
	if err != nil {
		t.Fatal(err)
	}
	for term, want := range map[train.Term[float64]]string{own: "validation: term 1 is for a network with 2 inputs and 1 outputs", nil: "validation: term 1 is nil"} {
		if err := fit(other, []train.Term[float64]{good}, []train.Term[float64]{good, term}, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
