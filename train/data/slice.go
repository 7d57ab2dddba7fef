package data

import (
	"fmt"

	"example.com/sobolev/dual"
)

// Slice returns a copy of the points from up to, not including, to.
func (d *Data[F]) Slice(from, to int) *Data[F] {
	if from < 0 || to < from || to > d.Len() {
		panic(fmt.Sprintf("data: Data.Slice: points %d to %d, want a range within %d", from, to, d.Len()))
	}
	s := &Data[F]{In: d.In, Out: d.Out, X: rows(d.X, d.In, from, to),
		Labels: NewLabels[F](d.Labels.Alg, to-from, d.Out)}
	for k := range d.Labels.Alg.Dim() {
		copy(s.Labels.Plane(k), d.Labels.Plane(k)[from*d.Out:])
	}
	s.lazy = d.lazy
	s.Weights = rows(d.Weights, 1, from, to)
	s.Directions = rows(d.Directions, d.Labels.Alg.Vars()*d.In, from, to)
	if h := d.HessianVectors; h != nil {
		s.HessianVectors = &HessianVectors[F]{rows(h.U, d.In, from, to), rows(h.H, d.Out*d.In, from, to)}
	}
	return s
}

// rows returns a copy of some rows of a matrix with the given number of columns, nil if there is none.
func rows[F dual.Float](m []F, columns, from, to int) []F {
	if m == nil {
		return nil
	}
	return append([]F(nil), m[from*columns:to*columns]...)
}

// Split returns the first share of the points, from 0 to 1, and the rest: say, for training and validation.
func (d *Data[F]) Split(share float64) (first, rest *Data[F]) {
	n := int(share*float64(d.Len()) + 0.5)
	return d.Slice(0, n), d.Slice(n, d.Len())
}
