package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// defaultShards is the number of partial gradients of a step, see [Options].Shards.
const defaultShards = 8

// tileSize splits a batch into tiles of about so many samples each, see [layers.Net.Tile], an even number of them unless it
// is one, and beyond four a multiple of four, so that two or four workers or ranks get as much to do. The tiles decide the order
// of summation, so nothing else may enter here.
func tileSize(batch, samples int) int {
	tiles := (batch + samples/2) / samples
	switch {
	case tiles > 4:
		tiles = (tiles + 3) / 4 * 4
	case tiles > 1:
		tiles += tiles % 2
	}
	tiles = max(tiles, 1)
	return (batch + tiles - 1) / tiles
}

// shards computes the gradient of a step in partial sums. The points of every term go through the network in tiles; each
// tile belongs to a shard, every shard adds up its tiles in order, and the shards are added in a binary tree, see [ranks].
// So the result depends neither on the number of workers nor on that of ranks.
type shards[F dual.Float] struct {
	ranks
	net     *layers.Net[F]
	terms   []*termTiles[F]
	workers int
	grads   [][]F       // of this rank's shards; that of the first is the step's own gradient
	parts   [][]float64 // their losses, the parts of all terms and what ranks tell one another; likewise
	step    int
	inUse   int // shards of this rank in the current step

	carryAll, addUp func(worker int) // carry and add as the pool calls them, made once
}

// told is what every rank tells the others with the losses of a step, as whole numbers, which are added up.
type told [2]float64

const (
	ending = iota // 1 if the rank was cancelled
	digest        // of the parameters
)

// termTiles is what one term takes part with.
type termTiles[F dual.Float] struct {
	tile     int     // samples a tile
	lists    [][]int // points of the step, see supply
	sharded  bool    // whether every shard has a list of its own
	count    int     // points on all ranks
	scale    float64 // of the loss in the gradient
	from, to int     // its parts among those of all terms
	workers  []tileWorker[F]
}

// tileWorker is what one goroutine needs to carry tiles of a term.
type tileWorker[F dual.Float] struct {
	pass   Pass[F]
	sweep  layers.Sweep[F]
	x, cot *jet.Batch[F]
}

// newShards returns the shards of a step without terms. The first adds up to grad and to parts.
func newShards[F dual.Float](r ranks, net *layers.Net[F], workers int, grad []F) *shards[F] {
	s := &shards[F]{ranks: r, net: net, workers: workers, grads: [][]F{grad}}
	s.carryAll, s.addUp = s.carry, s.add
	return s
}

// addTerm allocates what a term, which sees the network as net, needs for lists of up to batch points, in tiles of the given size.
func (s *shards[F]) addTerm(net *layers.Net[F], term Term[F], plan layers.Plan, batch, tile int) {
	t := &termTiles[F]{tile: tile, sharded: shardsOf(term) != nil}
	if n := len(s.terms); n > 0 {
		t.from = s.terms[n-1].to
	}
	t.to = t.from + len(term.Parts())
	used := s.usedBy(t, batch)
	for len(s.grads) < used {
		s.grads = append(s.grads, make([]F, len(s.grads[0])))
	}
	for range min(s.workers, used) {
		t.workers = append(t.workers, tileWorker[F]{
			pass:  term.NewPass(t.tile),
			sweep: net.NewSweep(plan, t.tile),
			x:     newInputs[F](term, t.tile, net.In()),
			cot:   jet.NewBatch[F](plan.Algebra, t.tile, net.Out()),
		})
	}
	s.terms = append(s.terms, t)
}

// usedBy returns how many of this rank's shards have any of the points of a term, whose lists are of up to that many.
func (s *shards[F]) usedBy(t *termTiles[F], points int) int {
	if t.sharded {
		return s.shards / s.size
	}
	return s.used((points + t.tile - 1) / t.tile)
}

// tileOf returns tile i of a term in one of this rank's shards, nil after the last.
func (s *shards[F]) tileOf(t *termTiles[F], shard, i int) []int {
	points, first := t.lists[0], (s.first+shard*s.size+i*s.shards)*t.tile
	if t.sharded {
		points, first = t.lists[s.ownShard(shard)], i*t.tile
	}
	if first >= len(points) {
		return nil
	}
	return points[first:min(first+t.tile, len(points))]
}

// allocateParts makes room for the losses, once all terms are known. It returns those of the step.
func (s *shards[F]) allocateParts() []float64 {
	for range s.grads {
		s.parts = append(s.parts, make([]float64, s.terms[len(s.terms)-1].to+len(told{})))
	}
	return s.parts[0]
}

// newInputs returns a batch for the points of a term, of primals alone where the sweep seeds the inputs.
func newInputs[F dual.Float](term Term[F], points, inputs int) *jet.Batch[F] {
	if term.SeedsInputs() {
		return jet.NewBatch[F](jet.Real(), points, inputs)
	}
	return jet.NewBatch[F](term.Algebra(), points, inputs)
}

// setPoints says at which points term k is taken in the next step, and how many they are on all ranks.
func (s *shards[F]) setPoints(k int, lists [][]int, count int) {
	t := s.terms[k]
	t.lists, t.count, t.scale = lists, count, 1/float64(count)
}

// gradient computes the gradient of the sum over the terms of the mean losses over their points, and the parts of the
// loss. With them it adds up what the ranks tell.
func (s *shards[F]) gradient(p *pool, step int, tell told) (told, error) {
	s.step, s.inUse = step, 0
	for _, t := range s.terms {
		s.inUse = max(s.inUse, s.usedBy(t, len(t.lists[0])))
	}
	if s.inUse > 0 {
		n := min(s.workers, s.inUse)
		p.run(n, s.carryAll)
		p.run(n, s.addUp)
		addShards(s.parts[:s.inUse], 0, len(s.parts[0]))
	} else {
		empty(s.grads[0])
		empty(s.parts[0])
	}
	parts := s.parts[0]
	rest := parts[len(parts)-len(tell):]
	copy(rest, tell[:])
	if err := sumRanks(s.ranks, parts); err != nil {
		return tell, err
	}
	for _, t := range s.terms {
		for i := range parts[t.from:t.to] {
			parts[t.from+i] *= t.scale
		}
	}
	return told(rest), sumRanks(s.ranks, s.grads[0])
}

// carry carries every shard that falls to the worker.
func (s *shards[F]) carry(worker int) {
	workers := min(s.workers, s.inUse)
	for shard := worker; shard < s.inUse; shard += workers {
		clear(s.grads[shard])
		clear(s.parts[shard])
	}
	for _, t := range s.terms {
		used := s.usedBy(t, len(t.lists[0]))
		if worker >= used {
			continue
		}
		w := &t.workers[worker]
		w.sweep.Prepare(s.net.Params(), t.count) // not by worker: the products chosen must not depend on their number
		for shard := worker; shard < used; shard += workers {
			for i := 0; ; i++ {
				points := s.tileOf(t, shard, i)
				if points == nil {
					break
				}
				s.carryTile(t, w, shard, points)
			}
		}
	}
}

// carryTile takes one tile through the network and back.
func (s *shards[F]) carryTile(t *termTiles[F], w *tileWorker[F], shard int, points []int) {
	w.x.Reshape(len(points), w.x.Features)
	w.cot.Reshape(len(points), w.cot.Features)
	w.pass.Load(w.x, points, s.step)
	y := w.sweep.Forward(w.x)
	w.pass.Score(w.cot, y, points, s.step, t.scale, s.parts[shard][t.from:t.to])
	w.sweep.Backward(nil, s.grads[shard], w.cot)
}

// add adds the other shards' gradients to that of the first, on the worker's share of the parameters.
func (s *shards[F]) add(worker int) {
	n, workers := len(s.grads[0]), min(s.workers, s.inUse)
	addShards(s.grads[:s.inUse], worker*n/workers, (worker+1)*n/workers)
}
