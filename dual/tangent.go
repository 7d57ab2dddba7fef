package dual

import (
	"math"

	"example.com/sobolev/internal/number"
)

// tangent is a vector of derivatives, one lane for each direction. Lanes outside the window [lo, hi) count as zero
// and may hold anything.
type tangent[F Float] struct {
	lanes  []F
	lo, hi int
	arena  *arena[F]
}

// The most directions a Chunk carries, and the most floats in one block of an arena, which the L2 cache holds.
const (
	maxLanes  = 128
	maxFloats = 1 << 16
)

// arena hands out tangents of one width and takes all of them back at once. It works in blocks: when one is full, a
// larger one takes its place and the old one is left to the garbage collector, so that memory is bounded by what is
// alive and an evaluation that fits one block allocates nothing.
type arena[F Float] struct {
	seeds []tangent[F] // the unit vectors
	block []tangent[F]
	used  int // tangents of the block
}

// newArena returns an arena for n directions.
func newArena[F Float](n int) *arena[F] {
	a := &arena[F]{seeds: make([]tangent[F], n)}
	// All unit vectors are windows on one vector.
	unit := make([]F, 2*n-1)
	unit[n-1] = 1
	for i := range a.seeds {
		a.seeds[i] = tangent[F]{unit[n-1-i : 2*n-1-i], i, i + 1, a}
	}
	a.renew(2*n + 8)
	return a
}

// renew starts a block of so many tangents.
func (a *arena[F]) renew(count int) {
	n := len(a.seeds)
	lanes := make([]F, count*n)
	a.block, a.used = make([]tangent[F], count), 0
	for i := range a.block {
		a.block[i] = tangent[F]{lanes[i*n : (i+1)*n : (i+1)*n], 0, 0, a}
	}
}

// reset takes back all tangents but the seeds.
func (a *arena[F]) reset() { a.used = 0 }

// tangent returns a new vector with the window [lo, hi), its lanes to be filled in.
func (a *arena[F]) tangent(lo, hi int) *tangent[F] {
	if a.used == len(a.block) {
		a.renew(max(len(a.block), min(2*len(a.block), maxFloats/len(a.seeds))))
	}
	t := &a.block[a.used]
	a.used++
	t.lo, t.hi = lo, hi
	return t
}

// combine returns value + a·s + b·t for the tangents s of x and t of y.
func combine[F Float](x, y Chunk[F], a, b, value F) Chunk[F] {
	s, t := x.tan, y.tan
	if t == nil {
		return Chunk[F]{value, a, s}
	}
	if s == nil {
		return Chunk[F]{value, b, t}
	}
	if s.arena != t.arena {
		panicMixed()
	}
	if s.hi-s.lo < t.hi-t.lo {
		s, t, a, b = t, s, b, a
	}
	lo, hi := min(s.lo, t.lo), max(s.hi, t.hi)
	z := s.arena.tangent(lo, hi)
	// Where both scales are finite, the common case, zero lanes need no care.
	if (a-a)+(b-b) != 0 {
		for i := lo; i < hi; i++ {
			z.lanes[i] = number.Times(a, s.lane(i)) + number.Times(b, t.lane(i))
		}
		return Chunk[F]{value, 1, z}
	}
	setScaled(z.lanes, s.lanes, a, s.lo, s.hi)
	if lo < s.lo {
		clear(z.lanes[lo:s.lo])
	}
	if s.hi < hi {
		clear(z.lanes[s.hi:hi])
	}
	w, v := z.lanes[t.lo:t.hi], t.lanes[t.lo:t.hi]
	for i, e := range v {
		w[i] += b * e
	}
	return Chunk[F]{value, 1, z}
}

// setScaled sets the lanes lo ≤ i < hi of z to a·s.
func setScaled[F Float](z, s []F, a F, lo, hi int) {
	w, v := z[lo:hi], s[lo:hi]
	w = w[:len(v)]
	if a == 1 && len(v) > 4 {
		copy(w, v)
		return
	}
	for i, e := range v {
		w[i] = a * e
	}
}

// lane returns the lane i.
func (t *tangent[F]) lane(i int) F {
	if t == nil || i < t.lo || i >= t.hi {
		return 0
	}
	return t.lanes[i]
}

// each applies f lane by lane: the way of the points where the slope is infinite or hangs on the seed.
func (x Chunk[F]) each(f func(Number[F]) Number[F]) Chunk[F] {
	return zip(x, Chunk[F]{}, func(x, _ Number[F]) Number[F] { return f(x) })
}

// zip applies f lane by lane to x and y.
func zip[F Float](x, y Chunk[F], f func(x, y Number[F]) Number[F]) Chunk[F] {
	value := f(Number[F]{Real: x.Real}, Number[F]{Real: y.Real}).Real
	lo, hi := math.MaxInt, 0
	var a *arena[F]
	for _, t := range []*tangent[F]{x.tan, y.tan} {
		if t == nil {
			continue
		}
		if a != nil && a != t.arena {
			panicMixed()
		}
		a, lo, hi = t.arena, min(lo, t.lo), max(hi, t.hi)
	}
	if a == nil {
		return Chunk[F]{Real: value}
	}
	z := a.tangent(lo, hi)
	for i := lo; i < hi; i++ {
		z.lanes[i] = f(Number[F]{x.Real, x.lane(i)}, Number[F]{y.Real, y.lane(i)}).Emag
	}
	return Chunk[F]{value, 1, z}
}

func panicMixed() {
	panic("dual: operands of type Chunk belong to two different evaluations, whose directions would be confused")
}
