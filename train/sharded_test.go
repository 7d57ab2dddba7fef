package train_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// shardedCase is a loss and options for data of which every rank has a part.
type shardedCase struct {
	loss train.Loss
	opt  train.Options
}

// shardedCases have scales made of all labels, weights made of the losses, directions drawn for every point, and optimisers
// that take batches or search.
func shardedCases() []shardedCase {
	weights := train.Sobolev(1, 0.1)
	weights.Schedule = train.BalanceWeights(1, 1)
	entries := train.Balanced(nil, 1, 1)
	entries.Orders[1].Balance = train.PerEntry
	return []shardedCase{
		{weights, train.Options{Optimizer: optim.Adam(1e-2), Epochs: 4, BatchSize: 90, Average: 0.9, Schedule: optim.Cosine}},
		{entries, train.Options{Optimizer: optim.SGDW(1e-3, 0.9, 0.1), Epochs: 3, BatchSize: 16, ClipNorm: 0.1}},
		{train.Stochastic(1, 1), train.Options{Optimizer: optim.Adam(1e-2), Epochs: 3, BatchSize: 120, Shards: 16}},
		{train.Balanced(train.Huber(0.5), 1, 1), train.Options{Optimizer: optim.LBFGS(4), Epochs: 4}},
	}
}

// fitSharded trains on data of which this rank has its shards, in units of all of it, with a term beside it whose points every
// rank has and with validation, and returns a fingerprint.
func fitSharded[F dual.Float](ctx context.Context, t *testing.T, g train.Group, c shardedCase) (uint64, error) {
	t.Helper()
	s := data.Sharding{Shards: c.opt.Shards}
	if g != nil {
		s.Group = g
	}
	part, err := teacherData[F](t, 541, 1, 1).Shard(s)
	if err != nil {
		return 0, err
	}
	rng := rand.New(rand.NewPCG(3, 4))
	units := data.Standardize(part)
	seen, kept := units.Apply(part).Shuffle(rng).Split(0.8)
	net := testNet[F](t, 12)
	term, err := train.Regression(net, seen, c.loss)
	if err != nil {
		return 0, err
	}
	check, err := train.Regression(net, kept, train.Sobolev(1, 0.1))
	if err != nil {
		return 0, err
	}
	terms := []train.Term[F]{term, checkpointTerms(t, net)[1]}
	if c.opt.OnEpoch != nil {
		ctx2, cancel := context.WithCancel(ctx)
		defer cancel()
		c.opt.OnEpoch = func(e train.Epoch) {
			if e.Epoch == 2 {
				cancel()
			}
		}
		ctx = ctx2
	}
	c.opt.Group, c.opt.Workers = g, 2
	res, err := train.FitTerms(ctx, net, terms, []train.Term[F]{check}, c.opt)
	if err != nil {
		return 0, err
	}
	parts, err := train.Evaluate(net, kept, train.MeanSquared(1))
	if err != nil {
		return 0, err
	}
	res.Epochs[0].Parts = append(res.Epochs[0].Parts, parts...)
	return checksum(net, res), nil
}

// TestShardsOnAnyRanks trains on data that is divided among 1 to 8 ranks, and expects the bits of one process with all shards.
func TestShardsOnAnyRanks(t *testing.T) {
	t.Run("float32", testSharded[float32])
	t.Run("float64", testSharded[float64])
}

func testSharded[F dual.Float](t *testing.T) {
	for i, c := range shardedCases() {
		want, err := fitSharded[F](t.Context(), t, nil, c)
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int{1, 2, 4, 8} {
			errs := traintest.RunRanks(size, func(r *traintest.Rank) error {
				got, err := fitSharded[F](t.Context(), t, r, c)
				if err == nil && got != want {
					err = fmt.Errorf("checksum %x, want %x", got, want)
				}
				return err
			})
			if err := errors.Join(errs...); err != nil {
				t.Errorf("case %d, %d ranks: %v", i, size, err)
			}
		}
	}
}

// TestShardedRunsResume ends a run on 4 ranks and goes on with it on others.
func TestShardedRunsResume(t *testing.T) {
	c := shardedCases()[0]
	want, err := fitSharded[float64](t.Context(), t, nil, c)
	if err != nil {
		t.Fatal(err)
	}
	c.opt.Checkpoint = train.Checkpoint{Path: filepath.Join(t.TempDir(), "run"), Resume: true}
	stop := c
	stop.opt.OnEpoch = func(train.Epoch) {}
	for rank, err := range traintest.RunRanks(4, func(r *traintest.Rank) error {
		_, err := fitSharded[float64](t.Context(), t, r, stop)
		return err
	}) {
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("rank %d: %v, want %v", rank, err, context.Canceled)
		}
	}
	saved, err := os.ReadFile(c.opt.Checkpoint.Path)
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range []int{1, 2, 8} {
		if err := os.WriteFile(c.opt.Checkpoint.Path, saved, 0o666); err != nil {
			t.Fatal(err)
		}
		errs := traintest.RunRanks(size, func(r *traintest.Rank) error {
			got, err := fitSharded[float64](t.Context(), t, r, c)
			if err == nil && got != want {
				err = fmt.Errorf("checksum %x, want %x", got, want)
			}
			return err
		})
		if err := errors.Join(errs...); err != nil {
			t.Errorf("%d ranks: %v", size, err)
		}
	}
}

// TestShardedLoss expects the loss of data whose parts ranks hold to be that of the whole, but for rounding, with labels
// missing in some shards alone and weights of points.
func TestShardedLoss(t *testing.T) {
	whole := teacherData[float64](t, 200, 1, 1)
	for i := range whole.Labels.Plane(1)[:60] {
		whole.Labels.Plane(1)[i] = math.NaN()
	}
	for i := range whole.Len() {
		whole.Weights = append(whole.Weights, 1+float64(i%7))
	}
	loss := train.Balanced(nil, 1, 1)
	loss.Orders[1].Balance = train.PerEntry
	net := testNet[float64](t, 8)
	want, err := train.Evaluate(net, whole, loss)
	if err != nil {
		t.Fatal(err)
	}
	errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
		part, err := whole.Shard(data.Sharding{Group: r})
		if err != nil {
			return err
		}
		got, err := train.Evaluate(net, part, loss)
		for q := range got {
			if !(math.Abs(got[q]-want[q]) <= 1e-13*want[q]) {
				err = errors.Join(err, fmt.Errorf("order %d: loss %v, want %v", q, got[q], want[q]))
			}
		}
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
}

// TestShardedAllocations expects no allocations of steps on data in shards.
func TestShardedAllocations(t *testing.T) {
	for _, batch := range []int{0, 40} {
		net := testNet[float64](t, 8)
		part, err := teacherData[float64](t, 100, 1, 1).Shard(data.Sharding{})
		if err != nil {
			t.Fatal(err)
		}
		term, err := train.Regression(net, part, train.Sobolev(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		tr, err := train.NewTrainer(net, train.Options{Optimizer: optim.Adam(1e-3), Epochs: 1000, BatchSize: batch, Workers: 2}, term)
		if err != nil {
			t.Fatal(err)
		}
		traintest.RequireNoAllocations(t, fmt.Sprint("batches of ", batch), tr.Steps(t.Context()), 12)
	}
}

// TestShardedErrors expects errors that say what does not fit.
func TestShardedErrors(t *testing.T) {
	run := func(d func(g train.Group) (*data.Data[float64], error), opt train.Options) string {
		errs := traintest.RunRanks(2, func(r *traintest.Rank) error {
			part, err := d(r)
			if err != nil {
				return err
			}
			opt := opt
			opt.Group, opt.Epochs, opt.Loss = r, 1, train.Sobolev(1, 1)
			_, err = train.Fit(t.Context(), testNet[float64](t, 4), part, opt)
			return err
		})
		return fmt.Sprint(errs[0])
	}
	shards := func(shards int) func(g train.Group) (*data.Data[float64], error) {
		return func(g train.Group) (*data.Data[float64], error) {
			return teacherData[float64](t, 40, 1, 1).Shard(data.Sharding{Group: g, Shards: shards})
		}
	}
	alone := func(train.Group) (*data.Data[float64], error) {
		return teacherData[float64](t, 40, 1, 1).Shard(data.Sharding{})
	}
	for _, c := range []struct {
		data func(g train.Group) (*data.Data[float64], error)
		opt  train.Options
		want string
	}{
		{shards(16), train.Options{}, "train: term 0: data of which this rank has shards 0 to 7 of 16, want those of rank 0 of 2 in 8 shards"},
		{alone, train.Options{}, "train: term 0: data of which this rank has shards 0 to 7 of 8, want those of rank 0 of 2 in 8 shards"},
		{shards(8), train.Options{BatchSize: 5}, "batches of 5 points of data in 8 shards, want at least one of each"},
		{shards(64), train.Options{}, "data: Shard: 40 points in 64 shards, want at least one in each"},
		{shards(12), train.Options{}, "12 shards, want a power of two"},
		{shards(1), train.Options{}, "rank 0 of 2 and 1 shards, want a power of two of ranks"},
		{shards(8), train.Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{})}, "ranks have a part of its points each, want all points on each of them"},
	} {
		if got := run(c.data, c.opt); !strings.Contains(got, c.want) {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}

// TestShardedGroupLost expects what failed while numbers of all ranks were added up, from then on.
func TestShardedGroupLost(t *testing.T) {
	for sums := range 60 {
		part, err := teacherData[float64](t, 100, 1, 1).Join(data.Sharding{Group: &lossyGroup{sums}})
		if err != nil {
			t.Fatal(err)
		}
		units := data.Standardize(part)
		net := testNet[float64](t, 4)
		if _, err = train.Evaluate(net, units.Apply(part), train.Balanced(nil, 1, 1)); err == nil {
			return
		}
		if !errors.Is(err, errLost) {
			t.Errorf("after %d sums: %v, want %v", sums, err, errLost)
		}
	}
	t.Error("60 sums are too few, which tests nothing")
}

// TestShardedNonFinite expects the rank that has the sample to name it, and the others not to blame sums.
func TestShardedNonFinite(t *testing.T) {
	errs := traintest.RunRanks(2, func(r *traintest.Rank) error {
		whole := teacherData[float64](t, 40, 0, 1)
		whole.Labels.Data[23] = 1e200
		part, err := whole.Shard(data.Sharding{Group: r})
		if err != nil {
			return err
		}
		_, err = train.Fit(t.Context(), testNet[float64](t, 4), part, train.Options{Loss: train.Sobolev(1), Epochs: 1, Group: r})
		return err
	})
	for rank, want := range []string{"no single sample of this rank is to blame", "first in term 0"} {
		var e *train.NonFiniteError
		if !errors.As(errs[rank], &e) || !strings.Contains(e.Error(), want) || rank == 1 && e.Place.Sample != 3 {
			t.Errorf("rank %d: %v, want %s", rank, errs[rank], want)
		}
	}
}

// TestShardedResiduals shares data among ranks, none of which has all residuals: Auto takes an optimiser that does without, and the
// last layer is not solved for.
func TestShardedResiduals(t *testing.T) {
	errs := traintest.RunRanks(2, func(r *traintest.Rank) error {
		part, err := teacherData[float64](t, 40, 1, 1).Shard(data.Sharding{Group: r})
		if err != nil {
			return err
		}
		net := testNet[float64](t, 4)
		term, err := train.Regression(net, part, train.Sobolev(1, 1))
		if err != nil {
			return err
		}
		tr, err := train.NewTrainer(net, train.Options{Optimizer: optim.Auto(), Epochs: 1, Group: r}, term)
		if err != nil {
			return err
		}
		if got, want := fmt.Sprint(tr.Optimizer()), fmt.Sprint(optim.BFGS(optim.Tolerances{})); got != want {
			return fmt.Errorf("Auto takes %s, want %s", got, want)
		}
		if _, err := train.SolveOutput(t.Context(), net, 0, term); err == nil || !strings.Contains(err.Error(), "want all points on each of them") {
			return fmt.Errorf("SolveOutput: error %v, want one that asks for all points", err)
		}
		return nil
	})
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
}

// TestShardedInfinite expects the rank with an infinite label to name it, in units that all ranks make of their labels together,
// and the others to end.
func TestShardedInfinite(t *testing.T) {
	for _, l := range []train.Loss{train.Sobolev(1, 1), train.Balanced(nil, 1, 1), train.Stochastic(1, 1), train.KullbackLeibler(1, 1), train.CrossEntropy(1, 1)} {
		errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
			part, err := teacherData[float64](t, 40, 1, 1).Shard(data.Sharding{Group: r})
			if err != nil {
				return err
			}
			if r.Rank() == 2 {
				part.Labels.Plane(0)[3] = math.Inf(1)
			}
			part = data.Standardize(part).Apply(part)
			_, err = train.Fit(t.Context(), testNet[float64](t, 4), part, train.Options{Loss: l, Epochs: 1, Group: r})
			return err
		})
		if want := "point 3: label of output 0, component 0 of Full(2, 1), is +Inf"; errs[2] == nil || !strings.Contains(errs[2].Error(), want) {
			t.Errorf("%v: rank 2: %v, want an error about %q", l, errs[2], want)
		}
		for rank, err := range errs {
			if rank != 2 && (err == nil || !strings.Contains(err.Error(), "rank 2 has left")) {
				t.Errorf("%v: rank %d: %v, want that rank 2 has left", l, rank, err)
			}
		}
	}
}
