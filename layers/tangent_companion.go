package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// A companion is a pass that pushes no directions, together with what does so in its place: a pass of this package if the
// layer says what it is, its Eval if not.
type companion[F dual.Float] struct {
	Pass[F]
	layer       Layer[F]
	alg         *jet.Algebra
	in, samples int
	x           *jet.Batch[F] // of the last Forward

	by TangentPass[F] // of an affine or elementwise layer; made when it is first needed, as is
	y  *jet.Batch[F]  // what it makes of x
}

func newCompanion[F dual.Float](p Pass[F], l Layer[F], alg *jet.Algebra, in, samples int) *companion[F] {
	return &companion[F]{Pass: p, layer: l, alg: alg, in: in, samples: samples}
}

func (p *companion[F]) Forward(y, x *jet.Batch[F], params []F) {
	p.x = x
	p.Pass.Forward(y, x, params)
}

// Tangent implements [TangentPass].
func (p *companion[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	if p.by == nil {
		switch l := p.layer.(type) {
		case Affine[F]:
			p.by = newLinearPass(p.alg, newAffineMap(l, p.in, ydot.Features))
		case Elementwise[F]:
			act := l.Activation()
			p.by = newComposition[F](p.alg, &act, p.samples*p.in)
		default:
			tangentByEval(p.layer, ydot, p.x, xdot, dparams, params)
			return
		}
		p.y = jet.NewBatch[F](p.alg, p.samples, ydot.Features)
	}
	p.y.Reshape(ydot.Samples, ydot.Features)
	p.by.Prepare(params, ydot.Samples)
	p.by.Forward(p.y, p.x, params)
	p.by.Tangent(ydot, xdot, dparams, params)
}

// tangentByEval is [TangentPass]'s Tangent by the definition: Eval of dual numbers over jets, of one sample after the other.
func tangentByEval[F dual.Float](l Layer[F], ydot, x, xdot *jet.Batch[F], dparams, params []F) {
	type number = dual.Nested[jet.Number[float64]]
	p, in := make([]dual.Any, len(params)), make([]dual.Any, x.Features)
	for i, v := range params {
		z := number{Real: jet.Constant(float64(v))}
		if len(dparams) > 0 {
			z.Emag = jet.Constant(float64(dparams[i]))
		}
		p[i] = dual.Box(z)
	}
	for s := range x.Samples {
		for i := range in {
			z := number{Real: widened(x, s, i)}
			if xdot != nil {
				z.Emag = widened(xdot, s, i)
			}
			in[i] = dual.Box(z)
		}
		for o, y := range l.Eval(p, in) {
			z := dual.Unbox[number](y).Emag
			for k := range x.Alg.Dim() {
				ydot.Plane(k)[s*ydot.Features+o] = F(z.Coefficient(k))
			}
		}
	}
}

// widened returns a jet of a batch in double precision.
func widened[F dual.Float](x *jet.Batch[F], sample, feature int) jet.Number[float64] {
	c := make([]float64, x.Alg.Dim())
	for k := range c {
		c[k] = float64(x.Plane(k)[sample*x.Features+feature])
	}
	return jet.New(x.Alg, c...)
}
