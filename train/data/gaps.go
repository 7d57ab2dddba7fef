package data

import (
	"errors"
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
)

// gaps counts the points at which a function that labels data is not finite.
type gaps[F dual.Float] struct {
	points, last             int // how many there are, and the last of them
	point, output, component int // what is not finite first
}

// add takes note of a label that is not finite. Points come in their order.
func (g *gaps[F]) add(point, output, component int) {
	if g.points == 0 {
		g.point, g.output, g.component = point, output, component
	} else if point == g.last {
		return
	}
	g.points, g.last = g.points+1, point
}

// gapsIn looks at all labels.
func gapsIn[F dual.Float](d *Data[F]) *gaps[F] {
	g := &gaps[F]{}
	for point := range d.Len() {
		for output := range d.Out {
			for k := range d.Labels.Alg.Dim() {
				if !number.Finite(d.Labels.Plane(k)[point*d.Out+output]) {
					g.add(point, output, k)
				}
			}
		}
	}
	return g
}

// ErrNotFinite is the cause of an error for points at which a function that labels data is not finite.
var ErrNotFinite = errors.New("not finite")

// err names the first gap and the number of points with one; it is nil if there is none.
func (g *gaps[F]) err(function string, d *Data[F]) error {
	if g.points == 0 {
		return nil
	}
	what := fmt.Sprintf("output %d", g.output)
	if g.component > 0 {
		what = fmt.Sprintf("the derivative of orders %v of output %d", d.Labels.Alg.Exponents(g.component), g.output)
	}
	return fmt.Errorf("data: %s: %w at %d of %d points: at point %d, %v, %s is %v, want points where all derivatives are finite",
		function, ErrNotFinite, g.points, d.Len(), g.point, d.X[g.point*d.In:(g.point+1)*d.In], what,
		d.Labels.Plane(g.component)[g.point*d.Out+g.output])
}
