package data

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/internal/order"
)

// A Sampler draws n points from a box: [Uniform], [LatinHypercube] or [Halton]. Where a bound equals the other, all
// points have that coordinate, so that a face of a box is a box too, and so is the initial time of an evolution.
type Sampler[F dual.Float] func(box Box, n int, rng *rand.Rand) Points[F]

// Uniform draws n points uniformly from the box.
func Uniform[F dual.Float](box Box, n int, rng *rand.Rand) Points[F] {
	p := newPoints[F]("Uniform", box, n)
	wantSource("Uniform", rng)
	d := p.Dim
	for i := range p.X {
		lo, hi := box.Lo[i%d], box.Hi[i%d]
		p.X[i] = F(lo + (hi-lo)*rng.Float64())
	}
	return p
}

// LatinHypercube draws n points so that each of n equal slices of every coordinate holds exactly one (McKay, Beckman and
// Conover 1979).
func LatinHypercube[F dual.Float](box Box, n int, rng *rand.Rand) Points[F] {
	p := newPoints[F]("LatinHypercube", box, n)
	wantSource("LatinHypercube", rng)
	slices := order.Identity(make([]int, n))
	for i := range p.Dim {
		rng.Shuffle(n, func(a, b int) { slices[a], slices[b] = slices[b], slices[a] })
		for r, slice := range slices {
			p.set(box, r, i, (float64(slice)+rng.Float64())/float64(n))
		}
	}
	return p
}

// Halton draws the first n points of the Halton sequence with digits permuted at random (Halton 1960; Owen 2017): they
// fill the box more evenly than random points, and the average over them converges faster. It has up to 64 dimensions.
func Halton[F dual.Float](box Box, n int, rng *rand.Rand) Points[F] {
	p := newPoints[F]("Halton", box, n)
	wantSource("Halton", rng)
	if p.Dim > len(primes) {
		panic(fmt.Sprintf("data: Halton: box of %d dimensions, want at most %d", p.Dim, len(primes)))
	}
	for i := range p.Dim {
		digits := newScrambled(primes[i], rng)
		for r := range n {
			p.set(box, r, i, digits.inverse(r))
		}
	}
	return p
}

// OnBoundary draws n points from the surface of a box, from every face in proportion to its size.
func OnBoundary[F dual.Float](box Box, n int, sample Sampler[F], rng *rand.Rand) Points[F] {
	p := newPoints[F]("OnBoundary", box, 0)
	if sample == nil {
		panic("data: OnBoundary: the sampler is nil, want one, such as Uniform")
	}
	p.X = make([]F, 0, n*p.Dim)
	total := 0.0
	for i := range p.Dim {
		total += 2 * faceSize(box, i)
	}
	if !(total > 0) {
		panic(fmt.Sprintf("data: OnBoundary: box from %v to %v, want a surface", box.Lo, box.Hi))
	}
	done := 0.0
	for i := range p.Dim {
		for _, bound := range [...][]float64{box.Lo, box.Hi} {
			face := Box{append([]float64(nil), box.Lo...), append([]float64(nil), box.Hi...)}
			face.Lo[i], face.Hi[i] = bound[i], bound[i]
			done += faceSize(box, i)
			count := int(float64(n)*done/total+0.5) - len(p.X)/p.Dim
			p.X = append(p.X, sample(face, count, rng).X...)
		}
	}
	return p
}

// wantSource panics where there is no source of random numbers.
func wantSource(function string, rng *rand.Rand) {
	if rng == nil {
		panic(fmt.Sprintf("data: %s: no source of random numbers (rng is nil), want one", function))
	}
}

// faceSize returns the product of the box's edges other than i.
func faceSize(box Box, i int) float64 {
	size := 1.0
	for j := range box.Lo {
		if j != i {
			size *= box.Hi[j] - box.Lo[j]
		}
	}
	return size
}

// newPoints returns n points at the origin.
func newPoints[F dual.Float](function string, box Box, n int) Points[F] {
	box.check(function)
	if n < 0 {
		panic(fmt.Sprintf("data: %s: %d points, want at least 0", function, n))
	}
	d := len(box.Lo)
	return Points[F]{Dim: d, X: make([]F, n*d)}
}

// set sets coordinate i of point r to the given fraction of its interval.
func (p Points[F]) set(box Box, r, i int, fraction float64) {
	lo, hi := box.Lo[i], box.Hi[i]
	p.X[r*p.Dim+i] = F(lo + (hi-lo)*fraction)
}

// scrambled reverses the digits of integers in a prime base, every position with a permutation of its own.
type scrambled struct {
	base         int
	permutations [][]int
	rest         float64 // what all further digits, beyond those that matter, are taken to add
}

// newScrambled draws permutations for as many digits as a float64 resolves.
func newScrambled(base int, rng *rand.Rand) *scrambled {
	s := &scrambled{base: base}
	for size := 1.0; size > 0x1p-53; size /= float64(base) {
		s.permutations = append(s.permutations, rng.Perm(base))
	}
	s.rest = rng.Float64()
	return s
}

// inverse returns the radical inverse of r, in [0, 1).
func (s *scrambled) inverse(r int) float64 {
	x, unit := 0.0, 1.0
	for _, permutation := range s.permutations {
		unit /= float64(s.base)
		x += unit * float64(permutation[r%s.base])
		r /= s.base
	}
	return min(x+unit*s.rest, 1-0x1p-53)
}

// primes are the bases of [Halton].
var primes = [...]int{2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101,
	103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167, 173, 179, 181, 191, 193, 197, 199, 211, 223, 227, 229,
	233, 239, 241, 251, 257, 263, 269, 271, 277, 281, 283, 293, 307, 311}
