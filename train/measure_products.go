package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// productMeasure measures Hessian-vector products: the network's Hessian is contracted with the vector of the label, and
// the cotangents of the product are spread over the Hessian.
type productMeasure[F dual.Float] struct {
	entries []entry // one for each component of a product
	pairs   []pair  // of ∂ᵢ∂ⱼ at i·d+j
	slopes  []float64
}

// pair is a second derivative in the algebra: its component, and what makes the derivative of the coefficient.
type pair struct {
	k      int
	factor float64
}

func newProducts[F dual.Float](o OrderLoss, of *data.Data[F], alg *jet.Algebra) (*productMeasure[F], error) {
	d := alg.Vars()
	if o.Tensor != nil {
		return nil, fmt.Errorf("train: loss: order 2 has a tensor penalty, the data Hessian-vector products, which take a penalty alone")
	}
	if o.Entries != nil && len(o.Entries) != d {
		return nil, fmt.Errorf("train: loss: order 2 has weights of %d entries, want %d for Hessian-vector products", len(o.Entries), d)
	}
	m := &productMeasure[F]{entries: make([]entry, d)}
	labels := &data.Labels[F]{Alg: jet.Real(), Points: of.Len(), Outputs: of.Out * d, Data: of.HessianVectors.H}
	s := newScales(o.Balance, of, labels, 0).order()
	for i := range m.entries {
		weight := 1.0
		if o.Mean {
			weight /= float64(d)
		}
		if o.Entries != nil {
			weight *= o.Entries[i]
		}
		m.entries[i] = entry{factor: 1 / s, inv: 1 / s, weight: weight, penalty: o.Penalty}
	}
	for i := range d {
		for j := range d {
			k := alg.Pair(i, j)
			m.pairs = append(m.pairs, pair{k, alg.Factorial(k)})
		}
	}
	return m, nil
}

func (m *productMeasure[F]) newPass() measure[F] {
	return &productMeasure[F]{m.entries, m.pairs, make([]float64, len(m.entries))}
}

func (m *productMeasure[F]) measured(at *tile[F]) (known, missing float64) {
	hv, d := at.data.HessianVectors, len(m.entries)
	for r, p := range at.points {
		for o := range at.labels.Outputs {
			for a, label := range hv.H[(p*at.labels.Outputs+o)*d:][:d] {
				count(&known, &missing, at.output(at.point(r), o)*m.entries[a].weight, label)
			}
		}
	}
	return known, missing
}

func (m *productMeasure[F]) score(at *tile[F]) float64 {
	hv, d, out := at.data.HessianVectors, len(m.entries), at.pred.Features
	clearOrder(at.cot, 2)
	sum := 0.0
	for r, p := range at.points {
		weight, u := at.point(r), hv.U[p*d:(p+1)*d]
		for o := range out {
			w := at.output(weight, o)
			sum += w * m.productSlopes(at, r*out+o, u, hv.H[(p*out+o)*d:])
			m.spreadSlopes(at, r*out+o, u, at.scale*w)
		}
	}
	return sum
}

// productSlopes returns the loss of one product, that of the network's Hessian at index i of its planes with u, and
// leaves its slopes in the product.
func (m *productMeasure[F]) productSlopes(at *tile[F], i int, u, label []F) float64 {
	sum, d := 0.0, len(u)
	for a := range d {
		e := &m.entries[a]
		m.slopes[a] = 0
		if math.IsNaN(float64(label[a])) {
			continue
		}
		loss, slope := e.penalize(m.product(at.pred, i, a, u)*e.factor - float64(label[a])*e.inv)
		sum += e.weight * loss
		m.slopes[a] = e.weight * slope * e.factor
	}
	return sum
}

// product returns component a of the product of the network's Hessian at index i of its planes with u.
func (m *productMeasure[F]) product(pred *jet.Batch[F], i, a int, u []F) float64 {
	product := 0.0
	for b, v := range u {
		p := m.pairs[a*len(u)+b]
		product += p.factor * float64(pred.Plane(p.k)[i]) * float64(v)
	}
	return product
}

// spreadSlopes adds the slopes of a product, times c, to the cotangents of the second derivatives.
func (m *productMeasure[F]) spreadSlopes(at *tile[F], i int, u []F, c float64) {
	d := len(u)
	for a, slope := range m.slopes {
		for b := range d {
			p := m.pairs[a*d+b]
			at.cot.Plane(p.k)[i] += F(c * slope * p.factor * float64(u[b]))
		}
	}
}
