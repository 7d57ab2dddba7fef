package train_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/train"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// TestRanksNonFinite changes labels of one rank in the run, and expects that rank to name the sample, and the others not to
// blame sums.
func TestRanksNonFinite(t *testing.T) {
	errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
		d := teacherData[float64](t, 400, 1, 1)
		_, err := train.Fit(t.Context(), testNet[float64](t, 4), d, train.Options{Loss: train.Sobolev(1), Epochs: 3, Group: r,
			OnEpoch: func(train.Epoch) {
				for i := 7; i < d.Len() && r.Rank() == 2; i++ {
					d.Labels.Plane(0)[i] = math.Inf(1)
				}
			}})
		return err
	})
	for rank, err := range errs {
		want := "no single sample of this rank is to blame"
		if rank == 2 {
			want = "first in term 0: layer 4, Dense(1): cotangent of unit 0's value, sample 7"
		}
		var e *train.NonFiniteError
		if !errors.As(err, &e) || !strings.Contains(e.Error(), want) {
			t.Errorf("rank %d: %v, want a NonFiniteError with %q", rank, err, want)
		}
	}
}

// faultyTerm is a term whose loss is not finite at one step, for a reason that it gives.
type faultyTerm struct {
	wrongAt
	fault error
}

func (f faultyTerm) Fault() error { return f.fault }

// TestRanksFault expects what a term says of its points on one rank on all of them.
func TestRanksFault(t *testing.T) {
	errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
		net := testNet[float64](t, 4)
		term := faultyTerm{wrongAt: wrongAt{regressions(t, net, teacherData[float64](t, 400, 1, 1))[0], 2, false}}
		if r.Rank() == 1 {
			term.fault = errors.New("a point beyond the table")
		}
		_, err := train.FitTerms(t.Context(), net, []train.Term[float64]{term}, nil,
			train.Options{Optimizer: optim.Adam(1e-3), Epochs: 3, BatchSize: 400, Group: r})
		return err
	})
	for rank, err := range errs {
		want := "train: rank 1: step 2: a point beyond the table"
		if rank == 1 {
			want = "train: step 2: a point beyond the table"
		}
		if fmt.Sprint(err) != want {
			t.Errorf("rank %d: %v, want %s", rank, err, want)
		}
	}
}

// lateContext is one that ends with an error when it is told to.
type lateContext struct {
	context.Context
	err error
}

func (c *lateContext) Err() error { return c.err }

// TestRanksCancelled ends a run on one rank, before its first step and within, and expects the cause on all ranks, and which rank it
// was on the others.
func TestRanksCancelled(t *testing.T) {
	for _, cause := range []error{context.Canceled, context.DeadlineExceeded} {
		for _, epoch := range []int{0, 2} {
			errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
				ctx := &lateContext{Context: t.Context()}
				end := func(e train.Epoch) {
					if e.Epoch == epoch && r.Rank() == 1 {
						ctx.err = cause
					}
				}
				end(train.Epoch{})
				_, err := train.Fit(ctx, testNet[float64](t, 4), teacherData[float64](t, 40, 1, 1),
					train.Options{Loss: train.Sobolev(1), Epochs: 5, Group: r, OnEpoch: end})
				return err
			})
			for rank, err := range errs {
				want := "train: rank 1: " + cause.Error()
				if rank == 1 {
					want = cause.Error()
				}
				if fmt.Sprint(err) != want || !errors.Is(err, cause) {
					t.Errorf("ended after epoch %d: rank %d: %v, want %s", epoch, rank, err, want)
				}
			}
		}
	}
}
