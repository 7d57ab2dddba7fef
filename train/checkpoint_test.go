package train_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
	"example.com/sobolev/train/pde"
)

// checkpointTerms are terms that change from epoch to epoch: weights made from the losses, points drawn anew.
func checkpointTerms[F dual.Float](t *testing.T, net *layers.Net[F]) []train.Term[F] {
	t.Helper()
	loss := train.Sobolev(1, 0.1)
	loss.Schedule = train.BalanceWeights(1, 1)
	d, err := train.Regression(net, teacherData[F](t, 50, 1, 1), loss)
	if err != nil {
		t.Fatal(err)
	}
	residual, err := pde.Residual(net, pde.Collocation[F]{Weight: 0.01, Resample: func(epoch int) data.Points[F] {
		return data.Uniform[F](data.Box{Lo: []float64{-1, -1}, Hi: []float64{1, 1}}, 30, rand.New(rand.NewPCG(1, uint64(epoch))))
	}}, burgers)
	if err != nil {
		t.Fatal(err)
	}
	return []train.Term[F]{d, residual}
}

var checkpointOptions = []train.Options{
	{Optimizer: optim.Adam(1e-2), Epochs: 6, BatchSize: 20, Seed: 5, Schedule: optim.WarmUp(0.3, optim.Cosine), Average: 0.9, Plateau: optim.Plateau{Patience: 1, Factor: 0.7, Progress: 0.3}},
	{Optimizer: optim.Nesterov(1e-2, 0.9), Epochs: 6, BatchSize: 20},
	{Optimizer: optim.LBFGS(3), Epochs: 12},
	{Optimizer: optim.BFGS(optim.Tolerances{}), Epochs: 12},
	{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: 12},
	{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{Uphill: 3}), Epochs: 12},
	{Optimizer: optim.GaussNewton(optim.GaussNewtonOptions{Directions: 10}), Epochs: 12},
}

// TestResumeTrainer saves a run after every number of steps, goes on with it in a new trainer and expects the parameters
// of the run that was not interrupted, bit for bit.
func TestResumeTrainer(t *testing.T) {
	t.Run("float32", testResume[float32])
	t.Run("float64", testResume[float64])
}

func testResume[F dual.Float](t *testing.T) {
	for _, opt := range checkpointOptions {
		if !worksIn[F](opt.Optimizer) {
			continue
		}
		net := testNet[F](t, 8)
		whole := newTestTrainer(t, net, opt)
		path := filepath.Join(t.TempDir(), "run")
		total := walk(t, whole, -1)
		for stop := 1; stop < total; stop++ {
			first := testNet[F](t, 8)
			a := newTestTrainer(t, first, opt)
			walk(t, a, stop)
			if err := a.Save(path); err != nil {
				t.Fatal(err)
			}
			second := testNet[F](t, 8)
			second.Params()[0] = 77
			b := newTestTrainer(t, second, opt)
			if err := b.Load(path); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(saved(t, b), saved(t, a)) {
				t.Errorf("%v: the state, such as the parameters to fall back on, differs after loading", opt.Optimizer)
			}
			if rest := walk(t, b, -1); rest != total-stop {
				t.Errorf("%v: %d steps after %d of %d", opt.Optimizer, rest, stop, total)
			}
			if !slices.Equal(second.Params(), net.Params()) || !slices.Equal(b.Average(), whole.Average()) {
				t.Errorf("%v: resumed after step %d: parameters differ from the uninterrupted run", opt.Optimizer, stop)
			}
		}
	}
}

func newTestTrainer[F dual.Float](t *testing.T, net *layers.Net[F], opt train.Options) *train.Trainer[F] {
	t.Helper()
	tr, err := train.NewTrainer(net, opt, checkpointTerms(t, net)...)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// saved returns what Save writes: the parameters and where the run stands.
func saved[F dual.Float](t *testing.T, tr *train.Trainer[F]) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "state")
	if err := tr.Save(path); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// walk takes up to the given number of steps, all if it is negative, and returns how many it took.
func walk[F dual.Float](t *testing.T, tr *train.Trainer[F], limit int) (taken int) {
	t.Helper()
	for _, err := range tr.Steps(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if taken++; taken == limit {
			break
		}
	}
	return taken
}

// TestResumeFit cancels a Fit in the middle of an epoch and at its end, resumes it, and expects the same network and the
// same report as from one run, with validation and early stopping.
func TestResumeFit(t *testing.T) {
	for _, opt := range checkpointOptions {
		opt.Patience = 50
		want := testNet[float64](t, 8)
		whole, err := train.FitTerms(t.Context(), want, checkpointTerms(t, want), validationTerms(t, want), opt)
		if err != nil {
			t.Fatal(err)
		}
		opt.Checkpoint = train.Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Every: 2, Resume: true}
		for _, stop := range []int{2, 3, 5, 11} {
			os.Remove(opt.Checkpoint.Path)
			ctx, cancel := context.WithCancel(t.Context())
			broken := testNet[float64](t, 8)
			terms := checkpointTerms(t, broken)
			terms[0] = &cancelling{terms[0].(train.ResidualTerm[float64]), terms[0].(train.EpochTerm), cancel, stop}
			if _, err := train.FitTerms(ctx, broken, terms, validationTerms(t, broken), opt); !errors.Is(err, context.Canceled) {
				t.Fatalf("%v: error %v, want the context's", opt.Optimizer, err)
			}
			net := testNet[float64](t, 8)
			var res *train.Result
			for range 2 { // the second call finds the run complete
				res, err = train.FitTerms(t.Context(), net, checkpointTerms(t, net), validationTerms(t, net), opt)
				if err != nil {
					t.Fatal(err)
				}
			}
			if !slices.Equal(net.Params(), want.Params()) {
				t.Errorf("%v: cancelled at step %d: parameters differ from the uninterrupted run", opt.Optimizer, stop)
			}
			if diff := cmp.Diff(whole, res, cmpopts.IgnoreFields(train.Epoch{}, "Throughput")); diff != "" {
				t.Errorf("%v: cancelled at step %d: report (-want +got):\n%s", opt.Optimizer, stop, diff)
			}
		}
	}
}

// TestResumeEnded checks that a run that has come to its end, in whatever way and between two saves, is over when it is
// resumed: there is no further epoch.
func TestResumeEnded(t *testing.T) {
	for name, opt := range map[string]train.Options{
		"all epochs":           {Optimizer: optim.Adam(1e-2), Epochs: 3},
		"nothing left to gain": {Optimizer: optim.LBFGS(5), Epochs: 5000},
		"out of patience":      {Optimizer: optim.Adam(1), Epochs: 5000, Patience: 2},
	} {
		opt.Loss = train.Sobolev(1)
		opt.Checkpoint = train.Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Every: 10000, Resume: true}
		var reports [2]*train.Result
		calls := 0
		opt.OnEpoch = func(train.Epoch) { calls++ }
		for i := range reports {
			net := testNet[float32](t, 2)
			var err error
			reports[i], err = train.FitValidated(t.Context(), net, teacherData[float32](t, 5, 0, 1), teacherData[float32](t, 5, 0, 2), opt)
			if err != nil {
				t.Fatal(err)
			}
		}
		first := len(reports[0].Epochs)
		if name != "all epochs" && first == opt.Epochs {
			t.Errorf("%s: it did not end early, which tests nothing", name)
		}
		if calls != first || len(reports[1].Epochs) != first {
			t.Errorf("%s: %d epochs, %d after resuming and %d taken in both calls", name, first, len(reports[1].Epochs), calls)
		}
	}
}

// cancelling is a regression that cancels the run at a step, counting batches loaded.
type cancelling struct {
	train.ResidualTerm[float64]
	epochs train.EpochTerm
	cancel context.CancelFunc
	steps  int
}

// Describe implements [train.Describer]: to other ranks the term is the one that it wraps.
func (c *cancelling) Describe() []train.Trait { return c.ResidualTerm.(train.Describer).Describe() }

func (c *cancelling) BeginEpoch(epoch int, done float64, parts []float64) error {
	if epoch == (c.steps+3)/3 {
		c.cancel()
	}
	return c.epochs.BeginEpoch(epoch, done, parts)
}

func (c *cancelling) State() []float64 { return c.epochs.State() }

func validationTerms(t *testing.T, net *layers.Net[float64]) []train.Term[float64] {
	t.Helper()
	term, err := train.Regression(net, teacherData[float64](t, 30, 1, 8), train.Sobolev(1, 0.1))
	if err != nil {
		t.Fatal(err)
	}
	return []train.Term[float64]{term}
}

// TestFailedSave checks that a failing Save leaves the old file and nothing else.
func TestFailedSave(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "run")
	net := testNet[float64](t, 4)
	tr := newTestTrainer(t, net, checkpointOptions[0])
	if err := tr.Save(path); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Save(filepath.Join(dir, "none", "run")); err == nil {
		t.Error("saved to a directory that does not exist")
	}
	if err := os.Mkdir(filepath.Join(dir, "taken"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := tr.Save(filepath.Join(dir, "taken")); err == nil {
		t.Error("replaced a directory")
	}
	if now, err := os.ReadFile(path); err != nil || !bytes.Equal(now, old) {
		t.Errorf("the old file changed: %v", err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 2 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// TestLoadErrors checks that files of other runs and damaged ones are refused and leave everything as it was.
func TestLoadErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run")
	net := testNet[float64](t, 4)
	opt := checkpointOptions[0]
	tr := newTestTrainer(t, net, opt)
	walk(t, tr, 4)
	if err := tr.Save(path); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refuse := func(name string, b []byte, tr *train.Trainer[float64]) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		before := saved(t, tr)
		if err := tr.Load(path); err == nil {
			t.Errorf("%s: no error", name)
		}
		if !bytes.Equal(before, saved(t, tr)) {
			t.Errorf("%s: the trainer changed", name)
		}
	}
	fresh := func(width int, change func(*train.Options)) *train.Trainer[float64] {
		o := opt
		change(&o)
		return newTestTrainer(t, testNet[float64](t, width), o)
	}
	same := fresh(4, func(*train.Options) {})
	refuse("empty", nil, same)
	refuse("short", good[:len(good)-1], same)
	damaged := slices.Clone(good)
	damaged[len(damaged)/2] ^= 1
	refuse("damaged", damaged, same)
	refuse("other network", good, fresh(5, func(*train.Options) {}))
	refuse("other optimiser", good, fresh(4, func(o *train.Options) { o.Optimizer = optim.Adam(3e-3) }))
	refuse("other batches", good, fresh(4, func(o *train.Options) { o.BatchSize = 10 }))
	refuse("other seed", good, fresh(4, func(o *train.Options) { o.Seed = 6 }))
	refuse("no average", good, fresh(4, func(o *train.Options) { o.Average = 0 }))
	single := newTestTrainer(t, testNet[float32](t, 4), opt)
	if err := os.WriteFile(path, good, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := single.Load(path); err == nil {
		t.Error("other precision: no error")
	}
}

// TestLoadVersion1 goes on with a run that version 1 saved after 3 steps of Adam, parameter i set to (i−7)/8.
func TestLoadVersion1(t *testing.T) {
	net := testNet[float64](t, 1)
	x := data.Points[float64]{Dim: 2, X: []float64{1, 2, 3, 4, 5, 6, 7, 8}}
	d, err := data.FromFunc(func(x []dual.Any) dual.Any { return x[0].Mul(x[1]) }, x, 1)
	if err != nil {
		t.Fatal(err)
	}
	term, err := train.Regression(net, d, train.Sobolev(1, 0.1))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := train.NewTrainer(net, train.Options{Optimizer: optim.Adam(1e-2), Epochs: 3, BatchSize: 2, Seed: 5}, term)
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Load(filepath.Join("testdata", "v1", "adam.run")); err != nil {
		t.Fatal(err)
	}
	want := []float64{-7. / 8, -6. / 8, -5. / 8, -4. / 8, -3. / 8, -2. / 8, -1. / 8}
	if !slices.Equal(net.Params(), want) {
		t.Errorf("parameters %v, want %v", net.Params(), want)
	}
	if rest := walk(t, tr, -1); rest != 3 {
		t.Errorf("%d steps after 3 of 6, want 3", rest)
	}
}

// TestLoadCounters checks that a file whose counters make no sense is refused, though its checksum is right, and leaves
// the trainer as it was. The counters are the file's last section.
func TestLoadCounters(t *testing.T) {
	const counters = 8
	path := filepath.Join(t.TempDir(), "run")
	tr := newTestTrainer(t, testNet[float64](t, 3), checkpointOptions[0])
	walk(t, tr, 4)
	if err := tr.Save(path); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	good = good[:len(good)-4] // without the checksum
	for _, c := range []struct {
		index int
		value float64
		want  string
	}{
		{0, -1, "-1 steps, want a whole number"},
		{0, 1e18, "1e+18 steps, want a whole number"},
		{1, 1.5, "1.5 epochs, want a whole number"},
		{2, math.NaN(), "NaN steps taken, want a whole number"},
		{4, math.Inf(1), "+Inf steps of the epoch, want a whole number"},
		{7, -3, "-3 epochs without progress, want a whole number"},
		{5, 1.5, "scales the rate by 1.5, want from 0 to 1"},
		{5, math.NaN(), "scales the rate by NaN"},
		{6, math.NaN(), "the best loss is NaN"},
	} {
		b := slices.Clone(good)
		binary.LittleEndian.PutUint64(b[len(b)-8*(counters-c.index):], math.Float64bits(c.value))
		b = binary.LittleEndian.AppendUint32(b, crc32.ChecksumIEEE(b))
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		fresh := newTestTrainer(t, testNet[float64](t, 3), checkpointOptions[0])
		before := saved(t, fresh)
		if err := fresh.Load(path); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("counter %d = %v: error %v, want one with %q", c.index, c.value, err, c.want)
		}
		if !bytes.Equal(before, saved(t, fresh)) {
			t.Errorf("counter %d = %v: the trainer changed", c.index, c.value)
		}
	}
}
