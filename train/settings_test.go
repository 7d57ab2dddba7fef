package train_test

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
	"example.com/sobolev/train"
	"example.com/sobolev/train/optim"
)

// TestOptimizerSettings checks that a trainer refuses settings that make no sense, naming the setting and its value.
func TestOptimizerSettings(t *testing.T) {
	nan := math.NaN()
	net := testNet[float64](t, 4)
	for _, c := range []struct {
		opt  optim.Optimizer
		want string
	}{
		{optim.Adam(-1e-3), "Adam: rate -0.001"}, // of what an optimiser says of itself, see its tests
		{optim.LevenbergMarquardt(optim.LevenbergOptions{Uphill: 0.5}), "uphill factor 0.5"},
	} {
		_, err := train.NewTrainer(net, train.Options{Epochs: 1, Optimizer: c.opt}, dataAndResidual(t, net, 10)...)
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "want") {
			t.Errorf("%v: error %v, want one about %q", c.opt, err, c.want)
		}
	}
	for _, c := range []struct {
		plateau optim.Plateau
		want    string
	}{
		{optim.Plateau{Patience: -1}, "Plateau: patience of -1"},
		{optim.Plateau{Factor: nan}, "Plateau: factor NaN"},
		{optim.Plateau{Factor: 1}, "Plateau: factor 1,"},
		{optim.Plateau{Progress: nan}, "Plateau: progress NaN"},
		{optim.Plateau{Least: nan}, "Plateau: least NaN"},
		{optim.Plateau{Least: 2}, "Plateau: least 2,"},
	} {
		_, err := train.NewTrainer(net, train.Options{Epochs: 1, Plateau: c.plateau}, dataAndResidual(t, net, 10)...)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%+v: error %v, want one about %q", c.plateau, err, c.want)
		}
	}
}

// TestOptionsAreNamed checks that an option that makes no sense is refused, and named alone.
func TestOptionsAreNamed(t *testing.T) {
	net := testNet[float64](t, 4)
	for want, o := range map[string]train.Options{
		"train: options: 0 epochs, want at least 1":                                       {},
		"train: options: batch size -3, want none negative":                               {Epochs: 1, BatchSize: -3},
		"train: options: -1 workers, want none negative":                                  {Epochs: 1, Workers: -1},
		"train: options: patience -2, want none negative":                                 {Epochs: 1, Patience: -2},
		"train: options: checkpoint every -5 epochs, want none negative":                  {Epochs: 1, Checkpoint: train.Checkpoint{Every: -5}},
		"train: options: -8 shards, want a power of two":                                  {Epochs: 1, Shards: -8},
		"train: options: gradients clipped to norm -1 and value 0, want neither negative": {Epochs: 1, ClipNorm: -1},
		"train: options: decay 1 of the average, want at least 0 and less than 1":         {Epochs: 1, Average: 1},
	} {
		if _, err := train.NewTrainer(net, o, dataAndResidual(t, net, 10)...); err == nil || err.Error() != want {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// TestHuberOfNonsense checks that a bound that makes no sense panics at once, naming it.
func TestHuberOfNonsense(t *testing.T) {
	for _, delta := range []float64{-1, 0, math.NaN()} {
		func() {
			defer func() {
				if got, _ := recover().(string); !strings.Contains(got, fmt.Sprintf("Huber: delta %v, want", delta)) {
					t.Errorf("Huber(%v): panic %q", delta, got)
				}
			}()
			train.Huber(delta)
		}()
	}
}

// TestRateIsNamed checks that a learning rate that is no number is reported as that, and leaves the parameters alone.
func TestRateIsNamed(t *testing.T) {
	for _, bad := range []float64{math.NaN(), math.Inf(1), -0.5} {
		net := testNet[float64](t, 4)
		tr, err := train.NewTrainer(net, train.Options{Epochs: 4, Optimizer: optim.Adam(1e-3), Schedule: func(done float64) float64 {
			if done > 0.5 {
				return bad
			}
			return 1
		}}, dataAndResidual(t, net, 10)...)
		if err != nil {
			t.Fatal(err)
		}
		steps := 0
		for _, err = range tr.Steps(t.Context()) {
			steps++
		}
		var at *train.NonFiniteError
		if err == nil || errors.As(err, &at) || steps != 3 || !strings.Contains(err.Error(), "step 3: learning rate") {
			t.Errorf("schedule %v: error %v after %d steps, want one about the rate of step 3", bad, err, steps)
		}
		if number.IndexNonFinite(net.Params()) >= 0 {
			t.Errorf("schedule %v: the parameters are no longer finite", bad)
		}
	}
}

// TestHugeLabelIsClipped trains on a label of 1e19 in single precision: the gradient's norm is reported and clipped, not
// taken for infinite.
func TestHugeLabelIsClipped(t *testing.T) {
	net := testNet[float32](t, 4)
	d := teacherData[float32](t, 10, 0, 1)
	d.Labels.Plane(0)[3] = 1e19
	term, err := train.Regression(net, d, train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := train.NewTrainer(net, train.Options{Epochs: 2, Optimizer: optim.SGD(1, 0), ClipNorm: 0.5}, term)
	if err != nil {
		t.Fatal(err)
	}
	before := slices.Clone(net.Params())
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		moved := 0.0
		for i, p := range net.Params() {
			moved += float64(p-before[i]) * float64(p-before[i])
		}
		if !(step.GradNorm > 1e18) || math.Abs(math.Sqrt(moved)-0.5) > 1e-4 {
			t.Errorf("step %d: gradient norm %v, moved by %v, want 0.5", step.Step, step.GradNorm, math.Sqrt(moved))
		}
		copy(before, net.Params())
	}
}

// seedTerm records the steps that a term is told of.
type seedTerm struct {
	train.Term[float64]
	loaded, scored []int
}

func (s *seedTerm) NewPass(points int) train.Pass[float64] {
	return seedPass{s.Term.NewPass(points), s}
}

type seedPass struct {
	train.Pass[float64]
	term *seedTerm
}

func (p seedPass) Load(x *jet.Batch[float64], points []int, step int) {
	p.term.loaded = append(p.term.loaded, step)
	p.Pass.Load(x, points, step)
}

func (p seedPass) Score(cot, y *jet.Batch[float64], points []int, step int, scale float64, parts []float64) {
	p.term.scored = append(p.term.scored, step)
	p.Pass.Score(cot, y, points, step, scale, parts)
}

// TestSearchersKeepOneDraw checks what terms are told of the step: its number, or always the same where the optimiser
// searches and needs a loss that stays as it is.
func TestSearchersKeepOneDraw(t *testing.T) {
	for _, c := range []struct {
		opt  optim.Optimizer
		want []int
	}{{optim.Adam(1e-3), []int{1, 2, 3, 4}}, {optim.LBFGS(3), []int{0}}, {optim.BFGS(optim.Tolerances{}), []int{0}}} {
		net := testNet[float64](t, 4)
		term, err := train.Regression(net, teacherData[float64](t, 10, 0, 1), train.Sobolev(1))
		if err != nil {
			t.Fatal(err)
		}
		recorded := &seedTerm{Term: term}
		tr, err := train.NewTrainer[float64](net, train.Options{Epochs: 4, Optimizer: c.opt, Workers: 1}, recorded)
		if err != nil {
			t.Fatal(err)
		}
		for _, err := range tr.Steps(t.Context()) {
			if err != nil {
				t.Fatal(err)
			}
		}
		if l, s := slices.Compact(recorded.loaded), slices.Compact(recorded.scored); !slices.Equal(l, c.want) || !slices.Equal(s, c.want) {
			t.Errorf("%v: loaded for steps %v, scored for %v, want %v", c.opt, l, s, c.want)
		}
	}
}

// movingTerm is a regression whose labels change with every epoch. It records its loss at the start of each.
type movingTerm struct {
	train.Term[float64]
	labels []float64
	loss   func() float64
	epochs []float64 // one element
	losses []float64
}

func (m *movingTerm) BeginEpoch(epoch int, _ float64, _ []float64) error {
	m.epochs[0] = float64(epoch)
	for i := range m.labels {
		m.labels[i] += 0.5
	}
	m.losses = append(m.losses, m.loss())
	return nil
}

func (m *movingTerm) State() []float64 { return m.epochs }

// TestSearchSeesChangedTerms checks that the gradient that a search ends with does not serve the next one when a term
// has changed in between.
func TestSearchSeesChangedTerms(t *testing.T) {
	net := testNet[float64](t, 4)
	d := teacherData[float64](t, 10, 0, 1)
	term, err := train.Regression(net, d, train.Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	moving := &movingTerm{Term: term, labels: d.Labels.Plane(0), epochs: make([]float64, 1), loss: func() float64 {
		parts, err := train.Evaluate(net, d, train.Sobolev(1))
		if err != nil {
			t.Fatal(err)
		}
		return parts[0]
	}}
	tr, err := train.NewTrainer[float64](net, train.Options{Epochs: 4, Optimizer: optim.LBFGS(3)}, moving)
	if err != nil {
		t.Fatal(err)
	}
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if want := moving.losses[step.Step-1]; math.Abs(step.Loss-want) > 1e-12*want {
			t.Errorf("step %d: loss %v, want %v", step.Step, step.Loss, want)
		}
	}
}

// TestSearchSeesLoadedParameters checks that the gradient that a search ends with does not serve the run that is loaded
// after it.
func TestSearchSeesLoadedParameters(t *testing.T) {
	net := testNet[float64](t, 4)
	tr, err := train.NewTrainer(net, train.Options{Epochs: 6, Optimizer: optim.LBFGS(3)}, dataAndResidual(t, net, 10)...)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "run")
	var losses []float64
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		losses = append(losses, step.Loss)
		if step.Step == 1 {
			if err := tr.Save(path); err != nil {
				t.Fatal(err)
			}
		}
		if step.Step == 4 {
			break
		}
	}
	if err := tr.Load(path); err != nil {
		t.Fatal(err)
	}
	for step, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if step.Step > 4 {
			break
		}
		if step.Loss != losses[step.Step-1] {
			t.Errorf("step %d after loading: loss %v, want %v", step.Step, step.Loss, losses[step.Step-1])
		}
	}
}

// TestStopIsReported checks that a run that ends by itself says why, in its last step and in its result.
func TestStopIsReported(t *testing.T) {
	net := testNet[float64](t, 4)
	res, err := train.Fit(t.Context(), net, teacherData[float64](t, 10, 0, 1),
		train.Options{Loss: train.Sobolev(1), Epochs: 500, Optimizer: optim.LBFGSUntil(10, optim.Tolerances{Loss: 1e-2})})
	if err != nil {
		t.Fatal(err)
	}
	if len(res.Epochs) == 500 || !strings.Contains(res.Stop, "lowered the loss") {
		t.Errorf("%d epochs, stopped since %q", len(res.Epochs), res.Stop)
	}
}
