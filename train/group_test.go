package train_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// groupOptions have everything that a run can have, between them: batches of one tile, of several and of a rest, every
// kind of optimiser, clipping, schedules, averages, plateaus and early stopping.
var groupOptions = []train.Options{
	{Optimizer: optim.Adam(1e-2), Epochs: 3, BatchSize: 90, Seed: 5, Schedule: optim.WarmUp(0.3, optim.Cosine), Average: 0.9},
	{Optimizer: optim.SGDW(1e-3, 0.9, 0.1), Epochs: 3, BatchSize: 270, ClipNorm: 0.1, ClipValue: 0.2},
	{Optimizer: optim.Nesterov(3e-2, 0.9), Epochs: 12, Patience: 1, Plateau: optim.Plateau{Patience: 1, Factor: 0.5, Progress: 0.3}},
	{Optimizer: optim.Adam(1), Epochs: 4}, // the first epoch stays the best
	{Optimizer: optim.LBFGS(4), Epochs: 5},
	{Optimizer: optim.BFGS(optim.Tolerances{}), Epochs: 4},
	{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: 3},
	{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{Ridge: 1e-4}), Epochs: 3},
	{Optimizer: optim.GaussNewton(optim.GaussNewtonOptions{Directions: 5}), Epochs: 3},
}

// groupTerms are terms of different lengths that change from epoch to epoch: weights made from the losses, points drawn anew.
func groupTerms[F dual.Float](t *testing.T, net *layers.Net[F]) (terms, validation []train.Term[F]) {
	t.Helper()
	terms = checkpointTerms(t, net)
	loss := train.Sobolev(1, 0.1)
	loss.Schedule = train.BalanceWeights(1, 1)
	var err error
	if terms[0], err = train.Regression(net, teacherData[F](t, 410, 1, 1), loss); err != nil {
		t.Fatal(err)
	}
	check, err := train.Regression(net, teacherData[F](t, 150, 1, 9), train.Sobolev(1, 0.1))
	if err != nil {
		t.Fatal(err)
	}
	return terms, []train.Term[F]{check}
}

// fitRanks trains on that many ranks and returns a fingerprint of each rank's network and report.
func fitRanks[F dual.Float](t *testing.T, size int, opt train.Options) []uint64 {
	t.Helper()
	sums := make([]uint64, size)
	errs := traintest.RunRanks(size, func(r *traintest.Rank) error {
		net := testNet[F](t, 12)
		net.Params()[3] += F(r.Rank()) // but all start from those of rank 0
		opt := opt
		opt.Group = r
		opt.Workers = opt.Workers + r.Rank()%2
		terms, validation := groupTerms(t, net)
		res, err := train.FitTerms(t.Context(), net, terms, validation, opt)
		if err == nil {
			sums[r.Rank()] = checksum(net, res)
		}
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
	return sums
}

// TestRanksDoNotMatter trains on one and on several ranks, with different numbers of workers, and expects the same network
// and the same report on all of them, bit for bit.
func TestRanksDoNotMatter(t *testing.T) {
	t.Run("float32", testRanks[float32])
	t.Run("float64", testRanks[float64])
}

func testRanks[F dual.Float](t *testing.T) {
	for _, opt := range groupOptions {
		if !worksIn[F](opt.Optimizer) {
			continue
		}
		opt.Workers = 2
		alone := testNet[F](t, 12)
		terms, validation := groupTerms(t, alone)
		res, err := train.FitTerms(t.Context(), alone, terms, validation, opt)
		if err != nil {
			t.Fatal(err)
		}
		if opt.Patience > 0 && len(res.Epochs) == opt.Epochs {
			t.Errorf("%v: the run was not ended early, which tests nothing", opt.Optimizer)
		}
		want := checksum(alone, res)
		for _, size := range []int{1, 2, 4, 8} {
			for _, workers := range []int{1, 3} {
				opt.Workers = workers
				for rank, got := range fitRanks[F](t, size, opt) {
					if got != want {
						t.Errorf("%v, %d ranks of %d workers: checksum %x on rank %d, want %x", opt.Optimizer, size, workers, got, rank, want)
					}
				}
			}
		}
	}
}

// TestMoreShards trains on more ranks than there are shards by default.
func TestMoreShards(t *testing.T) {
	opt := groupOptions[1]
	opt.Workers, opt.Shards, opt.BatchSize = 1, 32, 0
	want := fitRanks[float64](t, 1, opt)
	for rank, got := range fitRanks[float64](t, 16, opt) {
		if got != want[0] {
			t.Errorf("checksum %x on rank %d of 16, want %x", got, rank, want[0])
		}
	}
	opt.Shards = 8
	if other := fitRanks[float64](t, 1, opt); other[0] == want[0] {
		t.Errorf("8 and 32 shards have the same checksum %x, which tests nothing", other[0])
	}
}

// TestRanksResume ends runs on one rank alone, goes on with them on other numbers of ranks, and expects the network and the
// report of a run that was left alone.
func TestRanksResume(t *testing.T) {
	for _, opt := range groupOptions {
		opt.Workers = 1
		want := fitRanks[float64](t, 1, opt)[0]
		opt.Checkpoint = train.Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Resume: true}
		for _, size := range []int{2, 4} {
			os.Remove(opt.Checkpoint.Path)
			errs := traintest.RunRanks(size, func(r *traintest.Rank) error { return cancelSecondEpoch(t, r, opt) })
			for rank, err := range errs {
				if !errors.Is(err, context.Canceled) {
					t.Fatalf("%v: rank %d of %d: %v, want %v", opt.Optimizer, rank, size, err, context.Canceled)
				}
			}
			saved, err := os.ReadFile(opt.Checkpoint.Path)
			if err != nil {
				t.Fatal(err)
			}
			for _, size := range []int{1, 2, 8} {
				if err := os.WriteFile(opt.Checkpoint.Path, saved, 0o666); err != nil {
					t.Fatal(err)
				}
				for rank, got := range fitRanks[float64](t, size, opt) {
					if got != want {
						t.Errorf("%v: resumed on %d ranks: checksum %x on rank %d, want %x", opt.Optimizer, size, got, rank, want)
					}
				}
			}
		}
	}
}

// cancelSecondEpoch trains until the last rank is cancelled in the second epoch.
func cancelSecondEpoch(t *testing.T, r *traintest.Rank, opt train.Options) error {
	net := testNet[float64](t, 12)
	terms, validation := groupTerms(t, net)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	if opt.Group = r; r.Rank() == r.Size()-1 {
		terms[1] = &cancelling{terms[1].(train.ResidualTerm[float64]), terms[1].(train.EpochTerm), cancel, 2}
	}
	_, err := train.FitTerms(ctx, net, terms, validation, opt)
	return err
}

// TestRanksDiffer expects an error that names the difference, on every rank, if the ranks do not take part in the same run: what
// the odd rank has, and what is wanted, that of rank 0.
func TestRanksDiffer(t *testing.T) {
	base := train.Options{Epochs: 3, Workers: 1, BatchSize: 20, Loss: train.Sobolev(1, 1)}
	for _, c := range []struct {
		want   string
		change func(o *train.Options)
		seed   uint64
	}{
		{want: "options: a run that differs in the number of epochs: 4, want 3", change: func(o *train.Options) { o.Epochs = 4 }},
		{want: "batches of [30] of [40] points, want [20] of [40]", change: func(o *train.Options) { o.BatchSize = 30 }},
		{want: "strategy: ", change: func(o *train.Options) { o.Strategy = layers.HalfOrder }},
		{want: "seed 1, want 0, as on rank 0", change: func(o *train.Options) { o.Seed = 1 }},
		{want: "optimiser SGD(1, 0), want Adam(0.001)", change: func(o *train.Options) { o.Optimizer = optim.SGD(1, 0) }},
		{want: "differs in the loss of term 0: Sobolev(1, 2)", change: func(o *train.Options) { o.Loss = train.Sobolev(1, 2) }},
		{want: "differs in the checkpoint: true, every 1", change: func(o *train.Options) { o.Checkpoint.Path = "x" }},
		{want: "differs in the data of term 0: 40 points", seed: 1},
		{want: "-1 epochs", change: func(o *train.Options) { o.Epochs = -1 }},
	} {
		errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
			opt, seed := base, uint64(7)
			if r.Rank() == 2 {
				if seed += c.seed; c.change != nil {
					c.change(&opt)
				}
			}
			opt.Group = r
			_, err := train.Fit(t.Context(), testNet[float64](t, 4), teacherData[float64](t, 40, 1, seed), opt)
			return err
		})
		if errs[2] == nil || !strings.Contains(errs[2].Error(), c.want) {
			t.Errorf("rank 2: %v, want something of %q", errs[2], c.want)
		}
		for rank, err := range errs {
			if err == nil {
				t.Errorf("%s: no error on rank %d", c.want, rank)
			}
		}
	}
}

// TestRanksPartWays expects an error that names it on all ranks when one of them has changed its parameters, and that the run
// ends where the ranks see it: at the 65th evaluation, at the end, or at a loss that is not a number.
func TestRanksPartWays(t *testing.T) {
	for _, c := range []struct {
		epoch int
		to    float64
		ends  int
	}{{30, 0.5, 64}, {99, 0.5, 99}, {30, math.NaN(), 30}} {
		errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
			net := testNet[float64](t, 4)
			res, err := train.Fit(t.Context(), net, teacherData[float64](t, 400, 1, 1), train.Options{Optimizer: optim.Adam(1e-3), Epochs: 100,
				BatchSize: 400, Loss: train.Sobolev(1, 1), Group: r,
				OnEpoch: func(e train.Epoch) {
					if e.Epoch == c.epoch && r.Rank() == 1 {
						net.Params()[2] = c.to
					}
				}})
			if len(res.Epochs) != c.ends {
				t.Errorf("%v after epoch %d: rank %d ends after epoch %d, want %d", c.to, c.epoch, r.Rank(), len(res.Epochs), c.ends)
			}
			return err
		})
		for rank, err := range errs {
			if want := "the parameters of ranks [1] differ from those of rank 0"; err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%v after epoch %d: rank %d: %v, want that %s", c.to, c.epoch, rank, err, want)
			}
		}
	}
}

// TestRanksValidateAlike expects an error on all ranks if one of them has no validation data or other than rank 0.
func TestRanksValidateAlike(t *testing.T) {
	for _, seed := range []uint64{0, 2} {
		errs := traintest.RunRanks(2, func(r *traintest.Rank) error {
			check := teacherData[float64](t, 30, 1, 1)
			if r.Rank() == 1 {
				if check = nil; seed > 0 {
					check = teacherData[float64](t, 30, 1, seed)
				}
			}
			_, err := train.FitValidated(t.Context(), testNet[float64](t, 4), teacherData[float64](t, 40, 1, 1), check,
				train.Options{Epochs: 3, Loss: train.Sobolev(1, 1), Group: r})
			return err
		})
		for rank, err := range errs {
			if err == nil || !strings.Contains(err.Error(), "validation: ") {
				t.Errorf("rank %d: %v, want an error that names the validation", rank, err)
			}
		}
	}
}

// TestRanksSaveErrors expects what went wrong with the file of rank 0 on all ranks.
func TestRanksSaveErrors(t *testing.T) {
	for _, resume := range []bool{false, true} {
		path := filepath.Join(t.TempDir(), "missing", "run")
		asWanted := func(err error) bool { return errors.Is(err, fs.ErrNotExist) }
		if resume {
			path = filepath.Join(t.TempDir(), "run")
			asWanted = func(err error) bool { return err != nil && strings.Contains(err.Error(), "no run file") }
			if err := os.WriteFile(path, []byte("something else"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
			_, err := train.Fit(t.Context(), testNet[float64](t, 4), teacherData[float64](t, 40, 1, 1), train.Options{Epochs: 3,
				Loss: train.Sobolev(1, 1), Group: r, Checkpoint: train.Checkpoint{Path: path, Resume: resume}})
			return err
		})
		for rank, err := range errs {
			if !asWanted(err) || strings.Count(err.Error(), "train: ") > 1 {
				t.Errorf("resume %v: rank %d: error %v", resume, rank, err)
			}
		}
	}
}

// lossyGroup is two ranks of which the other brings what this one does, and which is lost after some exchanges.
type lossyGroup struct{ left int }

var errLost = errors.New("the other rank is gone")

func (*lossyGroup) Rank() int { return 0 }

func (*lossyGroup) Size() int { return 2 }

func (g *lossyGroup) SumFloat32(x []float32) error { return double(g, x) }

func (g *lossyGroup) SumFloat64(x []float64) error { return double(g, x) }

func double[F dual.Float](g *lossyGroup, x []F) error {
	for i := range x {
		x[i] *= 2
	}
	return g.lose()
}

func (g *lossyGroup) Broadcast([]byte, int) error { return g.lose() }

func (g *lossyGroup) lose() error {
	if g.left == 0 {
		return errLost
	}
	g.left--
	return nil
}

// TestLostGroup expects a run to end with the group's error, whenever that turns up, and to call it once.
func TestLostGroup(t *testing.T) {
	for _, opt := range groupOptions {
		before := ""
		for sums := 0; ; sums++ {
			net := testNet[float64](t, 4)
			terms, validation := groupTerms(t, net)
			opt.Workers, opt.Group = 1, &lossyGroup{sums}
			_, err := train.FitTerms(t.Context(), net, terms, validation, opt)
			if err == nil {
				break
			}
			if !errors.Is(err, errLost) {
				t.Fatalf("%v: after %d sums: %v, want %v", opt.Optimizer, sums, err, errLost)
			}
			before = fmt.Sprint(net.Params())
		}
		if strings.Contains(before, "NaN") {
			t.Errorf("%v: parameters %s", opt.Optimizer, before)
		}
	}
}

// TestGroupAllocations expects no allocations of the steps of one of several ranks.
func TestGroupAllocations(t *testing.T) {
	for _, opt := range groupOptions {
		opt.Workers, opt.Epochs, opt.Patience, opt.Group = 2, 1000, 0, &lossyGroup{1 << 30}
		net := testNet[float64](t, 8)
		tr, err := train.NewTrainer(net, opt, dataAndResidual(t, net, 200)...)
		if err != nil {
			t.Fatal(err)
		}
		traintest.RequireNoAllocations(t, fmt.Sprint(opt.Optimizer), tr.Steps(t.Context()), 4)
	}
}

func TestGroupErrors(t *testing.T) {
	got := map[int]string{}
	for _, size := range []int{3, 6, 16} {
		errs := traintest.RunRanks(size, func(r *traintest.Rank) error {
			_, err := train.NewTrainer(testNet[float64](t, 4), train.Options{Epochs: 1, Group: r}, dataAndResidual(t, testNet[float64](t, 4), 9)...)
			return err
		})
		got[size] = errs[size-1].Error()
	}
	want := map[int]string{}
	for size := range got {
		want[size] = fmt.Sprintf("train: options: a group of %d ranks, want a power of two up to the 8 shards of a step, see Options.Shards", size)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	_, err := train.NewTrainer(testNet[float64](t, 4), train.Options{Epochs: 1, Shards: 12}, dataAndResidual(t, testNet[float64](t, 4), 9)...)
	if want := "train: options: 12 shards, want a power of two"; err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
}
