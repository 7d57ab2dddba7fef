package layers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/file"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/internal/safetensors"
)

// constantsName is what an array of constants is called, after its layer.
const constantsName = "constants"

// An array is a part of a layer's numbers as files know it.
type array[F dual.Float] struct {
	name string
	dims []int // of the numbers as they lie here, row-major
	axes []int // the file's dimension i is dims[axes[i]]; nil where the order is the same
	x    []F
}

// An arranged layer's parameters go to files as several arrays, by the names and in the order that PyTorch has them, so that
// a module of the same layers there takes the file. Those of all others go as one.
type arranged[F dual.Float] interface {
	// arrays cuts x, numbers laid out like the layer's parameters, into arrays.
	arrays(x []F, in int) []array[F]
}

func (l dense[F]) arrays(x []F, in int) []array[F] {
	w, b := l.split(x)
	return []array[F]{{"weight", []int{in, l.out}, []int{1, 0}, w}, {"bias", []int{l.out}, nil, b}}
}

func (l conv[F]) arrays(x []F, _ int) []array[F] {
	w, b := l.split(x)
	return []array[F]{{"weight", []int{l.window.Height, l.window.Width, l.in.Channels, l.channels}, []int{3, 2, 0, 1}, w},
		{"bias", []int{l.channels}, nil, b}}
}

func (l layerNorm[F]) arrays(x []F, in int) []array[F] {
	return []array[F]{{"weight", []int{in}, nil, x[:in]}, {"bias", []int{in}, nil, x[in:]}}
}

// eachArray calls f for all arrays of the layers, in order. The parameters of layer i are called "i.", which may say more,
// and begin at its place in params; constants are views of the layer's own.
func (l Sequential[F]) eachArray(prefix string, in int, parallel bool, params []F, f func(array[F])) {
	dims, offs := l.entered(in, parallel)
	for i, m := range l {
		name, x := prefix+strconv.Itoa(i)+".", params[offs[i]:offs[i+1]]
		r := recordOf(m, dims[i])
		if len(r.Constants) > 0 {
			f(array[F]{name + constantsName, []int{len(r.Constants)}, nil, r.Constants})
		}
		switch a, ok := m.(arranged[F]); {
		case len(r.Layers) > 0:
			Sequential[F](r.Layers).eachArray(name, r.In, r.Parallel, x, f)
		case ok:
			for _, part := range a.arrays(x, dims[i]) {
				part.name = name + part.name
				f(part)
			}
		case len(x) > 0:
			f(array[F]{name + "params", []int{len(x)}, nil, x})
		}
	}
}

// entered returns the features that enter each of the layers, one after the other or all the same ones, and where the parameters
// of each begin.
func (l Sequential[F]) entered(in int, parallel bool) (dims, offs []int) {
	if !parallel {
		return l.mustShapes(in)
	}
	_, offs = concat[F]{l}.mustShapes(in)
	return slices.Repeat([]int{in}, len(l)), offs
}

// recordOf returns the layer's record for so many input features, an empty one if it has none.
func recordOf[F dual.Float](l Layer[F], in int) (r Record[F]) {
	if l, ok := l.(Recorder[F]); ok {
		r = l.Record(in)
	}
	if r.In == 0 {
		r.In = in
	}
	return r
}

// shape returns the array's shape in the file.
func (a array[F]) shape() []int {
	if a.axes == nil {
		return a.dims
	}
	s := make([]int, len(a.axes))
	for i, axis := range a.axes {
		s[i] = a.dims[axis]
	}
	return s
}

// places returns where the numbers stand here, in the order of the file.
func (a array[F]) places() []int {
	axes := a.axes
	if axes == nil {
		axes = make([]int, len(a.dims))
		for i := range axes {
			axes[i] = i
		}
	}
	strides, step := make([]int, len(a.dims)), 1
	for i := len(a.dims) - 1; i >= 0; i-- {
		strides[i] = step
		step *= a.dims[i]
	}
	places := []int{0}
	for _, axis := range axes {
		next := make([]int, 0, len(places)*a.dims[axis])
		for _, p := range places {
			for k := range a.dims[axis] {
				next = append(next, p+k*strides[axis])
			}
		}
		places = next
	}
	return places
}

// tensors returns the network's arrays for a file.
func (n *Net[F]) tensors() []safetensors.Tensor {
	var all []safetensors.Tensor
	n.layers.eachArray("", n.In(), false, n.params, func(a array[F]) {
		x := make([]F, len(a.x))
		for i, place := range a.places() {
			x[i] = a.x[place]
		}
		all = append(all, safetensors.Tensor{Name: a.name, Type: safetensors.TypeOf[F](), Shape: a.shape(), Data: file.AppendFloats(nil, x)})
	})
	return all
}

// numbersOf returns the number of parameters in a file.
func numbersOf(f safetensors.File) int {
	count := 0
	for _, t := range f.Tensors {
		if !strings.HasSuffix(t.Name, "."+constantsName) {
			count += t.Len()
		}
	}
	return count
}

// collect puts the arrays of a file together to the network's parameters.
func (n *Net[F]) collect(f safetensors.File) ([]F, error) {
	byName := map[string]safetensors.Tensor{}
	for _, t := range f.Tensors {
		byName[t.Name] = t
	}
	params := make([]F, len(n.params))
	var wrong error // the first
	n.layers.eachArray("", n.In(), false, params, func(a array[F]) {
		t, ok := byName[a.name]
		delete(byName, a.name)
		if wrong == nil && (!ok || !slices.Equal(t.Shape, a.shape())) {
			wrong = fmt.Errorf("array %q of shape %v is wanted, the file has %s", a.name, a.shape(), describeTensors(f))
		}
		if wrong == nil {
			wrong = a.read(t)
		}
	})
	for _, t := range f.Tensors {
		if _, left := byName[t.Name]; left && wrong == nil {
			wrong = fmt.Errorf("array %.200q is none of the network's, %.500v", t.Name, n)
		}
	}
	if wrong != nil {
		return nil, wrong
	}
	return params, nil
}

// read takes the numbers of a file's array of the same shape. Constants are the layer's own, and have to be the same.
func (a array[F]) read(t safetensors.Tensor) error {
	x, err := safetensors.Floats[F](t)
	if err != nil {
		return err
	}
	if i := number.IndexNonFinite(x); i >= 0 {
		return fmt.Errorf("number %d of %q is %v, want a finite number", i, a.name, x[i])
	}
	if strings.HasSuffix(a.name, "."+constantsName) {
		if !slices.Equal(x, a.x) {
			return fmt.Errorf("%q has other numbers than the network's", a.name)
		}
		return nil
	}
	for i, place := range a.places() {
		a.x[place] = x[i]
	}
	return nil
}

// describeTensors lists the names and shapes of a file's arrays, the first dozen of them.
func describeTensors(f safetensors.File) string {
	var s []string
	for i, t := range f.Tensors {
		if i == 12 {
			s = append(s, fmt.Sprintf("and %d more", len(f.Tensors)-i))
			break
		}
		s = append(s, fmt.Sprintf("%.200q %.200s", t.Name, fmt.Sprint(t.Shape)))
	}
	if len(s) == 0 {
		return "none"
	}
	return strings.Join(s, ", ")
}
