package layers

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// residual is y = x + f(x). Its parameters are those of the inner layers, one after the other.
type residual[F dual.Float] struct{ inner []Layer[F] }

// Residual returns the layer y = x + f(x), where f applies the inner layers one after the other (He et al. 2016). The
// last of them must give as many features as the first one takes.
func Residual[F dual.Float](inner ...Layer[F]) Layer[F] { return residual[F]{inner} }

// dims returns the shapes of the inner layers, see [chainShapes].
func (l residual[F]) dims(in int) (dims, offs []int, err error) {
	if dims, offs, err = chainShapes(in, l.inner); err != nil {
		return nil, nil, fmt.Errorf("Residual: %w", err)
	}
	return dims, offs, nil
}

func (l residual[F]) Shape(in int) (out, params int, err error) {
	if len(l.inner) == 0 {
		return 0, 0, errors.New("Residual: no layers, want at least 1")
	}
	dims, offs, err := l.dims(in)
	if err != nil {
		return 0, 0, err
	}
	n := len(l.inner)
	if dims[n] != in {
		return 0, 0, fmt.Errorf("%v: the last layer gives %d features, want the %d that enter the first", l, dims[n], in)
	}
	return in, offs[n], nil
}

func (l residual[F]) Init(params []F, in int, rng *rand.Rand) {
	dims, offs, err := l.dims(in)
	if err != nil {
		panic(err)
	}
	for i, f := range l.inner {
		f.Init(params[offs[i]:offs[i+1]], dims[i], rng)
	}
}

func (l residual[F]) Smoothness() int {
	least := Smooth
	for _, f := range l.inner {
		least = min(least, f.Smoothness())
	}
	return least
}

func (l residual[F]) Eval(params, x []dual.Any) []dual.Any {
	_, offs, err := l.dims(len(x))
	if err != nil {
		panic(err)
	}
	y := x
	for i, f := range l.inner {
		y = f.Eval(params[offs[i]:offs[i+1]], y)
	}
	sum := make([]dual.Any, len(x))
	for j := range x {
		sum[j] = x[j].Add(y[j])
	}
	return sum
}

func (l residual[F]) String() string {
	names := make([]string, len(l.inner))
	for i, f := range l.inner {
		names[i] = f.String()
	}
	return "Residual(" + strings.Join(names, " → ") + ")"
}

func (l residual[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	dims, offs, err := l.dims(in)
	if err != nil {
		panic(err)
	}
	p := &residualPass[F]{dims: dims, offs: offs}
	for i, f := range l.inner {
		p.passes = append(p.passes, f.NewPass(alg, dims[i], samples))
		p.y = append(p.y, jet.NewBatch[F](alg, samples, dims[i+1]))
		p.ybar = append(p.ybar, jet.NewBatch[F](alg, samples, dims[i+1]))
	}
	return p
}

// residualPass runs the passes of the inner layers in memory of its own.
type residualPass[F dual.Float] struct {
	dims, offs []int
	passes     []Pass[F]
	y          []*jet.Batch[F] // y[i] leaves inner layer i
	ybar       []*jet.Batch[F] // cotangents of y
}

// part returns inner layer i's part of a vector laid out like the parameters, empty if that is.
func (p *residualPass[F]) part(i int, v []F) []F {
	if len(v) == 0 {
		return nil
	}
	return v[p.offs[i]:p.offs[i+1]]
}

func (p *residualPass[F]) Prepare(params []F, samples int) {
	for i, f := range p.passes {
		f.Prepare(p.part(i, params), samples)
	}
}

func (p *residualPass[F]) Forward(y, x *jet.Batch[F], params []F) {
	inner := x
	for i, f := range p.passes {
		p.y[i].Reshape(x.Samples, p.dims[i+1])
		f.Forward(p.y[i], inner, p.part(i, params))
		inner = p.y[i]
	}
	// The last layer may still need its own result, so that the sum cannot take its place.
	y.Add(x, inner)
}

func (p *residualPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	last := len(p.passes) - 1
	p.ybar[last].Reshape(ybar.Samples, ybar.Features)
	copy(p.ybar[last].Data, ybar.Data)
	for i := last; i >= 0; i-- {
		down := xbar
		if i > 0 {
			down = p.ybar[i-1]
			down.Reshape(ybar.Samples, p.dims[i])
		}
		p.passes[i].Backward(down, p.part(i, grad), p.ybar[i], p.part(i, params))
	}
	if xbar != nil {
		vec.Add(xbar.Data, xbar.Data, ybar.Data)
	}
}
