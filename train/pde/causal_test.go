package pde

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// TestCausal compares weights, losses and gradients with those of the residuals of every slice for itself.
func TestCausal(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	points := data.Points[float64]{Dim: 2, X: []float64{0.3, 0, 0.1, 2.9, -0.4, 1, 0.2, 1.9, 0.9, 3, 0.5, 0.1}}
	slices := [][]int{{0, 2, 5}, {1, 3, 4}}
	c := Collocation[float64]{Points: points, Weight: 2}
	term, err := Causal(net, c, Causality{Time: 1, Slices: 2, Tolerance: 0.7}, testBurgers[Num])
	if err != nil {
		t.Fatal(err)
	}
	plan, err := net.Plan(term.Algebra(), true, layers.Auto)
	if err != nil {
		t.Fatal(err)
	}
	var mean []float64 // of the squared residuals
	var grads [][]float64
	for _, s := range slices {
		part := Collocation[float64]{Points: data.Points[float64]{Dim: 2}}
		for _, i := range s {
			part.Points.X = append(part.Points.X, points.X[2*i:2*i+2]...)
		}
		alone, err := Residual(net, part, testBurgers[Num])
		if err != nil {
			t.Fatal(err)
		}
		loss, grad := traintest.SweepOnce(net, under(alone), plan, 0)
		mean, grads = append(mean, loss), append(grads, grad)
	}
	parts := traintest.Parts(net, under(term), net.Params())
	first := term.(train.EpochTerm)
	for range 2 { // what the weights are does not change what they are made of
		if err := first.BeginEpoch(2, 0, parts); err != nil {
			t.Fatal(err)
		}
		want := []float64{1, math.Exp(-0.7 * mean[0])}
		if diff := cmp.Diff(want, first.State(), cmpopts.EquateApprox(1e-13, 0)); diff != "" {
			t.Errorf("weights (-want +got):\n%s", diff)
		}
		parts = traintest.Parts(net, under(term), net.Params())
	}
	w := first.State()[1]
	loss, grad := traintest.SweepOnce(net, under(term), plan, 0)
	wantLoss, wantGrad := mean[0]+w*mean[1], make([]float64, len(grad)) // half the points each, and a weight of 2
	for i := range wantGrad {
		wantGrad[i] = grads[0][i] + w*grads[1][i]
	}
	traintest.RequireNear(t, "loss", []float64{loss}, []float64{wantLoss}, 1e-12)
	traintest.RequireNear(t, "gradient", grad, wantGrad, 1e-12)
	squares := term.(train.ResidualTerm[float64])
	traintest.RequireSquares(t, net, traintest.Squares{Term: under(term), Pass: squares.NewResidualPass(6), Each: 1}, 0, wantLoss, wantGrad)
	takeProducts(t, net, term)
}

// TestCausalErrors: settings that make no sense are refused, by name.
func TestCausalErrors(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	points := data.Points[float64]{Dim: 2, X: []float64{0, 0, 0, 1, 0, 0.1}}
	again := func(int) data.Points[float64] { return points }
	for _, c := range []struct {
		collocation Collocation[float64]
		order       Causality
		want        string
	}{
		{Collocation[float64]{Points: points}, Causality{2, 2, 1}, "coordinate 2 for the time, want 0 to 1"},
		{Collocation[float64]{Points: points}, Causality{1, 1, 1}, "1 slices of time, want at least 2"},
		{Collocation[float64]{Points: points}, Causality{1, 2, math.NaN()}, "tolerance NaN"},
		{Collocation[float64]{Points: points}, Causality{1, 3, 1}, "no points in slice 2 of 3"},
		{Collocation[float64]{Points: points, Resample: again}, Causality{1, 2, 1}, "drawn anew"},
	} {
		if _, err := Causal(net, c.collocation, c.order, testBurgers[Num]); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// TestCausalFarTimes: times whose difference is beyond all floats are cut into slices, too.
func TestCausalFarTimes(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	c := Collocation[float64]{Points: data.Points[float64]{Dim: 2, X: []float64{-1e308, 0, 0, 1, 1e308, 2, -1e300, 3}}}
	term, err := Causal(net, c, Causality{Time: 0, Slices: 3, Tolerance: 1}, func(p Point) Num { return p.U() })
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 1}, term.(*causalTerm[float64]).slice); diff != "" {
		t.Errorf("slices (-want +got):\n%s", diff)
	}
}
