package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// skip is y = x + f(x). Its parameters are those of f.
type skip[F dual.Float] struct{ f Sequential[F] }

// Skip returns the layer y = x + f(x), where f applies the given layers one after the other: a residual block with a
// skip connection (He et al. 2016, "Deep Residual Learning for Image Recognition"). The last of the layers must give as
// many features as the first one takes.
func Skip[F dual.Float](f ...Layer[F]) Layer[F] { return skip[F]{f} }

func (l skip[F]) Shape(in int) (out, params int, err error) {
	dims, offs, err := l.f.shapes(in)
	if err != nil {
		return 0, 0, fmt.Errorf("Skip: %w", err)
	}
	n := len(l.f)
	if dims[n] != in {
		return 0, 0, fmt.Errorf("%.200v: the last layer gives %d features, want the %d that enter the first", l, dims[n], in)
	}
	return in, offs[n], nil
}

func (l skip[F]) Init(params []F, in int, rng *rand.Rand) { l.f.Init(params, in, rng) }

func (l skip[F]) Smoothness() int { return l.f.Smoothness() }

func (l skip[F]) Eval(params, x []dual.Any) []dual.Any {
	sum := make([]dual.Any, len(x))
	for j, y := range l.f.Eval(params, x) {
		sum[j] = x[j].Add(y)
	}
	return sum
}

func (l skip[F]) String() string { return "Skip(" + l.f.names() + ")" }

func (l skip[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return &skipPass[F]{newSequence(l.f, alg, in, samples, true),
		jet.NewBatch[F](alg, samples, in), jet.NewBatch[F](alg, samples, in)}
}

func (l skip[F]) newForward(alg *jet.Algebra, in, samples int) Pass[F] {
	return &skipPass[F]{f: newSequence(l.f, alg, in, samples, false), y: jet.NewBatch[F](alg, samples, in)}
}

// skipPass keeps f(x), which the last layer of f may still need, so that the sum cannot take its place.
type skipPass[F dual.Float] struct {
	f       *sequence[F]
	y, ybar *jet.Batch[F] // what leaves f, and its cotangent
}

func (p *skipPass[F]) Prepare(params []F, samples int) { p.f.Prepare(params, samples) }

func (p *skipPass[F]) Forward(y, x *jet.Batch[F], params []F) {
	p.y.Reshape(x.Samples, x.Features)
	p.f.Forward(p.y, x, params)
	y.Add(x, p.y)
}

// Tangent implements [TangentPass].
func (p *skipPass[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	p.f.Tangent(ydot, xdot, dparams, params)
	if xdot != nil {
		ydot.Add(ydot, xdot)
	}
}

func (p *skipPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	p.ybar.Reshape(ybar.Samples, ybar.Features)
	p.ybar.Copy(ybar) // f may overwrite what it is given
	p.f.Backward(xbar, grad, p.ybar, params)
	if xbar != nil {
		vec.Add(xbar.Data, xbar.Data, ybar.Data)
	}
}
