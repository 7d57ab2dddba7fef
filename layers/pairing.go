package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// A pairing holds the products of adjoints g̃ with what layers have above order n, H, that give the coefficients of y above
// order n: in a triple those are out, and g̃ and H are a and b. Each of the three has a method that it is the result of.
type pairing[F dual.Float] struct {
	outs    int
	triples []triple[F]
}

// newPairing returns the pairing in the algebra of order K, of which low is that of order n and adjoints that of order m.
func newPairing[F dual.Float](alg, low, adjoints *jet.Algebra, outs int) pairing[F] {
	p := pairing[F]{outs: outs}
	for _, t := range alg.Terms() {
		if t.X < adjoints.Dim() && t.Y >= low.Dim() {
			p.triples = append(p.triples, triple[F]{t.Z, t.X, t.Y, F(t.C)})
		}
	}
	return p
}

// A window is some samples of a tile: those from first on, as many as the batch h has, which holds these alone.
type window[F dual.Float] struct {
	h     *jet.Batch[F]
	first int
}

func (w window[F]) samples() int { return w.h.Samples }

func (w window[F]) end() int { return w.first + w.h.Samples }

// of returns the window's part of a batch with all samples of a tile for each output.
func (w window[F]) of(b *jet.Batch[F], out, samples int) strip[F] {
	from := (out*samples + w.first) * b.Features
	return strip[F]{b.Data, b.Samples * b.Features, from, from + w.h.Samples*b.Features}
}

// own returns all of the window's own batch.
func (w window[F]) own() strip[F] {
	size := w.h.Samples * w.h.Features
	return strip[F]{w.h.Data, size, 0, size}
}

// A strip is a run of elements through all planes of a batch.
type strip[F dual.Float] struct {
	data     []F
	size     int // of a plane
	from, to int
}

// at returns the elements of plane k.
func (s strip[F]) at(k int) []F { return s.data[k*s.size+s.from : k*s.size+s.to] }

// row returns the elements of plane k that are row i of d.
func (s strip[F]) row(k, i, d int) []F {
	at := k*s.size + s.from + i*d
	return s.data[at : at+d]
}

// multiply sets z to the sum of the products of a and b over the triples, or adds it. Of the triples for an element of the
// result, that with the primal of a comes first.
func multiply[F dual.Float](z, a, b strip[F], triples []triple[F], add bool) {
	for _, t := range triples {
		zk, ak, bk := z.at(t.out), a.at(t.a), b.at(t.b)
		switch {
		case t.c != 1:
			vec.ScaleMulAdd(zk, t.c, ak, bk)
		case t.a == 0 && !add:
			vec.Mul(zk, ak, bk)
		default:
			vec.MulAdd(zk, ak, bk)
		}
	}
}

// collect adds to y the products of g and the window's h, summed over the features.
func (p *pairing[F]) collect(y, g *jet.Batch[F], w window[F]) {
	h, d := w.own(), g.Features
	for o := range p.outs {
		adjoint := w.of(g, o, y.Samples)
		for i := range w.samples() {
			at := (w.first+i)*p.outs + o
			for _, t := range p.triples {
				y.Plane(t.out)[at] += t.c * vec.Dot(adjoint.row(t.a, i, d), h.row(t.b, i, d))
			}
		}
	}
}

// spread adds to s, the cotangents of g, the products of the cotangents of y and the window's h.
func (p *pairing[F]) spread(s, ybar *jet.Batch[F], w window[F]) {
	h, d := w.own(), s.Features
	for o := range p.outs {
		to := w.of(s, o, ybar.Samples)
		for i := range w.samples() {
			at := (w.first+i)*p.outs + o
			for _, t := range p.triples {
				vec.Axpy(to.row(t.a, i, d), t.c*ybar.Plane(t.out)[at], h.row(t.b, i, d))
			}
		}
	}
}

// pull adds to the window's h, here cotangents of that, the products of the cotangents of y and g.
func (p *pairing[F]) pull(w window[F], ybar, g *jet.Batch[F]) {
	h, d := w.own(), g.Features
	for o := range p.outs {
		from := w.of(g, o, ybar.Samples)
		for i := range w.samples() {
			at := (w.first+i)*p.outs + o
			for _, t := range p.triples {
				vec.Axpy(h.row(t.b, i, d), t.c*ybar.Plane(t.out)[at], from.row(t.a, i, d))
			}
		}
	}
}
