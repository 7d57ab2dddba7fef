package train

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/order"
)

// Evaluate returns the parts of a loss of the network on the data, a number for each order: with
//
//	train.Evaluate(net, test, train.MeanSquared(1))
//
// the mean squared errors of the values and of the gradient's entries.
func Evaluate[F dual.Float](net *layers.Net[F], d *data.Data[F], l Loss) ([]float64, error) {
	term, err := newRegression(net, d, l)
	if err != nil {
		return nil, err
	}
	if err := net.Require(term.alg.Order()); err != nil {
		return nil, err
	}
	s := newScorer(ranks{shards: defaultShards, size: 1}, net, Term[F](term))
	_, err = s.loss(net.Params())
	return s.parts[0], err
}

// MeanSquared is the loss with the mean squared error of every order's entries as its parts, up to the given order.
func MeanSquared(order int) Loss {
	var l Loss
	for range order + 1 {
		l.Orders = append(l.Orders, OrderLoss{Weight: 1, Mean: true})
	}
	return l
}

// scorer computes the loss of a term on all its points, without gradients. Tiles belong to shards, as those of a step.
type scorer[F dual.Float] struct {
	ranks
	net    *layers.Net[F]
	term   Term[F]
	pass   Pass[F]
	sweep  layers.Sweep[F]
	x, cot *jet.Batch[F]
	points []int
	parts  [][]float64 // of this rank's shards; those of the first become the loss

	sharded *data.Shards // nil if every rank has all points
	count   int          // points on all ranks
}

// scoreTile is the number of points that a scorer carries at a time.
const scoreTile = 64

func newScorer[F dual.Float](r ranks, net *layers.Net[F], term Term[F]) *scorer[F] {
	alg := term.Algebra()
	s := &scorer[F]{ranks: r, net: net, term: term, pass: term.NewPass(scoreTile), sweep: net.NewForward(alg, term.SeedsInputs(), scoreTile),
		x: newInputs(term, scoreTile, net.In()), cot: jet.NewBatch[F](alg, scoreTile, net.Out()),
		points: order.Identity(make([]int, term.Len())), sharded: shardsOf(term), count: pointsOf(term)}
	for range max(s.used((term.Len()+scoreTile-1)/scoreTile), 1) {
		s.parts = append(s.parts, make([]float64, len(term.Parts())))
	}
	return s
}

// validators returns a scorer for every validation term. All ranks must have the same ones.
func (o *objective[F]) validators(terms []Term[F]) ([]*scorer[F], error) {
	var all []*scorer[F]
	for i, term := range terms {
		if err := checkTerm(o.net, i, term); err != nil {
			return nil, fmt.Errorf("train: validation: %w", err)
		}
		net, err := netFor(o.net, term)
		if err != nil {
			return nil, err
		}
		all = append(all, newScorer(o.shards.ranks, net, term))
	}
	return all, o.validateAlike("validation", all)
}

// validateAlike returns an error on all ranks unless they validate on the same terms.
func (o *objective[F]) validateAlike(what string, all []*scorer[F]) error {
	return o.shards.sameAs(what, func() []Trait {
		var terms []Term[F]
		var points []int
		for _, s := range all {
			terms, points = append(terms, s.term), append(points, s.count)
		}
		return append(describeTerms(terms), Trait{"numbers of points", fmt.Sprint(points)})
	})
}

// loss returns the mean loss over all points at the given parameters and leaves its parts.
func (s *scorer[F]) loss(params []F) (float64, error) {
	s.sweep.Prepare(params, s.count)
	parts, err := s.parts[0], error(nil)
	if s.sharded != nil {
		err = s.shareOut(parts)
	} else {
		err = s.dealOut()
	}
	for i := range parts {
		parts[i] /= float64(s.count)
	}
	if err == nil {
		err = s.agree(faultOf(s.term))
	}
	return sum(parts), err
}

// dealOut adds the losses of points that every rank has, each rank taking some of the tiles.
func (s *scorer[F]) dealOut() error {
	n := len(s.points)
	for shard, parts := range s.parts {
		clear(parts)
		for first := (s.first + shard*s.size) * scoreTile; first < n; first += s.shards * scoreTile {
			s.score(s.points[first:min(first+scoreTile, n)], parts)
		}
	}
	addShards(s.parts, 0, len(s.parts[0]))
	return sumRanks(s.ranks, s.parts[0])
}

// shareOut adds the losses of points of which every rank has some.
func (s *scorer[F]) shareOut(parts []float64) error {
	all := s.sharded.Gather(len(parts), func(numbers []float64, from, to int) {
		for ; from < to; from += scoreTile {
			s.score(s.points[from:min(from+scoreTile, to)], numbers)
		}
	})
	clear(parts)
	for i, v := range all {
		parts[i%len(parts)] += v
	}
	return s.sharded.Err()
}

// score adds the loss of a tile of points to parts.
func (s *scorer[F]) score(points []int, parts []float64) {
	s.x.Reshape(len(points), s.net.In())
	s.cot.Reshape(len(points), s.net.Out())
	s.pass.Load(s.x, points, 0)
	s.pass.Score(s.cot, s.sweep.Forward(s.x), points, 0, 1, parts)
}
