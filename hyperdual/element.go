package hyperdual

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// element is the nilpotent element n = g·ϵ + ½ ϵᵀHϵ of a Chunk. g and H are zero outside a window of variables:
// g[i] belongs to lane lo+i, and h holds the lower triangle of H over the window row by row, H(i, j) at
// i(i+1)/2 + j for j ≤ i; an h of length 0 is the zero matrix.
type element[F dual.Float] struct {
	g, h  []F
	lo    int
	arena *arena[F]
}

// The size of the blocks of variables that Hessian takes two at a time, and of the largest blocks of an arena.
const (
	blockLanes       = 16
	maxLanes         = 2 * blockLanes
	maxBlockFloats   = 1 << 16
	maxBlockElements = 1 << 12
)

// triangle returns the number of elements of the lower triangle of an n×n matrix.
func triangle(n int) int { return n * (n + 1) / 2 }

// arena hands out elements and takes all of them back at once. When a block is full, a larger one takes its place
// and the old one is left to the garbage collector, so that memory is bounded by what is alive and an evaluation that
// fits one block allocates nothing.
type arena[F dual.Float] struct {
	seeds    []element[F] // one for each lane, with g = 1
	elements []element[F] // block; len in use
	floats   []F          // block; len in use
}

// newArena returns an arena with n seeds.
func newArena[F dual.Float](n int) *arena[F] {
	a := &arena[F]{
		seeds:    make([]element[F], n),
		elements: make([]element[F], 0, 4*n+8),
		floats:   make([]F, 0, 4*n*(n+triangle(n)/3+4)),
	}
	one := []F{1}
	for i := range a.seeds {
		a.seeds[i] = element[F]{g: one, lo: i, arena: a}
	}
	return a
}

// reset takes back all elements but the seeds.
func (a *arena[F]) reset() { a.elements, a.floats = a.elements[:0], a.floats[:0] }

// element returns a new element over the window [lo, hi), with a matrix if curved, to be filled in.
func (a *arena[F]) element(lo, hi int, curved bool) *element[F] {
	width := hi - lo
	size := width
	if curved {
		size += triangle(width)
	}
	used, n := len(a.floats), len(a.elements)
	if n == cap(a.elements) {
		a.elements, n = make([]element[F], 0, min(2*n, maxBlockElements)), 0
	}
	if cap(a.floats)-used < size {
		a.floats, used = make([]F, 0, max(min(2*cap(a.floats), maxBlockFloats), size)), 0
	}
	a.floats, a.elements = a.floats[:used+size], a.elements[:n+1]
	e := &a.elements[n]
	e.g, e.h, e.lo, e.arena = a.floats[used:used+width], a.floats[used+width:used+size], lo, a
	return e
}

// combine returns the sum of x and y plus cross·m·n, where m and n are the elements of x and y, with the given value.
func combine[F dual.Float](value F, x, y Chunk[F], cross F) Chunk[F] {
	if y.n == nil {
		return Chunk[F]{value, x.a, x.b, x.n}
	}
	if x.n == nil {
		return Chunk[F]{value, y.a, y.b, y.n}
	}
	if x.n.arena != y.n.arena {
		panicMixed()
	}
	if len(x.n.g) < len(y.n.g) {
		x, y = y, x
	}
	m, n := x.n, y.n
	curved := len(m.h) > 0 || len(n.h) > 0 || x.b != 0 || y.b != 0 || cross != 0
	z := m.arena.element(min(m.lo, n.lo), max(m.lo+len(m.g), n.lo+len(n.g)), curved)
	clear(z.g[:m.lo-z.lo])
	w := z.g[m.lo-z.lo:]
	scaleInto(w[:len(m.g)], m.g, x.a)
	clear(w[len(m.g):])
	addScaled(z.g[n.lo-z.lo:], n.g, y.a)
	if curved {
		z.setMatrix(m, x.a)
		z.addMatrix(n, y.a)
		z.addOuter(m, m, x.b)
		z.addOuter(n, n, y.b)
		z.addOuter(m, n, cross)
	}
	return Chunk[F]{value, 1, 0, z}
}

// setMatrix sets the matrix of z to c·H(m), whose window lies in that of z.
func (z *element[F]) setMatrix(m *element[F], c F) {
	offset := m.lo - z.lo
	if len(m.h) == 0 {
		clear(z.h)
		return
	}
	if offset == 0 {
		// The triangle of a window that starts in the same place is the beginning of the larger one.
		scaleInto(z.h[:len(m.h)], m.h, c)
		clear(z.h[len(m.h):])
		return
	}
	clear(z.h)
	z.addMatrix(m, c)
}

// addMatrix adds c·H(n), whose window lies in that of z, to the matrix of z.
func (z *element[F]) addMatrix(n *element[F], c F) {
	if len(n.h) == 0 {
		return
	}
	offset := n.lo - z.lo
	for i := range n.g {
		addScaled(z.h[triangle(i+offset)+offset:], n.h[triangle(i):triangle(i+1)], c)
	}
}

// addOuter adds c·(u·vᵀ + v·uᵀ) for the vectors u of m and v of n, whose windows lie in that of z, to the matrix of z.
// For m = n this is 2c·u·uᵀ.
func (z *element[F]) addOuter(m, n *element[F], c F) {
	if c == 0 {
		return
	}
	if m == n {
		offset := m.lo - z.lo
		for i, u := range m.g {
			addScaled(z.h[triangle(i+offset)+offset:], m.g[:i+1], number.Times(2*c, u))
		}
		return
	}
	z.addBelow(m, n, c)
	z.addBelow(n, m, c)
}

// addBelow adds the lower triangle of c·u·vᵀ.
func (z *element[F]) addBelow(m, n *element[F], c F) {
	for i, u := range m.g {
		row, first := m.lo+i-z.lo, n.lo-z.lo
		if width := min(len(n.g), row+1-first); width > 0 {
			addScaled(z.h[triangle(row)+first:], n.g[:width], number.Times(c, u))
		}
	}
}

// addScaled adds c·s to the beginning of z. What is zero in s adds nothing, also for an infinite c.
func addScaled[F dual.Float](z, s []F, c F) {
	z = z[:len(s)]
	if c-c != 0 {
		for i, e := range s {
			z[i] += number.Times(c, e)
		}
		return
	}
	for i, e := range s {
		z[i] += c * e
	}
}

// scaleInto sets z to c·s. What is zero in s is zero in z, also for an infinite c.
func scaleInto[F dual.Float](z, s []F, c F) {
	if c == 1 {
		copy(z, s)
		return
	}
	clear(z)
	addScaled(z, s, c)
}

// first returns the first derivative in the lane.
func (x Chunk[F]) first(lane int) F {
	if x.n == nil || lane < x.n.lo || lane >= x.n.lo+len(x.n.g) {
		return 0
	}
	return number.Times(x.a, x.n.g[lane-x.n.lo])
}

// pair returns the number that a pass with hyper-dual numbers would have for the lanes i ≤ j.
func (x Chunk[F]) pair(i, j int) Number[F] {
	z := Number[F]{x.Real, x.first(i), x.first(j), 0}
	if x.n == nil || i < x.n.lo || j >= x.n.lo+len(x.n.g) {
		return z
	}
	k, l := i-x.n.lo, j-x.n.lo
	if len(x.n.h) > 0 {
		z.E1E2mag = number.Times(x.a, x.n.h[triangle(l)+k])
	}
	if p := x.n.g[k] * x.n.g[l]; p != 0 && x.b != 0 {
		z.E1E2mag += 2 * x.b * p
	}
	return z
}

// each applies f pair by pair: the way of the points where a derivative is infinite or hangs on the seed.
func (x Chunk[F]) each(f func(Number[F]) Number[F]) Chunk[F] {
	return zip(x, Chunk[F]{}, func(x, _ Number[F]) Number[F] { return f(x) })
}

// zip applies f pair by pair to x and y.
func zip[F dual.Float](x, y Chunk[F], f func(x, y Number[F]) Number[F]) Chunk[F] {
	value := f(Number[F]{Real: x.Real}, Number[F]{Real: y.Real}).Real
	lo, hi := math.MaxInt, 0
	var a *arena[F]
	for _, n := range []*element[F]{x.n, y.n} {
		if n == nil {
			continue
		}
		if a != nil && a != n.arena {
			panicMixed()
		}
		a, lo, hi = n.arena, min(lo, n.lo), max(hi, n.lo+len(n.g))
	}
	if a == nil {
		return Chunk[F]{Real: value}
	}
	z := a.element(lo, hi, true)
	for j := range z.g {
		for i := range j + 1 {
			m := f(x.pair(lo+i, lo+j), y.pair(lo+i, lo+j))
			z.h[triangle(j)+i] = m.E1E2mag
			if i == j {
				z.g[j] = m.E1mag
			}
		}
	}
	return Chunk[F]{value, 1, 0, z}
}

func panicMixed() {
	panic("hyperdual: operands of type Chunk belong to two different evaluations, whose directions would be confused")
}
