package train

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// TestResidualsOracle compares every kind of loss that is a sum of squares with its residuals, and checks that the others
// say what they are.
func TestResidualsOracle(t *testing.T) {
	squares := 0
	for _, c := range lossCases(t) {
		t.Run(c.name, func(t *testing.T) {
			term, err := newRegression(c.net, c.data, c.loss)
			if err != nil {
				t.Fatal(err)
			}
			each, err := term.Residuals()
			if reason := notSquares(c.loss); reason != "" {
				if err == nil || !strings.Contains(err.Error(), reason) {
					t.Fatalf("error %v, want one about %q", err, reason)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			squares++
			loss, grad := traintest.PureForward(c.net, under(term), c.step, c.want)
			traintest.RequireSquares(t, c.net, traintest.Squares{Term: under(term), Pass: term.NewResidualPass(term.Len()), Each: each},
				c.step, loss, grad)
			takeProducts(t, c.net, 2, term)
		})
	}
	if squares < 40 {
		t.Errorf("%d losses are sums of squares, want most", squares)
	}
}

// takeProducts compares products with the Jacobian of the terms' residuals with that itself, and returns them.
func takeProducts(t *testing.T, net *layers.Net[float64], workers int, terms ...Term[float64]) [][]float64 {
	t.Helper()
	return traintest.TakeProducts(t, func(o optim.Optimizer) error {
		_, err := FitTerms(t.Context(), net, terms, nil, Options{Optimizer: o, Epochs: 1, Workers: workers})
		return err
	})
}

// TestProductsOfManyTiles takes products of two terms of different sizes, in more tiles than there are partial sums and in
// fewer, and expects the same bits of any number of workers.
func TestProductsOfManyTiles(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	var terms []Term[float64]
	for i, n := range []int{700, 130} {
		rng := rand.New(rand.NewPCG(3, uint64(i)))
		d := &data.Data[float64]{In: 2, Out: 1, X: make([]float64, 2*n), Labels: data.NewLabels[float64](jet.Full(2, i), n, 1)}
		for _, x := range [][]float64{d.X, d.Labels.Data} {
			for k := range x {
				x[k] = rng.NormFloat64()
			}
		}
		term, err := newRegression(net, d, Sobolev([]float64{1, 0.5}[:i+1]...))
		if err != nil {
			t.Fatal(err)
		}
		terms = append(terms, term)
	}
	want := takeProducts(t, net, 1, terms...)
	for _, workers := range []int{2, 3, 11} {
		if diff := cmp.Diff(want, takeProducts(t, net, workers, terms...)); diff != "" {
			t.Errorf("%d workers (-want +got):\n%s", workers, diff)
		}
	}
}

// notSquares says why a loss is no sum of squares, if it is none.
func notSquares(l Loss) string {
	if l.Logits != NoLogits {
		return "no sum of squares"
	}
	for _, o := range l.Orders {
		switch {
		case o.Tensor != nil:
			return "tensor penalty"
		case o.Penalty != nil:
			if at, _ := o.Penalty(1e-5); at == 1e-5 {
				return "not like a square"
			}
		}
	}
	return ""
}

// TestZeroWeightsHaveNoResiduals checks that orders that never weigh anything make no rows.
func TestZeroWeightsHaveNoResiduals(t *testing.T) {
	d := traintest.Labelled(t, 2, 2, 1)
	scheduled := Sobolev(0, 1)
	scheduled.Schedule = SwapWeights(0.5, []float64{1, 1}, []float64{0, 1})
	for _, c := range []struct {
		loss Loss
		want int
	}{{Sobolev(1, 1), 6}, {Sobolev(0, 1), 4}, {Sobolev(1, 0), 2}, {scheduled, 6}} {
		term, err := newRegression(traintest.Small(t, 2, 2, layers.Tanh), d, c.loss)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := term.Residuals(); got != c.want || err != nil {
			t.Errorf("%v: %d residuals, %v, want %d", c.loss, got, err, c.want)
		}
	}
}

// TestPenaltyRoot compares roots with what is known of them.
func TestPenaltyRoot(t *testing.T) {
	for _, c := range []struct {
		name        string
		penalty     Penalty
		e           float64
		root, slope float64
		tol         float64 // of the slope
	}{
		{"none", nil, -3, -3, 1, 0},
		{"squared", Squared, -3, -3, 1, 0},
		{"squared at 0", Squared, 0, 0, 1, 1e-15},
		{"huber inside", Huber(2), -1, -math.Sqrt(0.5), math.Sqrt(0.5), 1e-15},
		{"huber at 0", Huber(2), 0, 0, math.Sqrt(0.5), 1e-15},
		{"huber outside", Huber(2), 3, 2, 0.5, 0}, // √(2·(3−1)) = 2, and 2/(2·2)
		{"log cosh at 0", PenaltyOf(logCosh), 0, 0, math.Sqrt(0.5), 0.02},
	} {
		root, slope := c.penalty.Root(c.e)
		if !(math.Abs(root-c.root) <= 1e-15) || !(math.Abs(slope-c.slope) <= c.tol) {
			t.Errorf("%s: root %v with slope %v, want %v with %v", c.name, root, slope, c.root, c.slope)
		}
		if err := c.penalty.CheckRoot(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	for _, p := range []Penalty{nil, Squared, Huber(2), PenaltyOf(logCosh)} {
		if root, _ := p.Root(math.NaN()); !math.IsNaN(root) {
			t.Errorf("root %v of a residual that is NaN", root)
		}
	}
	for _, c := range []struct {
		penalty Penalty
		want    string
	}{
		{Absolute, "not like a square"},
		{func(e float64) (loss, slope float64) { return e*e + 1, 2 * e }, "penalty of 1 where the residual is 0"},
		{func(e float64) (loss, slope float64) { return e * e * e, 3 * e * e }, "not like a square"},
		{oneSided, "not like a square"},
		{func(e float64) (loss, slope float64) { loss, slope = oneSided(-e); return loss, -slope }, "not like a square"},
	} {
		if err := c.penalty.CheckRoot(); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one about %q", err, c.want)
		}
	}
}

// oneSided is a square above 0 and the distance below.
func oneSided(e float64) (loss, slope float64) {
	if e < 0 {
		return -e, -1
	}
	return e * e, 2 * e
}
