package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// concat applies layers side by side.
type concat[F dual.Float] struct{ branches Sequential[F] }

// Concat returns the layer that applies each of the branches to all the features that enter, and puts what they make of them
// side by side: (samples × in) becomes (samples × (out₀ + out₁ + …)), as torch.cat([f(x), g(x), …], dim=1) does. Its
// parameters are those of the branches, one after the other. A branch of several layers is a [Sequential];
// [Activate] of [Identity] passes the features on, [Pick] some of them:
//
//	plain := layers.Activate[float64](layers.Identity)
//	layers.Concat(plain, layers.Fourier[float64](2, 16, 1, rng)), // waves beside the inputs themselves
//
//	layers.Concat( // an angle by its sine and cosine, and the rest as it is
//		layers.Sequential[float64]{layers.Pick[float64](0), layers.FourierOf(1, []float64{1 / (2 * math.Pi)})},
//		layers.Pick[float64](1, 2)),
//
// Blocks that keep what enters beside what they make of it are those of DenseNet (Huang et al. 2017, "Densely Connected
// Convolutional Networks").
func Concat[F dual.Float](branches ...Layer[F]) Layer[F] { return concat[F]{branches} }

// sideBySide returns where the features and the parameters of each of the branches begin among what leaves, and the ends.
func (l Sequential[F]) sideBySide(in int) (outs, offs []int, err error) {
	outs, offs = []int{0}, []int{0}
	for i, f := range l {
		if f == nil {
			return nil, nil, fmt.Errorf("branch %d is nil, want a layer", i)
		}
		out, params, err := f.Shape(in)
		if err != nil {
			return nil, nil, fmt.Errorf("branch %d: %w", i, err)
		}
		outs, offs = append(outs, outs[i]+out), append(offs, offs[i]+params)
	}
	return outs, offs, nil
}

// mustShapes is sideBySide for numbers of features that Shape has taken before.
func (l concat[F]) mustShapes(in int) (outs, offs []int) {
	outs, offs, err := l.branches.sideBySide(in)
	if err != nil {
		panic(fmt.Sprintf("layers: Concat: %v", err))
	}
	return outs, offs
}

func (l concat[F]) Shape(in int) (out, params int, err error) {
	n := len(l.branches)
	if n == 0 {
		return 0, 0, fmt.Errorf("Concat: no branches, want at least 1")
	}
	outs, offs, err := l.branches.sideBySide(in)
	if err != nil {
		return 0, 0, fmt.Errorf("Concat: %w", err)
	}
	return outs[n], offs[n], nil
}

func (l concat[F]) Init(params []F, in int, rng *rand.Rand) {
	_, offs := l.mustShapes(in)
	for i, f := range l.branches {
		f.Init(params[offs[i]:offs[i+1]], in, rng)
	}
}

func (l concat[F]) Smoothness() int { return l.branches.Smoothness() }

func (l concat[F]) Eval(params, x []dual.Any) (y []dual.Any) {
	_, offs := l.mustShapes(len(x))
	for i, f := range l.branches {
		y = append(y, f.Eval(params[offs[i]:offs[i+1]], x)...)
	}
	return y
}

func (l concat[F]) String() string {
	return "Concat(" + l.branches.joined(", ") + ")"
}

// Record implements [Recorder].
func (l concat[F]) Record(int) Record[F] {
	return Record[F]{Kind: "Concat", Layers: l.branches, Parallel: true}
}

func (l concat[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return l.newPass(alg, in, samples, true)
}

func (l concat[F]) newForward(alg *jet.Algebra, in, samples int) Pass[F] {
	return l.newPass(alg, in, samples, false)
}

func (l concat[F]) newPass(alg *jet.Algebra, in, samples int, backward bool) Pass[F] {
	p := &concatPass[F]{}
	p.outs, p.offs = l.mustShapes(in)
	for i, f := range l.branches {
		p.passes = append(p.passes, newPass(f, alg, in, samples, backward))
		p.y = append(p.y, jet.NewBatch[F](alg, samples, p.outs[i+1]-p.outs[i]))
		if backward {
			p.ybar = append(p.ybar, jet.NewBatch[F](alg, samples, p.outs[i+1]-p.outs[i]))
		}
	}
	if backward {
		p.xbar = jet.NewBatch[F](alg, samples, in)
	}
	return p
}

// concatPass holds what leaves each branch, which its last layer may still need.
type concatPass[F dual.Float] struct {
	outs, offs []int // see [Sequential.sideBySide]
	passes     []Pass[F]
	y, ybar    []*jet.Batch[F] // of the branches
	xbar       *jet.Batch[F]   // what one of them contributes
}

func (p *concatPass[F]) part(i int, v []F) []F {
	if len(v) == 0 {
		return nil
	}
	return v[p.offs[i]:p.offs[i+1]]
}

func (p *concatPass[F]) Prepare(params []F, samples int) {
	for i, f := range p.passes {
		f.Prepare(p.part(i, params), samples)
	}
}

func (p *concatPass[F]) Forward(y, x *jet.Batch[F], params []F) {
	for i, f := range p.passes {
		p.y[i].Reshape(x.Samples, p.outs[i+1]-p.outs[i])
		f.Forward(p.y[i], x, p.part(i, params))
		toColumns(y.Data, y.Features, p.outs[i], p.y[i].Data, p.y[i].Features)
	}
}

func (p *concatPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	for i, f := range p.passes {
		p.ybar[i].Reshape(ybar.Samples, p.outs[i+1]-p.outs[i])
		fromColumns(p.ybar[i].Data, p.ybar[i].Features, ybar.Data, ybar.Features, p.outs[i])
		if xbar == nil || i == 0 {
			f.Backward(xbar, p.part(i, grad), p.ybar[i], p.part(i, params))
			continue
		}
		p.xbar.Reshape(xbar.Samples, xbar.Features)
		f.Backward(p.xbar, p.part(i, grad), p.ybar[i], p.part(i, params))
		vec.Add(xbar.Data, xbar.Data, p.xbar.Data)
	}
}

// Tangent implements [TangentPass].
func (p *concatPass[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	for i, f := range p.passes {
		to := p.ybar[i] // which is free until Backward
		to.Reshape(ydot.Samples, p.outs[i+1]-p.outs[i])
		if d := p.part(i, dparams); xdot == nil && len(d) == 0 {
			to.Zero()
		} else {
			pushed(f).Tangent(to, xdot, d, p.part(i, params))
		}
		toColumns(ydot.Data, ydot.Features, p.outs[i], to.Data, to.Features)
	}
}

// toColumns copies rows of so many numbers into the rows of another width, from the given column.
func toColumns[F dual.Float](to []F, width, column int, from []F, n int) {
	for ; len(from) > 0; to, from = to[width:], from[n:] {
		copy(to[column:column+n], from)
	}
}

// fromColumns copies them out again.
func fromColumns[F dual.Float](to []F, n int, from []F, width, column int) {
	for ; len(to) > 0; to, from = to[n:], from[width:] {
		copy(to[:n], from[column:])
	}
}
