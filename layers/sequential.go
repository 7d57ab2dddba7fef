package layers

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A Sequential is a list of layers, applied one after the other: a layer itself, and what networks and blocks are made
// of. Its parameters are those of the layers, in their order.
type Sequential[F dual.Float] []Layer[F]

// shapes returns the features that enter each of the layers and those that leave the last, and where the parameters of
// each begin and the last's end.
func (l Sequential[F]) shapes(in int) (dims, offs []int, err error) {
	if len(l) == 0 {
		return nil, nil, errors.New("no layers, want at least 1")
	}
	dims, offs = []int{in}, []int{0}
	for i, f := range l {
		if f == nil {
			return nil, nil, fmt.Errorf("layer %d is nil, want a layer", i)
		}
		out, params, err := f.Shape(dims[i])
		if err != nil {
			return nil, nil, fmt.Errorf("layer %d: %w", i, err)
		}
		if params < 0 || params > math.MaxInt-offs[i] {
			return nil, nil, fmt.Errorf("layer %d, %.200v: more parameters than can be counted", i, f)
		}
		dims, offs = append(dims, out), append(offs, offs[i]+params)
	}
	return dims, offs, nil
}

// mustShapes is shapes for numbers of features that Shape has taken before.
func (l Sequential[F]) mustShapes(in int) (dims, offs []int) {
	dims, offs, err := l.shapes(in)
	if err != nil {
		panic(fmt.Sprintf("layers: Sequential: %v", err))
	}
	return dims, offs
}

// Shape implements [Layer]. It fails if there is no layer or one cannot take what the one before it gives.
func (l Sequential[F]) Shape(in int) (out, params int, err error) {
	dims, offs, err := l.shapes(in)
	if err != nil {
		return 0, 0, fmt.Errorf("Sequential: %w", err)
	}
	return dims[len(l)], offs[len(l)], nil
}

// Init implements [Layer].
func (l Sequential[F]) Init(params []F, in int, rng *rand.Rand) {
	dims, offs := l.mustShapes(in)
	for i, f := range l {
		f.Init(params[offs[i]:offs[i+1]], dims[i], rng)
	}
}

// Smoothness implements [Layer]: it is that of the least smooth layer.
func (l Sequential[F]) Smoothness() int {
	order, _ := l.leastSmooth()
	return order
}

// leastSmooth returns the smoothness, and the first layer that has no more; −1 if all are smooth.
func (l Sequential[F]) leastSmooth() (order, layer int) {
	order, layer = Smooth, -1
	for i, f := range l {
		if s := f.Smoothness(); s < order {
			order, layer = s, i
		}
	}
	return order, layer
}

// Eval implements [Layer].
func (l Sequential[F]) Eval(params, x []dual.Any) []dual.Any {
	_, offs := l.mustShapes(len(x))
	for i, f := range l {
		x = f.Eval(params[offs[i]:offs[i+1]], x)
	}
	return x
}

// String implements [Layer].
func (l Sequential[F]) String() string { return "Sequential(" + l.names() + ")" }

// names lists the layers.
func (l Sequential[F]) names() string { return l.joined(" → ") }

// joined lists the layers with what is to stand between them.
func (l Sequential[F]) joined(between string) string {
	names := make([]string, len(l))
	for i, f := range l {
		names[i] = f.String()
	}
	return strings.Join(names, between)
}

// flat returns the layers with those of Sequentials among them in their place.
func (l Sequential[F]) flat() Sequential[F] {
	var all Sequential[F]
	for _, f := range l {
		if s, ok := f.(Sequential[F]); ok {
			all = append(all, s.flat()...)
		} else {
			all = append(all, f)
		}
	}
	return all
}

// each calls f for every layer that is not made of others, with the features that enter and leave it; with those that enter
// one group and leave all of them within [Each].
func (l Sequential[F]) each(in int, f func(l Layer[F], in, out int)) {
	dims, _ := l.mustShapes(in)
	for i, m := range l {
		switch m := m.(type) {
		case Sequential[F]:
			m.each(dims[i], f)
		case skip[F]:
			m.f.each(dims[i], f)
		case concat[F]:
			for _, branch := range m.branches {
				Sequential[F]{branch}.each(dims[i], f)
			}
		case each[F]:
			m.body.each(m.width(dims[i]), func(l Layer[F], in, out int) { f(l, in, m.groups*out) })
		default:
			f(m, dims[i], dims[i+1])
		}
	}
}

// NewPass implements [Layer].
func (l Sequential[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return newSequence(l, alg, in, samples, true)
}

func (l Sequential[F]) newForward(alg *jet.Algebra, in, samples int) Pass[F] {
	return newSequence(l, alg, in, samples, false)
}

// A block is a layer of layers, whose passes hold jets between them and, for the way back, cotangents of these.
type block[F dual.Float] interface {
	// newForward is NewPass for a pass that can only go forward.
	newForward(alg *jet.Algebra, in, samples int) Pass[F]
}

// newPass returns the layer's pass, one that can only go forward if that saves memory and backward is false.
func newPass[F dual.Float](l Layer[F], alg *jet.Algebra, in, samples int, backward bool) Pass[F] {
	if b, ok := l.(block[F]); ok && !backward {
		return b.newForward(alg, in, samples)
	}
	p := l.NewPass(alg, in, samples)
	if _, ok := p.(TangentPass[F]); !ok && backward {
		return newCompanion(p, l, alg, in, samples)
	}
	return p
}

// sequence is the pass of a Sequential: the passes of its layers, and the jets between them.
type sequence[F dual.Float] struct {
	dims, offs []int // see [Sequential.shapes]
	passes     []Pass[F]
	y          []*jet.Batch[F] // y[i] leaves layer i; what leaves the last is the caller's
	ybar       []*jet.Batch[F] // cotangents of y
	ydot       []*jet.Batch[F] // directions of y; made when they are first needed
}

// newSequence allocates the pass for batches of up to samples. Without backward it can only go forward.
func newSequence[F dual.Float](l Sequential[F], alg *jet.Algebra, in, samples int, backward bool) *sequence[F] {
	p := &sequence[F]{}
	p.dims, p.offs = l.mustShapes(in)
	for i, f := range l {
		p.passes = append(p.passes, newPass(f, alg, p.dims[i], samples, backward))
	}
	for _, d := range p.dims[1:len(l)] {
		p.y = append(p.y, jet.NewBatch[F](alg, samples, d))
		if backward {
			p.ybar = append(p.ybar, jet.NewBatch[F](alg, samples, d))
		}
	}
	return p
}

// part returns layer i's part of a vector laid out like the parameters, nil if that is empty.
func (p *sequence[F]) part(i int, v []F) []F {
	if len(v) == 0 {
		return nil
	}
	return v[p.offs[i]:p.offs[i+1]]
}

func (p *sequence[F]) Prepare(params []F, samples int) {
	for i, f := range p.passes {
		f.Prepare(p.part(i, params), samples)
	}
}

func (p *sequence[F]) Forward(y, x *jet.Batch[F], params []F) {
	last := len(p.passes) - 1
	for i, f := range p.passes[:last] {
		p.y[i].Reshape(x.Samples, p.dims[i+1])
		f.Forward(p.y[i], x, p.part(i, params))
		x = p.y[i]
	}
	p.passes[last].Forward(y, x, p.part(last, params))
}

func (p *sequence[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	for i := len(p.passes) - 1; i >= 0; i-- {
		p.backward(i, xbar, grad, ybar, params)
	}
}

// backward is Backward's step through layer i.
func (p *sequence[F]) backward(i int, xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	if i > 0 {
		xbar = p.ybar[i-1]
		xbar.Reshape(ybar.Samples, p.dims[i])
	}
	if i < len(p.passes)-1 {
		ybar = p.ybar[i]
	}
	p.passes[i].Backward(xbar, p.part(i, grad), ybar, p.part(i, params))
}

// Tangent implements [TangentPass].
func (p *sequence[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	last := len(p.passes) - 1
	if p.ydot == nil {
		for _, y := range p.y {
			p.ydot = append(p.ydot, jet.NewBatch[F](y.Alg, y.Samples, y.Features))
		}
	}
	for i, f := range p.passes {
		d := p.part(i, dparams)
		if xdot == nil && len(d) == 0 {
			continue // nothing moves yet
		}
		to := ydot
		if i < last {
			to = p.ydot[i]
			to.Reshape(ydot.Samples, p.dims[i+1])
		}
		pushed(f).Tangent(to, xdot, d, p.part(i, params))
		xdot = to
	}
	if xdot == nil {
		ydot.Zero()
	}
}
