package optim

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestStepsByHand compares two steps of every optimiser with numbers worked out by hand from its definition, for the
// parameters (1, −2) and the gradients (0.5, −1) and (0.25, 2).
func TestStepsByHand(t *testing.T) {
	grads := [][]float64{{0.5, -1}, {0.25, 2}}
	// Adam, first step: m̂ = g, v̂ = g², so p − 0.1·sign(g). Second step, first parameter:
	// m = 0.9·0.05 + 0.1·0.25 = 0.07, m̂ = 0.07/0.19; v = 0.999·0.00025 + 0.001·0.0625 = 0.00031225, v̂ = v/0.001999.
	adam1 := 0.9 - 0.1*(0.07/0.19)/math.Sqrt(0.00031225/0.001999)
	// second parameter: m = −0.09 + 0.2 = 0.11; v = 0.999·0.001 + 0.001·4 = 0.004999.
	adam2 := -1.9 - 0.1*(0.11/0.19)/math.Sqrt(0.004999/0.001999)
	keep := 1 - 0.1*0.5
	adamw1 := ((1*keep-0.1)*keep - (0.9 - adam1))
	for _, c := range []struct {
		opt  Optimizer
		want []float64
	}{
		{SGD(0.1, 0), []float64{1 - 0.05 - 0.025, -2 + 0.1 - 0.2}},
		// v = 0.9·0.5 + 0.25 = 0.7 and 0.9·(−1) + 2 = 1.1
		{SGD(0.1, 0.9), []float64{1 - 0.05 - 0.07, -2 + 0.1 - 0.11}},
		// steps 0.5 + 0.9·0.5 and 0.25 + 0.9·0.7; −1 − 0.9 and 2 + 0.9·1.1
		{Nesterov(0.1, 0.9), []float64{1 - 0.095 - 0.088, -2 + 0.19 - 0.299}},
		{SGDW(0.1, 0, 0.5), []float64{(1*keep-0.05)*keep - 0.025, (-2*keep+0.1)*keep - 0.2}},
		{Adam(0.1), []float64{adam1, adam2}},
		{AdamW(0.1, 0.5), []float64{adamw1, ((-2*keep+0.1)*keep - (-1.9 - adam2))}},
	} {
		u64, u32 := c.opt.Update64(2).(Stepper[float64]), c.opt.Update32(2).(Stepper[float32])
		p64, p32 := []float64{1, -2}, []float32{1, -2}
		for _, g := range grads {
			u64.Step(p64, append([]float64(nil), g...), c.opt.Rate())
			u32.Step(p32, []float32{float32(g[0]), float32(g[1])}, c.opt.Rate())
		}
		if diff := cmp.Diff(c.want, p64, cmpopts.EquateApprox(0, 1e-7)); diff != "" { // ε = 1e-8 is left out above
			t.Errorf("%v (-want +got):\n%s", c.opt, diff)
		}
		single := []float64{float64(p32[0]), float64(p32[1])}
		if diff := cmp.Diff(c.want, single, cmpopts.EquateApprox(0, 1e-6)); diff != "" {
			t.Errorf("%v, float32 (-want +got):\n%s", c.opt, diff)
		}
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		maxNorm, value float64
		want           []float64
	}{
		{0, 0, []float64{3, -4}},
		{10, 0, []float64{3, -4}},
		{1, 0, []float64{0.6, -0.8}},
		{0, 3.5, []float64{3, -3.5}},
		{0, 1, []float64{1, -1}},
		{math.Sqrt2 / 2, 1, []float64{0.5, -0.5}},
	} {
		g := []float64{3, -4}
		Clip(g, 5, c.maxNorm, c.value)
		if diff := cmp.Diff(c.want, g, cmpopts.EquateApprox(0, 1e-15)); diff != "" {
			t.Errorf("norm %v, value %v (-want +got):\n%s", c.maxNorm, c.value, diff)
		}
	}
}

func TestMoveAverage(t *testing.T) {
	average := []float64{0}
	// step 1: d = min(0.9, 2/11); step 100: d = 0.9
	MoveAverage(average, []float64{1}, 0.9, 1)
	if want := 1 - 2.0/11; math.Abs(average[0]-want) > 1e-15 {
		t.Errorf("first step: %v, want %v", average[0], want)
	}
	before := average[0]
	MoveAverage(average, []float64{3}, 0.9, 100)
	if want := 0.9*before + 0.1*3; math.Abs(average[0]-want) > 1e-15 {
		t.Errorf("later step: %v, want %v", average[0], want)
	}
}

func TestSchedules(t *testing.T) {
	for _, c := range []struct {
		name     string
		schedule Schedule
		done     float64
		want     float64
	}{
		{"constant", Constant, 0.3, 1},
		{"cosine", Cosine, 0, 1},
		{"cosine", Cosine, 0.5, 0.5},
		{"cosine", Cosine, 1, 0},
		{"steps", StepDecay(0.1, 0.5, 0.75), 0.49, 1},
		{"steps", StepDecay(0.1, 0.5, 0.75), 0.5, 0.1},
		{"steps", StepDecay(0.1, 0.5, 0.75), 0.8, 0.01},
		{"warm-up", WarmUp(0.2, Cosine), 0.05, 0.25},
		{"warm-up", WarmUp(0.2, Cosine), 0.2, 1},
		{"warm-up", WarmUp(0.2, Cosine), 0.6, 0.5},
	} {
		if got := c.schedule(c.done); math.Abs(got-c.want) > 1e-15 {
			t.Errorf("%s at %v: %v, want %v", c.name, c.done, got, c.want)
		}
	}
}

func TestPlateau(t *testing.T) {
	plateau, state := Plateau{Patience: 2, Factor: 0.5, Progress: 0.1, Least: 0.2}, NewPlateauState()
	for i, c := range []struct{ loss, scale float64 }{
		{1, 1}, {0.95, 1}, // less than a tenth lower does not count
		{0.91, 0.5},            // two epochs without
		{0.5, 0.5}, {0.6, 0.5}, // a new best starts over
		{math.NaN(), 0.25},
		{0.5, 0.25}, {0.5, 0.2}, // not below the least
		{0.1, 0.2},
	} {
		state.Judge(plateau, c.loss)
		if state.Scale != c.scale {
			t.Errorf("epoch %d, loss %v: scale %v, want %v", i+1, c.loss, state.Scale, c.scale)
		}
	}
}

// TestSettings checks that optimisers refuse settings that make no sense, naming the setting and its value.
func TestSettings(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		opt  Optimizer
		want string
	}{
		{Adam(-1e-3), "Adam: rate -0.001"},
		{Adam(nan), "Adam: rate NaN"},
		{Adam(inf), "Adam: rate +Inf"},
		{AdamW(1e-3, -5), "Adam: decay -5"},
		{AdamBeta(1e-3, 0, 1, 0.9, 1e-8), "Adam: beta1 1,"},
		{AdamBeta(1e-3, 0, 0.9, 2, 1e-8), "Adam: beta2 2,"},
		{AdamBeta(1e-3, 0, 0.9, 0.9, 0), "Adam: epsilon 0,"},
		{SGD(nan, 0), "SGD: rate NaN"},
		{SGD(0.1, 1.5), "SGD: momentum 1.5"},
		{SGD(0.1, 5), "SGD: momentum 5"},
		{Nesterov(0.1, -0.5), "Nesterov: momentum -0.5"},
		{SGDW(0.1, 0.9, -5), "SGD: decay -5"},
		{LBFGS(0), "LBFGS: memory of 0"},
		{LBFGSUntil(5, Tolerances{Gradient: -1}), "LBFGS: tolerance -1 on the gradient"},
		{LBFGSUntil(5, Tolerances{Loss: nan}), "LBFGS: tolerance NaN on the loss"},
		{LBFGSUntil(5, Tolerances{Step: inf}), "LBFGS: tolerance +Inf on the step"},
		{BFGS(Tolerances{Loss: -1}), "BFGS: tolerance -1 on the loss"},
		{LevenbergMarquardt(LevenbergOptions{Damping: -1}), "LevenbergMarquardt: damping -1"},
		{GaussNewton(GaussNewtonOptions{Directions: -3}), "GaussNewton: -3 directions"},
		{LevenbergMarquardt(LevenbergOptions{Until: Tolerances{Step: nan}}), "LevenbergMarquardt: tolerance NaN on the step"},
	} {
		if err := c.opt.(Checker).Check(); err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "want") {
			t.Errorf("%v: error %v, want one about %q", c.opt, err, c.want)
		}
	}
}
