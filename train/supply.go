package train

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/order"
)

// A ShardedTerm is a [Term] of which every rank of a group has a part of the points, see [data.Sharding]: its Len is the number
// of this rank's. A term that is none has the same points on all ranks.
type ShardedTerm interface {
	// Shards returns which of the rank's points belong to which shard, nil if all ranks have the same points.
	Shards() *data.Shards
}

// shardsOf returns the shards of a term's points, nil if every rank has them all.
func shardsOf[F dual.Float](term Term[F]) *data.Shards {
	if s, ok := term.(ShardedTerm); ok {
		return s.Shards()
	}
	return nil
}

// sizesOf returns the numbers of points in all shards, on all ranks.
func sizesOf(s *data.Shards) []float64 {
	return s.Gather(1, func(numbers []float64, from, to int) { numbers[0] = float64(to - from) })
}

// pointsOf returns the number of a term's points, on all ranks.
func pointsOf[F dual.Float](term Term[F]) int {
	if s := shardsOf(term); s != nil {
		return int(sum(sizesOf(s)))
	}
	return term.Len()
}

// supply says which points of a term a step takes, and which of them are this rank's.
type supply struct {
	points int   // on all ranks
	batch  int   // of a step, on all ranks
	order  []int // this rank's points in the order of the current epoch

	shards *data.Shards // nil if every rank has all points
	sizes  []int        // points of every shard, on all ranks
	lists  [][]int      // points of the current step: all, or a list for each of this rank's shards
}

// newSupply returns the supply of a term in batches of up to batch points, all if that is 0.
func newSupply[F dual.Float](term Term[F], batch int, r ranks) (*supply, error) {
	n := term.Len()
	if n < 1 {
		return nil, fmt.Errorf("no points, want at least 1")
	}
	s := &supply{points: n, order: order.Identity(make([]int, n)), shards: shardsOf(term), lists: make([][]int, 1)}
	if s.shards != nil {
		if err := s.share(r, batch); err != nil {
			return nil, err
		}
	}
	s.batch = s.points
	if batch > 0 {
		s.batch = min(batch, s.points)
	}
	return s, nil
}

// share counts the points of all shards.
func (s *supply) share(r ranks, batch int) error {
	own := s.shards
	if own.Sharding.Shards != r.shards || own.Len()*r.size != r.shards || own.First() != r.rank()*own.Len() {
		return fmt.Errorf("data of which this rank has shards %d to %d of %d, want those of rank %d of %d in %d shards, see Options.Group and Options.Shards",
			own.First(), own.First()+own.Len()-1, own.Sharding.Shards, r.rank(), r.size, r.shards)
	}
	if batch > 0 && batch < r.shards {
		return fmt.Errorf("batches of %d points of data in %d shards, want at least one of each", batch, r.shards)
	}
	s.points, s.lists = 0, make([][]int, own.Len())
	for _, n := range sizesOf(own) {
		s.sizes = append(s.sizes, int(n))
		s.points += int(n)
	}
	return own.Err()
}

// steps is the number of batches in which all points are used once.
func (s *supply) steps() int { return (s.points + s.batch - 1) / s.batch }

// take returns the points of step i of an epoch, and their number on all ranks: where every rank has all points one list
// of them, and otherwise one for each of the rank's shards. The lists are valid until the next call.
func (s *supply) take(i int) (lists [][]int, count int) {
	if s.shards == nil {
		first := i * s.batch % s.points
		s.lists[0] = s.order[first:min(first+s.batch, s.points)]
		return s.lists, len(s.lists[0])
	}
	i %= s.steps()
	for own := range s.lists {
		from, _ := s.shards.Points(own)
		shard := s.shards.First() + own
		s.lists[own] = s.order[from+s.first(shard, i) : from+s.first(shard, i+1)]
	}
	for shard := range s.sizes {
		count += s.first(shard, i+1) - s.first(shard, i)
	}
	return s.lists, count
}

// first returns the number of the first point of a shard that step i takes: n·i/S of n points in S steps, rounded in turns, so that
// not all shards give one point more in the same step.
func (s *supply) first(shard, i int) int {
	steps, shards := uint64(s.steps()), uint64(len(s.sizes))
	whole, rest := uint64(s.sizes[shard])/steps, uint64(s.sizes[shard])%steps
	return int(uint64(i)*whole + (uint64(i)*rest*shards+uint64(shard)*steps)/(steps*shards))
}

// most returns the largest number of points that a list holds, on any rank.
func (s *supply) most() int {
	if s.shards == nil {
		return s.batch
	}
	n := 0
	for _, size := range s.sizes {
		n = max(n, (size+s.steps()-1)/s.steps())
	}
	return n
}

// shuffle draws the order of points that every rank has.
func (s *supply) shuffle(rng *rand.Rand) {
	if s.shards == nil && s.batch < s.points {
		shuffle(order.Identity(s.order), rng)
	}
}

// shuffleShards draws the order of the points in each of the rank's shards, from a stream of its own.
func (s *supply) shuffleShards(rng *rand.Rand, pcg *rand.PCG, seed uint64) {
	if s.shards == nil || s.batch == s.points {
		return
	}
	order.Identity(s.order)
	for own := range s.lists {
		from, to := s.shards.Points(own)
		pcg.Seed(seed, uint64(s.shards.First()+own))
		shuffle(s.order[from:to], rng)
	}
}

func shuffle(points []int, rng *rand.Rand) {
	rng.Shuffle(len(points), func(a, b int) { points[a], points[b] = points[b], points[a] })
}
