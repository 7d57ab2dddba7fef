package train

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/order"
	"example.com/sobolev/train/internal/traintest"
)

// TestRanksOfEveryLoss computes every kind of loss and its gradient on several ranks, in tiles of one point, and expects
// the bits of one process.
func TestRanksOfEveryLoss(t *testing.T) {
	for _, c := range lossCases(t) {
		want := make([]float64, len(c.net.Params()))
		wantParts, err := gradientOfRank(c, nil, want)
		if err != nil {
			t.Fatal(err)
		}
		for _, size := range []int{2, 4} {
			errs := traintest.RunRanks(size, func(r *traintest.Rank) error {
				grad := make([]float64, len(want))
				parts, err := gradientOfRank(c, r, grad)
				if err == nil && !(slices.Equal(grad, want) && slices.Equal(parts, wantParts)) {
					err = errors.New("loss or gradient differs from that of one process")
				}
				return err
			})
			for rank, err := range errs {
				if err != nil {
					t.Errorf("%s: rank %d of %d: %v", c.name, rank, size, err)
				}
			}
		}
	}
}

// TestIdleRank expects that a rank without points leaves a gradient alone to the last bit, −0 included.
func TestIdleRank(t *testing.T) {
	net, err := layers.NewMLP[float64](1, []int{3}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	d := &data.Data[float64]{In: 1, Out: 1, X: []float64{1e-200}, Labels: data.NewLabels[float64](jet.Real(), 1, 1)}
	d.Labels.Data[0] = 1
	c := lossCase{net: net, data: d, loss: Sobolev(1e-200)}
	bitsOf := func(g Group) ([]uint64, error) {
		var b []uint64
		grad := make([]float64, len(net.Params()))
		_, err := gradientOfRank(c, g, grad)
		for _, v := range grad {
			b = append(b, math.Float64bits(v))
		}
		return b, err
	}
	want, err := bitsOf(nil)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(want, 1<<63) {
		t.Skip("these kernels leave no −0 of what is too small for a float64")
	}
	errs := traintest.RunRanks(4, func(r *traintest.Rank) error {
		got, err := bitsOf(r)
		if err == nil && !slices.Equal(got, want) {
			err = fmt.Errorf("gradient %x, want %x", got, want)
		}
		return err
	})
	if err := errors.Join(errs...); err != nil {
		t.Error(err)
	}
}

// gradientOfRank adds up the gradient of a case as one of the ranks of g and returns the parts of the loss.
func gradientOfRank(c lossCase, g Group, grad []float64) ([]float64, error) {
	term, err := newRegression(c.net, c.data, c.loss)
	if err != nil {
		return nil, err
	}
	r, err := newRanks(g, defaultShards)
	if err != nil {
		return nil, err
	}
	plan, err := c.net.Plan(term.Algebra(), term.SeedsInputs(), layers.Auto)
	if err != nil {
		return nil, err
	}
	s := newShards(r, c.net, 1, grad)
	s.addTerm(c.net, term, plan, term.Len(), 1)
	s.setPoints(0, [][]int{order.Identity(make([]int, term.Len()))}, term.Len())
	parts := s.allocateParts()
	_, err = s.gradient(newPool(0), c.step, told{})
	return parts, err
}
