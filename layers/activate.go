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

func (l activate[F]) Shape(in int) (out, params int, err error) {
	if err := l.act.check(); err != nil {
		return 0, 0, err
	}
	return in, 0, nil
}

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
	return newComposition[F](alg, l.act, samples*in)
}

// A composition is the pass of an activation: the Taylor coefficients at the primals come once, the rest is arithmetic of
// the algebra. Other passes compose their functions by it too.
type composition[F dual.Float] struct {
	taylor  *vec.Taylor[F]
	mem     []F
	phi     [][]F // phi[k] holds φ⁽ᵏ⁾/k! at every primal of the last Forward, one order more than the function needs
	x       *jet.Batch[F]
	scratch *jet.Scratch[F]
	slope   slope[F]
}

// newComposition allocates for batches of up to n jets.
func newComposition[F dual.Float](alg *jet.Algebra, act *Activation, n int) *composition[F] {
	orders := alg.Order() + 2 // the adjoint needs one order more than the function
	return &composition[F]{taylor: newTaylor[F](act, orders), mem: make([]F, (orders-1)*n), phi: make([][]F, orders),
		scratch: jet.NewScratch[F](alg, n)}
}

// newFunction is newComposition for a function given by its rule.
func newFunction[F dual.Float](alg *jet.Algebra, rule dual.Rule, n int) *composition[F] {
	return newComposition[F](alg, &Activation{Rule: rule}, n)
}

func (p *composition[F]) Prepare([]F, int) {}

func (p *composition[F]) Forward(y, x *jet.Batch[F], _ []F) {
	n := x.Samples * x.Features
	p.phi[0] = y.Plane(0) // which the adjoint does not need
	for k := 1; k < len(p.phi); k++ {
		p.phi[k] = p.mem[(k-1)*n : k*n]
	}
	p.taylor.Coefficients(p.phi, x.Plane(0))
	y.Compose(x, p.phi, p.scratch)
	p.x = x
}

func (p *composition[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar != nil {
		xbar.ComposeAdjoint(p.x, p.phi, ybar, p.scratch)
	}
}

// Tangent implements [TangentPass].
func (p *composition[F]) Tangent(ydot, xdot *jet.Batch[F], _, _ []F) {
	p.slope.tangent(ydot, p.x, xdot, p.phi, p.scratch)
}
