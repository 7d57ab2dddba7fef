package data

import (
	"fmt"

	"example.com/sobolev/dual"
)

// Data holds points and what is known of the function there: its values and its derivatives up to some order. A NaN
// means that this number was not measured; it takes no part in any loss.
type Data[F dual.Float] struct {
	In, Out int
	X       []F // points × inputs

	// Labels holds the derivatives, values first, in the order of the algebra's components.
	//
	// With jet.Full the labels are all partial derivatives, with jet.Laplace a Laplacian in place of the Hessian. With
	// Directions, jet.Dual(n) means derivatives along n directions, jet.Taylor(K) those of order 1 to K along one,
	// jet.HyperDual first derivatives along two and the second along both.
	Labels *Labels[F]

	// Directions holds those that Labels are along, points × jet.Algebra.Vars × inputs; nil if they are the inputs
	// themselves.
	Directions []F

	// HessianVectors, if not nil, are labels of second order besides Labels of order 1 or 0.
	HessianVectors *HessianVectors[F]

	// Weights holds a weight for every point, nil if all are 1. For labels with noise of known deviation σ the weight
	// of least variance is 1/σ².
	Weights []F

	moved  []bool  // inputs that a normaliser moved, see [Data.CheckMasks]; nil if none did
	shards *Shards // that this rank has, nil if it has all points

	lazy sourcer[F] // the function itself, for derivatives along directions that are not known yet; usually nil
}

// HessianVectors are products of Hessians with known vectors, one at every point.
type HessianVectors[F dual.Float] struct {
	U []F // the vectors, points × inputs
	H []F // the products ∇²f·u, points × outputs × inputs
}

// Len returns the number of points.
func (d *Data[F]) Len() int { return len(d.X) / d.In }

// Order returns the highest order of derivatives that the data holds.
func (d *Data[F]) Order() int {
	if d.HessianVectors != nil {
		return 2
	}
	return d.Labels.Alg.Order()
}

// checkShapes reports a part of the data that does not fit the others.
func (d *Data[F]) checkShapes() error {
	if d.In < 1 || d.Out < 1 {
		return fmt.Errorf("data: %d inputs and %d outputs, want at least 1 of each", d.In, d.Out)
	}
	n := d.Len()
	if n < 1 || n*d.In != len(d.X) {
		return fmt.Errorf("data: %d coordinates of points, want a positive multiple of %d inputs", len(d.X), d.In)
	}
	if d.Labels == nil || d.Labels.Points != n || d.Labels.Outputs != d.Out {
		return fmt.Errorf("data: %d points and %d outputs, want labels of that shape", n, d.Out)
	}
	if d.Weights != nil && len(d.Weights) != n {
		return fmt.Errorf("data: %d points and %d weights, want a weight for every point", n, len(d.Weights))
	}
	alg := d.Labels.Alg
	switch {
	case d.Directions != nil && len(d.Directions) != n*alg.Vars()*d.In:
		return fmt.Errorf("data: %d coordinates of directions, want %d points × %d directions of %v × %d inputs",
			len(d.Directions), n, alg.Vars(), alg, d.In)
	case d.Directions == nil && alg.Order() > 0 && alg.Vars() != d.In:
		return fmt.Errorf("data: labels over %v and %d inputs, want a variable for each input or directions", alg, d.In)
	}
	return d.checkHessianVectors()
}

func (d *Data[F]) checkHessianVectors() error {
	h, n := d.HessianVectors, d.Len()
	switch {
	case h == nil:
		return nil
	case len(h.U) != n*d.In || len(h.H) != n*d.Out*d.In:
		return fmt.Errorf("data: Hessian-vector products: %d coordinates of vectors and %d of products, want %d and %d",
			len(h.U), len(h.H), n*d.In, n*d.Out*d.In)
	case d.Directions != nil || d.Labels.Alg.Order() > 1:
		return fmt.Errorf("data: Hessian-vector products and labels over %v, want values or gradients beside them", d.Labels.Alg)
	}
	return nil
}
