package data

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/dataset"
)

// Columns says which columns of a CSV file hold what.
type Columns struct {
	X      []string   // one for each input
	Y      []string   // one for each output; nil if there are no values
	Grad   [][]string // for each output one for each input, "" for what was not measured; nil if there are no gradients
	Weight string     // "" if there is none
}

// FromCSV reads training data from a CSV file whose first line names the columns. Empty cells were not measured.
//
//	d, err := data.FromCSV[float32]("run.csv", data.Columns{X: []string{"r"}, Y: []string{"energy"}, Grad: [][]string{{"slope"}}})
func FromCSV[F dual.Float](path string, c Columns) (*Data[F], error) {
	t, err := dataset.OpenCSV(path)
	if err != nil {
		return nil, fmt.Errorf("data: FromCSV: %w", err)
	}
	in, out := len(c.X), max(len(c.Y), len(c.Grad))
	a := Arrays[F]{}
	var slopes []string
	for o, g := range c.Grad {
		if len(g) != in {
			return nil, fmt.Errorf("data: FromCSV: %s: gradient of output %d in %d columns, want one for each of %d inputs", path, o, len(g), in)
		}
		slopes = append(slopes, g...)
	}
	var weight []string
	if c.Weight != "" {
		weight = []string{c.Weight}
	}
	for _, part := range []struct {
		dst   *[]F
		names []string
	}{{&a.X, c.X}, {&a.Y, c.Y}, {&a.Grad, slopes}, {&a.Weights, weight}} {
		if part.names == nil {
			continue
		}
		m, err := t.Select(part.names...)
		if err != nil {
			return nil, fmt.Errorf("data: FromCSV: %w", err)
		}
		*part.dst = convert[F](m)
	}
	d, err := FromArrays(in, out, a)
	if err != nil {
		return nil, fmt.Errorf("data: FromCSV: %s: %w", path, err)
	}
	return d, nil
}

// convert returns the numbers in the storage type.
func convert[F dual.Float](x []float64) []F {
	z := make([]F, len(x))
	for i, v := range x {
		z[i] = F(v)
	}
	return z
}

// FromNumPy reads training data from NumPy files: archives (.npz) and single arrays (.npy), which are called by their
// file's name. The arrays, of which x and one kind of label must be there, are for n points, d inputs and m outputs
//
//	x                (n, d)
//	y                (n, m)                 values
//	grad             (n, m, d)              gradients
//	hess             (n, m, d, d)           Hessians
//	d3, d4, …        (n, m, d, …, d)        derivatives of higher order
//	u, hu            (n, d) and (n, m, d)   vectors and their products with the Hessian
//	weights          (n)
//
// The axis m may be left out where there is one output, and d in x where there is one input. NaN was not measured.
func FromNumPy[F dual.Float](paths ...string) (*Data[F], error) {
	f := numpyFiles{arrays: map[string]*dataset.Array{}}
	for _, path := range paths {
		if err := f.open(path); err != nil {
			return nil, fmt.Errorf("data: FromNumPy: %w", err)
		}
	}
	d, err := fromNumPy[F](&f)
	if err != nil {
		return nil, fmt.Errorf("data: FromNumPy: %s: %w", strings.Join(paths, ", "), err)
	}
	return d, nil
}

// numpyFiles are the arrays of some files by their names.
type numpyFiles struct {
	arrays          map[string]*dataset.Array
	points, in, out int
}

func (f *numpyFiles) open(path string) (err error) {
	arrays := map[string]*dataset.Array{}
	if strings.EqualFold(filepath.Ext(path), ".npz") {
		arrays, err = dataset.OpenNPZ(path)
	} else {
		name := filepath.Base(path)
		arrays[strings.TrimSuffix(name, filepath.Ext(name))], err = dataset.OpenNPY(path)
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

// fromNumPy makes data of the arrays.
func fromNumPy[F dual.Float](f *numpyFiles) (*Data[F], error) {
	if err := f.measure(); err != nil {
		return nil, err
	}
	var a Arrays[F]
	used := map[string]bool{"x": true}
	a.X = convert[F](f.arrays["x"].Data)
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
			return fmt.Errorf("array %q has shape %v, want %v", name, got.Shape, shape)
		}
		*dst = convert[F](got.Data)
		return nil
	}
	var hv HessianVectors[F]
	shape := []int{f.points, f.out}
	err := first(take("y", &a.Y, shape...), take("weights", &a.Weights, f.points),
		take("u", &hv.U, f.points, f.in), take("hu", &hv.H, f.points, f.out, f.in))
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
			return nil, fmt.Errorf("array %q has no meaning here, want x, y, grad, hess, d3, d4, …, u, hu or weights", name)
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
func (f *numpyFiles) order() int {
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
func (f *numpyFiles) measure() error {
	x := f.arrays["x"]
	switch {
	case x == nil:
		return fmt.Errorf("no array \"x\", want the points")
	case len(x.Shape) == 1:
		f.points, f.in = x.Shape[0], 1
	case len(x.Shape) == 2:
		f.points, f.in = x.Shape[0], x.Shape[1]
	default:
		return fmt.Errorf("array \"x\" has shape %v, want points × inputs", x.Shape)
	}
	f.out = 1
	for _, label := range []struct {
		name string
		axes int // with the outputs among them
	}{{"y", 2}, {"grad", 3}, {"hess", 4}, {"hu", 3}} {
		if a := f.arrays[label.name]; a != nil && len(a.Shape) == label.axes {
			f.out = a.Shape[1]
			return nil
		}
	}
	return nil
}
