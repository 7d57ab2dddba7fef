package train

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// entry is one component of an order's derivatives as a loss sees it.
type entry struct {
	factor  float64 // from the Taylor coefficient to the derivative, divided by the scale
	inv     float64 // 1/scale
	weight  float64 // of the penalty beside the order's own: how often the entry stands in the tensor, and its own weight
	penalty Penalty // nil for Squared, which is worth its own loop
}

// newEntry returns component k of the algebra, divided by a scale.
func newEntry(alg *jet.Algebra, k int, scale, weight float64, p Penalty) entry {
	return entry{factor: alg.Factorial(k) / scale, inv: 1 / scale, weight: weight, penalty: p}
}

// penalize returns the loss of a residual and its slope.
func (e *entry) penalize(residual float64) (loss, slope float64) {
	if e.penalty == nil {
		return Squared(residual)
	}
	return e.penalty(residual)
}

// entries returns those of order q over the algebra.
func entries[F dual.Float](o OrderLoss, q int, d *data.Data[F], labels *data.Labels[F], alg *jet.Algebra) ([]entry, error) {
	first, last := alg.Components(q)
	if o.Entries != nil && len(o.Entries) != last-first {
		return nil, fmt.Errorf("train: loss: order %d has weights of %d entries, want %d for %v", q, len(o.Entries), last-first, alg)
	}
	size := 0.0
	for k := first; k < last; k++ {
		size += alg.Multiplicity(k)
	}
	scales := newScales(o.Balance, d, labels, q)
	var es []entry
	for k := first; k < last; k++ {
		weight := alg.Multiplicity(k)
		if o.Mean && o.Tensor == nil {
			weight /= size
		}
		if o.Entries != nil {
			weight *= o.Entries[k-first]
		}
		es = append(es, newEntry(alg, k, scales.of(k), weight, o.Penalty))
	}
	return es, nil
}
