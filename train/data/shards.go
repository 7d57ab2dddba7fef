package data

import (
	"fmt"
	"math/bits"
	"math/rand/v2"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/train/internal/order"
)

// A Sharding says how data is divided among the ranks of a training run that hold a part of it each: into shards of
// neighbouring points, of which every rank has the same number, those of rank 0 first. Points are shuffled within their shard,
// and a shard of the data becomes one partial gradient of the step. So what is trained depends on the number of shards, and
// neither on that of ranks nor on which of them holds what.
//
//	s := data.Sharding{Group: g}
//	d, err := data.FromNumPyShards[float32](s, data.NumPyNames{X: "x", Y: "y", Grad: "grad"}, "run.npz")
//	units := data.Standardize(d)
//	_, err = train.Fit(ctx, net, units.Apply(d), train.Options{Group: g, …})
//
// What is computed of all points, such as means and deviations, the ranks add up: they have to make the same calls.
type Sharding struct {
	Group  Group // the ranks, nil if this process holds all shards
	Shards int   // their number on all ranks, a power of two and that of train.Options; 8 if 0
}

// A Group is the ranks that data is divided among, see train.Group, which is one.
type Group interface {
	Rank() int
	Size() int
	SumFloat64(x []float64) error
}

// rank returns this rank's number and that of all ranks.
func (s Sharding) rank() (rank, size int) {
	if s.Group == nil {
		return 0, 1
	}
	return s.Group.Rank(), s.Group.Size()
}

// withDefaults checks the sharding of some points and fills in the number of shards.
func (s Sharding) withDefaults(points int) (Sharding, error) {
	if s.Shards == 0 {
		s.Shards = 8
	}
	if s.Shards < 0 || bits.OnesCount(uint(s.Shards)) != 1 {
		return s, fmt.Errorf("%d shards, want a power of two", s.Shards)
	}
	rank, size := s.rank()
	if size > s.Shards || bits.OnesCount(uint(size)) != 1 || rank < 0 || rank >= size {
		return s, fmt.Errorf("rank %d of %d and %d shards, want a power of two of ranks, and a shard for each", rank, size, s.Shards)
	}
	if points < s.Shards {
		return s, fmt.Errorf("%d points in %d shards, want at least one in each", points, s.Shards)
	}
	return s, nil
}

// end returns the number of the first of so many points that comes after those of a shard.
func (s Sharding) end(shard, points int) int {
	high, low := bits.Mul64(uint64(shard+1), uint64(points))
	end, _ := bits.Div64(high, low, uint64(s.Shards))
	return int(end)
}

// rows returns which of so many points are this rank's: those from up to, not including, to.
func (s Sharding) rows(points int) (from, to int) {
	rank, size := s.rank()
	own := s.Shards / size
	return s.end(rank*own-1, points), s.end((rank+1)*own-1, points)
}

// shardRows chooses the rank's rows of files.
type shardRows struct {
	Sharding       // with defaults once it has chosen
	n        int   // rows on all ranks
	err      error // what keeps them from being divided
}

// choose implements [dataset.Rows].
func (r *shardRows) choose(n int) (from, to int) {
	s, err := r.withDefaults(n)
	switch {
	case err != nil:
	case r.n > 0 && n != r.n:
		err = fmt.Errorf("%d rows beside %d, want as many in all arrays", n, r.n)
	default:
		r.Sharding, r.n = s, n
		return s.rows(n)
	}
	if r.err == nil {
		r.err = err
	}
	return 0, 0
}

// Shards are those that a rank holds of some data.
type Shards struct {
	Sharding
	ends []int    // numbers of the first point after each of the rank's shards
	lost *failure // of the group, remembered by all data that was made of the same
}

// failure is why the ranks can no longer be added up.
type failure struct{ err error }

// shards returns those of a rank that has its rows of so many points.
func (s Sharding) shards(points int) *Shards {
	from, _ := s.rows(points)
	rank, size := s.rank()
	own := s.Shards / size
	all := &Shards{Sharding: s, lost: &failure{}}
	for i := range own {
		all.ends = append(all.ends, s.end(rank*own+i, points)-from)
	}
	return all
}

// Shard returns this rank's part of data that every rank holds, or makes, alike.
func (d *Data[F]) Shard(s Sharding) (*Data[F], error) {
	s, err := s.withDefaults(d.Len())
	if err != nil {
		return nil, fmt.Errorf("data: Shard: %w", err)
	}
	part := d.Slice(s.rows(d.Len()))
	part.shards = s.shards(d.Len())
	return part, nil
}

// Join returns the data as this rank's part of what all ranks hold together: each has read a file of its own, say, or has
// computed labels at points of its own. Every rank's points are divided into as many shards.
func (d *Data[F]) Join(s Sharding) (*Data[F], error) {
	_, size := s.rank()
	s, err := s.withDefaults(d.Len() * size)
	if err != nil {
		return nil, fmt.Errorf("data: Join: %w", err)
	}
	joined := *d
	joined.shards = &Shards{Sharding: s, lost: &failure{}}
	own := Sharding{Shards: s.Shards / size}
	for i := range own.Shards {
		joined.shards.ends = append(joined.shards.ends, own.end(i, d.Len()))
	}
	return &joined, nil
}

// Shards returns the shards of this rank, nil if the data is not divided.
func (d *Data[F]) Shards() *Shards { return d.shards }

// Len returns how many this rank has.
func (s *Shards) Len() int { return len(s.ends) }

// First returns the number of this rank's first shard among those of all ranks.
func (s *Shards) First() int {
	rank, _ := s.rank()
	return rank * len(s.ends)
}

// Points returns which points shard i of this rank has, counted from 0: those from up to, not including, to.
func (s *Shards) Points(i int) (from, to int) {
	if i > 0 {
		from = s.ends[i-1]
	}
	return from, s.ends[i]
}

// Gather calls f for each shard that the rank has, or once for all points of data that is not divided, to write so many numbers
// that say something of the points from up to, not including, to. It returns the numbers of all shards of all ranks, shards ×
// width. All ranks have to call it. If the group fails all are 0, and [Data.Check] says so from then on.
func (d *Data[F]) Gather(width int, f func(numbers []float64, from, to int)) []float64 {
	given.Must(f != nil, "data: Gather", "the function f")
	s := d.shards
	if s == nil {
		all := make([]float64, width)
		f(all, 0, d.Len())
		return all
	}
	return s.Gather(width, f)
}

// Gather is [Data.Gather]. If the group fails, Err says so from then on.
func (s *Shards) Gather(width int, f func(numbers []float64, from, to int)) []float64 {
	given.Must(f != nil, "data: Gather", "the function f")
	all := make([]float64, s.Shards*width)
	for i := range s.ends {
		from, to := s.Points(i)
		f(all[(s.First()+i)*width:][:width:width], from, to)
	}
	if s.Group == nil || s.lost.err != nil {
		return all
	}
	if s.lost.err = s.Group.SumFloat64(all); s.lost.err != nil {
		clear(all)
	}
	return all
}

// Err returns why the ranks could no longer be added up, nil if they could.
func (s *Shards) Err() error {
	if s.lost.err == nil {
		return nil
	}
	return fmt.Errorf("data: what was computed of all ranks' points: %w", s.lost.err)
}

// subset returns the shards of points with the given numbers, which have to be in the order of their shards.
func (s *Shards) subset(points []int) *Shards {
	if s == nil {
		return nil
	}
	t := &Shards{Sharding: s.Sharding, lost: s.lost}
	for n, p := range points {
		for p >= s.ends[len(t.ends)] {
			t.ends = append(t.ends, n)
		}
		if from, _ := s.Points(len(t.ends)); p < from {
			panic(fmt.Sprintf("data: Data.Subset: point %d of shard %d or before after one of that shard, want points in the order of their shards",
				p, len(t.ends)-1))
		}
	}
	for len(t.ends) < len(s.ends) {
		t.ends = append(t.ends, len(points))
	}
	return t
}

// shuffled returns the rank's points in an order drawn for each shard on its own.
func (s *Shards) shuffled(rng *rand.Rand) []int {
	seed := rng.Uint64()
	points := order.Identity(make([]int, s.ends[len(s.ends)-1]))
	for i := range s.ends {
		from, to := s.Points(i)
		own := points[from:to]
		rand.New(rand.NewPCG(seed, uint64(s.First()+i))).Shuffle(len(own), func(a, b int) { own[a], own[b] = own[b], own[a] })
	}
	return points
}
