package data

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// contraction is a source that has all derivatives at the points and contracts them with the directions.
type contraction[F dual.Float] struct {
	labels *Labels[F]
	alg    *jet.Algebra
	parent []int // component k is component parent[k] times variable factor[k]
	factor []int
	powers []float64 // scratch
}

func newContraction[F dual.Float](d *Data[F]) *contraction[F] {
	alg := d.Labels.Alg
	c := &contraction[F]{labels: d.Labels, alg: alg, parent: make([]int, alg.Dim()), factor: make([]int, alg.Dim()),
		powers: make([]float64, alg.Dim())}
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
		if y.Alg.Vars() == 1 {
			c.taylor(y, x, r, p)
		} else {
			c.directions(y, x, r, p)
		}
	}
}

// taylor sets the coefficients along one direction v: those of order q are Σ v^α/α! ∂^α f over |α| = q.
func (c *contraction[F]) taylor(y, x *jet.Batch[F], r, p int) {
	out, d, powers := y.Features, x.Features, c.powers
	powers[0] = 1
	for k := range c.alg.Dim() {
		q := c.alg.Degree(k)
		if q > y.Alg.Order() {
			return
		}
		if k > 0 {
			powers[k] = powers[c.parent[k]] * float64(x.Plane(1)[r*d+c.factor[k]])
		}
		add(y.Plane(q)[r*out:(r+1)*out], powers[k]/c.alg.Factorial(k), c.labels.Plane(k)[p*out:])
	}
}

// directions sets the value, the slopes v·g along all directions and, of a hyper-dual number, wᵀHv.
func (c *contraction[F]) directions(y, x *jet.Batch[F], r, p int) {
	out, d := y.Features, x.Features
	copy(y.Plane(0)[r*out:(r+1)*out], c.labels.Plane(0)[p*out:])
	if c.alg.Order() == 0 {
		return
	}
	for k := range y.Alg.Vars() {
		for i, v := range x.Plane(1 + k)[r*d : (r+1)*d] {
			add(y.Plane(1 + k)[r*out:(r+1)*out], float64(v), c.labels.Plane(1 + i)[p*out:])
		}
	}
	if c.alg.Order() == 1 || y.Alg.Order() == 1 {
		return
	}
	v, w := x.Plane(1)[r*d:(r+1)*d], x.Plane(2)[r*d:(r+1)*d]
	k := 1 + d         // the first component of order 2
	for i := range d { // the upper triangle row by row
		for j := i; j < d; j++ {
			vw := float64(v[i]) * float64(w[j])
			if i != j {
				vw += float64(v[j]) * float64(w[i])
			}
			add(y.Plane(3)[r*out:(r+1)*out], vw, c.labels.Plane(k)[p*out:])
			k++
		}
	}
}

// add adds c·src to dst.
func add[F dual.Float](dst []F, c float64, src []F) {
	for i := range dst {
		dst[i] += F(c * float64(src[i]))
	}
}
