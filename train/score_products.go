package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// products is how Hessian-vector products are compared: the network's Hessian is contracted with the vector of the
// label, and the cotangents of the product are spread over the Hessian.
type products struct {
	entries []entry // one for each component of a product
	pairs   []int   // component of ∂ᵢ∂ⱼ in the algebra at i·d+j
	free    *freeList[[]float64]
}

func newProducts[F dual.Float](o OrderLoss, h *data.HessianVectors[F], d int, alg *jet.Algebra) (*products, error) {
	if o.Tensor != nil {
		return nil, fmt.Errorf("train: loss: order 2 has a tensor penalty, the data Hessian-vector products, which take a penalty alone")
	}
	if o.Entries != nil && len(o.Entries) != d {
		return nil, fmt.Errorf("train: loss: order 2 has weights of %d entries, want %d for Hessian-vector products", len(o.Entries), d)
	}
	p := &products{entries: make([]entry, d), free: newFreeList(func() *[]float64 { s := make([]float64, d); return &s })}
	labels := &jet.Batch[F]{Alg: jet.Real(), Samples: 1, Features: len(h.H), Data: h.H}
	for i := range p.entries {
		s := 1.0
		if o.Balance != Unscaled {
			s = scale(Pooled, labels, 0, -1)
		}
		weight := 1.0
		if o.Mean {
			weight /= float64(d)
		}
		if o.Entries != nil {
			weight *= o.Entries[i]
		}
		p.entries[i] = entry{order: 2, factor: 1 / s, inv: 1 / s, weight: weight, penalty: o.Penalty}
	}
	p.pairs = pairs(alg)
	return p, nil
}

// scoreProducts returns the loss of the Hessian-vector products and writes the cotangents of the second derivatives.
func (t *regression[F]) scoreProducts(at tile[F]) float64 {
	hv, d, out := t.data.HessianVectors, t.data.In, t.data.Out
	slopes := t.products.free.take()
	defer t.products.free.give(slopes)
	first, last := t.alg.Components(2)
	clearPlanes(at.cot, first, last)
	sum := 0.0
	for r, p := range at.points {
		weight, u := t.weight(2, p), hv.U[p*d:(p+1)*d]
		for o := range out {
			w := weight
			if t.loss.Outputs != nil {
				w *= t.loss.Outputs[o]
			}
			sum += w * t.productSlopes(*slopes, at, r*out+o, u, hv.H[(p*out+o)*d:])
			t.spreadSlopes(*slopes, at, r*out+o, u, at.scale*w)
		}
	}
	return sum
}

// productSlopes returns the loss of one product, that of the network's Hessian at index i of its planes with u, and
// writes its slopes in the product.
func (t *regression[F]) productSlopes(slopes []float64, at tile[F], i int, u, label []F) float64 {
	sum, d := 0.0, len(u)
	for a := range d {
		e := &t.products.entries[a]
		slopes[a] = 0
		if math.IsNaN(float64(label[a])) {
			continue
		}
		product := 0.0
		for b := range d {
			k := t.products.pairs[a*d+b]
			product += t.alg.Factorial(k) * float64(at.pred.Plane(k)[i]) * float64(u[b])
		}
		residual := product*e.factor - float64(label[a])*e.inv
		loss, slope := residual*residual, 2*residual
		if e.penalty != nil {
			loss, slope = e.penalty(residual)
		}
		sum += e.weight * loss
		slopes[a] = e.weight * slope * e.factor
	}
	return sum
}

// spreadSlopes adds the slopes of a product, times c, to the cotangents of the second derivatives.
func (t *regression[F]) spreadSlopes(slopes []float64, at tile[F], i int, u []F, c float64) {
	d := len(u)
	for a, slope := range slopes {
		for b := range d {
			k := t.products.pairs[a*d+b]
			at.cot.Plane(k)[i] += F(c * slope * t.alg.Factorial(k) * float64(u[b]))
		}
	}
}

// pairs returns the component of ∂ᵢ∂ⱼ at i·d+j, d the number of the algebra's variables.
func pairs(alg *jet.Algebra) []int {
	d := alg.Vars()
	ks := make([]int, 0, d*d)
	for i := range d {
		for j := range d {
			alpha := make([]int, d)
			alpha[i]++
			alpha[j]++
			ks = append(ks, alg.Index(alpha...))
		}
	}
	return ks
}
