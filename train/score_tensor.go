package train

import "math"

// tensorScratch is what the entries of one order at one point are gathered in.
type tensorScratch struct {
	pred, label, slope []float64
	component          []int
	root               []float64 // that the entries were multiplied by, over the residual's factor
}

// scoreTensors returns the loss of order q, components first to last, by its tensor penalty and writes the cotangents.
func (t *regression[F]) scoreTensors(at tile[F], q, first, last int) float64 {
	s := t.tensors.take()
	defer t.tensors.give(s)
	clearPlanes(at.cot, first, last)
	penalty, out := t.loss.Orders[q].Tensor, t.data.Out
	sum := 0.0
	for r, p := range at.points {
		weight := t.weight(q, p)
		for o := range out {
			w := weight
			if t.loss.Outputs != nil {
				w *= t.loss.Outputs[o]
			}
			if w == 0 {
				continue
			}
			t.gather(s, at, first, last, r*out+o, at.rows[r]*out+o)
			if len(s.pred) == 0 {
				continue
			}
			sum += w * penalty(s.slope, s.pred, s.label)
			for i, k := range s.component {
				at.cot.Plane(k)[r*out+o] = F(at.scale * w * s.slope[i] * s.root[i])
			}
		}
	}
	return sum
}

// gather collects the entries that were measured: the predictions at index i of their planes, the labels at j.
func (t *regression[F]) gather(s *tensorScratch, at tile[F], first, last, i, j int) {
	s.pred, s.label, s.component, s.root = s.pred[:0], s.label[:0], s.component[:0], s.root[:0]
	for k := first; k < last; k++ {
		label := float64(at.labels.Plane(k)[j])
		if math.IsNaN(label) {
			continue
		}
		e := &t.entries[k]
		root := math.Sqrt(e.weight)
		s.pred = append(s.pred, root*e.factor*float64(at.pred.Plane(k)[i]))
		s.label = append(s.label, root*e.inv*label)
		s.component = append(s.component, k)
		s.root = append(s.root, root*e.factor)
	}
	s.slope = append(s.slope[:0], s.pred...) // for its length
}
