package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// A pairing holds the products of adjoints g̃ with what layers have above order n, H, that give the coefficients of y above
// order n. Of every sample and output it keeps a matrix, elements to order m × elements above order n: on the way forward
// the products of g̃'s and H's coefficients, summed over units and layers, and on the way back their cotangents.
type pairing[F dual.Float] struct {
	outs          int
	low, adjoints int         // elements to order n, and to order m
	above         int         // elements above order n
	triples       []triple[F] // coefficient out of y is a sum of the products a, b
	matrices      []F         // (outputs × samples × adjoints × above)
}

// newPairing returns the pairing in the algebra of order K, of which low is that of order n and adjoints that of order m.
func newPairing[F dual.Float](alg, low, adjoints *jet.Algebra, outs, samples int) pairing[F] {
	p := pairing[F]{outs: outs, low: low.Dim(), adjoints: adjoints.Dim(), above: alg.Dim() - low.Dim()}
	for _, t := range alg.Terms() {
		if t.X < p.adjoints && t.Y >= p.low {
			p.triples = append(p.triples, triple[F]{t.Z, t.X, t.Y, F(t.C)})
		}
	}
	p.matrices = make([]F, outs*samples*p.adjoints*p.above)
	return p
}

// at returns the matrix of a sample and an output.
func (p *pairing[F]) at(out, samples, sample int) []F {
	size := p.adjoints * p.above
	i := (out*samples + sample) * size
	return p.matrices[i : i+size]
}

// reset clears the matrices.
func (p *pairing[F]) reset() { clear(p.matrices) }

// store adds the products to y.
func (p *pairing[F]) store(y *jet.Batch[F]) {
	for _, t := range p.triples {
		plane := y.Plane(t.out)
		for o := range p.outs {
			for i := range y.Samples {
				plane[i*p.outs+o] += t.c * p.at(o, y.Samples, i)[t.a*p.above+t.b-p.low]
			}
		}
	}
}

// load sets the matrices to the cotangents of the products for those of y; products of a degree above K have none.
func (p *pairing[F]) load(ybar *jet.Batch[F]) {
	p.reset()
	for _, t := range p.triples {
		plane := ybar.Plane(t.out)
		for o := range p.outs {
			for i := range ybar.Samples {
				p.at(o, ybar.Samples, i)[t.a*p.above+t.b-p.low] = t.c * plane[i*p.outs+o]
			}
		}
	}
}

// collect adds the products of g and the window's h, summed over the features, to the matrices.
func (p *pairing[F]) collect(g *jet.Batch[F], w window[F], samples int) {
	h, d := w.own(), g.Features
	for o := range p.outs {
		from := w.of(g, o, samples)
		for i := range w.samples() {
			vec.MatMulT(p.at(o, samples, w.first+i), p.above, from.rows(0, i, d), from.size, 1, h.rows(p.low, i, d), h.size,
				p.adjoints, p.above, d, true)
		}
	}
}

// spread adds to s, the cotangents of g, the cotangents of the products times the window's h.
func (p *pairing[F]) spread(s *jet.Batch[F], w window[F], samples int) {
	h, d := w.own(), s.Features
	for o := range p.outs {
		to := w.of(s, o, samples)
		for i := range w.samples() {
			vec.MatMul(to.rows(0, i, d), to.size, p.at(o, samples, w.first+i), p.above, 1, h.rows(p.low, i, d), h.size,
				p.adjoints, d, p.above, true)
		}
	}
}

// pull adds to the window's h, here cotangents of that, the cotangents of the products times g.
func (p *pairing[F]) pull(w window[F], g *jet.Batch[F], samples int) {
	h, d := w.own(), g.Features
	for o := range p.outs {
		from := w.of(g, o, samples)
		for i := range w.samples() {
			vec.MatMul(h.rows(p.low, i, d), h.size, p.at(o, samples, w.first+i), 1, p.above, from.rows(0, i, d), from.size,
				p.above, d, p.adjoints, true)
		}
	}
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

// rows returns the planes from k on at row i of d, each size from the next.
func (s strip[F]) rows(k, i, d int) []F { return s.data[k*s.size+s.from+i*d:] }

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
