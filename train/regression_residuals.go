package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A squares is a [measure] that is a sum of squares.
type squares[F dual.Float] interface {
	measure[F]

	// residuals returns their number for each point, or why the measure is no sum of squares.
	residuals(outputs int) (int, error)

	// roots writes the residuals of a tile to r, those of a point one after the other and those of the next each numbers
	// further on, and to slopes, in the same order, their derivatives in what the measure's direct spreads.
	roots(at *tile[F], r, slopes []float64, each int)

	// direct writes residual i's derivatives in the predictions, given its slopes, which stand each numbers apart.
	direct(at *tile[F], cot *jet.Batch[F], i int, slopes []float64, each int)
}

// Residuals implements [ResidualTerm].
func (t *regression[F]) Residuals() (int, error) {
	if t.loss.Logits != NoLogits {
		return 0, fmt.Errorf("train: %v is no sum of squares", t.loss)
	}
	total := 0
	for q, m := range t.measures {
		s, ok := m.(squares[F])
		if !ok {
			return 0, fmt.Errorf("train: %v: order %d has a tensor penalty, want a sum of squares", t.loss, q)
		}
		n, err := s.residuals(t.data.Out)
		if err != nil {
			return 0, fmt.Errorf("train: %v: order %d: %w", t.loss, q, err)
		}
		if t.counts(q) {
			total += n
		}
	}
	return total, nil
}

// counts reports whether an order has labels, measured ones, and may have a weight.
func (t *regression[F]) counts(q int) bool {
	return !t.missing(q) && t.whole[q] != 0 && (t.loss.Schedule != nil || t.loss.Orders[q].Weight != 0)
}

// NewResidualPass implements [ResidualTerm].
func (t *regression[F]) NewResidualPass(points int) ResidualPass[F] {
	p := &regressionResiduals[F]{}
	if t.loss.Projection != NoProjection {
		projected := newProjectedPass(t, points)
		p.labelled, p.regressionPass = projected, projected.regressionPass
	} else {
		p.regressionPass = newRegressionPass(t)
		p.labelled = p.regressionPass
	}
	for q, m := range p.measures {
		if !t.counts(q) {
			continue
		}
		n, _ := m.(squares[F]).residuals(t.data.Out)
		p.orders = append(p.orders, orderResiduals[F]{m.(squares[F]), q, p.each})
		p.each += n
	}
	p.slopes = make([]float64, points*p.each)
	return p
}

// regressionResiduals computes the residuals of a regression, order after order.
type regressionResiduals[F dual.Float] struct {
	*regressionPass[F]
	labelled labelled[F]
	orders   []orderResiduals[F]
	each     int       // residuals of a point
	slopes   []float64 // of every residual of the last points
}

// labelled is a pass that loads points and finds their labels.
type labelled[F dual.Float] interface {
	Load(x *jet.Batch[F], points []int, step int)
	label(points []int, step int)
}

// orderResiduals says which of a point's residuals are an order's.
type orderResiduals[F dual.Float] struct {
	squares[F]
	order, first int
}

// Load implements [ResidualPass].
func (p *regressionResiduals[F]) Load(x *jet.Batch[F], points []int, step int) {
	p.labelled.Load(x, points, step)
}

// Residuals implements [ResidualPass].
func (p *regressionResiduals[F]) Residuals(r []float64, y *jet.Batch[F], points []int, step int) {
	p.labelled.label(points, step)
	at := &p.at
	at.pred, at.points = y, points
	for _, o := range p.orders {
		at.order = p.weights[o.order] * p.whole[o.order]
		o.roots(at, r[o.first:], p.slopes[o.first:], p.each)
	}
}

// Slopes implements [ResidualPass].
func (p *regressionResiduals[F]) Slopes(cot *jet.Batch[F], i int) {
	cot.Zero()
	for n := len(p.orders) - 1; n >= 0; n-- {
		if o := p.orders[n]; i >= o.first {
			o.direct(&p.at, cot, i-o.first, p.slopes[i:], p.each)
			return
		}
	}
}

// residuals implements [squares]: one for every entry of every output.
func (m *entryMeasure[F]) residuals(outputs int) (int, error) {
	return len(m.entries) * outputs, checkRoots(m.entries)
}

// checkRoots reports the first penalty that is not like a square.
func checkRoots(entries []entry) error {
	for i := range entries {
		if err := entries[i].penalty.CheckRoot(); err != nil {
			return err
		}
	}
	return nil
}

func (m *entryMeasure[F]) roots(at *tile[F], r, slopes []float64, each int) {
	out := at.pred.Features
	for i := range m.entries {
		e, k := &m.entries[i], m.first+i
		pred, labels := at.pred.Plane(k), at.labels.Plane(k)
		for n, row := range at.rows {
			weight := e.weight * at.point(n)
			for o, l := range labels[row*out:][:out] {
				to := n*each + i*out + o
				r[to], slopes[to] = e.root(float64(pred[n*out+o])*e.factor, float64(l), at.output(weight, o))
			}
		}
	}
}

// root returns the root of the penalty of a prediction, already in the entry's units, with the given weight, and its
// derivative in the Taylor coefficient. A label that was not measured leaves nothing.
func (e *entry) root(prediction, label, weight float64) (root, slope float64) {
	if weight == 0 || math.IsNaN(label) {
		return 0, 0
	}
	root, slope = e.penalty.Root(prediction - label*e.inv)
	w := math.Sqrt(weight)
	return w * root, w * slope * e.factor
}

func (m *entryMeasure[F]) direct(at *tile[F], cot *jet.Batch[F], i int, slopes []float64, each int) {
	out := cot.Features
	plane := cot.Plane(m.first + i/out)
	for n := range at.points {
		plane[n*out+i%out] = F(slopes[n*each])
	}
}

// residuals implements [squares]: one for every component of the product of every output.
func (m *productMeasure[F]) residuals(outputs int) (int, error) {
	return len(m.entries) * outputs, checkRoots(m.entries)
}

func (m *productMeasure[F]) roots(at *tile[F], r, slopes []float64, each int) {
	hv, d, out := at.data.HessianVectors, len(m.entries), at.pred.Features
	for n, p := range at.points {
		weight, u := at.point(n), hv.U[p*d:(p+1)*d]
		for a := range d {
			e := &m.entries[a]
			for o := range out {
				to, label := n*each+a*out+o, float64(hv.H[(p*out+o)*d+a])
				product := m.product(at.pred, n*out+o, a, u)
				r[to], slopes[to] = e.root(product*e.factor, label, at.output(e.weight*weight, o))
			}
		}
	}
}

func (m *productMeasure[F]) direct(at *tile[F], cot *jet.Batch[F], i int, slopes []float64, each int) {
	hv, d, out := at.data.HessianVectors, len(m.entries), cot.Features
	a, o := i/out, i%out
	for n, p := range at.points {
		for b := range d {
			k := m.pairs[a*d+b]
			cot.Plane(k.k)[n*out+o] += F(slopes[n*each] * k.factor * float64(hv.U[p*d+b]))
		}
	}
}
