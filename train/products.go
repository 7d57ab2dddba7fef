package train

import (
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// products is what one goroutine needs besides for products with the Jacobian of a term's residuals, made when they are first
// asked for.
type products struct {
	tangent *layers.TangentSweep[float64]
	back    layers.Sweep[float64]
	sum     *jet.Batch[float64]
}

// A forwardSweep is what all kinds of sweeps do first.
type forwardSweep interface {
	Prepare(params []float64, samples int)
	Forward(x *jet.Batch[float64]) *jet.Batch[float64]
}

// sweepFor returns the sweep that gives the residuals of single samples and their gradients, or the one that pushes
// directions forward.
func (w *residualWorker) sweepFor(t *termResiduals, directions bool) forwardSweep {
	if !directions {
		return w.sweep
	}
	if w.tangent == nil {
		w.tangent = t.net.NewTangentSweep(t.term.Algebra(), t.term.SeedsInputs(), t.tile)
	}
	return w.tangent
}

// along writes the derivatives along v of the residuals last computed to y: those of the outputs' jets, times the slopes of
// the residuals in these.
func (w *residualWorker) along(y []float64, t *termResiduals, v []float64) {
	ydot := w.tangent.Tangent(v)
	out := ydot.Features
	w.cot.Reshape(ydot.Samples, out)
	clear(y)
	for i := range t.each {
		w.pass.Slopes(w.cot, i)
		for k := range ydot.Alg.Dim() {
			slopes, moves := w.cot.Plane(k), ydot.Plane(k)
			for s := range ydot.Samples {
				sum := y[s*t.each+i]
				for o := s * out; o < (s+1)*out; o++ {
					sum += float64(slopes[o] * moves[o])
				}
				y[s*t.each+i] = sum
			}
		}
	}
	vec.Scale(y, t.scale, y)
}

// Mul implements [optim.MatrixFreeLeastSquares].
func (p *leastSquares) Mul(y, v, params []float64) { p.run(y, nil, v, params) }

// MulTransposed implements [optim.MatrixFreeLeastSquares].
func (p *leastSquares) MulTransposed(x, u, params []float64) { p.back.run(x, u, params) }

// transposed multiplies by the transpose of the Jacobian, as a gradient is computed: each tile of points belongs to one of
// so many partial sums, every one of which adds up its tiles in order, and they are added in a binary tree. So the bits do
// not depend on who does what.
type transposed struct {
	p         *leastSquares
	most      int         // partial sums
	parts     [][]float64 // those that there are; the first is the result
	u, params []float64

	carryAll, addUp func(worker int) // carry and add as the pool calls them, made once
}

func (b *transposed) init(p *leastSquares, most int) {
	b.p, b.most = p, most
	b.carryAll, b.addUp = b.carry, b.add
}

// run writes the product with u to x.
func (b *transposed) run(x, u, params []float64) {
	if b.parts == nil {
		tiles := 0
		for _, t := range b.p.terms {
			tiles = max(tiles, t.tiles())
		}
		b.parts = make([][]float64, min(b.most, tiles))
		for i := 1; i < len(b.parts); i++ {
			b.parts[i] = make([]float64, len(x))
		}
	}
	b.parts[0], b.u, b.params = x, u, params
	b.p.o.pool.run(b.workers(), b.carryAll)
	b.p.o.pool.run(b.workers(), b.addUp)
}

func (b *transposed) workers() int { return min(b.p.workers, len(b.parts)) }

// carry computes the partial sums that fall to the worker.
func (b *transposed) carry(worker int) {
	for i := worker; i < len(b.parts); i += b.workers() {
		clear(b.parts[i])
	}
	for _, t := range b.p.terms {
		if worker >= t.tiles() {
			continue
		}
		w := &t.workers[worker]
		if w.back == nil {
			w.back, w.sum = t.net.NewSweep(t.plan, t.tile), jet.NewBatch[float64](t.term.Algebra(), t.tile, t.net.Out())
		}
		w.back.Prepare(b.params, len(t.order)) // not by worker, see leastSquares.carry
		for i := worker; i < len(b.parts); i += b.workers() {
			for tile := i; tile < t.tiles(); tile += b.most {
				b.carryTile(b.parts[i], t, w, tile*t.tile)
			}
		}
	}
}

// carryTile adds what the tile from the given point on contributes to the sum x.
func (b *transposed) carryTile(x []float64, t *termResiduals, w *residualWorker, from int) {
	points := t.load(w, from)
	w.pass.Residuals(w.scratch, w.back.Forward(w.x), points, 0)
	w.pull(t, b.u[t.first+from*t.each:][:len(points)*t.each])
	w.back.Backward(nil, x, w.sum)
}

// pull sets the sum to the cotangents of the outputs' jets that belong to those, u, of the residuals last computed.
func (w *residualWorker) pull(t *termResiduals, u []float64) {
	samples, out := len(u)/t.each, w.sum.Features
	w.cot.Reshape(samples, out)
	w.sum.Reshape(samples, out)
	w.sum.Zero()
	for i := range t.each {
		w.pass.Slopes(w.cot, i)
		for k := range w.sum.Alg.Dim() {
			slopes, sum := w.cot.Plane(k), w.sum.Plane(k)
			for s := range samples {
				c := t.scale * u[s*t.each+i]
				for o := s * out; o < (s+1)*out; o++ {
					sum[o] += float64(c * slopes[o])
				}
			}
		}
	}
}

// add adds the other partial sums to the first, on the worker's share of the parameters.
func (b *transposed) add(worker int) {
	n, workers := len(b.parts[0]), b.workers()
	addShards(b.parts, worker*n/workers, (worker+1)*n/workers)
}
