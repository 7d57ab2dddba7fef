package train

import (
	"fmt"
	"math"
	"math/bits"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// A Group is a number of processes, its ranks, that take every step of a training run together, see [Options].Group.
// Package example.com/sobolev/mpi makes one of the ranks of an MPI job.
//
// A run calls the methods in the same order on all ranks, never two at a time on one of them. A method that exchanges
// something returns when this rank has what it needs from the others. If it fails the group is lost: it is not called again,
// and the run ends. So does a run on whose rank a term fails: the others wait for it until the group fails on them, too.
type Group interface {
	// Rank is the number of this process, from 0 to Size()−1.
	Rank() int

	// Size is the number of processes.
	Size() int

	// SumFloat32 replaces x, as long on every rank, by its sum over the ranks. Neighbouring ranks are added first, then
	// neighbouring pairs of them, and so on: ((x₀+x₁)+(x₂+x₃))+((x₄+x₅)+(x₆+x₇)). All ranks get the same bits.
	SumFloat32(x []float32) error

	// SumFloat64 does the same in double precision.
	SumFloat64(x []float64) error

	// Broadcast overwrites b, as long on every rank, by what it holds on the rank root.
	Broadcast(b []byte, root int) error
}

// ranks deals the work of a run out to the ranks of a group. A step's tiles belong to its shards in turn: tile t to shard t mod
// their number n. In the tree that adds the shards up, shard s < n/2 takes shard s+n/2 in first, then s < n/4 shard s+n/4, and
// so on. So the shards that leave the same remainder on division by a power of two are a branch of the tree, and every
// rank has one such branch. Tiles come to all ranks in turn.
type ranks struct {
	group  Group // nil if the process is alone
	shards int   // of a step, on all ranks
	size   int
	first  int // the first of this rank's shards; the others follow at distances of size

	messages []float64 // lengths of what ranks have to say
}

// newRanks returns how the shards are dealt out, or an error if the group's ranks cannot all have a branch of the tree.
func newRanks(g Group, shards int) (ranks, error) {
	if g == nil {
		return ranks{shards: shards, size: 1}, nil
	}
	rank, size := g.Rank(), g.Size()
	if size > shards || bits.OnesCount(uint(size)) != 1 {
		return ranks{}, fmt.Errorf("train: options: a group of %d ranks, want a power of two up to the %d shards of a step, see Options.Shards", size, shards)
	}
	if rank < 0 || rank >= size {
		return ranks{}, fmt.Errorf("train: options: rank %d of a group of %d, want 0 to %d", rank, size, size-1)
	}
	if size == 1 {
		g = nil
	}
	// Neighbouring ranks are added first, as shards n/2 apart are: so ranks count the remainders with their bits reversed.
	first := bits.Reverse64(uint64(rank)) >> (64 - bits.TrailingZeros(uint(size)))
	return ranks{group: g, shards: shards, size: size, first: int(first), messages: make([]float64, size)}, nil
}

// used returns how many of this rank's shards have any of that many tiles.
func (r ranks) used(tiles int) int {
	return (min(tiles, r.shards) - r.first + r.size - 1) / r.size
}

// ownShard returns which of the shards of its data, see [data.Shards], a rank's partial gradient with the given number is of:
// that whose neighbours in the data are added to it first.
func (r ranks) ownShard(number int) int {
	own := r.shards / r.size
	return int(bits.Reverse64(uint64(number)) >> (64 - bits.TrailingZeros(uint(own))))
}

// addShards adds x[1], x[2], … to x[0], on the numbers from one index up to another, in the order of the tree.
func addShards[F dual.Float](x [][]F, from, to int) {
	for len(x) > 1 {
		half := 1 << (bits.Len(uint(len(x)-1)) - 1)
		for s, right := range x[half:] {
			vec.Add(x[s][from:to], x[s][from:to], right[from:to])
		}
		x = x[:half]
	}
}

// empty fills x with what a rank brings that has nothing to add: −0, which changes nothing, not even the sign of a −0 that
// is left of a small gradient.
func empty[F dual.Float](x []F) { vec.Fill(x, F(math.Copysign(0, -1))) }

// sumRanks replaces x by its sum over the ranks.
func sumRanks[F dual.Float](r ranks, x []F) error {
	if r.group == nil {
		return nil
	}
	switch x := any(x).(type) {
	case []float32:
		return r.group.SumFloat32(x)
	case []float64:
		return r.group.SumFloat64(x)
	}
	panic(fmt.Sprintf("train: sum of %T over ranks, want float32 or float64", x))
}

// rank is the number of this process.
func (r ranks) rank() int {
	if r.group == nil {
		return 0
	}
	return r.group.Rank()
}

// leads reports whether this is rank 0, the one that reads and writes files.
func (r ranks) leads() bool { return r.rank() == 0 }
