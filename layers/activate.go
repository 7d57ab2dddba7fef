package layers

import (
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// activate applies an activation to every unit.
type activate[F dual.Float] struct{ act *Activation }

// Activate returns the layer that applies the activation to every unit.
func Activate[F dual.Float](act Activation) Layer[F] {
	if act.Init == nil {
		act.Init = Glorot
	}
	return activate[F]{&act}
}

func (l activate[F]) Shape(in int) (out, params int, err error) { return in, 0, nil }

func (l activate[F]) Init([]F, int, *rand.Rand) {}

func (l activate[F]) Smoothness() int { return l.act.Smoothness }

func (l activate[F]) Eval(_, x []dual.Any) []dual.Any {
	y := make([]dual.Any, len(x))
	for i, v := range x {
		y[i] = v.Apply(l.act.Rule)
	}
	return y
}

// Activation implements [Elementwise].
func (l activate[F]) Activation() Activation { return *l.act }

func (l activate[F]) String() string { return l.act.Name }

func (l activate[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	n := alg.Order() + 2 // the adjoint needs one order more than the function
	p := &activatePass[F]{act: l.act, mem: make([]F, n*in*samples), phi: make([][]F, n), c: make([]float64, n)}
	p.scratch = jet.NewScratch[F](alg, samples*in)
	return p
}

// activatePass composes the activation with the jets of a batch: the Taylor coefficients at the primals come once,
// the rest is arithmetic of the algebra.
type activatePass[F dual.Float] struct {
	act     *Activation
	mem     []F
	phi     [][]F // phi[k] holds φ⁽ᵏ⁾/k! at every primal of the last Forward
	c       []float64
	x       *jet.Batch[F]
	scratch *jet.Scratch[F]
}

func (p *activatePass[F]) Prepare([]F, int) {}

func (p *activatePass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	n := x.Samples * x.Features
	for k := range p.phi {
		p.phi[k] = p.mem[k*n : (k+1)*n]
	}
	derivatives(p.act, p.phi, x.Plane(0), p.c)
	factorial := 1.0
	for k := 2; k < len(p.phi); k++ {
		factorial *= float64(k)
		vec.Scale(p.phi[k], F(1/factorial), p.phi[k])
	}
	y.Compose(x, p.phi[:len(p.phi)-1], p.scratch)
	p.x = x
}

func (p *activatePass[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar != nil {
		xbar.ComposeAdjoint(p.x, p.phi, ybar, p.scratch)
	}
}
