package train_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// runSettings are what makes a run.
type runSettings struct {
	act    layers.Activation
	loss   train.Loss
	data   *data.Data[float64]
	points data.Points[float64]
	weight float64
	opt    train.Options
}

// TestLoadNamesTheDifference loads a run into trainers that differ from it in one thing, which the error has to name, and
// leaves these as they were.
func TestLoadNamesTheDifference(t *testing.T) {
	box := data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}
	points := func(seed uint64) data.Points[float64] {
		return data.Uniform[float64](box, 12, rand.New(rand.NewPCG(seed, 1)))
	}
	settings := func() runSettings {
		l := train.Balanced(train.Huber(1), 1, 0.5)
		l.Schedule = train.SwapWeights(0.5, []float64{1, 1}, []float64{1, 0.5})
		return runSettings{layers.Tanh, l, teacherData[float64](t, 20, 1, 1), points(1), 0.1,
			train.Options{Optimizer: optim.AdamBeta(1e-3, 0, 0.9, 0.99, 1e-8), Epochs: 4, Schedule: optim.Cosine, ClipNorm: 1, Average: 0.9}}
	}
	trainer := func(s runSettings) *train.Trainer[float64] {
		net, err := layers.NewMLP[float64](2, []int{4}, 1, s.act, rand.New(rand.NewPCG(5, 6)))
		if err != nil {
			t.Fatal(err)
		}
		term, err := train.Regression(net, s.data, s.loss)
		if err != nil {
			t.Fatal(err)
		}
		residual, err := pde.Residual(net, pde.Collocation[float64]{Points: s.points, Weight: s.weight}, burgers)
		if err != nil {
			t.Fatal(err)
		}
		tr, err := train.NewTrainer(net, s.opt, term, residual)
		if err != nil {
			t.Fatal(err)
		}
		walk(t, tr, 2)
		return tr
	}
	path := filepath.Join(t.TempDir(), "run")
	if err := trainer(settings()).Save(path); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		want   string
		change func(s *runSettings)
	}{
		{"", func(*runSettings) {}},
		{"", func(s *runSettings) { s.opt.Workers, s.opt.Epochs = 3, 9 }},
		{"differs in the network: 2 → Dense(4)", func(s *runSettings) { s.act = layers.Softplus }},
		{"differs in the checksum of the network's layers", func(s *runSettings) {
			s.act = layers.Activation{Name: "tanh", Rule: layers.Softplus.Rule, Smoothness: layers.Smooth}
		}},
		{"differs in the loss of term 0: Balanced(1, 0.5), order 0", func(s *runSettings) { s.loss.Orders[1].Weight = 0.6 }},
		{"differs in the loss of term 0", func(s *runSettings) { s.loss.Orders[1].Penalty = train.Huber(2) }},
		{"differs in the loss of term 0", func(s *runSettings) { s.loss.Orders[1].Mean = false }},
		{"differs in the loss of term 0", func(s *runSettings) { s.loss.Orders[1].Entries = []float64{1, 2} }},
		{"differs in the loss of term 0", func(s *runSettings) { s.loss.Outputs = []float64{2} }},
		{"differs in the loss of term 0", func(s *runSettings) {
			s.loss.Schedule = train.SwapWeights(0.5, []float64{1, 1}, []float64{1, 0.25})
		}},
		{"differs in the data of term 0: 20 points", func(s *runSettings) { s.data = teacherData[float64](t, 20, 1, 2) }},
		{"differs in the data of term 0", func(s *runSettings) { s.data.Labels.Data[7] = math.Nextafter(s.data.Labels.Data[7], 9) }},
		{"differs in the points of term 1", func(s *runSettings) { s.points = points(2) }},
		{"differs in the weight of term 1: 0.1, want 0.2", func(s *runSettings) { s.weight = 0.2 }},
		{"differs in the schedule: 1, 0.853553", func(s *runSettings) { s.opt.Schedule = nil }},
		{"differs in the largest norm of the gradient: 1, want 2", func(s *runSettings) { s.opt.ClipNorm = 2 }},
		{"differs in the largest element of the gradient: 0, want 2", func(s *runSettings) { s.opt.ClipValue = 2 }},
		{"differs in the decay of the average: 0.9, want 0.95", func(s *runSettings) { s.opt.Average = 0.95 }},
		{"differs in the plateau", func(s *runSettings) { s.opt.Plateau.Patience = 3 }},
		{"optimiser AdamBeta(0.001, 0, 0.9, 0.99, 1e-08), want Adam(0.001)", func(s *runSettings) { s.opt.Optimizer = optim.Adam(1e-3) }},
		{"seed 0, want 8", func(s *runSettings) { s.opt.Seed = 8 }},
	} {
		s := settings()
		c.change(&s)
		tr := trainer(s)
		before := saved(t, tr)
		err := tr.Load(path)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("the same run: %v", err)
		case c.want == "":
		case err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "want"):
			t.Errorf("error %v, want one about %q", err, c.want)
		case !slices.Equal(saved(t, tr), before):
			t.Errorf("%s: the trainer has changed", c.want)
		}
	}
}

// failing is a term that does not begin its epoch when told not to.
type failing struct {
	train.Term[float64]
	fail  bool
	state []float64
}

var errEpoch = errors.New("this epoch does not begin")

func (f *failing) BeginEpoch(epoch int, _ float64, _ []float64) error {
	if f.fail {
		return errEpoch
	}
	f.state[0] = float64(epoch)
	return nil
}

func (f *failing) State() []float64 { return f.state }

// TestFailedLoadChangesNothing loads a run in the middle of an epoch that a term fails to begin.
func TestFailedLoadChangesNothing(t *testing.T) {
	make := func() (*train.Trainer[float64], *failing) {
		net := testNet[float64](t, 4)
		term := &failing{Term: dataAndResidual(t, net, 20)[0], state: []float64{0}}
		tr, err := train.NewTrainer[float64](net, train.Options{Optimizer: optim.Adam(1e-3), Epochs: 4, BatchSize: 5}, term)
		if err != nil {
			t.Fatal(err)
		}
		return tr, term
	}
	path := filepath.Join(t.TempDir(), "run")
	tr, _ := make()
	walk(t, tr, 6)
	if err := tr.Save(path); err != nil {
		t.Fatal(err)
	}
	tr, term := make()
	walk(t, tr, 8)
	before := saved(t, tr)
	term.fail = true
	if err := tr.Load(path); !errors.Is(err, errEpoch) {
		t.Fatalf("error %v, want the term's", err)
	}
	if !slices.Equal(saved(t, tr), before) {
		t.Error("the trainer has changed")
	}
	term.fail = false
	if err := tr.Load(path); err != nil {
		t.Fatal(err)
	}
	if want, err := os.ReadFile(path); err != nil || !slices.Equal(saved(t, tr), want) {
		t.Errorf("the trainer is not the one that was saved (%v)", err)
	}
}

// TestBreakAfterBadStep breaks off after a step that led out of the finite numbers: the parameters and their average are
// those before it.
func TestBreakAfterBadStep(t *testing.T) {
	net := testNet[float64](t, 4)
	start := slices.Clone(net.Params())
	tr, err := train.NewTrainer(net, train.Options{Optimizer: explode{}, Epochs: 4, Average: 0.5}, dataAndResidual(t, net, 10)...)
	if err != nil {
		t.Fatal(err)
	}
	for _, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		break
	}
	if !slices.Equal(net.Params(), start) || !slices.Equal(tr.Average(), start) {
		t.Errorf("parameters %v… and their average %v…, want those before the step, %v…", net.Params()[:3], tr.Average()[:3], start[:3])
	}
}

// TestChecksum checks that vectors are told apart by numbers, order and lengths, and that precisions agree.
func TestChecksum(t *testing.T) {
	sums := map[uint32]bool{}
	for _, v := range [][][]float64{{}, {{}}, {{1}}, {{2}}, {{1, 2}}, {{1}, {2}}, {{2, 1}}, {make([]float64, 511)}, {make([]float64, 512)}, {make([]float64, 1024)}} {
		sums[train.Checksum(v...)] = true
	}
	if len(sums) != 10 {
		t.Errorf("%d checksums of 10 lists of vectors", len(sums))
	}
	if got, want := train.Checksum([]float32{1, 0.5}), train.Checksum([]float64{1, 0.5}); got != want {
		t.Errorf("%08x in single precision, %08x in double", got, want)
	}
	nan := math.NaN()
	for name, got := range map[string]uint32{
		"a NaN with its sign set": train.Checksum([]float64{1, math.Copysign(nan, -1)}),
		"a signalling NaN":        train.Checksum([]float64{1, math.Float64frombits(0x7ff0000000000001)}),
		"single precision":        train.Checksum([]float32{1, float32(nan)}),
	} {
		if want := train.Checksum([]float64{1, nan}); got != want {
			t.Errorf("%s: checksum %08x, want that of math.NaN(), %08x", name, got, want)
		}
	}
}

// BenchmarkChecksum takes the checksum of a million numbers, as ranks do of their data.
func BenchmarkChecksum(b *testing.B) {
	x := make([]float32, 1e6)
	for i := range x {
		x[i] = float32(i)
	}
	for b.Loop() {
		train.Checksum(x)
	}
}
