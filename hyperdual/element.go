package hyperdual

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// element is the nilpotent element n = g·ϵ + ½ ϵᵀHϵ of a Chunk. g and H are zero outside a window of variables:
// g[i] belongs to direction lo+i, and h holds the lower triangle of H over the window row by row, H(i, j) at
// i(i+1)/2 + j for j ≤ i; an h of length 0 is the zero matrix.
type element[F dual.Float] struct {
	g, h  []F
	lo    int
	arena *arena[F]
}

// The size of the blocks of variables that Hessian takes two at a time, and the most directions that a Chunk carries.
const (
	blockDirections = 16
	maxDirections   = 2 * blockDirections
)

// triangle returns the number of elements of the lower triangle of an n×n matrix.
func triangle(n int) int { return n * (n + 1) / 2 }

// arena hands out elements, whose g and h have the capacity for all directions.
type arena[F dual.Float] struct {
	number.Arena[element[F]]
	seeds []element[F] // one for each direction, with g = 1
}

// newArena returns an arena for n directions.
func newArena[F dual.Float](n int) *arena[F] {
	a := &arena[F]{seeds: make([]element[F], n)}
	one := []F{1}
	for i := range a.seeds {
		a.seeds[i] = element[F]{g: one, lo: i, arena: a}
	}
	a.Arena = number.NewArena(2*n+8, n+triangle(n), a.newBlock)
	return a
}

// newBlock returns so many elements.
func (a *arena[F]) newBlock(count int) []element[F] {
	n := len(a.seeds)
	size := n + triangle(n)
	floats, block := make([]F, count*size), make([]element[F], count)
	for i := range block {
		own := floats[i*size : (i+1)*size : (i+1)*size]
		block[i] = element[F]{g: own[:n:n], h: own[n:], arena: a}
	}
	return block
}

// element returns a new element over the window [lo, hi), with a matrix if curved, to be filled in.
func (a *arena[F]) element(lo, hi int, curved bool) *element[F] {
	e := a.Next()
	size := 0
	if curved {
		size = triangle(hi - lo)
	}
	e.g = e.g[:hi-lo]
	e.h = e.h[:size]
	e.lo = lo
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
	if y.n.lo < x.n.lo {
		x, y = y, x
	}
	m, n := x.n, y.n
	curved := len(m.h) > 0 || len(n.h) > 0 || x.b != 0 || y.b != 0 || cross != 0
	z := m.arena.element(m.lo, max(m.lo+len(m.g), n.lo+len(n.g)), curved)
	if sum := x.a + x.b + y.a + y.b + cross; sum-sum != 0 {
		z.fill(x, y, cross)
		return Chunk[F]{value, 1, 0, z}
	}
	// Where all is finite, the common case, zeros need no care.
	i := 0
	for ; i < len(m.g); i++ {
		z.g[i] = x.a * m.g[i]
	}
	for ; i < len(z.g); i++ {
		z.g[i] = 0
	}
	w := z.g[n.lo-z.lo:]
	for i, e := range n.g {
		w[i] += F(y.a * e)
	}
	if !finite(z.g) {
		z.fill(x, y, cross)
		return Chunk[F]{value, 1, 0, z}
	}
	if curved {
		if x.a == 1 && x.b == 0 {
			// The triangle of a window that starts in the same place is the beginning of the larger one.
			clear(z.h[copy(z.h, m.h):])
		} else {
			clear(z.h)
			z.add(m, x.a, x.b)
		}
		z.add(n, y.a, y.b)
		if cross != 0 {
			z.addBelow(m, n, cross)
			z.addBelow(n, m, cross)
		}
	}
	return Chunk[F]{value, 1, 0, z}
}

// add adds a·H + 2b·ggᵀ of the element n, whose window lies in that of z, to the matrix of z. Windows are often only a
// direction or two wide, so that cutting slices to size would cost more than the checks.
func (z *element[F]) add(n *element[F], a, b F) {
	offset := n.lo - z.lo
	if len(n.h) > 0 {
		h, k := n.h, 0
		for i := range n.g {
			start := triangle(i+offset) + offset
			for j := start; j <= start+i; j++ {
				z.h[j] += F(a * h[k])
				k++
			}
		}
	}
	if b != 0 {
		for i, e := range n.g {
			start := triangle(i+offset) + offset
			u := 2 * b * e
			for j := 0; j <= i; j++ {
				z.h[start+j] += F(u * n.g[j])
			}
		}
	}
}

// addBelow adds the lower triangle of c·u·vᵀ for the vectors u of m and v of n, whose windows lie in that of z.
func (z *element[F]) addBelow(m, n *element[F], c F) {
	first := n.lo - z.lo
	for i, e := range m.g {
		line := m.lo + i - z.lo
		width := min(len(n.g), line+1-first)
		if width <= 0 {
			continue
		}
		u := c * e
		row := z.h[triangle(line)+first:]
		for j, p := range n.g[:width] {
			row[j] += F(u * p)
		}
	}
}

// fill sets z to x + y + cross·m·n for the elements m and n of x and y where coefficients are infinite or NaN: what is
// zero stays zero.
func (z *element[F]) fill(x, y Chunk[F], cross F) {
	for j := range z.g {
		q := z.lo + j
		z.g[j] = x.first(q) + y.first(q)
		if len(z.h) == 0 {
			continue
		}
		for i := range j + 1 {
			p := z.lo + i
			e := x.second(p, q) + y.second(p, q)
			if cross != 0 { // a sum has no products, infinite ones neither
				e += number.Times(cross, number.Product(x.n.at(p), y.n.at(q))+number.Product(x.n.at(q), y.n.at(p)))
			}
			z.h[triangle(j)+i] = e
		}
	}
}

// finite reports whether the sum of the elements is, as it is where all of them are, and not near the end of the range.
func finite[F dual.Float](g []F) bool {
	var sum F
	for _, e := range g {
		sum += e
	}
	return sum-sum == 0
}

// at returns the first derivative of the element itself in direction i.
func (n *element[F]) at(i int) F {
	if i < n.lo || i >= n.lo+len(n.g) {
		return 0
	}
	return n.g[i-n.lo]
}

// first returns the first derivative in direction i.
func (x Chunk[F]) first(i int) F {
	if x.n == nil {
		return 0
	}
	return number.Times(x.a, x.n.at(i))
}

// second returns the second derivative in the directions i ≤ j.
func (x Chunk[F]) second(i, j int) F {
	if x.n == nil || i < x.n.lo || j >= x.n.lo+len(x.n.g) {
		return 0
	}
	k, l := i-x.n.lo, j-x.n.lo
	var e F
	if len(x.n.h) > 0 {
		e = number.Times(x.a, x.n.h[triangle(l)+k])
	}
	if p := number.Product(x.n.g[k], x.n.g[l]); p != 0 && x.b != 0 {
		e += F(2 * x.b * p)
	}
	return e
}

// row writes the second derivatives in the directions i ≤ j and the last of them, j = len(dst)-1.
func (x Chunk[F]) row(dst []F) {
	clear(dst)
	if x.n == nil || len(dst) <= x.n.lo || len(dst) > x.n.lo+len(x.n.g) {
		return
	}
	dst = dst[x.n.lo:]
	if len(x.n.h) > 0 {
		for i, e := range x.n.h[triangle(len(dst)-1):triangle(len(dst))] {
			dst[i] = number.Times(x.a, e)
		}
	}
	if x.b != 0 {
		last := x.n.g[len(dst)-1]
		for i, e := range x.n.g[:len(dst)] {
			if p := number.Product(e, last); p != 0 {
				dst[i] += F(2 * x.b * p)
			}
		}
	}
}

// pair returns the number that a pass with hyper-dual numbers would have for the directions i ≤ j.
func (x Chunk[F]) pair(i, j int) Number[F] {
	return Number[F]{x.Real, x.first(i), x.first(j), x.second(i, j)}
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
