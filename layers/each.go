package layers

import (
	"fmt"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// each applies other layers to every group of features.
type each[F dual.Float] struct {
	groups int
	masked bool
	body   Sequential[F]
}

// Each returns the layer that cuts its features into so many groups of equal size, one after the other, and applies the
// same layers, with the same parameters, to each of them. What they make of the groups follows one another in the same order:
//
//	layers.Each(9, layers.Dense[float64](16, nil), silu, layers.Dense[float64](1, nil)), // an energy for each of 9 atoms
//	layers.Sum[float64](9),                                                              // and that of the molecule
//
// What is computed with [Sum] behind it does not depend on the order of the groups: networks of sets, and energies of atoms by
// their surroundings (Behler and Parrinello 2007, "Generalized neural-network representation of high-dimensional
// potential-energy surfaces"). For samples with different numbers of groups see [EachMasked].
func Each[F dual.Float](groups int, body ...Layer[F]) Layer[F] { return each[F]{groups, false, body} }

// EachMasked is [Each] for groups not all of which are there: the first feature of every group says so, and is not among
// those that the layers get. A group is there where it is positive. One that is not makes zeros, whatever its features
// are, NaN included, and all derivatives of that are zero: samples of few groups are padded up to the number of groups.
//
// [Net.Masks] names the inputs that are such features. A change of units must not move them, see data.StandardizeBehind of the
// package train/data.
//
// The result jumps where the first feature changes its sign, which it is not meant to do: it takes no part in derivatives.
func EachMasked[F dual.Float](groups int, body ...Layer[F]) Layer[F] {
	return each[F]{groups, true, body}
}

// width returns the features that the layers get of each group, for so many that enter.
func (l each[F]) width(in int) int {
	if l.masked {
		return in/l.groups - 1
	}
	return in / l.groups
}

func (l each[F]) Shape(in int) (out, params int, err error) {
	if l.groups < 1 || in%l.groups != 0 {
		return 0, 0, fmt.Errorf("%s: %d features, want a positive multiple of the groups, of which there are %d", l.name(), in, l.groups)
	}
	if l.masked && in == l.groups {
		return 0, 0, fmt.Errorf("%s: %d features for as many groups, want more than the first, which says whether the group is there",
			l.name(), in)
	}
	dims, offs, err := l.body.shapes(l.width(in))
	if err != nil {
		return 0, 0, fmt.Errorf("%s: %w", l.name(), err)
	}
	n := len(l.body)
	return l.groups * dims[n], offs[n], nil
}

func (l each[F]) Init(params []F, in int, rng *rand.Rand) { l.body.Init(params, l.width(in), rng) }

// Smoothness implements [Layer]. That of a masked layer is that for groups which stay what they are.
func (l each[F]) Smoothness() int { return l.body.Smoothness() }

func (l each[F]) Eval(params, x []dual.Any) (y []dual.Any) {
	size, skip := len(x)/l.groups, len(x)/l.groups-l.width(len(x))
	for ; len(x) > 0; x = x[size:] {
		group := x[skip:size]
		there := !l.masked || x[0].Value() > 0
		if !there {
			group = make([]dual.Any, len(group))
			for i := range group {
				group[i] = x[0].Lift(0)
			}
		}
		for _, v := range l.body.Eval(params, group) {
			if !there {
				v = v.Lift(0)
			}
			y = append(y, v)
		}
	}
	return y
}

func (l each[F]) name() string {
	if l.masked {
		return "EachMasked"
	}
	return "Each"
}

func (l each[F]) String() string {
	return fmt.Sprintf("%s(%d: %s)", l.name(), l.groups, l.body.names())
}

func (l each[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	return l.newPass(alg, in, samples, true)
}

func (l each[F]) newForward(alg *jet.Algebra, in, samples int) Pass[F] {
	return l.newPass(alg, in, samples, false)
}

func (l each[F]) newPass(alg *jet.Algebra, in, samples int, backward bool) Pass[F] {
	p := &eachPass[F]{groups: l.groups, width: l.width(in),
		body: newSequence(l.body, alg, l.width(in), samples*l.groups, backward)}
	if !l.masked {
		return p
	}
	there := newPresence(samples * l.groups)
	m := &maskedPass[F]{eachPass: p, choose: newLinearPass[F](alg, grouped[F](chooseMap[F]{presence: there, width: p.width}, l.groups)),
		mask: newLinearPass[F](alg, grouped[F](maskMap[F]{presence: there, width: p.out()}, l.groups)), x: jet.NewBatch[F](alg, samples, l.groups*p.width),
		y: jet.NewBatch[F](alg, samples, l.groups*p.out())}
	if backward {
		m.xbar, m.ybar = jet.NewBatch[F](alg, samples, l.groups*p.width), jet.NewBatch[F](alg, samples, l.groups*p.out())
	}
	return m
}

// eachPass lays every batch out anew: the groups of a sample are samples to the layers.
type eachPass[F dual.Float] struct {
	groups, width          int
	body                   *sequence[F]
	in, of, inbar, outbars jet.Batch[F]
}

// out returns the features that each group leaves.
func (p *eachPass[F]) out() int { return p.body.dims[len(p.body.dims)-1] }

// apart returns b, in view, with groups in place of samples.
func (p *eachPass[F]) apart(view, b *jet.Batch[F]) *jet.Batch[F] {
	*view = jet.Batch[F]{Alg: b.Alg, Samples: b.Samples * p.groups, Features: b.Features / p.groups, Data: b.Data}
	return view
}

func (p *eachPass[F]) Prepare(params []F, samples int) { p.body.Prepare(params, samples*p.groups) }

func (p *eachPass[F]) Forward(y, x *jet.Batch[F], params []F) {
	p.body.Forward(p.apart(&p.of, y), p.apart(&p.in, x), params)
}

// Tangent implements [TangentPass].
func (p *eachPass[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	if xdot != nil {
		xdot = p.apart(&p.inbar, xdot)
	}
	p.body.Tangent(p.apart(&p.outbars, ydot), xdot, dparams, params)
}

func (p *eachPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	if xbar != nil {
		xbar = p.apart(&p.inbar, xbar)
	}
	p.body.Backward(xbar, grad, p.apart(&p.outbars, ybar), params)
}

// maskedPass gives the layers zeros for groups that are not there, and makes zeros of what they make of them.
type maskedPass[F dual.Float] struct {
	*eachPass[F]
	choose, mask     *linearPass[F]
	x, y, xbar, ybar *jet.Batch[F] // what enters and leaves the layers, and their cotangents
}

func (p *maskedPass[F]) Forward(y, x *jet.Batch[F], params []F) {
	p.x.Reshape(x.Samples, p.x.Features)
	p.y.Reshape(x.Samples, p.y.Features)
	p.choose.Forward(p.x, x, nil)
	p.eachPass.Forward(p.y, p.x, params)
	p.mask.Forward(y, p.y, nil)
}

func (p *maskedPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	p.ybar.Reshape(ybar.Samples, p.y.Features)
	p.mask.Backward(p.ybar, nil, ybar, nil)
	if xbar == nil {
		p.eachPass.Backward(nil, grad, p.ybar, params)
		return
	}
	p.xbar.Reshape(ybar.Samples, p.x.Features)
	p.eachPass.Backward(p.xbar, grad, p.ybar, params)
	p.choose.Backward(xbar, nil, p.xbar, nil)
}

// Tangent implements [TangentPass].
func (p *maskedPass[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	inner, outer := p.xbar, p.ybar // which are free until Backward
	outer.Reshape(ydot.Samples, p.y.Features)
	if xdot == nil {
		p.eachPass.Tangent(outer, nil, dparams, params)
	} else {
		inner.Reshape(ydot.Samples, p.x.Features)
		p.choose.Tangent(inner, xdot, nil, nil)
		p.eachPass.Tangent(outer, inner, dparams, params)
	}
	p.mask.Tangent(ydot, outer, nil, nil)
}
