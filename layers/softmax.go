package layers

import (
	"fmt"
	"math"
	"math/rand/v2"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/series"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
)

// softmax is exp(x)/Σ exp(x), or its logarithm.
type softmax[F dual.Float] struct{ log bool }

// Softmax returns the layer y = exp(x)/Σ exp(x) over the features of a sample: positive numbers that sum to 1.
//
// The largest feature is subtracted from all of them first, so that no exponential overflows. It is subtracted as a
// constant: softmax does not change when all features are shifted alike, so its derivatives, of every order, do not
// see the shift.
func Softmax[F dual.Float]() Layer[F] { return softmax[F]{} }

// LogSoftmax returns the layer y = x − log Σ exp(x), the logarithm of [Softmax] without its loss of digits where a
// probability is small. It is the head for losses on log-probabilities and their derivatives.
func LogSoftmax[F dual.Float]() Layer[F] { return softmax[F]{log: true} }

func (l softmax[F]) Shape(in int) (out, params int, err error) {
	if in < 2 {
		return 0, 0, fmt.Errorf("%v: %d input features, want at least 2: a single probability is always 1", l, in)
	}
	return in, 0, nil
}

func (l softmax[F]) Init([]F, int, *rand.Rand) {}

func (l softmax[F]) Smoothness() int { return Smooth }

func (l softmax[F]) Eval(_, x []dual.Any) []dual.Any {
	largest := math.Inf(-1)
	for _, v := range x {
		largest = math.Max(largest, v.Value())
	}
	y, e := make([]dual.Any, len(x)), make([]dual.Any, len(x))
	for j, v := range x {
		y[j] = v.Shift(-largest)
		e[j] = y[j].Exp()
	}
	sum := sumOf(e)
	logSum := sum.Log()
	for j := range y {
		if l.log {
			y[j] = y[j].Sub(logSum)
		} else {
			y[j] = e[j].Div(sum)
		}
	}
	return y
}

func (l softmax[F]) String() string {
	if l.log {
		return "LogSoftmax"
	}
	return "Softmax"
}

func (l softmax[F]) NewPass(alg *jet.Algebra, in, samples int) Pass[F] {
	e := exponentials[F]{
		rows:    newRowProducts[F](alg, in, samples),
		mem:     make([]F, alg.Order()*samples*in),
		phi:     make([][]F, 1+alg.Order()),
		scratch: jet.NewScratch[F](alg, samples*in),
		inv:     newFunction[F](alg, func(c []float64, a float64) { series.Pow(c, a, -1) }, samples),
		e:       jet.NewBatch[F](alg, samples, in),
		sum:     jet.NewBatch[F](alg, samples, 1),
		inverse: jet.NewBatch[F](alg, samples, 1),
		bar:     jet.NewBatch[F](alg, samples, 1),
	}
	if !l.log {
		return &softmaxPass[F]{exponentials: e}
	}
	return &logSoftmaxPass[F]{exponentials: e, log: newFunction[F](alg, series.Log, samples),
		logSum: jet.NewBatch[F](alg, samples, 1)}
}

// exponentials holds e = exp(x − max x) and what becomes of its sum.
type exponentials[F dual.Float] struct {
	rows         rowProducts[F]
	mem          []F
	phi          [][]F // the Taylor coefficients of exp, e₀/k!
	scratch      *jet.Scratch[F]
	inv          *composition[F]
	e            *jet.Batch[F]
	sum, inverse *jet.Batch[F] // Σe and 1/Σe, one jet a sample
	bar          *jet.Batch[F] // a cotangent, one jet a sample
}

func (p *exponentials[F]) Prepare([]F, int) {}

// forward computes e, its sum and the inverse of that. The shifted primals x − max x come first, in top.
func (p *exponentials[F]) forward(top []F, x *jet.Batch[F]) {
	n, d := x.Samples*x.Features, x.Features
	p.e.Reshape(x.Samples, d)
	for _, b := range [...]*jet.Batch[F]{p.sum, p.inverse, p.bar} {
		b.Reshape(x.Samples, 1)
	}
	for i, x0 := 0, x.Plane(0); i < n; i += d {
		largest := x0[i]
		for _, v := range x0[i+1 : i+d] {
			largest = max(largest, v)
		}
		for j, v := range x0[i : i+d] {
			top[i+j] = v - largest
		}
	}
	p.phi[0] = p.e.Plane(0)
	vec.Exp(p.phi[0], top)
	for k := 1; k < len(p.phi); k++ {
		p.phi[k] = p.mem[(k-1)*n : k*n]
		vec.Scale(p.phi[k], 1/F(k), p.phi[k-1])
	}
	p.e.Compose(x, p.phi, p.scratch)
	p.rows.sum(p.sum, p.e)
	p.inv.Forward(p.inverse, p.sum, nil)
}

// softmaxPass computes y = e/Σe. As dyᵢ = yᵢ(dxᵢ − Σⱼ yⱼ dxⱼ) holds for jets too, the cotangent is
//
//	x̄ᵢ = yᵢᵀ(ȳᵢ − q),    q = Σⱼ yⱼᵀȳⱼ.
type softmaxPass[F dual.Float] struct {
	exponentials[F]
	y *jet.Batch[F]
}

func (p *softmaxPass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	p.forward(y.Plane(0), x)
	p.rows.combine(y, rowPair[F]{p.inverse, p.e, p.rows.product})
	p.y = y
}

func (p *softmaxPass[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar == nil {
		return
	}
	p.rows.contract(p.bar, p.y, ybar, p.rows.adjoint)
	vec.ShiftRows(ybar.Data, ybar.Data, p.bar.Data, ybar.Features)
	xbar.Zero()
	xbar.MulAdjoint(p.y, ybar)
}

// Tangent implements [TangentPass]: ẏᵢ = yᵢ(ẋᵢ − Σⱼ yⱼẋⱼ).
func (p *softmaxPass[F]) Tangent(ydot, xdot *jet.Batch[F], _, _ []F) {
	p.rows.contract(p.bar, p.y, xdot, p.rows.product)
	vec.ShiftRows(ydot.Data, xdot.Data, p.bar.Data, ydot.Features)
	ydot.Mul(p.y, ydot)
}

// logSoftmaxPass computes y = x − log Σe. With u = (1/Σe)ᵀ Σᵢ ȳᵢ the cotangent is x̄ⱼ = ȳⱼ − eⱼᵀu.
type logSoftmaxPass[F dual.Float] struct {
	exponentials[F]
	log    *composition[F]
	logSum *jet.Batch[F] // log Σe; backwards Σ ȳ
}

func (p *logSoftmaxPass[F]) Forward(y, x *jet.Batch[F], _ []F) {
	n := x.Samples * x.Features
	p.forward(y.Plane(0), x)
	copy(y.Data[n:], x.Data[n:])
	p.logSum.Reshape(x.Samples, 1)
	p.log.Forward(p.logSum, p.sum, nil)
	vec.ShiftRows(y.Data, y.Data, p.logSum.Data, y.Features)
}

func (p *logSoftmaxPass[F]) Backward(xbar *jet.Batch[F], _ []F, ybar *jet.Batch[F], _ []F) {
	if xbar == nil {
		return
	}
	p.rows.sum(p.logSum, ybar)
	p.bar.Zero()
	p.bar.MulAdjoint(p.inverse, p.logSum)
	p.rows.combine(xbar, rowPair[F]{p.bar, p.e, p.rows.swapped})
	xbar.Sub(ybar, xbar)
}

// Tangent implements [TangentPass]: ẏᵢ = ẋᵢ − (1/Σe) Σⱼ eⱼẋⱼ.
func (p *logSoftmaxPass[F]) Tangent(ydot, xdot *jet.Batch[F], _, _ []F) {
	p.rows.contract(p.bar, p.e, xdot, p.rows.product)
	p.bar.Mul(p.inverse, p.bar)
	vec.ShiftRows(ydot.Data, xdot.Data, p.bar.Data, ydot.Features)
}
