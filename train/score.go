package train

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A tile is what the loss of some points is computed from. Row r of the predictions is that of point points[r], whose
// labels are in row rows[r].
type tile[F dual.Float] struct {
	cot, pred, labels *jet.Batch[F]
	points, rows      []int
	scale             float64
}

// score adds the losses of all components to parts and writes their cotangents.
func (t *regression[F]) score(at tile[F], parts []float64) {
	first, last := 0, 0
	for q := range t.weights.now {
		first = last
		for last < len(t.entries) && t.entries[last].order == q {
			last++
		}
		switch {
		case t.weights.now[q] == 0 || t.missing(at, q, last):
			clearPlanes(at.cot, first, last)
		case q == 0 && t.logits != nil:
			parts[q] += t.scoreProbabilities(at)
		case q == 2 && t.products != nil:
			parts[q] += t.scoreProducts(at)
		case t.loss.Orders[q].Tensor != nil:
			parts[q] += t.scoreTensors(at, q, first, last)
		default:
			for k := first; k < last; k++ {
				parts[q] += t.scoreEntry(at, k)
			}
		}
	}
}

// missing reports whether the data holds no labels of order q: validation data may hold fewer than what is trained on.
func (t *regression[F]) missing(at tile[F], q, last int) bool {
	if q == 2 && t.products != nil {
		return t.data.HessianVectors == nil
	}
	return last > at.labels.Alg.Dim()
}

func clearPlanes[F dual.Float](b *jet.Batch[F], first, last int) {
	n := b.Samples * b.Features
	clear(b.Data[first*n : last*n])
}

// weight returns the weight of order q for point p.
func (t *regression[F]) weight(q, p int) float64 {
	w := t.weights.now[q]
	if t.data.Weights != nil {
		w *= float64(t.data.Weights[p])
	}
	return w
}

// scoreEntry returns the loss of component k and writes its cotangent.
func (t *regression[F]) scoreEntry(at tile[F], k int) float64 {
	e, out := &t.entries[k], t.data.Out
	cot, pred, labels := at.cot.Plane(k), at.pred.Plane(k), at.labels.Plane(k)
	if e.penalty == nil && t.data.Weights == nil && t.loss.Outputs == nil {
		return scoreSquared(e, e.weight*t.weights.now[e.order], at.scale, cot, pred, labels, at.rows, out)
	}
	sum := 0.0
	for r, p := range at.points {
		weight := e.weight * t.weight(e.order, p)
		from := r * out
		label := labels[at.rows[r]*out:][:out]
		for o, l := range label {
			residual := float64(pred[from+o])*e.factor - float64(l)*e.inv
			w := weight
			if t.loss.Outputs != nil {
				w *= t.loss.Outputs[o]
			}
			if math.IsNaN(float64(l)) || w == 0 {
				cot[from+o] = 0
				continue
			}
			loss, slope := residual*residual, 2*residual
			if e.penalty != nil {
				loss, slope = e.penalty(residual)
			}
			sum += w * loss
			cot[from+o] = F(at.scale * w * slope * e.factor)
		}
	}
	return sum
}

// scoreSquared is scoreEntry for what most training steps do most often: squared errors, all samples and outputs alike.
func scoreSquared[F dual.Float](e *entry, weight, scale float64, cot, pred, labels []F, rows []int, out int) float64 {
	factor, inv, slope := e.factor, e.inv, 2*scale*weight*e.factor
	sum, i := 0.0, 0
	for _, row := range rows {
		for _, l := range labels[row*out:][:out] {
			residual := float64(pred[i])*factor - float64(l)*inv
			if l != l { // not measured
				residual = 0
			}
			sum += residual * residual
			cot[i] = F(slope * residual)
			i++
		}
	}
	return weight * sum
}
