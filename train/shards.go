package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// maxShards is the largest number of partial gradients of a step. It is fixed, and so is the order in which they are
// added, so that the result does not depend on the number of workers.
const maxShards = 8

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

// shards computes the gradient of one term, in shards that are added up at the end. The points go through the network in
// tiles; tile t belongs to shard t mod the number of shards, every shard adds up its tiles in order, and the shards are
// added in order.
type shards[F dual.Float] struct {
	net     *layers.Net[F]
	tile    int // samples a tile
	points  []int
	step    int
	scale   float64 // of the loss in the gradient
	used    int     // shards of the current step
	grads   [][]F   // that of the first shard is the step's own gradient
	parts   [][]float64
	workers []tileWorker[F]

	carryAll, addUp func(worker int) // carry and add as the pool calls them, made once
}

// tileWorker is what one goroutine needs to carry tiles of a term.
type tileWorker[F dual.Float] struct {
	pass   Pass[F]
	sweep  layers.Sweep[F]
	x, cot *jet.Batch[F]
}

// newShards allocates the shards of a term for batches of up to batch points. The first shard adds to grad, the gradient
// of the whole step.
func newShards[F dual.Float](net *layers.Net[F], term Term[F], plan layers.Plan, batch, workers int, grad []F) *shards[F] {
	s := &shards[F]{net: net, tile: tileSize(batch)}
	tiles := (batch + s.tile - 1) / s.tile
	for range min(tiles, maxShards) {
		s.grads = append(s.grads, grad)
		grad = make([]F, len(net.Params()))
		s.parts = append(s.parts, make([]float64, len(term.Parts())))
	}
	for range min(workers, len(s.grads)) {
		s.workers = append(s.workers, tileWorker[F]{
			pass:  term.NewPass(s.tile),
			sweep: net.NewSweep(plan, s.tile),
			x:     newInputs[F](term, s.tile, net.In()),
			cot:   jet.NewBatch[F](plan.Algebra, s.tile, net.Out()),
		})
	}
	s.carryAll, s.addUp = s.carry, s.add
	return s
}

// newInputs returns a batch for the points of a term, of primals alone where the sweep seeds the inputs.
func newInputs[F dual.Float](term Term[F], points, inputs int) *jet.Batch[F] {
	if term.SeedsInputs() {
		return jet.NewBatch[F](jet.Real(), points, inputs)
	}
	return jet.NewBatch[F](term.Algebra(), points, inputs)
}

// gradient adds the gradient of the mean loss over the points to that of the step, and the loss to parts.
func (s *shards[F]) gradient(p *pool, points []int, step int, parts []float64) {
	s.points, s.step, s.scale = points, step, 1/float64(len(points))
	s.used = min((len(points)+s.tile-1)/s.tile, len(s.grads))
	p.run(len(s.workers), s.carryAll)
	p.run(len(s.workers), s.addUp)
	for _, shard := range s.parts[:s.used] {
		for i, p := range shard {
			parts[i] += p * s.scale
		}
	}
}

// carry carries every shard that falls to the worker.
func (s *shards[F]) carry(worker int) {
	if worker >= min(len(s.workers), s.used) {
		return
	}
	w := &s.workers[worker]
	w.sweep.Prepare(s.net.Params(), len(s.points)) // not by worker: the products chosen must not depend on their number
	for shard := worker; shard < s.used; shard += len(s.workers) {
		if shard > 0 {
			clear(s.grads[shard])
		}
		clear(s.parts[shard])
		for first := shard * s.tile; first < len(s.points); first += s.used * s.tile {
			s.carryTile(w, shard, s.points[first:min(first+s.tile, len(s.points))])
		}
	}
}

// carryTile takes one tile through the network and back.
func (s *shards[F]) carryTile(w *tileWorker[F], shard int, points []int) {
	w.x.Reshape(len(points), w.x.Features)
	w.cot.Reshape(len(points), w.cot.Features)
	w.pass.Load(w.x, points, s.step)
	y := w.sweep.Forward(w.x)
	w.pass.Score(w.cot, y, points, s.step, s.scale, s.parts[shard])
	w.sweep.Backward(nil, s.grads[shard], w.cot)
}

// add adds the other shards' gradients to that of the first, on the worker's share of the parameters.
func (s *shards[F]) add(worker int) {
	grad := s.grads[0]
	n := len(grad)
	from, to := worker*n/len(s.workers), (worker+1)*n/len(s.workers)
	for _, g := range s.grads[1:s.used] {
		vec.Add(grad[from:to], grad[from:to], g[from:to])
	}
}
