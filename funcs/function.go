package funcs

import (
	"fmt"

	"example.com/sobolev/dual"
)

// An Interval is a closed range of one coordinate.
type Interval struct{ Lo, Hi float64 }

// A Minimum is a point where a function has its lowest value.
type Minimum struct {
	X     []float64
	Value float64
}

// Forms holds one generic function instantiated for the number types that pay for a copy of their own; every other
// type goes through Any (see [Eval]). Only Any is required.
type Forms struct {
	Any   func(x []dual.Any) dual.Any
	Real  func(x []dual.Real[float64]) dual.Real[float64]
	Dual  func(x []dual.Number[float64]) dual.Number[float64]
	Chunk func(x []dual.Chunk[float64]) dual.Chunk[float64] // for dual.Gradient
}

// A Function is a test function with what is known about it. Those of this package come from [All] and [Lookup];
// a function of your own needs Forms.Any, a Box and, if its dimension is fixed, Dim.
type Function struct {
	Forms

	Name string
	Note string // what makes it hard
	Dim  int    // number of coordinates; 0 if any number will do

	// Box is the customary domain: one interval a coordinate, or a single one that holds for all.
	Box []Interval

	// Lowest returns the known global minima in dim dimensions. It may be nil, and its result empty.
	Lowest func(dim int) []Minimum

	minDim int // least number of coordinates where Dim is 0; 0 means 1
}

// String returns the function's name.
func (f Function) String() string { return f.Name }

// defaultDim is the dimension of functions that are defined in any, where none is asked for.
const defaultDim = 2

// Dimension returns the number of coordinates to use when dim of them are wanted: the function's own or 2 if dim
// is 0, otherwise dim. It is an error if the function is not defined in that dimension.
func (f Function) Dimension(dim int) (int, error) {
	switch least := max(f.minDim, 1); {
	case dim == 0 && f.Dim == 0:
		return max(defaultDim, least), nil
	case dim == 0 || dim == f.Dim:
		return f.Dim, nil
	case f.Dim != 0:
		return 0, fmt.Errorf("funcs: %s: dimension is %d, want %d", f.Name, dim, f.Dim)
	case dim < least:
		return 0, fmt.Errorf("funcs: %s: dimension is %d, want at least %d", f.Name, dim, least)
	}
	return dim, nil
}

// Domain returns the customary domain in dim dimensions, one interval a coordinate; 0 means the default dimension.
// It panics if the function is not defined in that dimension.
func (f Function) Domain(dim int) []Interval {
	dim = f.mustDimension(dim)
	if len(f.Box) != 1 && len(f.Box) != dim {
		panic(fmt.Sprintf("funcs: %s: Box has %d intervals, want 1 or %d", f.Name, len(f.Box), dim))
	}
	d := make([]Interval, dim)
	for i := range d {
		d[i] = f.Box[i%len(f.Box)]
	}
	return d
}

// Minima returns the known global minima in dim dimensions, none if they are not known; 0 means the default
// dimension. It panics if the function is not defined in that dimension.
func (f Function) Minima(dim int) []Minimum {
	dim = f.mustDimension(dim)
	if f.Lowest == nil {
		return nil
	}
	return f.Lowest(dim)
}

func (f Function) mustDimension(dim int) int {
	d, err := f.Dimension(dim)
	if err != nil {
		panic(err.Error())
	}
	return d
}

// Value returns the function's value at x.
func (f Function) Value(x []float64) float64 {
	r := make([]dual.Real[float64], len(x))
	for i, xi := range x {
		r[i].Real = xi
	}
	return Eval(f, r).Value()
}

// Eval returns f at x for numbers of any kind. It calls the form made for T where there is one and otherwise boxes
// the coordinates, so that every order of every algebra works; calling the generic function itself, say
// Rosenbrock(x), is faster where its name is known.
func Eval[T dual.Scalar[T]](f Function, x []T) T {
	switch x := any(x).(type) {
	case []dual.Any:
		return any(f.Any(x)).(T)
	case []dual.Real[float64]:
		if f.Real != nil {
			return any(f.Real(x)).(T)
		}
	case []dual.Number[float64]:
		if f.Dual != nil {
			return any(f.Dual(x)).(T)
		}
	case []dual.Chunk[float64]:
		if f.Chunk != nil {
			return any(f.Chunk(x)).(T)
		}
	}
	boxed := make([]dual.Any, len(x))
	for i := range x {
		boxed[i] = dual.Box(x[i])
	}
	return dual.Unbox[T](f.Any(boxed))
}
