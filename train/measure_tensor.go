package train

import (
	"math"

	"example.com/sobolev/dual"
)

// tensorMeasure measures all derivatives of an order together, one output at one point after the other.
type tensorMeasure[F dual.Float] struct {
	order   int
	first   int // component of the first entry
	entries []entry
	penalty TensorPenalty

	measure            TensorMeasure // the rest is memory for one goroutine
	pred, label, slope []float64
	component          []int
	root               []float64 // that the entries were multiplied by, over the residual's factor
}

func (m *tensorMeasure[F]) newPass() measure[F] {
	n := len(m.entries)
	return &tensorMeasure[F]{order: m.order, first: m.first, entries: m.entries, penalty: m.penalty, measure: m.penalty(),
		pred: make([]float64, 0, n), label: make([]float64, 0, n), slope: make([]float64, 0, n),
		component: make([]int, 0, n), root: make([]float64, 0, n)}
}

// measured counts a tensor of which anything is known as known.
func (m *tensorMeasure[F]) measured(at *tile[F]) (known, missing float64) {
	out := at.labels.Outputs
	for r, row := range at.rows {
		weight := at.point(r)
		for o := range out {
			label := at.labels.Plane(m.first)[row*out+o]
			for n := range m.entries {
				if l := at.labels.Plane(m.first + n)[row*out+o]; l == l {
					label = l
				}
			}
			count(&known, &missing, at.output(weight, o), label)
		}
	}
	return known, missing
}

func (m *tensorMeasure[F]) score(at *tile[F]) float64 {
	clearOrder(at.cot, m.order)
	out, sum := at.pred.Features, 0.0
	for r, row := range at.rows {
		weight := at.point(r)
		for o := range out {
			w := at.output(weight, o)
			if w == 0 {
				continue
			}
			m.gather(at, r*out+o, row*out+o)
			if len(m.pred) == 0 {
				continue
			}
			sum += w * m.measure(m.slope, m.pred, m.label)
			for i, k := range m.component {
				at.cot.Plane(k)[r*out+o] = F(at.scale * w * m.slope[i] * m.root[i])
			}
		}
	}
	return sum
}

// gather collects the entries that were measured: the predictions at index i of their planes, the labels at j.
func (m *tensorMeasure[F]) gather(at *tile[F], i, j int) {
	m.pred, m.label, m.component, m.root = m.pred[:0], m.label[:0], m.component[:0], m.root[:0]
	for n := range m.entries {
		k, e := m.first+n, &m.entries[n]
		label := float64(at.labels.Plane(k)[j])
		if math.IsNaN(label) {
			continue
		}
		root := math.Sqrt(e.weight)
		m.pred = append(m.pred, root*e.factor*float64(at.pred.Plane(k)[i]))
		m.label = append(m.label, root*e.inv*label)
		m.component = append(m.component, k)
		m.root = append(m.root, root*e.factor)
	}
	m.slope = append(m.slope[:0], m.pred...) // for its length
}
