package train

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/layers"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

func TestWeightSchedules(t *testing.T) {
	for _, c := range []struct {
		name  string
		got   WeightSchedule
		epoch int
		done  float64
		parts []float64
		want  []float64
	}{
		{"swap before", SwapWeights(0.75, []float64{0.1, 1}, []float64{1, 0.01}), 3, 0.5, nil, []float64{0.1, 1}},
		{"swap after", SwapWeights(0.75, []float64{0.1, 1}, []float64{1, 0.01}), 3, 0.75, nil, []float64{1, 0.01}},
		{"anneal at the start", AnnealWeights(2, 3, 4), 1, 0, nil, []float64{2, 3, 4}},
		{"anneal half way", AnnealWeights(2, 3, 4), 1, 0.5, nil, []float64{2, 0.75, 1}},
		{"decay", DecayWeights(0.5, 1, 8, 16), 4, 0, nil, []float64{1, 1, 2}},
		{"balance at the start", BalanceWeights(1, 3), 1, 0, nil, []float64{0.25, 0.75}},
		{"balance", BalanceWeights(1, 1), 2, 0, []float64{4, 1}, []float64{0.25, 1}},                  // G = 2, ½·2/4 and ½·2/1
		{"balance by shares", BalanceWeights(1, 3), 2, 0, []float64{16, 1}, []float64{2.0 / 64, 1.5}}, // G = 16^¼ = 2
		{"balance without values", BalanceWeights(0, 1), 2, 0, []float64{0, 5}, []float64{0, 1}},
		{"balance without labels", BalanceWeights(1, 3), 2, 0, []float64{0, 4}, []float64{0.25, 1}},
		{"balance an exact fit", BalanceWeights(1, 1), 2, 0, []float64{1, 1e-30}, []float64{0.5e-6, 0.5e6}},
	} {
		got := c.got(c.epoch, c.done, c.parts)
		if diff := cmp.Diff(c.want, got, cmpopts.EquateApprox(1e-14, 0)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
}

// TestBalanceGradient checks the rule against what it is derived from: the gradient of the geometric mean of the orders'
// losses, taken by finite differences along the weighted gradient itself.
func TestBalanceGradient(t *testing.T) {
	net, d := traintest.Small(t, 2, 1, layers.Tanh), traintest.Labelled(t, 2, 1, 2)
	p := []float64{0.5, 0.3, 0.2}
	losses := func() []float64 {
		parts, err := Evaluate(net, d, Sobolev(1, 1, 1))
		if err != nil {
			t.Fatal(err)
		}
		return parts
	}
	mean := func() float64 {
		g := 0.0
		for q, l := range losses() {
			g += p[q] * math.Log(l)
		}
		return math.Exp(g)
	}
	l := Sobolev(1, 1, 1)
	l.Schedule = BalanceWeights(p...)
	term, err := newRegression(net, d, l)
	if err != nil {
		t.Fatal(err)
	}
	if err := term.BeginEpoch(2, 0.1, losses()); err != nil {
		t.Fatal(err)
	}
	plan, err := net.Plan(term.Algebra(), true, layers.Auto)
	if err != nil {
		t.Fatal(err)
	}
	value, grad := traintest.SweepOnce(net, under(term), plan, 0)
	traintest.RequireNear(t, "weighted loss", []float64{value}, []float64{mean()}, 1e-13)
	squares := 0.0
	for _, g := range grad {
		squares += g * g
	}
	step := 1e-5 / math.Sqrt(squares)
	moved := func(h float64) float64 {
		for i, g := range grad {
			net.Params()[i] += h * g
		}
		defer func() {
			for i, g := range grad {
				net.Params()[i] -= h * g
			}
		}()
		return mean()
	}
	traintest.RequireNear(t, "slope of the geometric mean", []float64{(moved(step) - moved(-step)) / (2 * step)}, []float64{squares}, 1e-7)
}

// TestScheduleInTraining runs a schedule and checks the parts it is given and those it brings about.
func TestScheduleInTraining(t *testing.T) {
	net, d := traintest.Small(t, 2, 1, layers.Tanh), traintest.Labelled(t, 2, 1, 1)
	l := Sobolev(5, 5)
	var given [][]float64
	l.Schedule = func(epoch int, done float64, parts []float64) []float64 {
		if want := float64(epoch-1) / 4; done != want {
			t.Errorf("epoch %d: %v of the run done, want %v", epoch, done, want)
		}
		given = append(given, slices.Clone(parts))
		return []float64{[]float64{1, 0, 2, 4}[epoch-1], 0.5}
	}
	res, err := Fit(context.Background(), net, d, Options{Loss: l, Epochs: 4, Optimizer: optim.SGD(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := Evaluate(net, d, Sobolev(1, 1)) // nothing moves at rate 0
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range []float64{1, 0, 2, 4} {
		got := res.Epochs[i].Parts
		if math.Abs(got[0]-w*raw[0]) > 1e-12 || math.Abs(got[1]-0.5*raw[1]) > 1e-12 {
			t.Errorf("epoch %d: parts %v, want %v and %v", i+1, got, w*raw[0], 0.5*raw[1])
		}
	}
	if given[0] != nil {
		t.Errorf("first epoch: parts %v, want none", given[0])
	}
	for i, value := range []float64{raw[0], 0, raw[0]} { // 0 after the epoch without weight
		if got := given[i+1]; math.Abs(got[0]-value) > 1e-12 || math.Abs(got[1]-raw[1]) > 1e-12 {
			t.Errorf("epoch %d: given parts %v, want %v and %v", i+2, got, value, raw[1])
		}
	}
}

func TestScheduleErrors(t *testing.T) {
	for want, weights := range map[string][]float64{
		"returned 1 weights, want one for each of 2": {1},
		"returned NaN for order 1":                   {1, math.NaN()},
		"returned -1 for order 0":                    {-1, 1},
	} {
		l := Sobolev(1, 1)
		l.Schedule = func(int, float64, []float64) []float64 { return weights }
		_, err := Fit(context.Background(), traintest.Small(t, 2, 1, layers.Tanh), traintest.Labelled(t, 2, 1, 1), Options{Loss: l, Epochs: 2})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
