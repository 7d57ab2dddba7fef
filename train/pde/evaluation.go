package pde

import (
	"math"

	"example.com/sobolev/dual"
)

// An evaluation is what one goroutine needs to evaluate residuals with their derivatives in the numbers that they read.
type evaluation struct {
	u     []float64           // the numbers
	grad  []float64           // derivatives of one residual in these
	work  []Num               // scratch
	calls []func(u []Num) Num // every residual as a function of the numbers
	gap   gap                 // of the last call
}

// newEvaluation allocates for so many numbers.
func newEvaluation(n int) evaluation {
	return evaluation{u: make([]float64, n), grad: make([]float64, n), work: make([]Num, n)}
}

// evaluate returns residual i and sets grad to its derivatives. It is NaN if there is a gap, which is noted at the point that
// the pass has read.
func (p *residualPass[F]) evaluate(e *evaluation, i int) float64 {
	r := dual.GradientInto(e.grad, e.calls[i], e.u, e.work)
	if e.gap.found {
		p.bridge(e, i)
		return math.NaN()
	}
	return r
}
