package train

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
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
	s := newScorer(net, Term[F](term))
	s.loss(net.Params())
	return s.parts, nil
}

// MeanSquared is the loss with the mean squared error of every order's entries as its parts, up to the given order.
func MeanSquared(order int) Loss {
	var l Loss
	for range order + 1 {
		l.Orders = append(l.Orders, OrderLoss{Weight: 1, Mean: true})
	}
	return l
}

// scorer computes the loss of a term on all its points, without gradients.
type scorer[F dual.Float] struct {
	net    *layers.Net[F]
	pass   Pass[F]
	sweep  layers.Sweep[F]
	x, cot *jet.Batch[F]
	points []int
	parts  []float64
}

// scoreTile is the number of points that a scorer carries at a time.
const scoreTile = 64

func newScorer[F dual.Float](net *layers.Net[F], term Term[F]) *scorer[F] {
	alg := term.Algebra()
	s := &scorer[F]{net: net, pass: term.NewPass(scoreTile), sweep: net.NewForward(alg, term.SeedsInputs(), scoreTile),
		x: newInputs(term, scoreTile, net.In()), cot: jet.NewBatch[F](alg, scoreTile, net.Out()),
		points: make([]int, term.Len()), parts: make([]float64, len(term.Parts()))}
	for i := range s.points {
		s.points[i] = i
	}
	return s
}

// loss returns the mean loss over all points at the given parameters and leaves its parts.
func (s *scorer[F]) loss(params []F) float64 {
	clear(s.parts)
	n := len(s.points)
	s.sweep.Prepare(params, n)
	for first := 0; first < n; first += scoreTile {
		points := s.points[first:min(first+scoreTile, n)]
		s.x.Reshape(len(points), s.net.In())
		s.cot.Reshape(len(points), s.net.Out())
		s.pass.Load(s.x, points, 0)
		s.pass.Score(s.cot, s.sweep.Forward(s.x), points, 0, 1, s.parts)
	}
	for i := range s.parts {
		s.parts[i] /= float64(n)
	}
	return sum(s.parts)
}
