package layers

import (
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

// rowProducts holds the triples of an algebra, arranged for the products and their adjoints.
type rowProducts[F dual.Float] struct {
	product []triple[F] // out = a·b
	adjoint []triple[F] // out = aᵀb, b being a cotangent
	swapped []triple[F] // out = bᵀa, a being a cotangent
	ones    []F         // one for each feature
}

func newRowProducts[F dual.Float](alg *jet.Algebra, features int) rowProducts[F] {
	p := rowProducts[F]{ones: make([]F, features)}
	vec.Fill(p.ones, 1)
	for _, t := range alg.Terms() {
		c := F(t.C)
		p.product = append(p.product, triple[F]{t.Z, t.X, t.Y, c})
		p.adjoint = append(p.adjoint, triple[F]{t.Y, t.X, t.Z, c})
		p.swapped = append(p.swapped, triple[F]{t.Y, t.Z, t.X, c})
	}
	return p
}

// spread adds to the features z the product of every sample's jet r with its features x.
func spread[F dual.Float](z, r, x *jet.Batch[F], triples []triple[F]) {
	n, d := x.Samples, x.Features
	for s := range n {
		for _, t := range triples {
			to, from := (t.out*n+s)*d, (t.b*n+s)*d
			vec.Axpy(z.Data[to:to+d], t.c*r.Data[t.a*n+s], x.Data[from:from+d])
		}
	}
}

// contract sets every sample's jet r to the sum of the products of its features in a and b.
func contract[F dual.Float](r, a, b *jet.Batch[F], triples []triple[F]) {
	r.Zero()
	n, d := a.Samples, a.Features
	for s := range n {
		for _, t := range triples {
			i, j := (t.a*n+s)*d, (t.b*n+s)*d
			r.Data[t.out*n+s] += t.c * vec.Dot(a.Data[i:i+d], b.Data[j:j+d])
		}
	}
}

// sumRows sets every sample's jet r to the sum of its features in x.
func sumRows[F dual.Float](r, x *jet.Batch[F]) {
	d := x.Features
	for i := range r.Data {
		r.Data[i] = vec.Sum(x.Data[i*d : (i+1)*d])
	}
}

// subtract subtracts every sample's jet r from its features in x.
func (p *rowProducts[F]) subtract(x, r *jet.Batch[F]) {
	d := x.Features
	for i, c := range r.Data {
		vec.Axpy(x.Data[i*d:(i+1)*d], -c, p.ones)
	}
}
