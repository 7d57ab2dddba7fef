package layers

import (
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// Normalisations combine the features of a sample into one jet, its mean or its sum, and combine that with every
// feature again. Here are the products between a batch of such jets (samples × 1) and a batch of features
// (samples × features), and their adjoints. With the structure constants e_x·e_y = Σ c·e_z of the algebra all of them
// are sums over the same triples (z, x, y); they differ in which of the three is the result.

// A triple says that the result's component out gets c times the product of components a and b of the factors.
type triple[F dual.Float] struct {
	out, a, b int
	c         F
}

// rowProducts holds the triples of an algebra, arranged for the products and their adjoints, each by ascending out, and
// what the work on rows needs.
type rowProducts[F dual.Float] struct {
	product []triple[F] // out = a·b
	square  []triple[F] // out = a·a
	adjoint []triple[F] // out = aᵀb, b being a cotangent
	swapped []triple[F] // out = bᵀa, a being a cotangent
	ones    []F         // one for each feature
	dots    []F         // one for each sample
	scales  []F
	planes  [][]F
}

func newRowProducts[F dual.Float](alg *jet.Algebra, features, samples int) rowProducts[F] {
	p := rowProducts[F]{ones: make([]F, features), dots: make([]F, samples)}
	vec.Fill(p.ones, 1)
	for _, t := range alg.Terms() {
		c := F(t.C)
		p.product = append(p.product, triple[F]{t.Z, t.X, t.Y, c})
		p.adjoint = append(p.adjoint, triple[F]{t.Y, t.X, t.Z, c})
		p.swapped = append(p.swapped, triple[F]{t.Y, t.Z, t.X, c})
		switch {
		case t.X == t.Y:
			p.square = append(p.square, triple[F]{t.Z, t.X, t.Y, c})
		case t.X < t.Y:
			p.square = append(p.square, triple[F]{t.Z, t.X, t.Y, 2 * c})
		}
	}
	byOut := func(s, t triple[F]) int { return s.out - t.out }
	slices.SortStableFunc(p.adjoint, byOut)
	slices.SortStableFunc(p.swapped, byOut)
	return p
}

// A rowPair is a product of every sample's jet r with its features x.
type rowPair[F dual.Float] struct {
	r, x    *jet.Batch[F]
	triples []triple[F]
}

// combine sets the features z to the sum of the products.
func (p *rowProducts[F]) combine(z *jet.Batch[F], pairs ...rowPair[F]) {
	for k := range z.Alg.Dim() {
		p.scales, p.planes = p.scales[:0], p.planes[:0]
		for i := range pairs {
			q := &pairs[i]
			for ; len(q.triples) > 0 && q.triples[0].out == k; q.triples = q.triples[1:] {
				t := q.triples[0]
				p.scales = append(p.scales, t.c)
				p.planes = append(p.planes, q.r.Plane(t.a), q.x.Plane(t.b))
			}
		}
		vec.CombineRows(z.Plane(k), p.scales, p.planes, z.Features)
	}
}

// contract sets every sample's jet r to the sum of the products of its features in a and b.
func (p *rowProducts[F]) contract(r, a, b *jet.Batch[F], triples []triple[F]) {
	r.Zero()
	dots := p.dots[:r.Samples]
	for _, t := range triples {
		vec.RowDots(dots, a.Plane(t.a), b.Plane(t.b), a.Features)
		vec.Axpy(r.Plane(t.out), t.c, dots)
	}
}

// sum sets every sample's jet r to the sum of its features in x.
func (p *rowProducts[F]) sum(r, x *jet.Batch[F]) {
	d, rows := x.Features, len(r.Data)
	vec.MatMulT(r.Data, rows, p.ones, d, 1, x.Data, d, 1, rows, d, false)
}
