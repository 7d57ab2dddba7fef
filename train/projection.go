package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/order"
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

func (p Projection) String() string { return [...]string{"Sobolev", "Stochastic", "Line"}[p] }

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

// measureProjections prepares the comparison along random directions up to the order.
func (t *regression[F]) measureProjections(d *data.Data[F], order int) error {
	if err := checkProjected(d, order); err != nil {
		return err
	}
	switch {
	case t.loss.Projection == RandomDirections && order > 2:
		return fmt.Errorf("train: a stochastic loss of order %d along independent directions, want order 2 at most; train.Line has any", order)
	case t.loss.Logits == CrossEntropyLoss && d.Lazy():
		return fmt.Errorf("train: a stochastic loss with cross-entropy needs labels in the data, a function's values are no probabilities to it")
	case order == 0:
		t.alg = jet.Taylor(0)
	case t.loss.Projection == RandomDirections && order == 2:
		t.alg = jet.HyperDual()
	default:
		t.alg = jet.Taylor(order)
	}
	labels := comparedLabels(t.loss, d)
	for q, o := range t.loss.Orders[:order+1] {
		if err := o.checkProjected(q, d.Lazy()); err != nil {
			return err
		}
		if q == 0 && t.loss.Logits != NoLogits {
			t.measures = append(t.measures, probabilityMeasure[F]{logs: t.loss.Logits == KLDivergence})
			continue
		}
		first, last := t.alg.Components(q)
		weight := 1 / float64(last-first)
		if o.Mean {
			weight /= math.Pow(float64(d.In), float64(q))
		}
		m := &entryMeasure[F]{first: first}
		root := sphereRoot(t.alg, d.In, q) / newScales(o.Balance, d, labels, q).order()
		for k := first; k < last; k++ {
			m.entries = append(m.entries, entry{factor: t.alg.Factorial(k) * root, inv: root, weight: weight, penalty: o.Penalty})
		}
		t.measures = append(t.measures, m)
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

// measuredTensors is measured for derivatives along random directions, which need whole tensors of order q.
func measuredTensors[F dual.Float](at *tile[F], q int) (known, missing float64) {
	out := at.labels.Outputs
	first, last := at.labels.Alg.Components(q)
	for r, row := range at.rows {
		weight := at.point(r)
		for o := range out {
			sum := F(0)
			for k := first; k < last; k++ {
				sum += at.labels.Plane(k)[row*out+o] - at.labels.Plane(k)[row*out+o] // 0, or NaN
			}
			count(&known, &missing, at.output(weight, o), sum)
		}
	}
	return known, missing
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

// projectedPass draws random directions and compares with the labels along them.
type projectedPass[F dual.Float] struct {
	*regressionPass[F]
	seed    uint64
	first   int // number of the rank's first point among those of all ranks
	draw    *directions
	source  data.Source[F]
	softmax *logitTile[F] // nil unless labels are logits
	x, y    *jet.Batch[F] // seeded points, and the labels there
	labels  *data.Labels[F]
	rows    []int // 0, 1, 2, …
}

func newProjectedPass[F dual.Float](t *regression[F], points int) *projectedPass[F] {
	p := &projectedPass[F]{regressionPass: newRegressionPass(t), seed: t.loss.Seed, first: t.first, draw: newDirections(),
		source: t.data.NewSource(), x: jet.NewBatch[F](t.alg, points, t.data.In), y: jet.NewBatch[F](t.alg, points, t.data.Out),
		labels: data.NewLabels[F](t.alg, points, t.data.Out), rows: order.Identity(make([]int, points))}
	if t.loss.Logits == KLDivergence {
		p.softmax = newLogitTile[F](t.alg, points, t.data.Out)
	}
	p.at.labels = p.labels
	return p
}

// Load implements [Pass].
func (p *projectedPass[F]) Load(x *jet.Batch[F], points []int, step int) {
	p.at.data.Load(x, points)
	d := x.Features
	vars := min(x.Alg.Vars(), x.Alg.Dim()-1)
	for i := range vars {
		plane := x.Plane(1 + i)
		for r, point := range points {
			unitVector(p.draw, plane[r*d:(r+1)*d], drawing{p.seed, step, p.first + point, i})
		}
	}
	clear(x.Data[(1+vars)*len(points)*d:])
}

// Score implements [Pass].
func (p *projectedPass[F]) Score(cot, y *jet.Batch[F], points []int, step int, scale float64, parts []float64) {
	p.label(points, step)
	p.score(cot, y, points, scale, parts)
}

// label computes the labels of the points along the step's directions.
func (p *projectedPass[F]) label(points []int, step int) {
	n := len(points)
	p.x.Reshape(n, p.x.Features)
	p.y.Reshape(n, p.y.Features)
	p.labels.Reshape(n, p.labels.Outputs)
	p.Load(p.x, points, step)
	p.source.Jets(p.y, p.x, points)
	if p.softmax != nil {
		p.softmax.normalize(p.y)
	}
	p.labels.SetJets(0, p.y)
	p.at.rows = p.rows[:n]
}
