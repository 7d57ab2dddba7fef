package train

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// Directional returns data with the derivatives along given directions in place of those in the inputs: over
// jet.Dual(n) slopes along n directions at every point, over jet.Taylor(K) derivatives to order K along one, over
// jet.HyperDual() slopes along two and the second derivative along both. The directions are points × jet.Algebra.Vars ×
// inputs. What there is to contract are the derivatives in the data, or the function itself if it comes from [Along] or
// [AlongNet], and then the algebra may be any.
func (d *Data[F]) Directional(alg *jet.Algebra, directions []F) (*Data[F], error) {
	src := d.along
	switch held := d.Labels.Alg; {
	case len(directions) != d.Len()*alg.Vars()*d.In:
		return nil, fmt.Errorf("train: Directional: %d coordinates, want %d points × %d directions of %v × %d inputs",
			len(directions), d.Len(), alg.Vars(), alg, d.In)
	case src != nil:
	case d.Directions != nil || !held.Complete() || held.Order() < alg.Order():
		return nil, fmt.Errorf("train: Directional: labels over %v, want all derivatives to order %d or the function itself", held, alg.Order())
	case alg.Weights() != nil || alg.Order() > 1 && alg.Vars() > 1 && !alg.Equal(jet.HyperDual()):
		return nil, fmt.Errorf("train: Directional: derivatives over %v cannot be had from labels, want Dual, Taylor or HyperDual", alg)
	default:
		src = newContraction(d)
	}
	out := &Data[F]{In: d.In, Out: d.Out, X: d.X, Weights: d.Weights, Directions: directions,
		Labels: jet.NewBatch[F](alg, d.Len(), d.Out)}
	points := make([]int, d.Len())
	for i := range points {
		points[i] = i
	}
	x := jet.NewBatch[F](alg, d.Len(), d.In)
	loadRows(x.Plane(0), d.X, points, d.In)
	if alg.Order() > 0 {
		seedRows(x, directions, points)
	}
	src.label(out.Labels, x, points)
	scaleToDerivatives(out.Labels)
	return out, nil
}

// seedRows writes the directions of the points, alg.Vars of them for each, to the jets x and clears what is above.
func seedRows[F dual.Float](x *jet.Batch[F], directions []F, points []int) {
	in, vars := x.Features, x.Alg.Vars()
	for i := range vars {
		dst := x.Plane(1 + i)
		for r, p := range points {
			copy(dst[r*in:(r+1)*in], directions[(p*vars+i)*in:])
		}
	}
	clear(x.Data[(1+vars)*len(points)*in:])
}

// scaleToDerivatives turns Taylor coefficients into derivatives.
func scaleToDerivatives[F dual.Float](labels *jet.Batch[F]) {
	for k := range labels.Alg.Dim() {
		if f := F(labels.Alg.Factorial(k)); f != 1 {
			vec.Scale(labels.Plane(k), f, labels.Plane(k))
		}
	}
}
