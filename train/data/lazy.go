package data

import (
	"math"

	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// LazyFunc returns data that holds the function's values at the points, and the function itself: derivatives are
// computed when they are needed, along directions that only a loss such as train.Stochastic knows. A training step then
// evaluates the function at its points, in one pass for each, whatever the number of inputs; that allocates. The
// function is called by several goroutines at once.
func LazyFunc[F dual.Float](f func(x []dual.Any) dual.Any, p Points[F]) (*Data[F], error) {
	if f == nil {
		return nil, errNoFunction
	}
	return LazyVectorFunc(func(x []dual.Any) []dual.Any { return []dual.Any{f(x)} }, p)
}

// LazyVectorFunc is [LazyFunc] for a function with several outputs.
func LazyVectorFunc[F dual.Float](f func(x []dual.Any) []dual.Any, p Points[F]) (*Data[F], error) {
	d, err := FromVectorFunc(f, p, 0)
	if err != nil {
		return nil, err
	}
	d.lazy = function[F](f)
	return d, nil
}

// LazyNet is [LazyFunc] for a teacher network. Its parameters must stay as they are while the data is used.
func LazyNet[F dual.Float](teacher *layers.Net[F], p Points[F]) (*Data[F], error) {
	d, err := FromNet(teacher, p, 0)
	if err != nil {
		return nil, err
	}
	d.lazy = network[F]{teacher}
	return d, nil
}

// Lazy reports whether the data holds the function itself, so that derivatives are computed when they are needed.
func (d *Data[F]) Lazy() bool { return d.lazy != nil }

// A Source knows the jets of the function that data stands for. It belongs to one goroutine.
type Source[F dual.Float] interface {
	// Jets writes the jets of the outputs to y. They are those at the points with the given numbers, seeded in x.
	Jets(y, x *jet.Batch[F], points []int)
}

// NewSource returns the function itself where the data is lazy, and else the derivatives in it, contracted with the seeds.
// These are then all partial derivatives up to some order, above which the jets are NaN; the seeds are directions alone.
func (d *Data[F]) NewSource() Source[F] {
	if d.lazy != nil {
		return d.lazy.newSource()
	}
	return newContraction(d)
}

// sourcer makes sources of what it knows.
type sourcer[F dual.Float] interface{ newSource() Source[F] }

// function is a source that evaluates generic code.
type function[F dual.Float] func(x []dual.Any) []dual.Any

func (f function[F]) newSource() Source[F] { return f }

// Jets implements [Source].
func (f function[F]) Jets(y, x *jet.Batch[F], _ []int) {
	vars := make([]dual.Any, x.Features)
	for s := range x.Samples {
		for i := range vars {
			n := x.Number(s, i)
			vars[i] = dual.Box(jet.New(x.Alg, n.AppendCoefficients(nil)...))
		}
		for o, v := range f(vars) {
			c := dual.Unbox[jet.Number[float64]](v)
			for k := range x.Alg.Dim() {
				y.Plane(k)[s*y.Features+o] = F(coefficient(c, k))
			}
		}
	}
}

// coefficient returns coefficient k of a number, which may know fewer orders than it was asked for: the others were not
// measured.
func coefficient(x jet.Number[float64], k int) float64 {
	if !knows(x, k) {
		return math.NaN()
	}
	return x.Coefficient(k)
}

// knows reports whether a number holds coefficient k.
func knows(x jet.Number[float64], k int) bool {
	alg := x.Algebra()
	return alg.Vars() != 1 || k < alg.Dim()
}

// network makes sources that evaluate a network.
type network[F dual.Float] struct{ net *layers.Net[F] }

func (n network[F]) newSource() Source[F] { return networkSource[F]{n.net, n.net.NewWorkspace()} }

type networkSource[F dual.Float] struct {
	net *layers.Net[F]
	ws  *layers.Workspace[F]
}

// Jets implements [Source].
func (n networkSource[F]) Jets(y, x *jet.Batch[F], _ []int) { y.Copy(n.net.Jets(n.ws, x)) }
