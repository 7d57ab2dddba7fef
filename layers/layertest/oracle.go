package layertest

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// The oracle differentiates Eval forward: jets in the inputs, and one dual number more over them for the dependence on
// parameters and inputs.

// jetNumber is a jet as a value.
type jetNumber = jet.Number[float64]

// eval evaluates the layer on one sample of numbers of any type.
func eval[T dual.Scalar[T], F dual.Float](l layers.Layer[F], params, x []T) []T {
	y := l.Eval(box(params), box(x))
	out := make([]T, len(y))
	for i := range y {
		out[i] = dual.Unbox[T](y[i])
	}
	return out
}

func box[T dual.Scalar[T]](x []T) []dual.Any {
	a := make([]dual.Any, len(x))
	for i := range x {
		a[i] = dual.Box(x[i])
	}
	return a
}

// forward returns the layer's jets for the inputs x.
func (s *subject[F]) forward(params []float64, x *jet.Batch[float64]) *jet.Batch[float64] {
	y := jet.NewBatch[float64](x.Alg, x.Samples, s.out)
	p := make([]jetNumber, s.params)
	for i := range p {
		p[i] = jet.Constant(params[i])
	}
	for n := range x.Samples {
		for o, v := range eval(s.Layer, p, sample(x, n)) {
			y.SetNumber(n, o, v)
		}
	}
	return y
}

// tangent returns the derivative of the layer's jets when params moves along dparams and x along dx.
func (s *subject[F]) tangent(params, dparams []float64, x, dx *jet.Batch[float64]) *jet.Batch[float64] {
	dy := jet.NewBatch[float64](x.Alg, x.Samples, s.out)
	p, v := make([]dual.Nested[jetNumber], s.params), make([]dual.Nested[jetNumber], s.in)
	for i := range p {
		p[i] = dual.Nested[jetNumber]{Real: jet.Constant(params[i]), Emag: jet.Constant(dparams[i])}
	}
	for n := range x.Samples {
		xs, dxs := sample(x, n), sample(dx, n)
		for j := range v {
			v[j] = dual.Nested[jetNumber]{Real: xs[j], Emag: dxs[j]}
		}
		for o, y := range eval(s.Layer, p, v) {
			dy.SetNumber(n, o, y.Emag)
		}
	}
	return dy
}

// sample returns the jets of one sample.
func sample(x *jet.Batch[float64], n int) []jetNumber {
	v := make([]jetNumber, x.Features)
	for j := range v {
		v[j] = x.Number(n, j)
	}
	return v
}
