package train

import (
	"fmt"
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/internal/order"
)

// bindSolver gives the solver the objective as a sum of squares.
func (t *Trainer[F]) bindSolver() error {
	if err := t.checkWhole(); err != nil {
		return err
	}
	p, err := newLeastSquares(any(t.objective).(*objective[float64]), t.opt.Workers)
	if err != nil {
		return fmt.Errorf("train: options: %v: %w", t.opt.Optimizer, err)
	}
	return t.solver.Bind(p, t.opt.Workers)
}

// residualsOf returns term i as a sum of squares of so many residuals a point, or an error that says why it is none that this
// process can solve for.
func residualsOf[F dual.Float](i int, term Term[F]) (t ResidualTerm[F], each int, err error) {
	t, ok := term.(ResidualTerm[F])
	if !ok {
		return nil, 0, fmt.Errorf("term %d is a %T, want a sum of squares that gives its residuals (train.ResidualTerm)", i, term)
	}
	if s := shardsOf(term); s != nil && s.Len() < s.Sharding.Shards {
		return nil, 0, fmt.Errorf("term %d: ranks have a part of its points each, want all points on each of them", i)
	}
	if each, err = t.Residuals(); err != nil {
		return nil, 0, fmt.Errorf("term %d: %w", i, err)
	}
	return t, each, nil
}

// residuals returns the number of residuals whose squares are the loss, 0 if it is no such sum.
func (o *objective[F]) residuals() int {
	total := 0
	for i, term := range o.terms {
		t, each, err := residualsOf(i, term)
		if err != nil {
			return 0
		}
		total += each * t.Len()
	}
	return total
}

// solve takes a step of the solver.
func (t *Trainer[F]) solve() error {
	ok, err := t.solver.Step(any(t.net.Params()).([]float64))
	switch {
	case err != nil:
		return fmt.Errorf("train: step %d: %w", t.step.Step, err)
	case ok:
		t.again()
	default:
		t.step.Stop = t.solver.Why()
	}
	t.fresh, t.stopped = ok, !ok
	return nil
}

// leastSquares is an objective as an [optim.LeastSquares]: the residuals of all points of all terms, over the roots of
// their numbers. Tiles of points are shared out among the workers, and each writes rows of its own, so that the bits do
// not depend on who does what.
type leastSquares struct {
	o      *objective[float64]
	terms  []*termResiduals
	rows   int
	params []float64 // of the current evaluation
	r, j   []float64 // where its results go; the Jacobian is not wanted if j is nil
	v      []float64 // a direction in the parameters, along which the derivatives of the residuals go to r; nil for r itself

	workers  int
	carryAll func(worker int) // carry as the pool calls it, made once
	back     transposed
}

// termResiduals is the part of one term.
type termResiduals struct {
	net     *layers.Net[float64]
	term    ResidualTerm[float64]
	plan    layers.Plan // of sweeps back
	order   []int       // all points
	each    int         // residuals of a point
	first   int         // row of the first
	tile    int         // points a tile
	scale   float64
	workers []residualWorker
}

// residualWorker is what one goroutine needs for tiles of a term.
type residualWorker struct {
	pass    ResidualPass[float64]
	sweep   *layers.SampleSweep[float64]
	x, cot  *jet.Batch[float64]
	scratch []float64 // residuals while derivatives are computed

	products
}

func newLeastSquares(o *objective[float64], workers int) (*leastSquares, error) {
	p := &leastSquares{o: o, workers: workers}
	for i, term := range o.terms {
		t, each, err := residualsOf(i, term)
		if err != nil {
			return nil, err
		}
		p.add(o.nets[i], t, each, o.plans[i])
	}
	if p.rows == 0 {
		return nil, fmt.Errorf("no residuals, want at least 1")
	}
	p.carryAll = p.carry
	p.back.init(p, o.shards.shards)
	return p, nil
}

// add adds a term that sees the network as net. The plan is that of sweeps back.
func (p *leastSquares) add(net *layers.Net[float64], t ResidualTerm[float64], each int, plan layers.Plan) {
	p.terms = append(p.terms, newTermResiduals(net, t, each, p.rows, plan, p.workers))
	p.rows += each * t.Len()
}

func newTermResiduals(net *layers.Net[float64], term ResidualTerm[float64], each, first int, plan layers.Plan, workers int) *termResiduals {
	n := term.Len()
	t := &termResiduals{net: net, term: term, plan: plan, order: order.Identity(make([]int, n)), each: each, first: first, tile: tileSize(n, net.Tile()), scale: 1 / math.Sqrt(float64(n))}
	alg := term.Algebra()
	for range min(workers, t.tiles()) {
		t.workers = append(t.workers, residualWorker{pass: term.NewResidualPass(t.tile),
			sweep: net.NewSampleSweep(alg, term.SeedsInputs(), t.tile), scratch: make([]float64, t.tile*each),
			x: jet.NewBatch[float64](alg, t.tile, net.In()), cot: jet.NewBatch[float64](alg, t.tile, net.Out())})
	}
	return t
}

func (t *termResiduals) tiles() int { return (len(t.order) + t.tile - 1) / t.tile }

// Size implements [optim.LeastSquares].
func (p *leastSquares) Size() (residuals, params int) { return p.rows, len(p.o.grad) }

// Residuals implements [optim.LeastSquares].
func (p *leastSquares) Residuals(r, params []float64) { p.run(r, nil, nil, params) }

// Jacobian implements [optim.LeastSquares].
func (p *leastSquares) Jacobian(j, params []float64) { p.run(nil, j, nil, params) }

func (p *leastSquares) run(r, j, v, params []float64) {
	p.r, p.j, p.v, p.params = r, j, v, params
	p.o.pool.run(p.workers, p.carryAll)
}

// carry carries the tiles that fall to the worker.
func (p *leastSquares) carry(worker int) {
	for _, t := range p.terms {
		if worker >= len(t.workers) {
			continue
		}
		w := &t.workers[worker]
		w.sweepFor(t, p.v != nil).Prepare(p.params, len(t.order)) // not by worker: the products chosen must not depend on their number
		for tile := worker; tile < t.tiles(); tile += len(t.workers) {
			p.carryTile(t, w, tile*t.tile)
		}
	}
}

// load takes the inputs of the tile of points from the given one on, which it returns.
func (t *termResiduals) load(w *residualWorker, from int) []int {
	points := t.order[from:min(from+t.tile, len(t.order))]
	w.x.Reshape(len(points), w.x.Features)
	w.pass.Load(w.x, points, 0)
	return points
}

// carryTile computes the residuals, or their derivatives, of the tile from the given point on.
func (p *leastSquares) carryTile(t *termResiduals, w *residualWorker, from int) {
	points := t.load(w, from)
	y := w.sweepFor(t, p.v != nil).Forward(w.x)
	row := t.first + from*t.each
	if p.v != nil {
		w.pass.Residuals(w.scratch, y, points, 0)
		w.along(p.r[row:][:len(points)*t.each], t, p.v)
		return
	}
	if p.j == nil {
		r := p.r[row:][:len(points)*t.each]
		w.pass.Residuals(r, y, points, 0)
		vec.Scale(r, t.scale, r)
		return
	}
	w.pass.Residuals(w.scratch, y, points, 0)
	w.cot.Reshape(len(points), w.cot.Features)
	n := len(p.params)
	for i := range t.each {
		w.pass.Slopes(w.cot, i)
		w.cot.Scale(t.scale, w.cot)
		w.sweep.Gradients(p.j[(row+i)*n:], t.each*n, w.cot)
	}
}
