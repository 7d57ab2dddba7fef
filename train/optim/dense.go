package optim

import (
	"fmt"
	"math"

	"example.com/sobolev/internal/linalg"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/vec"
)

// A dense is a [linearisation] that holds J.
type dense struct {
	problem LeastSquares
	scaled  bool
	scale   []float64     // of each parameter
	j       linalg.Matrix // divided by the scale column by column
	system  dampedSystem

	right   []float64 // −r
	squares []float64 // scratch
}

func newDense(n int, scaled bool) *dense {
	return &dense{scaled: scaled, scale: make([]float64, n), squares: make([]float64, n)}
}

// mostJacobian is the largest number of derivatives that are held, 2 GiB of them.
const mostJacobian = 1 << 28

func (d *dense) bind(p LeastSquares, workers int) error {
	m, n := p.Size()
	if m < 1 || m > mostJacobian/max(n, 1) {
		return fmt.Errorf("optim: Levenberg: %d residuals of %d parameters, want 1 to %d, whose derivatives fit into %d MiB",
			m, n, mostJacobian/n, mostJacobian>>17)
	}
	d.problem, d.j, d.right = p, linalg.NewMatrix(m, n), make([]float64, m)
	d.system.init(m, n, workers)
	return nil
}

func (d *dense) at(params, r, grad, full []float64) bool {
	d.problem.Jacobian(d.j.Data, params)
	d.j.MulTransposed(grad, r)
	vec.Scale(full, 2, grad)
	if d.scaled {
		d.rescale()
		d.j.MulTransposed(grad, r)
	}
	vec.Scale(d.right, -1, r)
	d.system.set(d.j)
	if !number.Finite(d.system.norm) && number.IndexNonFinite(d.j.Data) >= 0 {
		return false
	}
	return number.IndexNonFinite(full) < 0
}

// columnSquares sets the scratch vector to the squares of the norms of the columns of J and returns it.
func (d *dense) columnSquares() []float64 {
	clear(d.squares)
	for i := range d.j.Rows {
		vec.MulAdd(d.squares, d.j.Row(i), d.j.Row(i))
	}
	return d.squares
}

// rescale raises the scale to the norms of the columns of J, and divides these by it.
func (d *dense) rescale() {
	for k, s := range d.columnSquares() {
		d.scale[k] = max(d.scale[k], math.Sqrt(s))
		if d.scale[k] == 0 {
			d.squares[k] = 1
		} else {
			d.squares[k] = 1 / d.scale[k]
		}
	}
	for i := range d.j.Rows {
		vec.Mul(d.j.Row(i), d.j.Row(i), d.squares)
	}
}

// largest returns the largest diagonal element of JᵀJ.
func (d *dense) largest() float64 { return linalg.MaxAbs(d.columnSquares()) }

func (d *dense) least() float64 {
	if least := d.system.leastDamping(); least > 0 {
		return least
	}
	return linalg.Epsilon[float64]() * d.largest()
}

func (d *dense) solve(h []float64, lambda float64) bool { return d.system.solve(h, d.right, lambda) }

func (d *dense) again(x, b []float64) bool { return d.system.again(x, b) }

func (d *dense) mul(y, x []float64) { d.j.Mul(y, x) }

func (d *dense) unscale(h []float64) {
	if !d.scaled {
		return
	}
	for k, s := range d.scale {
		if s > 0 {
			h[k] /= s
		}
	}
}

func (d *dense) scales() []float64 { return d.scale }

func (d *dense) close() { d.system.close() }
