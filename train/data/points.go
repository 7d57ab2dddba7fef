package data

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// A Box is a product of intervals, one for every input.
type Box struct{ Lo, Hi []float64 }

// Points are places in the input space, row after row.
type Points[F dual.Float] struct {
	Dim int
	X   []F // points × Dim
}

// check reports what keeps a function from being evaluated at the points.
func (p Points[F]) check(function string) error {
	if p.Dim < 1 || len(p.X) == 0 || len(p.X)%p.Dim != 0 {
		return fmt.Errorf("data: %s: %d coordinates for points of dimension %d, want a positive multiple", function, len(p.X), p.Dim)
	}
	if i := number.IndexNonFinite(p.X); i >= 0 {
		return fmt.Errorf("data: %s: point %d: coordinate %d is %v, want a finite number", function, i/p.Dim, i%p.Dim, p.X[i])
	}
	return nil
}
