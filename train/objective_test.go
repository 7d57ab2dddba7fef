package train

import (
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/sobolev/train/internal/order"
)

// TestShuffle expects another order of the points in every epoch, the same one whenever that epoch begins, and the given
// order where a step takes all points.
func TestShuffle(t *testing.T) {
	const points = 20
	pcg := rand.NewPCG(0, 0)
	o := &objective[float64]{pcg: pcg, rng: rand.New(pcg), supply: []*supply{
		{points: points, batch: 5, order: make([]int, points)}, {points: points, batch: points, order: order.Identity(make([]int, points))}}}
	seen := map[uint64]map[int][]int{1: {}, 2: {}}
	for seed, epochs := range seen {
		for epoch := 1; epoch <= 3; epoch++ {
			o.shuffle(seed, epoch)
			epochs[epoch] = slices.Clone(o.supply[0].order)
		}
	}
	identity := order.Identity(make([]int, points))
	for seed, epochs := range seen {
		for epoch, order := range epochs {
			if o.shuffle(seed, epoch); !slices.Equal(o.supply[0].order, order) {
				t.Errorf("seed %d, epoch %d: %v, then %v", seed, epoch, order, o.supply[0].order)
			}
			if slices.Equal(order, epochs[epoch%3+1]) || slices.Equal(order, seen[3-seed][epoch]) {
				t.Errorf("seed %d, epoch %d: %v, the order of another epoch or seed", seed, epoch, order)
			}
			if slices.Sort(order); !slices.Equal(order, identity) {
				t.Errorf("seed %d, epoch %d: points %v", seed, epoch, order)
			}
		}
	}
	if !slices.Equal(o.supply[1].order, identity) {
		t.Errorf("all points in the order %v", o.supply[1].order)
	}
}
