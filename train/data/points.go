package data

import "example.com/sobolev/dual"

// A Box is a product of intervals, one for every input.
type Box struct{ Lo, Hi []float64 }

// Points are places in the input space, row after row.
type Points[F dual.Float] struct {
	Dim int
	X   []F // points × Dim
}
