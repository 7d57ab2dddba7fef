package onnx

import (
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// groupsOf returns the number of groups of Each, EachMasked and Sum.
func groupsOf[F dual.Float](r layers.Record[F]) (int, error) {
	var s struct{ Groups int }
	err := r.Read(&s)
	return s.Groups, err
}

// sum adds groups of features.
func (g *graph[F]) sum(r layers.Record[F], in int, x value) (value, pull, error) {
	groups, err := groupsOf(r)
	if err != nil {
		return "", nil, err
	}
	y := g.with("ReduceSum", []attribute{{"keepdims", 0}}, g.reshape(x, -1, groups, in/groups), g.ints(1))
	return y, func(ybar value) value { return g.concat(-1, slices.Repeat([]value{ybar}, groups)...) }, nil
}

// each applies layers to every group of features: groups become samples.
func (g *graph[F]) each(r layers.Record[F], params []F, in int, x value, path string) (value, pull, error) {
	groups, err := groupsOf(r)
	if err != nil {
		return "", nil, err
	}
	size := in / groups
	group := g.reshape(x, -1, size)
	var mask value
	features := group
	if r.In < size { // the first feature says whether the group is there
		mask = g.positive(g.op("Slice", group, g.ints(0), g.ints(1), g.ints(-1)))
		features = g.where(mask, g.op("Slice", group, g.ints(1), g.ints(size), g.ints(-1)), g.scalar(0))
	}
	y, back, err := g.sequence(r.Layers, params, r.In, features, path)
	if err != nil {
		return "", nil, err
	}
	if mask != "" {
		y = g.where(mask, y, g.scalar(0))
	}
	out, err := width(r)
	if err != nil {
		return "", nil, err
	}
	return g.reshape(y, -1, groups*out), func(ybar value) value {
		ybar = g.reshape(g.swap(ybar, g.outputs, groups, out), -1, g.outputs, out)
		var xbar value
		if mask == "" {
			xbar = back(ybar)
		} else {
			xbar = back(g.where(g.lift(mask), ybar, g.scalar(0)))
			xbar = g.op("Pad", xbar, g.ints(0, 0, 1, 0, 0, 0)) // the first feature takes no part in derivatives
		}
		return g.reshape(g.swap(xbar, groups, g.outputs, size), -1, g.outputs, in)
	}, nil
}

// swap returns the numbers of x (… × a·b·c) with the axes a and b the other way round (… × b × a × c).
func (g *graph[F]) swap(x value, a, b, c int) value {
	return g.transpose(g.reshape(x, -1, a, b, c), 0, 2, 1, 3)
}

// width returns the features that leave the layers within Each.
func width[F dual.Float](r layers.Record[F]) (int, error) {
	out, _, err := layers.Sequential[F](r.Layers).Shape(r.In)
	return out, err
}
