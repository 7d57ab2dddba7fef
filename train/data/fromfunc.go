package data

import (
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// FromFunc returns data labelled with the values of f at the points and with all its partial derivatives up to the
// order, exact to rounding: the function is evaluated with jets. Where it or one of the derivatives is not finite, the error,
// [ErrNotFinite], says at how many of the points, and at which one first. The data comes with it all the same: what is NaN counts
// as not measured, for whoever can do without. What is infinite is no label, see [Data.Check]: who trains on the data makes NaN of it.
//
//	d, err := data.FromFunc(funcs.Rosenbrock, data.Uniform[float64](box, 100, rng), 2)
func FromFunc[F dual.Float](f func(x []dual.Any) dual.Any, p Points[F], order int) (*Data[F], error) {
	if f == nil {
		return nil, errNoFunction
	}
	return FromVectorFunc(func(x []dual.Any) []dual.Any { return []dual.Any{f(x)} }, p, order)
}

var errNoFunction = given.Check(false, "data: FromFunc", "the function")

// FromVectorFunc is [FromFunc] for a function with several outputs.
func FromVectorFunc[F dual.Float](f func(x []dual.Any) []dual.Any, p Points[F], order int) (*Data[F], error) {
	if f == nil {
		return nil, errNoFunction
	}
	if err := p.check("FromFunc"); err != nil {
		return nil, err
	}
	if order < 0 {
		return nil, fmt.Errorf("data: FromFunc: order %d, want at least 0", order)
	}
	n := len(p.X) / p.Dim
	alg := jet.Full(p.Dim, order)
	d := &Data[F]{In: p.Dim, X: p.X}
	var gaps gaps[F]
	vars := make([]dual.Any, p.Dim)
	for s := range n {
		for i := range vars {
			vars[i] = dual.Box(jet.Variable(alg, float64(p.X[s*p.Dim+i]), i))
		}
		y := f(vars)
		if s == 0 {
			d.Out = len(y)
			d.Labels = NewLabels[F](alg, n, d.Out)
		}
		if len(y) != d.Out || d.Out == 0 {
			return nil, fmt.Errorf("data: FromFunc: %d outputs at point %d, %d at point 0, want the same number of at least 1", len(y), s, d.Out)
		}
		for o, v := range y {
			if k := d.Labels.setNumber(s, o, dual.Unbox[jet.Number[float64]](v)); k >= 0 {
				gaps.add(s, o, k)
			}
		}
	}
	return d, gaps.err("FromFunc", d)
}

// FromNet returns data labelled with the outputs of a teacher network at the points and with all their partial
// derivatives up to the order. What is not finite is an error, as with [FromFunc].
func FromNet[F dual.Float](teacher *layers.Net[F], p Points[F], order int) (*Data[F], error) {
	if err := given.Check(teacher != nil, "data: FromNet", "the network"); err != nil {
		return nil, err
	}
	if err := p.check("FromNet"); err != nil {
		return nil, err
	}
	if p.Dim != teacher.In() {
		return nil, fmt.Errorf("data: FromNet: points of %d coordinates, the network has %d inputs", p.Dim, teacher.In())
	}
	if err := teacher.Require(order); err != nil {
		return nil, err
	}
	const tile = 64
	n, out := len(p.X)/p.Dim, teacher.Out()
	alg := jet.Full(p.Dim, order)
	d := &Data[F]{In: p.Dim, Out: out, X: p.X, Labels: NewLabels[F](alg, n, out)}
	ws, x := teacher.NewWorkspace(), jet.NewBatch[F](alg, tile, p.Dim)
	for first := 0; first < n; first += tile {
		last := min(first+tile, n)
		x.Reshape(last-first, p.Dim)
		x.Seed(p.X[first*p.Dim : last*p.Dim])
		d.Labels.SetJets(first, teacher.Jets(ws, x))
	}
	return d, gapsIn(d).err("FromNet", d)
}
