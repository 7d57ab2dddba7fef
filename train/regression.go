package train

import (
	"fmt"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// regression is the term of a loss on labelled data.
type regression[F dual.Float] struct {
	data    *data.Data[F]
	alg     *jet.Algebra
	loss    Loss
	entries []entry
	weights *weighting

	products    *products                // nil unless the data has such labels and the loss wants them
	projections *projections[F]          // nil unless derivatives are compared along random directions
	logits      *freeList[logitTile[F]]  // nil unless the outputs are logits
	tensors     *freeList[tensorScratch] // nil unless an order has a tensor penalty
}

// Regression returns the term that compares a network's values and derivatives with the data by the loss. It fails if
// the loss asks for orders that the data or the network's activations do not have, or if shapes differ.
func Regression[F dual.Float](net *layers.Net[F], d *data.Data[F], l Loss) (Term[F], error) {
	return newRegression(net, d, l)
}

// checkData reports what keeps the network from being trained on the data.
func checkData[F dual.Float](d *data.Data[F], net *layers.Net[F]) error {
	if d.In != net.In() || d.Out != net.Out() {
		return fmt.Errorf("train: data with %d inputs and %d outputs, the network has %d and %d", d.In, d.Out, net.In(), net.Out())
	}
	return d.Check()
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
	for _, o := range l.Orders[:order+1] {
		if o.Tensor != nil && t.tensors == nil {
			t.tensors = newFreeList(func() *tensorScratch { return &tensorScratch{} })
		}
	}
	if l.Projection != NoProjection {
		if err := t.project(d, order); err != nil {
			return nil, err
		}
	} else if err := t.plan(d, order); err != nil {
		return nil, err
	}
	return t.on(d), nil
}

// plan prepares the comparison of all derivatives up to the order.
func (t *regression[F]) plan(d *data.Data[F], order int) (err error) {
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
		if t.products, err = newProducts(t.loss.Orders[order], d.HessianVectors, d.In, t.alg); err != nil {
			return err
		}
	}
	labels := d.Labels
	if t.loss.Logits == KLDivergence {
		labels = logProbabilities(labels)
	}
	l := t.loss
	if t.products != nil {
		l.Orders = slices.Clone(l.Orders)
		l.Orders[order].Entries = nil // they are those of the products
	}
	t.entries, err = entries(l, labels, t.alg)
	return err
}

// with returns the same loss, with the same scales and the weights that stand in it, on other data. That may hold fewer
// orders, which then take no part, but of the same kind.
func (t *regression[F]) with(d *data.Data[F]) (*regression[F], error) {
	switch {
	case t.projections != nil:
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
	return c.on(d), nil
}

// sameComponents reports whether the components that both algebras have mean the same.
func sameComponents(a, b *jet.Algebra) bool {
	order := min(a.Order(), b.Order())
	return a.Lower(order).Equal(b.Lower(order))
}

// on sets the data.
func (t *regression[F]) on(d *data.Data[F]) *regression[F] {
	t.data = d
	if t.projections != nil {
		t.projections = t.projections.on(d)
	}
	if t.loss.Logits == NoLogits {
		return t
	}
	t.logits = newLogitTiles[F](t.alg)
	if t.loss.Logits == KLDivergence && t.projections == nil {
		c := *d
		c.Labels = logProbabilities(d.Labels)
		t.data = &c
	}
	return t
}

func (t *regression[F]) Algebra() *jet.Algebra { return t.alg }

func (t *regression[F]) Identity() bool { return t.projections == nil && t.data.Directions == nil }

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

func (t *regression[F]) Load(x *jet.Batch[F], points []int, step int) {
	t.data.Load(x, points)
	if t.projections != nil {
		t.projections.seed(x, points, step)
	}
}

func (t *regression[F]) Score(cot, y *jet.Batch[F], points []int, step int, scale float64, parts []float64) {
	at := tile[F]{cot: cot, pred: y, labels: t.data.Labels, points: points, rows: points, scale: scale}
	if p := t.projections; p != nil {
		s := p.scratch.take()
		defer p.scratch.give(s)
		at.labels, at.rows = p.labels(s, points, step)
	}
	if t.logits == nil {
		t.score(at, parts)
		return
	}
	l := t.logits.take()
	defer t.logits.give(l)
	at.pred, at.cot = l.forward(y)
	t.score(at, parts)
	l.backward(cot)
}
