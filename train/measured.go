package train

import (
	"errors"
	"fmt"

	"example.com/sobolev/train/internal/order"
)

// setWhole finds out which share of every order's labels was measured, each label with its weight.
func (t *regression[F]) setWhole() {
	t.whole, t.weights.lacks = make([]float64, len(t.measures)), make([]string, len(t.measures))
	for q := range t.measures {
		switch known, missing := t.measuredOf(q); {
		case known > 0:
			t.whole[q] = (known + missing) / known
		case t.hasLabels(q):
			t.weights.lacks[q] = "no label has a weight above 0, by its point, output and entry"
		default:
			t.weights.lacks[q] = "the data has no label at all"
		}
	}
	t.weights.whole = t.whole
}

// measuredOf returns the weights of all labels of order q that were measured, and of those that were not.
func (t *regression[F]) measuredOf(q int) (known, missing float64) {
	if t.missing(q) {
		return 0, 1
	}
	points := order.Identity(make([]int, t.data.Len()))
	at := tile[F]{data: t.data, labels: t.data.Labels, order: 1, outputs: t.loss.Outputs}
	projected := t.loss.Projection != NoProjection
	if projected {
		at.labels = comparedLabels(t.loss, t.data)
	}
	return sumPairs(t.data.Gather(2, func(numbers []float64, from, to int) {
		at := at
		at.points, at.rows = points[from:to], points[from:to]
		switch {
		case projected && t.data.Lazy(): // it knows all labels
			for r := range at.points {
				numbers[0] += at.point(r)
			}
		case projected:
			numbers[0], numbers[1] = measuredTensors(&at, q)
		default:
			numbers[0], numbers[1] = t.measures[q].measured(&at)
		}
	}))
}

// hasLabels reports whether any number of order q was measured, whatever its weight.
func (t *regression[F]) hasLabels(q int) bool {
	if t.missing(q) {
		return false
	}
	d := t.data
	count := d.Gather(1, func(numbers []float64, from, to int) {
		if _, ok := t.measures[q].(*productMeasure[F]); ok {
			size := d.Out * d.In
			numbers[0] = float64(labelsIn(d.HessianVectors.H[from*size : to*size]))
			return
		}
		if d.Lazy() && t.loss.Projection != NoProjection {
			numbers[0] = float64(to - from)
			return
		}
		first, last := d.Labels.Alg.Components(q)
		for k := first; k < last; k++ {
			numbers[0] += float64(labelsIn(d.Labels.Plane(k)[from*d.Out : to*d.Out]))
		}
	})
	return sum(count) > 0
}

// labelsIn returns the number of those that are not NaN.
func labelsIn[F ~float32 | ~float64](labels []F) (count int) {
	for _, v := range labels {
		if v == v {
			count++
		}
	}
	return count
}

// anyMeasured reports that the loss is 0 whatever the network gives: no order with a weight has labels that count.
func (t *regression[F]) anyMeasured() error {
	var lacking error
	for q, w := range t.weights.now {
		switch {
		case w > 0 && t.whole[q] > 0:
			return nil
		case w > 0:
			lacking = errors.Join(lacking, fmt.Errorf("weight %v of order %d, of which %s, want some of an order with a weight", w, q, t.weights.lacks[q]))
		}
	}
	if lacking == nil {
		lacking = fmt.Errorf("the weights %v of the orders, want one above 0", t.weights.now)
	}
	return lacking
}
