package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// quadratic holds symmetric matrices (d × d), one for every sample of a tile and every output, over the inputs'
// second derivatives: Hessians on the way forward, the loss's cotangents R of them on the way back. For a Laplacian
// only one number a sample is kept, the factor of the fixed diagonal λ.
type quadratic[F dual.Float] struct {
	alg     *jet.Algebra
	d, outs int
	samples int
	lambda  []F // the Laplacian's weights, nil for full Hessians
	size    int // numbers kept a sample: d² or 1
	m       []F // outputs × samples × size
	row     []F // scratch: one sample's Σ λᵢ tᵢ²
	twice   []F // scratch: one sample's 2R, of a Laplacian the diagonal
}

// newQuadratic allocates the matrices for tiles of up to samples, none if the algebra has no second order.
func newQuadratic[F dual.Float](alg *jet.Algebra, outs, samples, width int) quadratic[F] {
	q := quadratic[F]{alg: alg, d: alg.Vars(), outs: outs}
	switch sweepKindOf(alg) {
	case sweepLaplacian:
		q.size = 1
		q.row = make([]F, width)
		for _, w := range alg.Weights() {
			q.lambda = append(q.lambda, F(w))
		}
	case sweepHessian:
		q.size = q.d * q.d
	}
	q.m = make([]F, outs*samples*q.size)
	q.twice = make([]F, max(q.size, len(q.lambda)))
	return q
}

// reset takes the number of samples and clears the matrices.
func (q *quadratic[F]) reset(samples int) {
	q.samples = samples
	clear(q.m[:q.outs*samples*q.size])
}

// at returns the matrix of one output and sample.
func (q *quadratic[F]) at(o, n int) []F {
	i := (o*q.samples + n) * q.size
	return q.m[i : i+q.size]
}

// add adds Tᵀ diag(g) T for every sample, from the plane g (samples × width) and the d planes t.
func (q *quadratic[F]) add(o int, g, t []F, width int) {
	for n := range q.samples {
		g, t := g[n*width:(n+1)*width], t[n*width:]
		if q.lambda == nil {
			vec.Gram(q.at(o, n), g, t, q.samples*width, q.d)
		} else {
			q.at(o, n)[0] += vec.Dot(g, q.squares(t, width))
		}
	}
}

// squares returns Σ λᵢ tᵢ² of one sample, in scratch.
func (q *quadratic[F]) squares(t []F, width int) []F {
	row := q.row[:width]
	vec.WeightedSquares(row, q.lambda, t, q.samples*width)
	return row
}

// store writes the matrices to the second-order components of y. A coefficient is a derivative over its factorial, so
// the pure second derivatives and the Laplacian are halved.
func (q *quadratic[F]) store(y *jet.Batch[F]) {
	if q.lambda != nil {
		q.storeEntry(y.Plane(q.omega()), 0, 0.5)
		return
	}
	for i := range q.d {
		q.storeEntry(y.Plane(q.alg.Pair(i, i)), i*q.d+i, 0.5)
		for j := i + 1; j < q.d; j++ {
			q.storeEntry(y.Plane(q.alg.Pair(i, j)), i*q.d+j, 1)
		}
	}
}

// storeEntry writes number k of every matrix, times scale, to the plane (samples × outputs).
func (q *quadratic[F]) storeEntry(plane []F, k int, scale F) {
	for o := range q.outs {
		for n := range q.samples {
			plane[n*q.outs+o] = scale * q.at(o, n)[k]
		}
	}
}

// load reads the matrices R from a cotangent of y, so that Σᵢⱼ Rᵢⱼ ∂ᵢ∂ⱼy is the cotangent applied to y's second-order
// components.
func (q *quadratic[F]) load(cot *jet.Batch[F]) {
	if q.lambda != nil {
		q.loadEntry(cot.Plane(q.omega()), 0)
		return
	}
	for i := range q.d {
		for j := range q.d {
			q.loadEntry(cot.Plane(q.alg.Pair(i, j)), i*q.d+j)
		}
	}
}

// loadEntry sets number k of every matrix to half the plane's.
func (q *quadratic[F]) loadEntry(plane []F, k int) {
	for o := range q.outs {
		for n := range q.samples {
			q.at(o, n)[k] = plane[n*q.outs+o] / 2
		}
	}
}

// omega returns the component of the Laplacian.
func (q *quadratic[F]) omega() int {
	k, _ := q.alg.Components(2)
	return k
}

// form writes dst = Σᵢⱼ Rᵢⱼ tᵢ tⱼ.
func (q *quadratic[F]) form(dst []F, o int, t []F, width int) {
	for n := range q.samples {
		dst, t := dst[n*width:(n+1)*width], t[n*width:]
		if q.lambda == nil {
			vec.Quad(dst, q.at(o, n), t, q.samples*width, q.d)
		} else {
			vec.WeightedSquares(dst, q.lambda, t, q.samples*width)
			vec.Scale(dst, q.at(o, n)[0], dst)
		}
	}
}

// pull adds the derivative of g·form in the tangents, 2·g·Σⱼ Rᵢⱼ tⱼ, to their cotangents tbar.
func (q *quadratic[F]) pull(tbar []F, o int, g, t []F, width int) {
	stride := q.samples * width
	for n := range q.samples {
		g, t, tbar := g[n*width:(n+1)*width], t[n*width:], tbar[n*width:]
		if q.lambda == nil {
			vec.Scale(q.twice, 2, q.at(o, n))
			vec.MulSmall(tbar, stride, g, q.twice, t, stride, q.d)
			continue
		}
		vec.Scale(q.twice, 2*q.at(o, n)[0], q.lambda)
		vec.AddScaledPlanes(tbar, stride, q.twice, t, stride, g)
	}
}
