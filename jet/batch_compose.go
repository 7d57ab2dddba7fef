package jet

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
)

// A Scratch is the memory that [Batch.Compose] and [Batch.ComposeAdjoint] work in. One is enough for all batches
// that a goroutine handles one after the other.
type Scratch[F dual.Float] struct {
	mem []F
}

// scratchPlanes is the number of planes that an operation needs for itself.
const scratchPlanes = 3

// NewScratch returns the scratch for batches of the algebra with up to n = samples × features elements.
func NewScratch[F dual.Float](alg *Algebra, n int) *Scratch[F] {
	if alg.order == 0 {
		n = 0 // composition of plain numbers needs none
	}
	return &Scratch[F]{make([]F, scratchPlanes*min(n, stripe))}
}

// take returns scratch plane i for a stripe of n elements.
func (s *Scratch[F]) take(i, n int) []F {
	if scratchPlanes*n > len(s.mem) {
		panic(fmt.Sprintf("jet: Scratch: %d elements a plane, want %d", len(s.mem)/scratchPlanes, n))
	}
	return s.mem[i*n : (i+1)*n]
}

// Compose sets y = φ(x), jet by jet: phi[k] holds the Taylor coefficients φ⁽ᵏ⁾/k! at all the primals of x
// (Samples × Features), for every k up to the order of the algebra; more are ignored. phi[0] may be y's plane of
// primals. y must not overlap x.
//
// y = φ₀ + φ₁n + φ₂n² + …, n the nilpotent part of x. Batches are for coefficients that are finite: where φ has an
// infinite one, as √ at 0, a derivative that is zero becomes NaN, which it does not for a [Number].
func (y *Batch[F]) Compose(x *Batch[F], phi [][]F, s *Scratch[F]) {
	y.check("Compose", "x", x)
	alg := y.Alg
	y.checkPhi("Compose", phi, alg.order+1, alg)
	n := y.Samples * y.Features
	for from := 0; from < n; from += stripe {
		to := min(from+stripe, n)
		yv, xv, p := y.view(from, to), x.view(from, to), coefficients[F]{phi, from, to}
		copy(yv.at(0), p.at(0))
		switch {
		case alg.order == 1:
			for k := 1; k < alg.Dim(); k++ {
				vec.Mul(yv.at(k), p.at(1), xv.at(k))
			}
		case alg.order == 2:
			composeOrder2(alg, yv, xv, p, s)
		case alg.order > 2:
			composeHorner(alg, yv, xv, p)
		}
	}
}

// ComposeAdjoint sets x̄ = (φ′(x))ᵀ ȳ, jet by jet: ȳ, the cotangent of y = φ(x), pulled back to x. It writes x̄ and
// does not add to it. phi is that of [Batch.Compose] with one order more, since φ′ₖ = (k+1)φₖ₊₁. x̄ must not overlap
// x or ȳ.
func (xbar *Batch[F]) ComposeAdjoint(x *Batch[F], phi [][]F, ybar *Batch[F], s *Scratch[F]) {
	xbar.check("ComposeAdjoint", "x", x)
	xbar.check("ComposeAdjoint", "ybar", ybar)
	alg := xbar.Alg
	xbar.checkPhi("ComposeAdjoint", phi, alg.order+2, alg)
	n := xbar.Samples * xbar.Features
	for from := 0; from < n; from += stripe {
		to := min(from+stripe, n)
		xb, xv, yb := xbar.view(from, to), x.view(from, to), ybar.view(from, to)
		p := coefficients[F]{phi, from, to}
		switch alg.order {
		case 0:
			vec.Mul(xb.at(0), p.at(1), yb.at(0))
		case 1:
			adjointOrder1(alg, xb, xv, yb, p, s)
		case 2:
			adjointOrder2(alg, xb, xv, yb, p, s)
		default:
			adjointHorner(alg, xb, xv, yb, p, s)
		}
	}
}

// coefficients is a stripe of the planes of Taylor coefficients.
type coefficients[F dual.Float] struct {
	phi      [][]F
	from, to int
}

func (c coefficients[F]) at(k int) []F { return c.phi[k][c.from:c.to] }

// checkPhi panics unless phi has at least count planes of the batch's size, as many as the algebra needs.
func (b *Batch[F]) checkPhi(op string, phi [][]F, count int, alg *Algebra) {
	if len(phi) < count {
		panic(fmt.Sprintf("jet: Batch.%s: phi has %d planes, want %d for %v", op, len(phi), count, alg))
	}
	for k, p := range phi[:count] {
		if len(p) != b.Samples*b.Features {
			panic(fmt.Sprintf("jet: Batch.%s: phi[%d] has %d values, want %d × %d", op, k, len(p), b.Samples, b.Features))
		}
	}
}

// composeHorner is Horner's scheme over planes, r ← r·n + φₖ from the highest order down, in the memory of y. After
// step s the result is multiplied by n another K−s times, so that its components above degree s do not matter and
// are not computed. Above order 2 all structure constants are 1.
func composeHorner[F dual.Float](alg *Algebra, y, x view[F], phi coefficients[F]) {
	K := alg.order
	for s := 1; s <= K; s++ {
		lead := phi.at(K - s + 1) // the primal of r, not yet overwritten in any plane of y
		for k := alg.ends[s] - 1; k > 0; k-- {
			yk := y.at(k)
			vec.Mul(yk, lead, x.at(k))
			for _, p := range alg.inner(k) {
				vec.MulAdd(yk, y.at(int(p.x)), x.at(int(p.y)))
			}
		}
	}
}

// adjointHorner is the transpose: r ← nᵀr + φ′ₖȳ from the highest order down, in the memory of x̄. Each nᵀ lowers
// degrees, and after step s there are K−s more to come, so components below degree K−s do not matter yet.
func adjointHorner[F dual.Float](alg *Algebra, xbar, x, ybar view[F], phi coefficients[F], scratch *Scratch[F]) {
	K := alg.order
	slope := scratch.take(0, xbar.to-xbar.from)
	for s := 0; s <= K; s++ {
		first := 0
		if s < K {
			first = alg.ends[K-s-1]
		}
		vec.Scale(slope, F(K-s+1), phi.at(K-s+1))
		// Ascending j reads only components of r above j, which are still those of the step before.
		for j := first; j < alg.Dim(); j++ {
			r := xbar.at(j)
			vec.Mul(r, slope, ybar.at(j))
			if s == 0 {
				continue
			}
			for _, p := range alg.raising(j) {
				vec.MulAdd(r, x.at(int(p.x)), xbar.at(int(p.y)))
			}
		}
	}
}
