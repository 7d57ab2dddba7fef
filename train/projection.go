package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// Projection says along what derivatives are compared.
type Projection int

const (
	// NoProjection compares all entries of the derivative tensors.
	NoProjection Projection = iota
	// RandomDirections compares first derivatives along two independent unit vectors v, w and the second derivative
	// wᵀHv, with hyper-dual numbers; without a second order it needs v alone. The expectation of the squared errors is
	// that of the whole tensors. There is no order above 2.
	RandomDirections
	// RandomLine compares the derivatives of every order along one unit vector v, with Taylor numbers. From order 2
	// on, the expectation of the squared errors weighs the traces of the tensor more than the other entries: at order 2
	// it is |H|² + ½(tr H)².
	RandomLine
)

// Stochastic is the loss of stochastic Sobolev training (Czarnecki et al. 2017): derivatives are compared along random
// unit vectors, new ones for every step and sample, so that a step costs the same whatever the number of inputs d. The
// weights are those of [Sobolev], whose squared errors E[d·(v·g)²] = |g|² and E[d²·(wᵀHv)²] = |H|² are in expectation:
// the projections of order 1 and 2 are multiplied by √d and d. Up to order 2 directions are independent, see
// [RandomDirections]; above, there is only one, see [RandomLine].
//
// Labels come from the derivatives in the data, or, where there are too many of these to hold, from the function itself:
// see [data.LazyFunc] and [data.LazyNet].
func Stochastic(w ...float64) Loss {
	l := Sobolev(w...)
	l.Projection = RandomDirections
	if len(w) > 3 {
		l.Projection = RandomLine
	}
	return l
}

// Line is [Stochastic] with derivatives of every order along one vector. Those of order q are multiplied by
// √(d(d+2)…(d+2q−2)/q!), which makes the expectation that of the whole tensors for tensors without traces.
func Line(w ...float64) Loss {
	l := Sobolev(w...)
	l.Projection = RandomLine
	return l
}

// project prepares the comparison along random directions up to the order.
func (t *regression[F]) project(d *data.Data[F], order int) error {
	if err := checkProjected(d, order); err != nil {
		return err
	}
	switch {
	case t.loss.Projection == RandomDirections && order > 2:
		return fmt.Errorf("train: a stochastic loss of order %d along independent directions, want order 2 at most; train.Line has any", order)
	case t.loss.Logits == CrossEntropyLoss && d.Lazy():
		return fmt.Errorf("train: a stochastic loss with cross-entropy needs labels in the data, a function's values are no probabilities to it")
	}
	switch {
	case order == 0:
		t.alg = jet.Taylor(0)
	case t.loss.Projection == RandomDirections && order == 2:
		t.alg = jet.HyperDual()
	default:
		t.alg = jet.Taylor(order)
	}
	t.projections = newProjections[F](t.alg, t.loss)
	labels := d.Labels
	if t.loss.Logits == KLDivergence {
		labels = logProbabilities(labels)
	}
	t.entries = make([]entry, t.alg.Dim())
	for k := range t.entries {
		q := t.alg.Degree(k)
		o := t.loss.Orders[q]
		if err := o.checkProjected(q, d.Lazy()); err != nil {
			return err
		}
		root := sphereRoot(t.alg, d.In, q) / scale(o.Balance, labels, q, -1)
		first, last := t.alg.Components(q)
		weight := 1 / float64(last-first)
		if o.Mean {
			weight /= math.Pow(float64(d.In), float64(q))
		}
		t.entries[k] = entry{order: q, factor: t.alg.Factorial(k) * root, inv: root, weight: weight, penalty: o.Penalty}
	}
	return nil
}

// checkProjected reports what keeps derivatives up to the order from being had along random directions.
func checkProjected[F dual.Float](d *data.Data[F], order int) error {
	switch alg := d.Labels.Alg; {
	case d.Directions != nil || d.HessianVectors != nil:
		return fmt.Errorf("train: a stochastic loss chooses its own directions, the data has labels along others")
	case !d.Lazy() && (alg.Order() < order || !alg.Complete()):
		return fmt.Errorf("train: a stochastic loss of order %d needs all derivatives up to there or the function itself (data.LazyFunc), the data has labels over %v",
			order, alg)
	}
	return nil
}

// checkProjected reports what an order cannot have when its derivatives are compared along random directions.
func (o OrderLoss) checkProjected(q int, along bool) error {
	switch {
	case q == 0:
		return nil
	case o.Balance == PerEntry || o.Entries != nil:
		return fmt.Errorf("train: a stochastic loss with weights or scales for the entries of order %d, which it never sees; Pooled scales can be used", q)
	case o.Balance == Pooled && along:
		return fmt.Errorf("train: a stochastic loss with scales from the labels of order %d, of which the data has none; use Unscaled", q)
	case o.Tensor != nil:
		return fmt.Errorf("train: a stochastic loss with a tensor penalty at order %d, whose entries it never sees", q)
	}
	return nil
}

// sphereRoot is the number whose square makes the mean square of a projection of order q on random unit vectors that
// of the tensor: see [Stochastic] and [Line].
func sphereRoot(alg *jet.Algebra, d, q int) float64 {
	if alg.Vars() > 1 { // independent directions
		return math.Pow(float64(d), float64(q)/2)
	}
	square := 1.0
	for i := range q {
		square *= float64(d+2*i) / float64(i+1)
	}
	return math.Sqrt(square)
}

// projections draws random directions and computes the labels along them.
type projections[F dual.Float] struct {
	alg     *jet.Algebra
	seeds   uint64
	data    *data.Data[F]
	teacher bool // whether labels are logits
	scratch *freeList[projectionScratch[F]]
	drawers *freeList[directions]
}

// projectionScratch is what the labels of one tile are computed in.
type projectionScratch[F dual.Float] struct {
	labels, x *jet.Batch[F]
	source    data.Source[F]
	rows      []int
	logits    *logitTile[F] // nil unless labels are logits
}

func newProjections[F dual.Float](alg *jet.Algebra, l Loss) *projections[F] {
	return &projections[F]{alg: alg, seeds: l.Seed, teacher: l.Logits == KLDivergence,
		drawers: newFreeList(newDirections)}
}

func (p *projections[F]) newScratch() *projectionScratch[F] {
	s := &projectionScratch[F]{labels: jet.NewBatch[F](p.alg, 0, 0), x: jet.NewBatch[F](p.alg, 0, 0),
		source: p.data.NewSource()}
	if p.teacher {
		s.logits = newLogitTile[F](p.alg)
	}
	return s
}

// on returns the projections for the data.
func (p *projections[F]) on(d *data.Data[F]) *projections[F] {
	c := *p
	c.data = d
	c.scratch = newFreeList(c.newScratch)
	return &c
}

// seed writes the directions of the points to x and clears what is above.
func (p *projections[F]) seed(x *jet.Batch[F], points []int, step int) {
	drawer := p.drawers.take()
	defer p.drawers.give(drawer)
	d := p.data.In
	vars := min(p.alg.Vars(), p.alg.Dim()-1)
	for i := range vars {
		plane := x.Plane(1 + i)
		for r, point := range points {
			unitVector(drawer, plane[r*d:(r+1)*d], drawing{p.seeds, step, point, i})
		}
	}
	clear(x.Data[(1+vars)*len(points)*d:])
}

// labels returns the derivatives of the labels along the directions of the points, and the rows they are in.
func (p *projections[F]) labels(s *projectionScratch[F], points []int, step int) (*jet.Batch[F], []int) {
	d, n := p.data.In, len(points)
	s.x.Reshape(n, d)
	for r, point := range points {
		copy(s.x.Plane(0)[r*d:(r+1)*d], p.data.X[point*d:])
	}
	p.seed(s.x, points, step)
	s.labels.Reshape(n, p.data.Out)
	s.source.Jets(s.labels, s.x, points)
	if s.logits != nil {
		s.logits.normalize(s.labels)
	}
	data.ScaleToDerivatives(s.labels)
	s.rows = s.rows[:0]
	for r := range n {
		s.rows = append(s.rows, r)
	}
	return s.labels, s.rows
}
