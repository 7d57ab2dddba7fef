package pde

import (
	"example.com/sobolev/jet"
)

// form says in which algebra a residual's derivatives are computed and which of its components are read.
type form struct {
	alg       *jet.Algebra
	solutions int   // outputs before the unknown coefficients
	omega     int   // the component of the weighted Laplacian, −1 if the algebra has none
	slots     []int // slots[o·dim+k] is the number of component k of output o among those that are read, −1 if it is not
	outputs   []int // output of each slot
	parts     []int // component of each slot

	factorials []float64 // of each slot: what makes its derivative of a Taylor coefficient
}

// slot returns the number of a component among those that are read, −1 if it is not.
func (f *form) slot(output, k int) int {
	i := output*f.alg.Dim() + k
	if i < 0 || i >= len(f.slots) {
		return -1
	}
	return f.slots[i]
}

// partial returns the component of a partial derivative, −1 if the algebra has none.
func (f *form) partial(along []int) int {
	switch {
	case len(along) > f.alg.Order():
		return -1
	case len(along) == 0:
		return 0
	case len(along) == 1:
		return 1 + along[0]
	case len(along) == 2:
		return f.alg.Pair(along[0], along[1])
	}
	alpha := make([]int, f.alg.Vars())
	for _, i := range along {
		alpha[i]++
	}
	return f.alg.Index(alpha...)
}

// form lays out what was read. With a positive order every derivative of every output up to it is read.
func (u *usage) form(order, outputs int) *form {
	f := &form{alg: u.algebra(order), omega: -1, solutions: u.solutions}
	dim := f.alg.Dim()
	if f.alg.Weights() != nil {
		f.omega, _ = f.alg.Components(2)
	}
	f.slots = make([]int, outputs*dim)
	for i := range f.slots {
		f.slots[i] = -1
	}
	for _, p := range u.partials {
		f.add(p.output, f.partial(p.along))
	}
	for _, s := range u.seconds {
		if f.omega >= 0 {
			f.add(s.output, f.omega)
			continue
		}
		for i, w := range s.w {
			if w != 0 {
				f.add(s.output, f.alg.Pair(i, i))
			}
		}
	}
	if order > 0 {
		for o := range outputs {
			for k := range dim {
				f.add(o, k)
			}
		}
	}
	return f
}

// add numbers a component that is read.
func (f *form) add(output, k int) {
	slot := &f.slots[output*f.alg.Dim()+k]
	if *slot < 0 {
		*slot = len(f.parts)
		f.outputs = append(f.outputs, output)
		f.parts = append(f.parts, k)
		f.factorials = append(f.factorials, f.alg.Factorial(k))
	}
}
