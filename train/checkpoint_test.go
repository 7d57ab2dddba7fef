package train

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// checkpointTerms are terms that change from epoch to epoch: weights made from the losses, points drawn anew.
func checkpointTerms[F dual.Float](t *testing.T, net *layers.Net[F]) []Term[F] {
	t.Helper()
	loss := Sobolev(1, 0.1)
	loss.Schedule = BalanceWeights(1, 1)
	data, err := Regression(net, teacherData[F](t, 50, 1, 1), loss)
	if err != nil {
		t.Fatal(err)
	}
	residual, err := Residual(net, Collocation[F]{Weight: 0.01, Resample: func(epoch int) Points[F] {
		return Uniform[F](Box{[]float64{-1, -1}, []float64{1, 1}}, 30, rand.New(rand.NewPCG(1, uint64(epoch))))
	}}, testBurgers)
	if err != nil {
		t.Fatal(err)
	}
	return []Term[F]{data, residual}
}

var checkpointOptions = []Options{
	{Optimizer: Adam(1e-2), Epochs: 6, BatchSize: 20, Seed: 5, Schedule: WarmUp(0.3, Cosine), Average: 0.9, Plateau: Plateau{Patience: 1, Factor: 0.7, Progress: 0.3}},
	{Optimizer: Nesterov(1e-2, 0.9), Epochs: 6, BatchSize: 20},
	{Optimizer: LBFGS(3), Epochs: 12},
}

// TestResumeTrainer saves a run after every number of steps, goes on with it in a new trainer and expects the parameters
// of the run that was not interrupted, bit for bit.
func TestResumeTrainer(t *testing.T) {
	t.Run("float32", testResume[float32])
	t.Run("float64", testResume[float64])
}

func testResume[F dual.Float](t *testing.T) {
	for _, opt := range checkpointOptions {
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
			if !slices.Equal(b.last, a.last) {
				t.Errorf("%v: the parameters to fall back on differ", opt.Optimizer)
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

func newTestTrainer[F dual.Float](t *testing.T, net *layers.Net[F], opt Options) *Trainer[F] {
	t.Helper()
	tr, err := NewTrainer(net, opt, checkpointTerms(t, net)...)
	if err != nil {
		t.Fatal(err)
	}
	return tr
}

// walk takes up to the given number of steps, all if it is negative, and returns how many it took.
func walk[F dual.Float](t *testing.T, tr *Trainer[F], limit int) (taken int) {
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
		whole, err := FitTerms(t.Context(), want, checkpointTerms(t, want), validationTerms(t, want), opt)
		if err != nil {
			t.Fatal(err)
		}
		opt.Checkpoint = Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Every: 2, Resume: true}
		for _, stop := range []int{2, 3, 5, 11} {
			os.Remove(opt.Checkpoint.Path)
			ctx, cancel := context.WithCancel(t.Context())
			broken := testNet[float64](t, 8)
			terms := checkpointTerms(t, broken)
			terms[0] = &cancelling{terms[0].(*regression[float64]), cancel, stop}
			if _, err := FitTerms(ctx, broken, terms, validationTerms(t, broken), opt); !errors.Is(err, context.Canceled) {
				t.Fatalf("%v: error %v, want the context's", opt.Optimizer, err)
			}
			net := testNet[float64](t, 8)
			var res *Result
			for range 2 { // the second call finds the run complete
				res, err = FitTerms(t.Context(), net, checkpointTerms(t, net), validationTerms(t, net), opt)
				if err != nil {
					t.Fatal(err)
				}
			}
			if !slices.Equal(net.Params(), want.Params()) {
				t.Errorf("%v: cancelled at step %d: parameters differ from the uninterrupted run", opt.Optimizer, stop)
			}
			if got, want := report(res), report(whole); got != want {
				t.Errorf("%v: cancelled at step %d: report\n%s\nwant\n%s", opt.Optimizer, stop, got, want)
			}
		}
	}
}

// TestResumeStopped checks that a run that ended early, with nothing left to gain, is over when it is resumed.
func TestResumeStopped(t *testing.T) {
	opt := Options{Loss: Sobolev(1), Optimizer: LBFGS(5), Epochs: 5000,
		Checkpoint: Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Every: 10000, Resume: true}}
	var epochs [2]int
	for i := range epochs {
		net := testNet[float32](t, 2)
		res, err := Fit(t.Context(), net, teacherData[float32](t, 5, 0, 1), opt)
		if err != nil {
			t.Fatal(err)
		}
		epochs[i] = len(res.Epochs)
	}
	if epochs[0] == opt.Epochs || epochs[1] != epochs[0] {
		t.Errorf("%d epochs of %d, %d after resuming", epochs[0], opt.Epochs, epochs[1])
	}
}

// cancelling is a regression that cancels the run at a step, counting batches loaded.
type cancelling struct {
	*regression[float64]
	cancel context.CancelFunc
	steps  int
}

func (c *cancelling) BeginEpoch(epoch int, done float64, parts []float64) error {
	if epoch == (c.steps+3)/3 {
		c.cancel()
	}
	return c.regression.BeginEpoch(epoch, done, parts)
}

func validationTerms(t *testing.T, net *layers.Net[float64]) []Term[float64] {
	t.Helper()
	term, err := Regression(net, teacherData[float64](t, 30, 1, 8), Sobolev(1, 0.1))
	if err != nil {
		t.Fatal(err)
	}
	return []Term[float64]{term}
}

// report prints everything of a result but the throughput.
func report(r *Result) string {
	var b bytes.Buffer
	fmt.Fprintln(&b, r.Best, r.Parts)
	for _, e := range r.Epochs {
		e.Throughput = 0
		fmt.Fprintf(&b, "%x\n", e)
	}
	return b.String()
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
	if err := tr.Save(filepath.Join(dir, "taken")); err == nil { // the rename fails after everything was written
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
	refuse := func(name string, b []byte, tr *Trainer[float64]) {
		t.Helper()
		if err := os.WriteFile(path, b, 0o644); err != nil {
			t.Fatal(err)
		}
		params := append([]float64(nil), tr.net.Params()...)
		if err := tr.Load(path); err == nil {
			t.Errorf("%s: no error", name)
		}
		if !slices.Equal(params, tr.net.Params()) || tr.taken != 0 || tr.step.Step != 0 {
			t.Errorf("%s: the trainer changed", name)
		}
	}
	fresh := func(width int, change func(*Options)) *Trainer[float64] {
		o := opt
		change(&o)
		return newTestTrainer(t, testNet[float64](t, width), o)
	}
	same := fresh(4, func(*Options) {})
	refuse("empty", nil, same)
	refuse("short", good[:len(good)-1], same)
	damaged := slices.Clone(good)
	damaged[len(damaged)/2] ^= 1
	refuse("damaged", damaged, same)
	refuse("other network", good, fresh(5, func(*Options) {}))
	refuse("other optimiser", good, fresh(4, func(o *Options) { o.Optimizer = Adam(3e-3) }))
	refuse("other batches", good, fresh(4, func(o *Options) { o.BatchSize = 10 }))
	refuse("other seed", good, fresh(4, func(o *Options) { o.Seed = 6 }))
	refuse("no average", good, fresh(4, func(o *Options) { o.Average = 0 }))
	single := newTestTrainer(t, testNet[float32](t, 4), opt)
	if err := os.WriteFile(path, good, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := single.Load(path); err == nil {
		t.Error("other precision: no error")
	}
}

// FuzzDecodeRun checks that no file makes the parser fail in any other way than by an error, and that what it accepts is
// written back as it was.
func FuzzDecodeRun(f *testing.F) {
	h := runHeader{Optimizer: "Adam(0.001)", Parts: []string{"value"}, Points: []int{3}, Batches: []int{3},
		Sections: []runSection{newSection("params", []float32{1, 2}), newSection("counters", []float64{3})}}
	b, err := h.encode()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(b)
	f.Add([]byte(runMagic))
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, b []byte) {
		h, err := decodeRun(b)
		if err != nil {
			return
		}
		for _, s := range h.Sections {
			if s.Bits == 32 {
				_, err = numbers[float32](s)
			} else {
				_, err = numbers[float64](s)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		again, err := h.encode()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeRun(again); err != nil {
			t.Fatal(err)
		}
	})
}
