package train_test

import (
	"errors"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// told is a term that writes down what it is told of epochs.
type told struct {
	train.ResidualTerm[float64]
	epochs train.EpochTerm
	calls  []string
}

func (t *told) BeginEpoch(epoch int, done float64, parts []float64) error {
	t.calls = append(t.calls, fmt.Sprintf("epoch %d, %v done", epoch, done))
	return t.epochs.BeginEpoch(epoch, done, parts)
}

func (t *told) State() []float64 { return t.epochs.State() }

// TestLoadTellsTerms resumes a run within an epoch and expects its terms to be told of that epoch as when it began.
func TestLoadTellsTerms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run")
	start := func() (*train.Trainer[float64], *told) {
		net := testNet[float64](t, 4)
		terms := checkpointTerms(t, net)
		term := &told{terms[1].(train.ResidualTerm[float64]), terms[1].(train.EpochTerm), nil}
		tr, err := train.NewTrainer(net, train.Options{Epochs: 4, BatchSize: 20}, terms[0], term)
		if err != nil {
			t.Fatal(err)
		}
		return tr, term
	}
	first, want := start()
	walk(t, first, 5) // epochs of 3 steps
	if err := first.Save(path); err != nil {
		t.Fatal(err)
	}
	second, got := start()
	if err := second.Load(path); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want.calls[1:], got.calls); diff != "" {
		t.Errorf("what the term is told (-before +after resuming):\n%s", diff)
	}
}

// renamed is a term with other names of its parts.
type renamed struct{ train.ResidualTerm[float64] }

func (r renamed) Parts() []string {
	parts := slices.Clone(r.ResidualTerm.Parts())
	parts[0] += " of another kind"
	return parts
}

// TestLoadParts expects the error for a run of other losses to name them.
func TestLoadParts(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run")
	start := func(rename bool) *train.Trainer[float64] {
		net := testNet[float64](t, 4)
		term := checkpointTerms(t, net)[0]
		if rename {
			term = renamed{term.(train.ResidualTerm[float64])}
		}
		tr, err := train.NewTrainer(net, train.Options{Epochs: 4, BatchSize: 20}, term)
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	if err := start(true).Save(path); err != nil {
		t.Fatal(err)
	}
	if err := start(false).Load(path); err == nil || !strings.Contains(err.Error(), "a run with losses") {
		t.Errorf("error %v, want one that names the losses", err)
	}
}

// TestSaveLastEpoch expects the end of a run in its checkpoint though it is no multiple of Every.
func TestSaveLastEpoch(t *testing.T) {
	opt := train.Options{Optimizer: optim.Adam(1e-2), Epochs: 3, Checkpoint: train.Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Every: 2, Resume: true}}
	net := testNet[float64](t, 4)
	if _, err := train.FitTerms(t.Context(), net, checkpointTerms(t, net), nil, opt); err != nil {
		t.Fatal(err)
	}
	opt.OnEpoch = func(e train.Epoch) { t.Errorf("epoch %d is repeated", e.Epoch) }
	again := testNet[float64](t, 4)
	if _, err := train.FitTerms(t.Context(), again, checkpointTerms(t, again), nil, opt); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(net.Params(), again.Params()); diff != "" {
		t.Errorf("parameters of the run that was saved (-want +got):\n%s", diff)
	}
}

var errBegin = errors.New("no points today")

// unwilling is a term of which one rank cannot begin an epoch.
type unwilling struct {
	*told
	rank int
}

func (u unwilling) BeginEpoch(epoch int, done float64, parts []float64) error {
	if u.rank == 1 {
		return errBegin
	}
	return u.told.BeginEpoch(epoch, done, parts)
}

// TestRankKeepsItsError expects an error of a rank as it is on that rank, and its words on the others.
func TestRankKeepsItsError(t *testing.T) {
	errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
		net := testNet[float64](t, 4)
		terms := checkpointTerms(t, net)
		terms[1] = unwilling{&told{terms[1].(train.ResidualTerm[float64]), terms[1].(train.EpochTerm), nil}, r.Rank()}
		_, err := train.FitTerms(t.Context(), net, terms, nil, train.Options{Epochs: 2, Group: r})
		return err
	})
	for rank, err := range errs {
		if own := errors.Is(err, errBegin); own != (rank == 1) {
			t.Errorf("rank %d: error %v, is that of rank 1 itself: %v", rank, err, own)
		}
		if err == nil || !strings.Contains(err.Error(), errBegin.Error()) || rank != 1 && !strings.Contains(err.Error(), "rank 1: ") {
			t.Errorf("rank %d: error %v, want that of rank 1", rank, err)
		}
	}
}

// TestValidationAddsTerms: the validation loss of several terms is the sum of theirs, and the throughput is that of every epoch.
func TestValidationAddsTerms(t *testing.T) {
	fit := func(validation func(net *layers.Net[float64]) []train.Term[float64]) []train.Epoch {
		net := testNet[float64](t, 4)
		res, err := train.FitTerms(t.Context(), net, checkpointTerms(t, net)[:1], validation(net), train.Options{Epochs: 3, BatchSize: 20})
		if err != nil {
			t.Fatal(err)
		}
		return res.Epochs
	}
	check := func(net *layers.Net[float64], seed uint64) train.Term[float64] {
		term, err := train.Regression(net, teacherData[float64](t, 30, 1, seed), train.Sobolev(1, 0.1))
		if err != nil {
			t.Fatal(err)
		}
		return term
	}
	first := fit(func(net *layers.Net[float64]) []train.Term[float64] { return []train.Term[float64]{check(net, 8)} })
	second := fit(func(net *layers.Net[float64]) []train.Term[float64] { return []train.Term[float64]{check(net, 9)} })
	both := fit(func(net *layers.Net[float64]) []train.Term[float64] {
		return []train.Term[float64]{check(net, 8), check(net, 9)}
	})
	for i, e := range both {
		if want := first[i].Validation + second[i].Validation; e.Validation != want {
			t.Errorf("epoch %d: validation loss %v, want %v + %v", i+1, e.Validation, first[i].Validation, second[i].Validation)
		}
		if !(e.Throughput > 0) || math.IsInf(e.Throughput, 0) {
			t.Errorf("epoch %d: throughput %v", i+1, e.Throughput)
		}
	}
}

// TestLoadTellsHessianVectors refuses a run with other products of Hessians and vectors.
func TestLoadTellsHessianVectors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "run")
	start := func(product float64) *train.Trainer[float64] {
		net := testNet[float64](t, 4)
		d := teacherData[float64](t, 20, 1, 1)
		d.HessianVectors = &data.HessianVectors[float64]{U: make([]float64, 40), H: make([]float64, 40)}
		d.HessianVectors.H[7] = product
		term, err := train.Regression(net, d, train.Sobolev(1, 1, 1))
		if err != nil {
			t.Fatal(err)
		}
		tr, err := train.NewTrainer(net, train.Options{Epochs: 2}, term)
		if err != nil {
			t.Fatal(err)
		}
		return tr
	}
	if err := start(0.5).Save(path); err != nil {
		t.Fatal(err)
	}
	if err := start(0.25).Load(path); err == nil || !strings.Contains(err.Error(), "differs in the data of term 0") {
		t.Errorf("other products: error %v", err)
	}
	if err := start(0.5).Load(path); err != nil {
		t.Error(err)
	}
}

// TestResumeOtherNetwork resumes a run with another network, and expects to be told so, not of the lengths of what its file holds.
func TestResumeOtherNetwork(t *testing.T) {
	opt := checkpointOptions[0]
	opt.Patience, opt.Checkpoint = 50, train.Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Every: 2, Resume: true}
	for i, want := range []string{"", "a run that differs in the network: 2 → Dense(8)"} {
		net := testNet[float64](t, 8+i)
		_, err := train.FitTerms(t.Context(), net, checkpointTerms(t, net), validationTerms(t, net), opt)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%d units: error %v, want one with %q", 8+i, err, want)
		}
	}
}
