package jet

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/internal/vec"
)

// A Scratch is the memory that [Batch.Compose] and [Batch.ComposeAdjoint] work in. One is enough for all batches
// that a goroutine handles one after the other.
type Scratch[F dual.Float] struct {
	mem []F

	programs []programs[F]
	planes   [][]F
}

// programs are those for batches over an algebra that are functions of batches over low, a lower order of it or itself,
// each written when it is first needed.
type programs[F dual.Float] struct {
	alg, low               *Algebra
	compose, adjoint, pull *vec.Program[F]
}

// scratchPlanes is the number of planes that an operation needs for itself.
const scratchPlanes = 3

// NewScratch returns the scratch for batches of the algebra with up to n = samples × features elements. If that is of
// order 1 at least, it serves other algebras too; those above order 2 allocate when they are first met, and so do pairs of
// algebras in [Batch.ComposeRows].
func NewScratch[F dual.Float](alg *Algebra, n int) *Scratch[F] {
	given.Must(alg != nil, "jet: NewScratch", "the algebra")
	if alg.order == 0 {
		return &Scratch[F]{} // composition of plain numbers needs none
	}
	s := &Scratch[F]{mem: make([]F, scratchPlanes*min(n, stripe))}
	if alg.order > 2 {
		p := s.of(alg, alg)
		p.composing()
		p.adjoining()
	}
	return s
}

// of returns the programs for the algebras.
func (s *Scratch[F]) of(alg, low *Algebra) *programs[F] {
	for i := range s.programs {
		if p := &s.programs[i]; (p.alg == alg || p.alg.Equal(alg)) && (p.low == low || p.low.Equal(low)) {
			return p
		}
	}
	s.programs = append(s.programs, programs[F]{alg: alg, low: low})
	return &s.programs[len(s.programs)-1]
}

func (p *programs[F]) composing() *vec.Program[F] {
	if p.compose == nil {
		p.compose = composeProgram[F](p.alg, p.low.Dim())
	}
	return p.compose
}

func (p *programs[F]) adjoining() *vec.Program[F] {
	if p.adjoint == nil {
		p.adjoint = adjointProgram[F](p.alg)
	}
	return p.adjoint
}

func (p *programs[F]) pulling() *vec.Program[F] {
	if p.pull == nil {
		dim := p.low.Dim()
		p.pull = pullProgram[F](p.alg, dim, dim, dim+p.alg.order+1, nil)
	}
	return p.pull
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
	if alg.order > 2 {
		copy(y.Plane(0), phi[0])
		s.planes = y.appendPlanes(append(x.appendPlanes(s.planes[:0]), phi[:alg.order+1]...))
		s.of(alg, alg).composing().Run(s.planes)
		return
	}
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
	if alg.order > 2 {
		s.planes = append(x.appendPlanes(s.planes[:0]), phi[:alg.order+2]...)
		s.planes = xbar.appendPlanes(ybar.appendPlanes(s.planes))
		s.of(alg, alg).adjoining().Run(s.planes)
		return
	}
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
		}
	}
}

// appendPlanes appends the planes of b.
func (b *Batch[F]) appendPlanes(planes [][]F) [][]F {
	for k := range b.Alg.Dim() {
		planes = append(planes, b.Plane(k))
	}
	return planes
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
