package data

import (
	"fmt"

	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/internal/order"
)

// Directional returns data with the derivatives along given directions in place of those in the inputs: over
// jet.Dual(n) slopes along n directions at every point, over jet.Taylor(K) derivatives to order K along one, over
// jet.HyperDual() slopes along two and the second derivative along both, over any other algebra what it holds. The
// directions are points × jet.Algebra.Vars × inputs. What there is to contract are the derivatives in the data, or the
// function itself if it comes from [LazyFunc] or [LazyNet]. Data that [Data.Check] has something against is an error: times a 0
// in a direction, an infinite label would come out as one that was not measured.
func (d *Data[F]) Directional(alg *jet.Algebra, directions []F) (*Data[F], error) {
	if err := given.Check(alg != nil, "data: Directional", "the algebra"); err != nil {
		return nil, err
	}
	switch held := d.Labels.Alg; {
	case len(directions) != d.Len()*alg.Vars()*d.In:
		return nil, fmt.Errorf("data: Directional: %d coordinates, want %d points × %d directions of %v × %d inputs",
			len(directions), d.Len(), alg.Vars(), alg, d.In)
	case d.Lazy():
	case d.Directions != nil || !held.Complete() || held.Order() < alg.Order():
		return nil, fmt.Errorf("data: Directional: labels over %v, want all derivatives to order %d or the function itself", held, alg.Order())
	}
	if err := d.Check(); err != nil {
		return nil, err
	}
	out := &Data[F]{In: d.In, Out: d.Out, X: d.X, Weights: d.Weights, Directions: directions,
		Labels: NewLabels[F](alg, d.Len(), d.Out), moved: d.moved, shards: d.shards}
	points := order.Identity(make([]int, d.Len()))
	x, y := jet.NewBatch[F](alg, d.Len(), d.In), jet.NewBatch[F](alg, d.Len(), d.Out)
	out.Load(x, points)
	d.NewSource().Jets(y, x, points)
	out.Labels.SetJets(0, y)
	return out, nil
}

// Load writes the points with the given numbers to the jets x, which has that many samples: the primals, and above them
// the data's directions, if it has any and x an order.
func (d *Data[F]) Load(x *jet.Batch[F], points []int) {
	primal := x.Plane(0)
	for r, p := range points {
		copy(primal[r*d.In:(r+1)*d.In], d.X[p*d.In:])
	}
	if d.Directions == nil || x.Alg.Order() == 0 {
		return
	}
	vars := x.Alg.Vars()
	for i := range vars {
		dst := x.Plane(1 + i)
		for r, p := range points {
			copy(dst[r*d.In:(r+1)*d.In], d.Directions[(p*vars+i)*d.In:])
		}
	}
	clear(x.Data[(1+vars)*len(points)*d.In:])
}
