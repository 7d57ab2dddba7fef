package data

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data/dataset"
)

// FromNumPy reads training data from NumPy files: archives (.npz) and single arrays (.npy), which are called by their
// file's name. The arrays, of which x and one kind of label must be there, are for n points, d inputs and m outputs
//
//	x                     (n, d)
//	y                     (n, m)                 values
//	grad                  (n, m, d)              gradients
//	hess                  (n, m, d, d)           Hessians
//	d3, d4, …             (n, m, d, …, d)        derivatives of higher order
//	u, hu                 (n, d) and (n, m, d)   vectors and their products with the Hessian
//	directions, slopes    (n, k, d), (n, m, k)   k directions and, in place of grad, derivatives along them
//	weights               (n)
//
// The axis m may be left out where there is one output, and d in x where there is one input. NaN was not measured.
// Compressed archives may expand by [dataset.MaxBytes]; for larger ones, and for other names, see [FromNumPyNamed].
func FromNumPy[F dual.Float](paths ...string) (*Data[F], error) {
	f := numpyFiles[F]{arrays: map[string]*dataset.Array[F]{}}
	for _, path := range paths {
		if err := f.open(path, dataset.Members{}); err != nil {
			return nil, fmt.Errorf("data: FromNumPy: %w", err)
		}
	}
	d, err := f.data()
	if err != nil {
		return nil, fmt.Errorf("data: FromNumPy: %s: %w", strings.Join(paths, ", "), err)
	}
	return d, nil
}

// numpyFiles are the arrays of some files by their names.
type numpyFiles[F dual.Float] struct {
	arrays          map[string]*dataset.Array[F]
	called          map[string]string // the names of arrays in the files, where they are others
	points, in, out int
}

// open reads a file's arrays that members name.
func (f *numpyFiles[F]) open(path string, members dataset.Members) (err error) {
	var arrays map[string]*dataset.Array[F]
	if strings.EqualFold(filepath.Ext(path), ".npz") {
		arrays, err = dataset.OpenNPZ[F](path, members)
	} else {
		base := filepath.Base(path)
		name := strings.TrimSuffix(base, filepath.Ext(base))
		if members.Names != nil && !slices.Contains(members.Names, name) {
			return nil
		}
		arrays = map[string]*dataset.Array[F]{}
		arrays[name], err = dataset.OpenNPYRows[F](path, members.Rows)
	}
	if err != nil {
		return err
	}
	for name, a := range arrays {
		if f.arrays[name] != nil {
			return fmt.Errorf("%s: a second array %q, want one of each name", path, name)
		}
		f.arrays[name] = a
	}
	return nil
}

// name returns what the files call an array.
func (f *numpyFiles[F]) name(array string) string {
	if name, ok := f.called[array]; ok {
		return name
	}
	return array
}

// data makes data of the arrays.
func (f *numpyFiles[F]) data() (*Data[F], error) {
	if err := f.measure(); err != nil {
		return nil, err
	}
	var a Arrays[F]
	used := map[string]bool{"x": true}
	a.X = f.arrays["x"].Data
	take := func(name string, dst *[]F, shape ...int) error {
		got := f.arrays[name]
		if got == nil {
			return nil
		}
		used[name] = true
		squeezed := shape
		if len(shape) > 1 && shape[1] == 1 {
			squeezed = append([]int{shape[0]}, shape[2:]...)
		}
		if !slices.Equal(got.Shape, shape) && !slices.Equal(got.Shape, squeezed) {
			want := fmt.Sprint(shape)
			if len(squeezed) < len(shape) {
				want += fmt.Sprintf(" or %v", squeezed)
			}
			return fmt.Errorf("array %q has shape %v, want %s for %d points, %d inputs and %d outputs",
				f.name(name), got.Shape, want, f.points, f.in, f.out)
		}
		*dst = got.Data
		return nil
	}
	var hv HessianVectors[F]
	directions := 0
	if v := f.arrays["directions"]; v != nil {
		directions = len(v.Data) / max(1, f.points*f.in)
	}
	shape := []int{f.points, f.out}
	err := first(take("y", &a.Y, shape...), take("weights", &a.Weights, f.points),
		take("u", &hv.U, f.points, f.in), take("hu", &hv.H, f.points, f.out, f.in),
		take("directions", &a.Directions, f.points, directions, f.in), take("slopes", &a.Slopes, f.points, f.out, directions))
	for q := 1; err == nil && q <= f.order(); q++ {
		shape = append(shape, f.in)
		switch q {
		case 1:
			err = take("grad", &a.Grad, shape...)
		case 2:
			err = take("hess", &a.Hess, shape...)
		default:
			a.Higher = append(a.Higher, nil)
			err = take(fmt.Sprintf("d%d", q), &a.Higher[q-3], shape...)
		}
	}
	if err != nil {
		return nil, err
	}
	for name := range f.arrays {
		if !used[name] {
			return nil, fmt.Errorf("array %q has no meaning here, want x, y, grad, hess, d3, d4, …, u, hu, "+
				"directions, slopes or weights", name)
		}
	}
	if hv.U != nil || hv.H != nil {
		a.HessianVectors = &hv
	}
	return FromArrays(f.in, f.out, a)
}

// first returns the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// order is the highest order among the arrays.
func (f *numpyFiles[F]) order() int {
	order := 2
	for name := range f.arrays {
		var q int
		if n, _ := fmt.Sscanf(name, "d%d", &q); n == 1 && name == fmt.Sprintf("d%d", q) && q <= maxFileOrder {
			order = max(order, q)
		}
	}
	return order
}

// maxFileOrder bounds the order that the name of an array may ask for.
const maxFileOrder = 16

// measure finds the numbers of points, inputs and outputs.
func (f *numpyFiles[F]) measure() error {
	x := f.arrays["x"]
	switch {
	case x == nil:
		return fmt.Errorf("no array %q, want the points", f.name("x"))
	case len(x.Shape) == 1:
		f.points, f.in = x.Shape[0], 1
	case len(x.Shape) == 2:
		f.points, f.in = x.Shape[0], x.Shape[1]
	default:
		return fmt.Errorf("array %q has shape %v, want points × inputs", f.name("x"), x.Shape)
	}
	f.out = 1
	if y := f.arrays["y"]; y != nil && len(y.Shape) < 2 {
		return nil // values of one output, whatever axes the others have
	}
	for _, label := range []struct {
		name string
		axes int // with the outputs among them
	}{{"y", 2}, {"grad", 3}, {"hess", 4}, {"hu", 3}, {"slopes", 3}} {
		if a := f.arrays[label.name]; a != nil && len(a.Shape) == label.axes {
			f.out = a.Shape[1]
			return nil
		}
	}
	return nil
}
