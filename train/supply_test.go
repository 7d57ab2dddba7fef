package train

import (
	"math/rand/v2"
	"slices"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/order"
	"example.com/sobolev/train/internal/traintest"
)

// TestSupplyOfShards expects an epoch to take every point once, in batches of about the same size from all shards, and shuffles
// to leave points in their shard.
func TestSupplyOfShards(t *testing.T) {
	net, d := traintest.Small(t, 2, 1, layers.Tanh), traintest.Labelled(t, 2, 1, 1)
	d = d.Subset(slices.Repeat([]int{0, 1}, 101))
	d, err := d.Shard(data.Sharding{})
	if err != nil {
		t.Fatal(err)
	}
	d, _ = d.Split(0.93)
	term, err := Regression(net, d, Sobolev(1))
	if err != nil {
		t.Fatal(err)
	}
	for _, batch := range []int{0, 8, 9, 31, 64, 100, 1000} {
		s, err := newSupply(term, batch, ranks{shards: 8, size: 1})
		if err != nil {
			t.Fatal(err)
		}
		pcg := rand.NewPCG(0, 0)
		s.shuffleShards(rand.New(pcg), pcg, 7)
		var all []int
		for i := range s.steps() {
			lists, count := s.take(i)
			got := 0
			for shard, list := range lists {
				from, to := d.Shards().Points(shard)
				for _, p := range list {
					if p < from || p >= to {
						t.Errorf("batches of %d: point %d in shard %d of points %d to %d", batch, p, shard, from, to)
					}
				}
				if len(list) > s.most() {
					t.Errorf("batches of %d: %d points of a shard, want at most %d", batch, len(list), s.most())
				}
				got += len(list)
				all = append(all, list...)
			}
			even := d.Len() / s.steps()
			if got != count || count < even-2 || count > even+3 {
				t.Errorf("batches of %d: step %d takes %d points and says %d, want about %d", batch, i, got, count, even)
			}
		}
		slices.Sort(all)
		if !slices.Equal(all, order.Identity(make([]int, d.Len()))) {
			t.Errorf("batches of %d: points %v, want every one once", batch, all)
		}
		if one := s.batch == s.points; one != slices.Equal(s.order, order.Identity(make([]int, d.Len()))) {
			t.Errorf("batches of %d: points in the order %v, want them shuffled for more than one batch alone", batch, s.order)
		}
	}
}
