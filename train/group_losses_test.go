package train

import (
	"errors"
	"slices"
	"testing"

	"example.com/sobolev/layers"
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
	s.addTerm(term, plan, term.Len(), 1)
	s.setPoints(0, identityOrder(make([]int, term.Len())))
	parts := s.allocateParts()
	_, err = s.gradient(newPool(0), c.step, told{})
	return parts, err
}
