package pde_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/pde"
)

// TestResidualsAreToldApart expects terms that are not the same, in whatever, to say so of themselves, and ranks of which one has another to
// end with an error that names the difference and who has what.
func TestResidualsAreToldApart(t *testing.T) {
	points := data.Points[float64]{Dim: 1, X: []float64{0, 0.5, 1}}
	equation := func(source float64) func(p pde.Point) pde.Num {
		return func(p pde.Point) pde.Num { return p.D(0).Shift(-source) }
	}
	ansatz := &pde.Ansatz{Factor: func(x []dual.Any) dual.Any { return x[0] }}
	for _, c := range []struct {
		c      pde.Collocation[float64]
		source float64
		want   string
	}{
		{pde.Collocation[float64]{Points: points, Penalty: train.Huber(1)}, 1, "differs in the penalty of term 0: checksum"},
		{pde.Collocation[float64]{Points: points}, 2, "differs in the residuals of term 0: checksum"},
		{pde.Collocation[float64]{Points: points, Weight: 2}, 1, "differs in the weight of term 0: 2, want 1"},
		{pde.Collocation[float64]{Points: points, Ansatz: ansatz}, 1, "a run with the ansatz of term 0: checksum"},
		{pde.Collocation[float64]{Points: data.Points[float64]{Dim: 1, X: []float64{0, 0.5, 0.9}}}, 1, "differs in the points of term 0"},
	} {
		errs := traintest.RunRanks(2, func(r *traintest.Rank) error {
			net, err := layers.NewMLP[float64](1, []int{4}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
			if err != nil {
				return err
			}
			collocation, source := pde.Collocation[float64]{Points: points}, 1.
			if r.Rank() == 1 {
				collocation, source = c.c, c.source
			}
			term, err := pde.Residual(net, collocation, equation(source))
			if err != nil {
				return err
			}
			_, err = train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil, train.Options{Epochs: 1, Group: r})
			return err
		})
		for rank, err := range errs {
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "as on rank 0") || rank == 0 && !strings.Contains(err.Error(), "rank 1") ||
				strings.Contains(err.Error(), "at the end") {
				t.Errorf("rank %d: error %v, want one before the run, about rank 1 and %q", rank, err, c.want)
			}
		}
	}
	same := func(source float64) []train.Trait {
		net, err := layers.NewMLP[float64](1, []int{4}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
		if err != nil {
			t.Fatal(err)
		}
		term, err := pde.Residual(net, pde.Collocation[float64]{Points: points, Penalty: train.Squared}, equation(source))
		if err != nil {
			t.Fatal(err)
		}
		return term.(train.Describer).Describe()
	}
	if a, b := same(1), same(1); !slices.Equal(a, b) {
		t.Errorf("the same term says %v and %v of itself", a, b)
	}
}
