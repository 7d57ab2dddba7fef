package data

import (
	"errors"
	"fmt"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// FromFunc returns data labelled with the values of f at the points and with all its partial derivatives up to the
// order, exact to rounding: the function is evaluated with jets.
//
//	d, err := data.FromFunc(funcs.Rosenbrock, data.Uniform[float64](box, 100, rng), 2)
func FromFunc[F dual.Float](f func(x []dual.Any) dual.Any, p Points[F], order int) (*Data[F], error) {
	if f == nil {
		return nil, errNoFunction
	}
	return FromVectorFunc(func(x []dual.Any) []dual.Any { return []dual.Any{f(x)} }, p, order)
}

var errNoFunction = errors.New("data: FromFunc: the function is nil, want one")

// FromVectorFunc is [FromFunc] for a function with several outputs.
func FromVectorFunc[F dual.Float](f func(x []dual.Any) []dual.Any, p Points[F], order int) (*Data[F], error) {
	if f == nil {
		return nil, errNoFunction
	}
	if p.Dim < 1 || len(p.X) == 0 || len(p.X)%p.Dim != 0 {
		return nil, fmt.Errorf("data: FromFunc: %d coordinates of dimension %d, want a positive multiple", len(p.X), p.Dim)
	}
	if order < 0 {
		return nil, fmt.Errorf("data: FromFunc: order %d, want at least 0", order)
	}
	n := len(p.X) / p.Dim
	alg := jet.Full(p.Dim, order)
	d := &Data[F]{In: p.Dim, X: p.X}
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
		for o, v := range y {
			d.Labels.setNumber(s, o, dual.Unbox[jet.Number[float64]](v))
		}
	}
	return d, nil
}

// FromNet returns data labelled with the outputs of a teacher network at the points and with all their partial
// derivatives up to the order.
func FromNet[F dual.Float](teacher *layers.Net[F], p Points[F], order int) (*Data[F], error) {
	if teacher == nil {
		return nil, errors.New("data: FromNet: the network is nil, want one")
	}
	if p.Dim != teacher.In() || len(p.X) == 0 || len(p.X)%p.Dim != 0 {
		return nil, fmt.Errorf("data: FromNet: %d coordinates of dimension %d, want points of the network's %d inputs",
			len(p.X), p.Dim, teacher.In())
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
	return d, nil
}
