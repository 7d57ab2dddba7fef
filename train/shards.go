package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// maxLanes is the largest number of partial gradients of a step. It is fixed, and so is the order in which they are
// added, so that the result does not depend on the number of workers.
const maxLanes = 8

// tileSamples is about the number of samples that the network carries at a time: enough for flat products to run at
// speed and for the weights' gradient to be written rarely, few enough for a tile to stay near the processor. It is
// fixed, since the tiles decide the order of summation.
const tileSamples = 48

// tileSize splits a batch into tiles of about the same size, an even number of them unless it is one, so that two or
// more workers get as much to do.
func tileSize(batch int) int {
	tiles := (batch + tileSamples/2) / tileSamples
	if tiles > 1 {
		tiles += tiles % 2
	}
	tiles = max(tiles, 1)
	return (batch + tiles - 1) / tiles
}

// lanes carries the points of one term through the network in tiles. Tile t belongs to lane t mod the number of lanes;
// every lane adds up its tiles in order, and the lanes are added in order at the end.
type lanes[F dual.Float] struct {
	tile    int // samples a tile
	points  []int
	step    int
	scale   float64
	used    int   // lanes of the current step
	grads   [][]F // that of the first lane is the step's own gradient
	parts   [][]float64
	workers []tileWorker[F]
}

// tileWorker is what one goroutine needs to carry tiles of a term.
type tileWorker[F dual.Float] struct {
	pass   Pass[F]
	sweep  layers.Sweep[F]
	x, cot *jet.Batch[F]
}

// newLanes allocates the lanes of a term for batches of up to batch points. The first lane adds to grad, the gradient of
// the whole step.
func newLanes[F dual.Float](net *layers.Net[F], term Term[F], plan layers.Plan, batch, workers int, grad []F) *lanes[F] {
	l := &lanes[F]{tile: tileSize(batch)}
	tiles := (batch + l.tile - 1) / l.tile
	for range min(tiles, maxLanes) {
		l.grads = append(l.grads, grad)
		grad = make([]F, len(net.Params()))
		l.parts = append(l.parts, make([]float64, len(term.Parts())))
	}
	for range min(workers, len(l.grads)) {
		l.workers = append(l.workers, tileWorker[F]{
			pass:  term.NewPass(l.tile),
			sweep: net.NewSweep(plan, l.tile),
			x:     jet.NewBatch[F](plan.Algebra, l.tile, net.In()),
			cot:   jet.NewBatch[F](plan.Algebra, l.tile, net.Out()),
		})
	}
	return l
}

// begin sets the points of the next step. The loss is multiplied by scale in the gradient.
func (l *lanes[F]) begin(points []int, step int, scale float64) {
	l.points, l.step, l.scale = points, step, scale
	l.used = min((len(points)+l.tile-1)/l.tile, len(l.grads))
}

// run carries every lane that falls to the worker.
func (l *lanes[F]) run(worker int, params []F) {
	if worker >= min(len(l.workers), l.used) {
		return
	}
	w := &l.workers[worker]
	w.sweep.Prepare(params, len(l.points)) // not by worker: the products chosen must not depend on their number
	for lane := worker; lane < l.used; lane += len(l.workers) {
		if lane > 0 {
			clear(l.grads[lane])
		}
		clear(l.parts[lane])
		for first := lane * l.tile; first < len(l.points); first += l.used * l.tile {
			l.carry(w, lane, l.points[first:min(first+l.tile, len(l.points))])
		}
	}
}

// carry takes one tile through the network and back.
func (l *lanes[F]) carry(w *tileWorker[F], lane int, points []int) {
	w.x.Reshape(len(points), w.x.Features)
	w.cot.Reshape(len(points), w.cot.Features)
	w.pass.Load(w.x, points, l.step)
	y := w.sweep.Forward(w.x)
	w.pass.Score(w.cot, y, points, l.step, l.scale, l.parts[lane])
	w.sweep.Backward(nil, l.grads[lane], w.cot)
}

// reduce adds the other lanes' gradients to that of the first, on the worker's share of the parameters.
func (l *lanes[F]) reduce(worker int) {
	grad := l.grads[0]
	n := len(grad)
	from, to := worker*n/len(l.workers), (worker+1)*n/len(l.workers)
	for _, g := range l.grads[1:l.used] {
		vec.Add(grad[from:to], grad[from:to], g[from:to])
	}
}

// losses adds the lanes' losses, times scale, to parts.
func (l *lanes[F]) losses(parts []float64) {
	for _, lane := range l.parts[:l.used] {
		for i, p := range lane {
			parts[i] += p * l.scale
		}
	}
}
