package data

import (
	"math"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// contraction is a source that has all derivatives at the points and contracts them with the directions: it takes the
// function's Taylor polynomial, Σ ∂^α f/α! u^α, at the sums of directions u = Σ vᵢ·εᵢ.
type contraction[F dual.Float] struct {
	labels *Labels[F]
	alg    *jet.Algebra
	parent []int // component k is component parent[k] times variable factor[k]
	factor []int
	linear []float64 // scratch: the coordinates of u
	powers []float64 // and u^α for every component of alg
}

func newContraction[F dual.Float](d *Data[F]) *contraction[F] {
	alg := d.Labels.Alg
	c := &contraction[F]{labels: d.Labels, alg: alg, parent: make([]int, alg.Dim()), factor: make([]int, alg.Dim())}
	for k := 1; k < alg.Dim(); k++ {
		alpha := append([]int(nil), alg.Exponents(k)...)
		v := 0
		for alpha[v] == 0 {
			v++
		}
		alpha[v]--
		c.parent[k], c.factor[k] = alg.Index(alpha...), v
	}
	return c
}

// Jets implements [Source].
func (c *contraction[F]) Jets(y, x *jet.Batch[F], points []int) {
	y.Zero()
	for k := range y.Alg.Dim() {
		if y.Alg.Degree(k) > c.alg.Order() {
			vec.Fill(y.Plane(k), F(math.NaN())) // validation data may hold fewer orders
		}
	}
	for r, p := range points {
		c.add(y, x, r, p)
	}
}

// add adds the polynomial of point p to sample r of y. As u is of degree 1, so are its powers of the degree of theirs.
func (c *contraction[F]) add(y, x *jet.Batch[F], r, p int) {
	alg, out, dim := y.Alg, y.Features, y.Alg.Dim()
	c.directions(x, r)
	c.powers = slices.Grow(c.powers[:0], c.alg.Dim()*dim)[:c.alg.Dim()*dim]
	alg.Constant(c.powers[:dim], 1)
	for k := range c.alg.Dim() {
		q := c.alg.Degree(k)
		if q > alg.Order() {
			return
		}
		power := c.powers[k*dim : (k+1)*dim]
		if k > 0 {
			parent, factor := c.parent[k], c.factor[k]
			alg.Mul(power, c.powers[parent*dim:(parent+1)*dim], c.linear[factor*dim:(factor+1)*dim])
		}
		first, end := alg.Components(q)
		for j := first; j < end; j++ {
			addScaled(y.Plane(j)[r*out:(r+1)*out], power[j]/c.alg.Factorial(k), c.labels.Plane(k)[p*out:])
		}
	}
}

// directions sets the coordinates of u to the seeds of sample r of x.
func (c *contraction[F]) directions(x *jet.Batch[F], r int) {
	d, dim := x.Features, x.Alg.Dim()
	c.linear = slices.Grow(c.linear[:0], d*dim)[:d*dim]
	clear(c.linear)
	first, end := x.Alg.Components(1)
	for j := first; j < end; j++ {
		for i, v := range x.Plane(j)[r*d : (r+1)*d] {
			c.linear[i*dim+j] = float64(v)
		}
	}
}

// addScaled adds c·src to dst.
func addScaled[F dual.Float](dst []F, c float64, src []F) {
	for i := range dst {
		dst[i] += F(c * float64(src[i]))
	}
}
