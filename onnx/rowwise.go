package onnx

import (
	"math"

	"example.com/sobolev/layers"
)

// layerNorm adds y = gain ⊙ n + bias for n = r·(x − μ) and r = 1/√(σ² + ε). Backwards, with n̄ = gain ⊙ ȳ,
//
//	x̄ = r·(n̄ − mean n̄ − n·mean(n̄·n)).
//
// The operator LayerNormalization has ε in single precision alone.
func (g *graph[F]) layerNorm(r layers.Record[F], params []F, in int, x value, path string) (value, pull, error) {
	var s struct{ Epsilon float64 }
	if err := r.Read(&s); err != nil {
		return "", nil, err
	}
	gain, bias := g.tensor(path+"weight", []int{in}, params[:in]), g.tensor(path+"bias", []int{in}, params[in:])
	centred := g.op("Sub", x, g.reduce("ReduceMean", x))
	variance := g.reduce("ReduceMean", g.op("Mul", centred, centred))
	root := g.op("Sqrt", g.op("Add", variance, g.scalar(s.Epsilon)))
	normal := g.op("Div", centred, root)
	return g.op("Add", g.op("Mul", normal, gain), bias), func(ybar value) value {
		n, nbar := g.lift(normal), g.op("Mul", ybar, gain)
		along := g.op("Mul", n, g.reduce("ReduceMean", g.op("Mul", nbar, n)))
		rest := g.op("Sub", g.op("Sub", nbar, g.reduce("ReduceMean", nbar)), along)
		return g.op("Div", rest, g.lift(root))
	}, nil
}

// softmax adds y = exp(x)/Σ exp(x): x̄ = y·(ȳ − Σ ȳ·y).
func (g *graph[F]) softmax(x value) (value, pull, error) {
	y := g.with("Softmax", []attribute{{"axis", -1}}, x)
	return y, func(ybar value) value {
		p := g.lift(y)
		return g.op("Mul", p, g.op("Sub", ybar, g.reduce("ReduceSum", g.op("Mul", ybar, p))))
	}, nil
}

// logSoftmax adds y = x − log Σ exp(x): x̄ = ȳ − exp(y)·Σ ȳ.
func (g *graph[F]) logSoftmax(x value) (value, pull, error) {
	y := g.with("LogSoftmax", []attribute{{"axis", -1}}, x)
	return y, func(ybar value) value {
		return g.op("Sub", ybar, g.op("Mul", g.lift(g.op("Exp", y)), g.reduce("ReduceSum", ybar)))
	}, nil
}

// fourier adds y = (sin z, cos z), z = 2πx·B, for frequencies B (inputs × waves).
func (g *graph[F]) fourier(r layers.Record[F], in int, x value, path string) (value, pull, error) {
	waves := len(r.Constants) / in
	phases := make([]F, 0, len(r.Constants))
	for _, b := range r.Constants {
		phases = append(phases, F(2*math.Pi*float64(b)))
	}
	b := g.tensor(path+"constants", []int{in, waves}, phases)
	z := g.op("MatMul", x, b)
	sin, cos := g.op("Sin", z), g.op("Cos", z)
	return g.concat(-1, sin, cos), func(ybar value) value {
		bt := g.transpose(b, 1, 0)
		slopes := g.concat(-1, cos, g.op("Neg", sin))
		return g.op("MatMul", g.times(ybar, slopes), g.concat(0, bt, bt))
	}, nil
}

// coefficients adds y = (x, c).
func (g *graph[F]) coefficients(params []F, in int, x value, path string) (value, pull, error) {
	n := len(params)
	c := g.op("Expand", g.tensor(path+"params", []int{1, n}, params), g.concat(0, g.samples(x), g.ints(n)))
	return g.concat(-1, x, c), func(ybar value) value { return g.op("Slice", ybar, g.ints(0), g.ints(in), g.ints(-1)) }, nil
}
