package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// A measure compares the derivatives of one order with their labels: entry by entry, as whole tensors, as products with
// vectors, or as distributions. It belongs to one goroutine.
type measure[F dual.Float] interface {
	// score returns the loss of a tile, weighted, and writes its cotangents in the order's components.
	score(at *tile[F]) float64

	// measured returns the weights of a tile's labels that were measured, and of those that were not.
	measured(at *tile[F]) (known, missing float64)

	// newPass returns the measure with memory of its own for another goroutine.
	newPass() measure[F]
}

// A tile is what the loss of some points is computed from. Row r of the predictions is that of point points[r], whose
// labels are in row rows[r].
type tile[F dual.Float] struct {
	cot, pred    *jet.Batch[F]
	labels       *data.Labels[F]
	points, rows []int
	scale        float64 // of the cotangents
	order        float64 // weight of the order
	data         *data.Data[F]
	outputs      []float64 // their weights, nil if all are 1
}

// point returns the weight of row r for the order.
func (at *tile[F]) point(r int) float64 {
	if at.data.Weights == nil {
		return at.order
	}
	return at.order * float64(at.data.Weights[at.points[r]])
}

// output returns the weight of output o of a row with the given weight.
func (at *tile[F]) output(weight float64, o int) float64 {
	if at.outputs == nil {
		return weight
	}
	return weight * at.outputs[o]
}

// plain reports whether all points and outputs weigh alike.
func (at *tile[F]) plain() bool { return at.data.Weights == nil && at.outputs == nil }

// count adds a weight to that of the labels which are known, or which are missing.
func count[F dual.Float](known, missing *float64, weight float64, label F) {
	if label == label {
		*known += weight
	} else {
		*missing += weight
	}
}

// clearOrder zeroes the components of an order.
func clearOrder[F dual.Float](b *jet.Batch[F], q int) {
	first, last := b.Alg.Components(q)
	n := b.Samples * b.Features
	clear(b.Data[first*n : last*n])
}
