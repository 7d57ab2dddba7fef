package onnx

import (
	"fmt"

	"example.com/sobolev/layers"
)

// layer adds a layer with its parameters, whose initialisers get names that begin with the path.
func (g *graph[F]) layer(l layers.Layer[F], params []F, in int, x value, path string) (y value, back pull, err error) {
	switch l := l.(type) {
	case layers.Affine[F]:
		y, back = g.affine(l.Weights(params, in), x, path)
		return y, back, nil
	case layers.Elementwise[F]:
		return g.activate(l.Activation(), x)
	case layers.Recorder[F]:
		return g.recorded(l.Record(in), params, in, x, path)
	}
	return "", nil, errUnknown
}

// errUnknown is for layers that have no form in ONNX here.
var errUnknown = fmt.Errorf("a layer of this kind cannot be exported; those of package layers can, but for FromFunc, and your own that are Affine")

// recorded adds a layer by its record.
func (g *graph[F]) recorded(r layers.Record[F], params []F, in int, x value, path string) (value, pull, error) {
	switch r.Kind {
	case "Sequential":
		return g.sequence(r.Layers, params, in, x, path)
	case "Skip":
		return g.skip(r, params, in, x, path)
	case "Concat":
		return g.sideBySide(r, params, in, x, path)
	case "Pick":
		return g.pick(r, in, x, path)
	case "Each", "EachMasked":
		return g.each(r, params, in, x, path)
	case "Sum":
		return g.sum(r, in, x)
	case "LayerNorm":
		return g.layerNorm(r, params, in, x, path)
	case "Softmax":
		return g.softmax(x)
	case "LogSoftmax":
		return g.logSoftmax(x)
	case "Fourier":
		return g.fourier(r, in, x, path)
	case "Coefficients":
		return g.coefficients(params, in, x, path)
	case "Conv2D":
		return g.conv(r, params, x, path)
	case "MaxPool2D":
		return g.maxPool(r, x)
	case "AveragePool2D":
		return g.averagePool(r, x, path)
	}
	return "", nil, errUnknown
}

// sequence adds layers one after the other.
func (g *graph[F]) sequence(list []layers.Layer[F], params []F, in int, x value, path string) (value, pull, error) {
	var backs []pull
	for i, l := range list {
		out, n, err := l.Shape(in)
		if err != nil {
			return "", nil, err
		}
		y, back, err := g.layer(l, params[:n], in, x, fmt.Sprintf("%s%d.", path, i))
		if err != nil {
			return "", nil, fmt.Errorf("layer %s%d, %v: %w", path, i, l, err)
		}
		backs = append(backs, back)
		x, in, params = y, out, params[n:]
	}
	return x, func(ybar value) value {
		for i := range backs {
			ybar = backs[len(backs)-1-i](ybar)
		}
		return ybar
	}, nil
}

// affine adds y = x·W + b.
func (g *graph[F]) affine(w layers.Weights[F], x, path string) (value, pull) {
	weight := g.tensor(path+"weight", []int{w.In, w.Out}, w.W)
	y := g.op("MatMul", x, weight)
	if len(w.B) > 0 {
		y = g.op("Add", y, g.tensor(path+"bias", []int{w.Out}, w.B))
	}
	return y, func(ybar value) value { return g.op("MatMul", ybar, g.transpose(weight, 1, 0)) }
}

// skip adds y = x + f(x).
func (g *graph[F]) skip(r layers.Record[F], params []F, in int, x value, path string) (value, pull, error) {
	y, back, err := g.sequence(r.Layers, params, in, x, path)
	if err != nil {
		return "", nil, err
	}
	return g.op("Add", x, y), func(ybar value) value { return g.op("Add", ybar, back(ybar)) }, nil
}
