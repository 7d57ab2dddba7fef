package train

import (
	"errors"
	"fmt"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// regression is the term of a loss on labelled data.
type regression[F dual.Float] struct {
	data     *data.Data[F]
	alg      *jet.Algebra
	loss     Loss
	measures []measure[F] // one for each order
	weights  *weighting   // of the orders
	first    int          // number of the rank's first point among those of all ranks
	whole    []float64    // of each order, what makes the mean over all labels one over those that were measured; 0 if none was
}

// Regression returns the term that compares a network's values and derivatives with the data by the loss. It fails if
// the loss asks for orders that the data or the network's activations do not have, or if shapes differ.
func Regression[F dual.Float](net *layers.Net[F], d *data.Data[F], l Loss) (Term[F], error) {
	return newRegression(net, d, l)
}

func newRegression[F dual.Float](net *layers.Net[F], d *data.Data[F], l Loss) (*regression[F], error) {
	if err := checkData(d, net); err != nil {
		return nil, err
	}
	if err := l.check(d.Out); err != nil {
		return nil, err
	}
	order := l.order()
	if err := net.Require(order); err != nil {
		return nil, fmt.Errorf("train: the loss weights derivatives of order %d: %w", order, err)
	}
	t := &regression[F]{loss: l, weights: newWeighting(l, order+1)}
	measure := t.measure
	if l.Projection != NoProjection {
		measure = t.measureProjections
	}
	if err := measure(d, order); err != nil {
		return nil, err
	}
	t = t.on(d)
	if s := t.Shards(); s != nil && s.Err() != nil {
		return nil, s.Err()
	}
	if err := t.weights.measured(t.weights.now); err != nil {
		return nil, fmt.Errorf("train: loss: %w", err)
	}
	if err := t.anyMeasured(); err != nil && l.Schedule == nil {
		return nil, fmt.Errorf("train: loss: %w", err)
	}
	return t, nil
}

// checkData reports what keeps the network from being trained on the data.
func checkData[F dual.Float](d *data.Data[F], net *layers.Net[F]) error {
	switch {
	case net == nil:
		return errors.New("train: the network is nil, want one")
	case d == nil:
		return errors.New("train: the data is nil, want some")
	}
	if d.In != net.In() || d.Out != net.Out() {
		return fmt.Errorf("train: data with %d inputs and %d outputs, the network has %d and %d", d.In, d.Out, net.In(), net.Out())
	}
	if err := d.Check(); err != nil {
		return err
	}
	return d.CheckMasks(net)
}

// measure prepares the comparison of all derivatives up to the order.
func (t *regression[F]) measure(d *data.Data[F], order int) error {
	if order > d.Order() {
		hint := ""
		if d.Lazy() {
			hint = "; it knows them along random directions, see train.Stochastic"
		}
		return fmt.Errorf("train: the loss weights derivatives of order %d, the data holds orders up to %d%s", order, d.Order(), hint)
	}
	t.alg = d.Labels.Alg.Lower(order)
	if order > t.alg.Order() { // the data has Hessian-vector products
		t.alg = jet.Full(d.In, order)
	}
	labels := comparedLabels(t.loss, d)
	for q := range order + 1 {
		m, err := t.measureOrder(q, d, labels)
		if err != nil {
			return err
		}
		t.measures = append(t.measures, m)
	}
	return nil
}

// measureOrder returns how an order is compared with its labels.
func (t *regression[F]) measureOrder(q int, d *data.Data[F], labels *data.Labels[F]) (measure[F], error) {
	o := t.loss.Orders[q]
	if q == 2 && d.HessianVectors != nil {
		return newProducts(o, d, t.alg)
	}
	es, err := entries(o, q, d, labels, t.alg)
	if err != nil {
		return nil, err
	}
	first, _ := t.alg.Components(q)
	switch {
	case q == 0 && t.loss.Logits != NoLogits:
		return probabilityMeasure[F]{logs: t.loss.Logits == KLDivergence}, nil
	case o.Tensor != nil:
		return &tensorMeasure[F]{order: q, first: first, entries: es, penalty: o.Tensor}, nil
	}
	return &entryMeasure[F]{first, es}, nil
}

// with returns the same loss, with the same scales and the weights that stand in it, on other data. That may hold fewer
// orders, which then take no part, but of the same kind.
func (t *regression[F]) with(d *data.Data[F]) (*regression[F], error) {
	switch {
	case t.loss.Projection != NoProjection:
		if err := checkProjected(d, 0); err != nil {
			return nil, err
		}
	case t.alg.Order() > 0 && (d.Directions == nil) != (t.data.Directions == nil):
		return nil, fmt.Errorf("train: derivatives along given directions in one of two data sets that one loss is for, want them in both or none")
	case !sameComponents(t.alg, d.Labels.Alg):
		return nil, fmt.Errorf("train: labels over %v, want them over %v or a part of it", d.Labels.Alg, t.alg)
	}
	c := *t
	c.weights = newWeighting(t.loss, t.alg.Order()+1)
	o := c.on(d)
	if s := o.Shards(); s != nil && s.Err() != nil {
		return nil, s.Err()
	}
	if err := o.anyMeasured(); err != nil {
		return nil, err
	}
	return o, nil
}

// sameComponents reports whether the components that both algebras have mean the same.
func sameComponents(a, b *jet.Algebra) bool {
	order := min(a.Order(), b.Order())
	return a.Lower(order).Equal(b.Lower(order))
}

// on sets the data.
func (t *regression[F]) on(d *data.Data[F]) *regression[F] {
	t.data = d
	if labels := comparedLabels(t.loss, d); labels != d.Labels && t.loss.Projection == NoProjection {
		c := *d
		c.Labels = labels
		t.data = &c
	}
	t.setWhole()
	if s := t.Shards(); s != nil {
		t.first = int(sum(sizesOf(s)[:s.First()]))
	}
	return t
}

func (t *regression[F]) Algebra() *jet.Algebra { return t.alg }

func (t *regression[F]) SeedsInputs() bool {
	return t.loss.Projection == NoProjection && t.data.Directions == nil
}

// Shards implements [ShardedTerm].
func (t *regression[F]) Shards() *data.Shards { return t.data.Shards() }

// Shape implements [ShapedTerm].
func (t *regression[F]) Shape() (in, out int) { return t.data.In, t.data.Out }

func (t *regression[F]) Len() int { return t.data.Len() }

func (t *regression[F]) Parts() []string {
	names := []string{"value"}
	for q := 1; q <= t.alg.Order(); q++ {
		names = append(names, fmt.Sprintf("order %d", q))
	}
	return names
}

// BeginEpoch implements [EpochTerm].
func (t *regression[F]) BeginEpoch(epoch int, done float64, parts []float64) error {
	return t.weights.begin(epoch, done, parts)
}

// State returns the weights of the orders in the current epoch, which an adaptive schedule makes from those before:
// with the parameters and the parts of the last epoch they are what a run resumes from. They may be written.
func (t *regression[F]) State() []float64 { return t.weights.now }

// NewPass implements [Term].
func (t *regression[F]) NewPass(points int) Pass[F] {
	var p Pass[F]
	if t.loss.Projection != NoProjection {
		p = newProjectedPass(t, points)
	} else {
		p = newRegressionPass(t)
	}
	if t.loss.Logits != NoLogits {
		p = newLogitPass(p, t.alg, points, t.data.Out)
	}
	return p
}

// regressionPass compares predictions with the labels in the data.
type regressionPass[F dual.Float] struct {
	measures []measure[F] // one for each order, nil where there are no labels
	weights  []float64    // of the orders, as they are in the current epoch
	whole    []float64    // see regression
	at       tile[F]
}

func newRegressionPass[F dual.Float](t *regression[F]) *regressionPass[F] {
	p := &regressionPass[F]{measures: slices.Clone(t.measures), weights: t.weights.now, whole: t.whole,
		at: tile[F]{data: t.data, labels: t.data.Labels, outputs: t.loss.Outputs}}
	for q, m := range p.measures {
		if t.whole[q] == 0 {
			p.measures[q] = nil
			continue
		}
		p.measures[q] = m.newPass()
	}
	return p
}

// missing reports whether the data holds no labels of order q: validation data may hold fewer than what is trained on.
func (t *regression[F]) missing(q int) bool {
	if _, ok := t.measures[q].(*productMeasure[F]); ok {
		return t.data.HessianVectors == nil
	}
	return t.loss.Projection == NoProjection && q > t.data.Labels.Alg.Order()
}

// Load implements [Pass].
func (p *regressionPass[F]) Load(x *jet.Batch[F], points []int, _ int) { p.at.data.Load(x, points) }

// Score implements [Pass].
func (p *regressionPass[F]) Score(cot, y *jet.Batch[F], points []int, _ int, scale float64, parts []float64) {
	p.label(points, 0)
	p.score(cot, y, points, scale, parts)
}

// label says where the labels of the points are.
func (p *regressionPass[F]) label(points []int, _ int) { p.at.rows = points }

// score adds the losses of all orders to parts and writes their cotangents. The labels and their rows are set.
func (p *regressionPass[F]) score(cot, y *jet.Batch[F], points []int, scale float64, parts []float64) {
	at := &p.at
	at.cot, at.pred, at.points, at.scale = cot, y, points, scale
	for q, m := range p.measures {
		at.order = p.weights[q] * p.whole[q]
		if m == nil || at.order == 0 {
			clearOrder(cot, q)
			continue
		}
		parts[q] += m.score(at)
	}
}
