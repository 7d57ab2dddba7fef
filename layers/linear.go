package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// A linearMap is a layer that is linear but for a bias, at work on rows of features: all coefficients of jets are rows to
// it, the samples of one plane below those of the other. Only rows of primals see the bias.
type linearMap[F dual.Float] interface {
	// prepare takes the parameters for what follows, about the given number of rows.
	prepare(params []F, rows int)

	// fix takes what the map depends on besides its parameters from the primals that enter (samples × in), such as the
	// pixel that a window's maximum is.
	fix(x []F, samples int)

	// forward computes the rows y from the rows x, with the bias or without.
	forward(y, x []F, rows int, bias bool)

	// backward computes the cotangents x of rows that entered from those, y, of the rows that left.
	backward(x, y []F, rows int)

	// gradient adds to grad what rows x with the cotangents y contribute; the first of them, biased in number, are primals.
	gradient(grad, x, y []F, rows, biased int)

	// tangent adds to y what rows x gain where the parameters move along v; the first of them, biased in number, are
	// primals.
	tangent(y, x, v []F, rows, biased int)

	// tangentBackward adds to the cotangents x of rows that entered what they gain where the parameters move along v and
	// those, y, of the rows that left stay as they are.
	tangentBackward(x, y, v []F, rows int)
}

// fixed is what a map without parameters makes of them.
type fixed[F dual.Float] struct{}

func (fixed[F]) prepare([]F, int) {}

func (fixed[F]) gradient(_, _, _ []F, _, _ int) {}

func (fixed[F]) tangent(_, _, _ []F, _, _ int) {}

func (fixed[F]) tangentBackward(_, _, _ []F, _ int) {}

// linear is a layer of the package that is a linearMap.
type linear[F dual.Float] interface {
	Layer[F]
	newMap(in, samples int) linearMap[F]
}

// linearPass is the pass of a linearMap.
type linearPass[F dual.Float] struct {
	linearMap[F]
	dim int // components of the algebra
	x   *jet.Batch[F]
}

func newLinearPass[F dual.Float](alg *jet.Algebra, m linearMap[F]) *linearPass[F] {
	return &linearPass[F]{linearMap: m, dim: alg.Dim()}
}

func (p *linearPass[F]) Prepare(params []F, samples int) { p.prepare(params, samples*p.dim) }

func (p *linearPass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	p.x = x
	p.fix(x.Plane(0), x.Samples)
	p.forward(y.Plane(0), x.Plane(0), x.Samples, true)
	if p.dim > 1 {
		p.forward(y.Data[len(y.Plane(0)):], x.Data[len(x.Plane(0)):], (p.dim-1)*x.Samples, false)
	}
}

func (p *linearPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], _ []F) {
	rows := p.dim * ybar.Samples
	if len(grad) > 0 {
		p.gradient(grad, p.x.Data, ybar.Data, rows, ybar.Samples)
	}
	if xbar != nil {
		p.backward(xbar.Data, ybar.Data, rows)
	}
}

// Tangent implements [TangentPass].
func (p *linearPass[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, _ []F) {
	rows := p.dim * ydot.Samples
	if xdot == nil {
		ydot.Zero()
	} else {
		p.forward(ydot.Data, xdot.Data, rows, false)
	}
	if len(dparams) > 0 {
		p.tangent(ydot.Data, p.x.Data, dparams, rows, ydot.Samples)
	}
}

// affineMap is y = x·W + b.
type affineMap[F dual.Float] struct {
	layer Affine[F]
	product[F]
	bias []F
}

func newAffineMap[F dual.Float](l Affine[F], in, out int) *affineMap[F] {
	return &affineMap[F]{layer: l, product: product[F]{in: in, out: out}}
}

// weights returns the weights and biases among numbers laid out like the layer's parameters.
func (m *affineMap[F]) weights(v []F) Weights[F] { return weightsOf(m.layer, v, m.in, m.out) }

func (m *affineMap[F]) prepare(params []F, rows int) {
	w := m.weights(params)
	m.bias = w.B
	m.product.prepare(w.W, rows)
}

func (m *affineMap[F]) fix([]F, int) {}

func (m *affineMap[F]) forward(y, x []F, rows int, bias bool) {
	var b []F
	if bias {
		b = m.bias
	}
	m.product.forward(y, x, rows, b)
}

func (m *affineMap[F]) gradient(grad, x, y []F, rows, biased int) {
	g := m.weights(grad)
	vec.MatMul(g.W, m.out, x, 1, m.in, y, m.out, m.in, m.out, rows, true)
	if len(g.B) > 0 {
		vec.ColumnSums(g.B, y, m.out, biased)
	}
}

func (m *affineMap[F]) tangent(y, x, v []F, rows, biased int) {
	d := m.weights(v)
	vec.MatMul(y, m.out, x, m.in, 1, d.W, m.out, rows, m.out, m.in, true)
	if len(d.B) > 0 {
		vec.AddBias(y, m.out, biased, d.B)
	}
}

func (m *affineMap[F]) tangentBackward(x, y, v []F, rows int) {
	vec.MatMulT(x, m.in, y, m.out, 1, m.weights(v).W, m.out, rows, m.in, m.out, true)
}
