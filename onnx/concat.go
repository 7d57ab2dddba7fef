package onnx

import (
	"fmt"

	"example.com/sobolev/layers"
)

// sideBySide adds the branches of Concat.
func (g *graph[F]) sideBySide(r layers.Record[F], params []F, in int, x value, path string) (value, pull, error) {
	var ys []value
	var backs []pull
	var ends []int
	end := 0
	for i, l := range r.Layers {
		out, n, err := l.Shape(in)
		if err != nil {
			return "", nil, err
		}
		y, back, err := g.layer(l, params[:n], in, x, fmt.Sprintf("%s%d.", path, i))
		if err != nil {
			return "", nil, fmt.Errorf("layer %s%d, %v: %w", path, i, l, err)
		}
		params, end = params[n:], end+out
		ys, backs, ends = append(ys, y), append(backs, back), append(ends, end)
	}
	return g.concat(-1, ys...), func(ybar value) (xbar value) {
		start := 0
		for i, back := range backs {
			part := back(g.op("Slice", ybar, g.ints(start), g.ints(ends[i]), g.ints(-1)))
			if i == 0 {
				xbar = part
			} else {
				xbar = g.op("Add", xbar, part)
			}
			start = ends[i]
		}
		return xbar
	}, nil
}

// pick adds a choice of features, as the product with a matrix of zeros and ones.
func (g *graph[F]) pick(r layers.Record[F], in int, x value, path string) (value, pull, error) {
	var s struct{ Features []int }
	if err := r.Read(&s); err != nil {
		return "", nil, err
	}
	w := layers.Weights[F]{In: in, Out: len(s.Features), W: make([]F, in*len(s.Features))}
	for i, j := range s.Features {
		w.W[j*w.Out+i] = 1
	}
	y, back := g.affine(w, x, path)
	return y, back, nil
}
