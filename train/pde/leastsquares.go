package pde

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/train"
)

// Residuals implements [train.ResidualTerm].
func (t *residualTerm[F]) Residuals() (int, error) { return len(t.residuals), t.Penalty.CheckRoot() }

// NewResidualPass implements [train.ResidualTerm].
func (t *residualTerm[F]) NewResidualPass(points int) train.ResidualPass[F] {
	p := &rootPass[F]{residualPass: t.newPass()}
	p.slopes = make([]float64, points*len(t.residuals)*len(p.grad))
	return p
}

// rootPass computes the residuals with their weights, so that their squares are the loss.
type rootPass[F dual.Float] struct {
	*residualPass[F]
	points []int     // the last ones
	slopes []float64 // points × residuals × the derivatives of the solution that are read
}

// Residuals implements [train.ResidualPass].
func (p *rootPass[F]) Residuals(r []float64, y *jet.Batch[F], points []int, _ int) {
	p.points = points
	weight, n := math.Sqrt(p.Weight), len(p.grad)
	slopes := p.slopes
	for row, point := range points {
		p.read(y, row, point)
		for i := range p.residuals {
			root, slope := p.Penalty.Root(p.residual(i))
			r[0] = weight * root
			for slot, g := range p.grad {
				slopes[slot] = weight * slope * g
			}
			r, slopes = r[1:], slopes[n:]
		}
	}
}

// Slopes implements [train.ResidualPass].
func (p *rootPass[F]) Slopes(cot *jet.Batch[F], i int) {
	cot.Zero()
	n := len(p.grad)
	for row, point := range p.points {
		copy(p.sum, p.slopes[(row*len(p.residuals)+i)*n:])
		p.write(cot, row, point)
	}
}
