package train

import (
	"math"

	"example.com/sobolev/dual"
)

// probabilityMeasure measures the values of log-probabilities by the divergence of their distribution from that of the
// labels.
type probabilityMeasure[F dual.Float] struct {
	logs bool // whether labels are log-probabilities too; if not they are probabilities
}

func (m probabilityMeasure[F]) newPass() measure[F] { return m }

func (m probabilityMeasure[F]) measured(at *tile[F]) (known, missing float64) {
	out, labels := at.labels.Outputs, at.labels.Plane(0)
	for r, row := range at.rows {
		weight := at.point(r)
		for o, l := range labels[row*out:][:out] {
			count(&known, &missing, at.output(weight, o), l)
		}
	}
	return known, missing
}

func (m probabilityMeasure[F]) score(at *tile[F]) float64 {
	out := at.pred.Features
	cot, pred, labels := at.cot.Plane(0), at.pred.Plane(0), at.labels.Plane(0)
	sum := 0.0
	for r, row := range at.rows {
		weight := at.point(r)
		for o, l := range labels[row*out:][:out] {
			w := at.output(weight, o)
			prob, entropy := float64(l), 0.0
			if m.logs {
				prob = math.Exp(float64(l))
				entropy = prob * float64(l)
			}
			i := r*out + o
			if prob == 0 || math.IsNaN(prob) || w == 0 {
				cot[i] = 0
				continue
			}
			sum += w * (entropy - prob*float64(pred[i]))
			cot[i] = F(-at.scale * w * prob)
		}
	}
	return sum
}
