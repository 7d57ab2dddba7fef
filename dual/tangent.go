package dual

import (
	"math"

	"example.com/sobolev/internal/number"
)

// tangent is a vector of derivatives, one for each direction. Those outside the window [lo, hi) count as zero and may
// hold anything.
type tangent[F Float] struct {
	slopes []F
	lo, hi int
	arena  *arena[F]
}

// maxDirections is the most directions that a Chunk carries.
const maxDirections = 128

// arena hands out tangents of one width.
type arena[F Float] struct {
	number.Arena[tangent[F]]
	seeds []tangent[F] // the unit vectors
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
	a.Arena = number.NewArena(2*n+8, n, a.newBlock)
	return a
}

// newBlock returns so many tangents.
func (a *arena[F]) newBlock(count int) []tangent[F] {
	n := len(a.seeds)
	slopes, block := make([]F, count*n), make([]tangent[F], count)
	for i := range block {
		block[i] = tangent[F]{slopes[i*n : (i+1)*n : (i+1)*n], 0, 0, a}
	}
	return block
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
	if t.lo < s.lo {
		s, t, a, b = t, s, b, a
	}
	z := s.arena.Next()
	z.lo, z.hi = s.lo, max(s.hi, t.hi)
	// Where both scales are finite, the common case, zeros need no care.
	if (a-a)+(b-b) != 0 {
		for i := z.lo; i < z.hi; i++ {
			z.slopes[i] = number.Times(a, s.slope(i)) + number.Times(b, t.slope(i))
		}
		return Chunk[F]{value, 1, z}
	}
	// From left to right: s alone; both, or a gap between them; the rest of the longer one. Each is written once.
	// Windows are often only a direction or two wide, so that cutting slices to size would cost more than the checks.
	w, u, v := z.slopes, s.slopes, t.slopes
	i := s.lo
	if end := min(s.hi, t.lo); a == 1 && end-i > 12 {
		i += copy(w[i:end], u[i:end])
	} else {
		for ; i < end; i++ {
			w[i] = a * u[i]
		}
	}
	for ; i < t.lo; i++ {
		w[i] = 0
	}
	for end := min(s.hi, t.hi); i < end; i++ {
		w[i] = F(a*u[i]) + F(b*v[i])
	}
	for ; i < s.hi; i++ {
		w[i] = a * u[i]
	}
	for ; i < t.hi; i++ {
		w[i] = b * v[i]
	}
	return Chunk[F]{value, 1, z}
}

// slope returns the derivative in direction i.
func (t *tangent[F]) slope(i int) F {
	if t == nil || i < t.lo || i >= t.hi {
		return 0
	}
	return t.slopes[i]
}

// each applies f direction by direction: the way of the points where the slope is infinite or hangs on the seed.
func (x Chunk[F]) each(f func(Number[F]) Number[F]) Chunk[F] {
	return zip(x, Chunk[F]{}, func(x, _ Number[F]) Number[F] { return f(x) })
}

// zip applies f direction by direction to x and y.
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
	z := a.Next()
	z.lo, z.hi = lo, hi
	for i := lo; i < hi; i++ {
		z.slopes[i] = f(Number[F]{x.Real, x.slope(i)}, Number[F]{y.Real, y.slope(i)}).Emag
	}
	return Chunk[F]{value, 1, z}
}

func panicMixed() {
	panic("dual: operands of type Chunk belong to two different evaluations, whose directions would be confused")
}
