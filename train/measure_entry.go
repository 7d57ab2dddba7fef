package train

import (
	"math"

	"example.com/sobolev/dual"
)

// entryMeasure measures every entry of an order's derivatives on its own.
type entryMeasure[F dual.Float] struct {
	first   int // component of the first entry
	entries []entry
}

func (m *entryMeasure[F]) newPass() measure[F] { return m }

func (m *entryMeasure[F]) measured(at *tile[F]) (known, missing float64) {
	out := at.labels.Outputs
	for i := range m.entries {
		labels := at.labels.Plane(m.first + i)
		for r, row := range at.rows {
			weight := m.entries[i].weight * at.point(r)
			for o, l := range labels[row*out:][:out] {
				count(&known, &missing, at.output(weight, o), l)
			}
		}
	}
	return known, missing
}

func (m *entryMeasure[F]) score(at *tile[F]) float64 {
	sum := 0.0
	for i := range m.entries {
		sum += m.scoreEntry(at, m.first+i, &m.entries[i])
	}
	return sum
}

// scoreEntry returns the loss of component k and writes its cotangent.
func (m *entryMeasure[F]) scoreEntry(at *tile[F], k int, e *entry) float64 {
	out := at.pred.Features
	cot, pred, labels := at.cot.Plane(k), at.pred.Plane(k), at.labels.Plane(k)
	if e.penalty == nil && at.plain() {
		return scoreSquared(e, e.weight*at.order, at.scale, cot, pred, labels, at.rows, out)
	}
	sum := 0.0
	for r, row := range at.rows {
		weight, from := e.weight*at.point(r), r*out
		for o, l := range labels[row*out:][:out] {
			w := at.output(weight, o)
			if math.IsNaN(float64(l)) || w == 0 {
				cot[from+o] = 0
				continue
			}
			loss, slope := e.penalize(float64(pred[from+o])*e.factor - float64(l)*e.inv)
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
