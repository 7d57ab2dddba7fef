package layers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// layerNorm is y = gain ⊙ (x − μ)/√(σ² + ε) + bias. Its parameters are the gains, then the biases.
type layerNorm[F dual.Float] struct{ epsilon float64 }

// LayerNorm returns the layer that shifts and scales the features of every sample to mean 0 and variance 1, and then
// by a learned gain and bias for each feature (Ba, Kiros and Hinton 2016):
//
//	y = gain ⊙ (x − μ)/√(σ² + ε) + bias,    μ = Σ x/d,    σ² = Σ (x − μ)²/d.
//
// The epsilon, usually 1e-5, is added inside the root, so that the layer is smooth everywhere, also where all
// features are equal. Mean and variance are functions of the inputs like any other and are differentiated as such.
// Gains start at 1, biases at 0.
func LayerNorm[F dual.Float](epsilon float64) Layer[F] { return layerNorm[F]{epsilon} }

func (l layerNorm[F]) Shape(in int) (out, params int, err error) {
	if in < 2 {
		return 0, 0, fmt.Errorf("%v: %d input features, want at least 2: a single one is its own mean", l, in)
	}
	if !(l.epsilon > 0) || !number.Finite(l.epsilon) {
		return 0, 0, fmt.Errorf("%v: epsilon %g, want a positive number that is finite", l, l.epsilon)
	}
	return in, 2 * in, nil
}

func (l layerNorm[F]) Init(params []F, in int, _ *rand.Rand) {
	vec.Fill(params[:in], 1)
	clear(params[in:])
}

func (l layerNorm[F]) Smoothness() int { return Smooth }

func (l layerNorm[F]) Eval(params, x []dual.Any) []dual.Any {
	d := len(x)
	mean := sumOf(x).Scale(1 / float64(d))
	y, squares := make([]dual.Any, d), make([]dual.Any, d)
	largest, scale := 0.0, 1.0
	for j, v := range x {
		y[j] = v.Sub(mean)
		largest = max(largest, math.Abs(y[j].Value()))
	}
	if largest > 0x1p500 { // or the squares overflow
		scale = 0x1p-700
	}
	for j := range y {
		if scale != 1 {
			y[j] = y[j].Scale(scale)
		}
		squares[j] = y[j].Mul(y[j])
	}
	r := sumOf(squares).Scale(1 / float64(d)).Shift(l.epsilon * scale * scale).PowReal(-0.5)
	for j := range y {
		y[j] = y[j].Mul(r).Mul(params[j]).Add(params[d+j])
	}
	return y
}

func (l layerNorm[F]) String() string { return fmt.Sprintf("LayerNorm(%g)", l.epsilon) }

// sumOf returns the sum of at least one number.
func sumOf(x []dual.Any) dual.Any {
	s := x[0]
	for _, v := range x[1:] {
		s = s.Add(v)
	}
	return s
}

func (l layerNorm[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	batch := func(features int) *jet.Batch[F] { return jet.NewBatch[F](alg, samples, features) }
	return &layerNormPass[F]{
		rows:    newRowProducts[F](alg, in, samples),
		root:    newFunction[F](alg, func(c []float64, a float64) { inverseRoot(c, a+l.epsilon) }, samples),
		centred: batch(in), normal: batch(in),
		mean: batch(1), variance: batch(1), inverse: batch(1), vbar: batch(1), rbar: batch(1),
		scales: make([]F, 0, samples),
	}
}

// inverseRoot writes the Taylor coefficients of 1/√x: (k+1)·c[k+1] = −(k+½)·c[k]/x.
func inverseRoot(c []float64, a float64) {
	inverse := 1 / a
	c[0] = math.Sqrt(inverse)
	for k := 1; k < len(c); k++ {
		c[k] = -(float64(k) - 0.5) / float64(k) * inverse * c[k-1]
	}
}

// layerNormPass keeps c = x − μ, v = σ² and r = 1/√(v + ε) of the last Forward, and n = r·c. Backwards, with the
// adjoint product,
//
//	r̄ = Σ cᵀn̄,    v̄ = (dr/dv)ᵀ r̄,    c̄ = rᵀn̄ + (2/d) cᵀv̄,    x̄ = c̄ − Σ c̄/d.
//
// Where σ² would overflow, c is scaled down by a power of two, of which n knows nothing: ε is nothing beside such a σ².
type layerNormPass[F dual.Float] struct {
	rows            rowProducts[F]
	root            *composition[F]
	centred, normal *jet.Batch[F] // c, n

	mean, variance, inverse *jet.Batch[F] // μ (backwards Σ c̄/d), v, r: one jet a sample
	vbar, rbar              *jet.Batch[F]

	scales []F // of c, one for each sample; empty where all are 1

	cdot *jet.Batch[F] // ċ; made when it is first needed
}

func (p *layerNormPass[F]) Prepare([]F, int) {}

func (p *layerNormPass[F]) Forward(y, x *jet.Batch[F], params []F) {
	d := x.Features
	p.centred.Reshape(x.Samples, d)
	p.normal.Reshape(x.Samples, d)
	for _, b := range [...]*jet.Batch[F]{p.mean, p.variance, p.inverse, p.vbar, p.rbar} {
		b.Reshape(x.Samples, 1)
	}
	p.subtractMean(p.centred, x)
	p.rows.contract(p.variance, p.centred, p.centred, p.rows.square)
	p.scales = p.scales[:0]
	if number.IndexNonFinite(p.variance.Data) >= 0 {
		p.scaleDown()
		p.rows.contract(p.variance, p.centred, p.centred, p.rows.square)
	}
	p.variance.Scale(1/F(d), p.variance)
	p.root.Forward(p.inverse, p.variance, nil)
	p.rows.combine(p.normal, rowPair[F]{p.inverse, p.centred, p.rows.product})

	gain, bias := params[:d], params[d:]
	vec.ScaleRows(y.Data, gain, p.normal.Data)
	vec.AddBias(y.Plane(0), d, x.Samples, bias)
}

// subtractMean sets c = x less, from the features of every sample, their mean. The map is its own adjoint. c may be x.
func (p *layerNormPass[F]) subtractMean(c, x *jet.Batch[F]) {
	p.rows.sum(p.mean, x)
	p.mean.Scale(1/F(x.Features), p.mean)
	vec.ShiftRows(c.Data, x.Data, p.mean.Data, x.Features)
}

// scaleDown scales what is centred so that its squares neither overflow nor come near ε.
func (p *layerNormPass[F]) scaleDown() {
	// Squares of numbers below 2^32 leave room for the derivatives beside them, and ε is far below 2^64.
	const most = 32
	d := p.centred.Features
	for r := range p.centred.Samples {
		largest := 0.0
		for _, v := range p.centred.Plane(0)[r*d : (r+1)*d] {
			largest = max(largest, math.Abs(float64(v)))
		}
		scale := F(1)
		if _, e := math.Frexp(largest); e > most && number.Finite(largest) {
			scale = F(math.Ldexp(1, most-e))
		}
		p.scales = append(p.scales, scale)
	}
	p.scaleRows(p.centred)
}

// scaleRows scales the jets of every sample as those that are centred.
func (p *layerNormPass[F]) scaleRows(x *jet.Batch[F]) {
	d := x.Features
	for k := range x.Alg.Dim() {
		plane := x.Plane(k)
		for r, scale := range p.scales {
			vec.Scale(plane[r*d:(r+1)*d], scale, plane[r*d:(r+1)*d])
		}
	}
}

func (p *layerNormPass[F]) Backward(xbar *jet.Batch[F], grad []F, ybar *jet.Batch[F], params []F) {
	d := ybar.Features
	if len(grad) > 0 {
		vec.AddRowProducts(grad[:d], p.normal.Data, ybar.Data)
		vec.ColumnSums(grad[d:], ybar.Plane(0), d, ybar.Samples)
	}
	if xbar == nil {
		return
	}
	gain, nbar := params[:d], ybar
	vec.ScaleRows(nbar.Data, gain, nbar.Data)
	p.rows.contract(p.rbar, p.centred, nbar, p.rows.adjoint)
	p.root.Backward(p.vbar, nil, p.rbar, nil)
	p.vbar.Scale(2/F(d), p.vbar)
	p.rows.combine(xbar, rowPair[F]{p.inverse, nbar, p.rows.adjoint}, rowPair[F]{p.vbar, p.centred, p.rows.swapped})
	p.scaleRows(xbar)
	p.subtractMean(xbar, xbar)
}

// Tangent implements [TangentPass]: with ċ = ẋ − Σ ẋ/d, v̇ = (2/d) Σ cċ and ṙ = (dr/dv)v̇, n moves along ṙc + rċ.
func (p *layerNormPass[F]) Tangent(ydot, xdot *jet.Batch[F], dparams, params []F) {
	d := ydot.Features
	if p.cdot == nil {
		p.cdot = jet.NewBatch[F](ydot.Alg, ydot.Samples, d)
	}
	p.cdot.Reshape(ydot.Samples, d)
	if xdot == nil {
		ydot.Zero()
	} else {
		vdot, rdot := p.vbar, p.rbar // which are free until Backward
		p.subtractMean(p.cdot, xdot)
		p.scaleRows(p.cdot)
		p.rows.contract(vdot, p.centred, p.cdot, p.rows.product)
		vdot.Scale(2/F(d), vdot)
		p.root.Tangent(rdot, vdot, nil, nil)
		p.rows.combine(ydot, rowPair[F]{p.inverse, p.cdot, p.rows.product}, rowPair[F]{rdot, p.centred, p.rows.product})
		vec.ScaleRows(ydot.Data, params[:d], ydot.Data)
	}
	if len(dparams) > 0 {
		vec.ScaleRows(p.cdot.Data, dparams[:d], p.normal.Data)
		ydot.Add(ydot, p.cdot)
		vec.AddBias(ydot.Plane(0), d, ydot.Samples, dparams[d:])
	}
}
