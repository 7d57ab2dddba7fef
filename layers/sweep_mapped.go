package layers

import (
	"example.com/sobolev/dual"
	"example.com/sobolev/jet"
)

// behind returns the network behind a function that is its first layer, with the same parameters, and false if there is
// none or nothing behind it.
func (n *Net[F]) behind() (f fromFunc[F], rest *Net[F], ok bool) {
	all := n.layers.flat()
	if f, ok = all[0].(fromFunc[F]); !ok || len(all) == 1 {
		return f, nil, false
	}
	dims, offs := all[1:].mustShapes(f.out)
	return f, &Net[F]{layers: all[1:], dims: dims, offs: offs, params: n.params}, true
}

// mappedSweep is the sweep of a network whose first layer is a function: its jets are the seeds of the network behind it.
// Where the inputs are the variables they depend on the point alone, and are kept.
type mappedSweep[F dual.Float] struct {
	pass   *funcPass[F]
	inner  Sweep[F]
	seeds  bool     // whether to seed the inputs as the algebra's variables
	memo   *memo[F] // of seeds; nil where points do not come again
	x, z   *jet.Batch[F]
	one    *jet.Batch[F] // a point that is not known, seeded, and
	image  *jet.Batch[F] // what comes of it
	zbar   *jet.Batch[F]
	seeded *jet.Batch[F] // all inputs seeded, and
	whole  *jet.Batch[F] // their cotangent
}

func newMappedSweep[F dual.Float](f fromFunc[F], inner Sweep[F], alg *jet.Algebra, samples int, seeds, backward bool) *mappedSweep[F] {
	s := &mappedSweep[F]{pass: newFuncPass(f, alg), inner: inner, seeds: seeds, z: jet.NewBatch[F](alg, samples, f.out)}
	if seeds {
		s.one, s.image = jet.NewBatch[F](alg, 1, f.in), jet.NewBatch[F](alg, 1, f.out)
	}
	if backward {
		s.zbar = jet.NewBatch[F](alg, 0, f.out) // cotangents of inputs are what few ask for
		s.seeded, s.whole = jet.NewBatch[F](alg, 0, f.in), jet.NewBatch[F](alg, 0, f.in)
		if seeds {
			s.memo = newMemo[F](f.in, alg.Dim()*f.out)
		}
	}
	return s
}

func (s *mappedSweep[F]) Prepare(params []F, samples int) { s.inner.Prepare(params, samples) }

func (s *mappedSweep[F]) Forward(x *jet.Batch[F]) *jet.Batch[F] {
	s.x = x
	s.z.Reshape(x.Samples, s.z.Features)
	if !s.seeds {
		s.pass.Forward(s.z, x, nil)
		return s.inner.Forward(s.z)
	}
	points, in, out := x.Plane(0), x.Features, s.z.Features
	for n := range x.Samples {
		row := s.row(points[n*in : (n+1)*in])
		for k := range s.z.Alg.Dim() {
			copy(s.z.Plane(k)[n*out:(n+1)*out], row[k*out:(k+1)*out])
		}
	}
	return s.inner.Forward(s.z)
}

// row returns the function's jets at a point, component by component.
func (s *mappedSweep[F]) row(x []F) []F {
	var row []F
	if s.memo != nil {
		var known bool
		if row, known = s.memo.row(x); known {
			return row
		}
	}
	s.one.Seed(x)
	s.pass.Forward(s.image, s.one, nil)
	copy(row, s.image.Data)
	return s.image.Data
}

func (s *mappedSweep[F]) Backward(xbar *jet.Batch[F], grad []F, cot *jet.Batch[F]) {
	if xbar == nil {
		s.inner.Backward(nil, grad, cot)
		return
	}
	s.zbar.Reshape(cot.Samples, s.z.Features)
	s.inner.Backward(s.zbar, grad, cot)
	if !s.seeds {
		s.pass.Backward(xbar, nil, s.zbar, nil)
		return
	}
	s.whole.Reshape(xbar.Samples, xbar.Features)
	s.seeded.Reshape(xbar.Samples, xbar.Features)
	s.seeded.Seed(s.x.Plane(0))
	s.pass.x = s.seeded
	s.pass.Backward(s.whole, nil, s.zbar, nil)
	copy(xbar.Plane(0), s.whole.Plane(0))
}
