package data

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data/dataset"
)

// NumPyNames says what arrays in NumPy files are called, "" where there is none. A minus before a name changes the sign
// of the array, unless the minus belongs to its name: with forces F = −∇E as labels, Grad is "-forces".
type NumPyNames struct {
	X, Y, Grad, Hess   string
	Higher             []string // Higher[i] has the derivatives of order 3+i
	U, HU              string
	Directions, Slopes string
	Weights            string

	MaxBytes int64 // see [dataset.Members]
}

// FromNumPyNamed is [FromNumPy] for arrays with other names, which others in the files may stand beside. Inputs may
// have several axes, such as the positions of atoms, (n, atoms, 3): they are counted in row-major order, so that there
// are 3·atoms inputs, and labels may have the same axes in place of d.
//
//	d, err := data.FromNumPyNamed[float64](data.NumPyNames{X: "positions", Y: "energy", Grad: "-forces"}, "md.npz")
func FromNumPyNamed[F dual.Float](names NumPyNames, paths ...string) (*Data[F], error) {
	d, err := fromNumPyNamed[F](names.byArray(), dataset.Members{MaxBytes: names.MaxBytes}, paths)
	if err != nil {
		return nil, fmt.Errorf("data: FromNumPyNamed: %w", err)
	}
	return d, nil
}

// FromNumPyShards is [FromNumPyNamed] for ranks that read their rows of the arrays alone, see [Sharding]. Members of archives
// that are compressed have to be read from their beginning.
func FromNumPyShards[F dual.Float](s Sharding, names NumPyNames, paths ...string) (*Data[F], error) {
	rows := shardRows{Sharding: s}
	d, err := fromNumPyNamed[F](names.byArray(), dataset.Members{MaxBytes: names.MaxBytes, Rows: rows.choose}, paths)
	if rows.err != nil { // what follows from it says less
		err = fmt.Errorf("%s: %w", strings.Join(paths, ", "), rows.err)
	}
	if err != nil {
		return nil, fmt.Errorf("data: FromNumPyShards: %w", err)
	}
	d.shards = rows.shards(rows.n)
	return d, nil
}

// byArray returns the names by those that [FromNumPy] expects.
func (n *NumPyNames) byArray() map[string]string {
	called := map[string]string{"x": n.X, "y": n.Y, "grad": n.Grad, "hess": n.Hess, "u": n.U, "hu": n.HU,
		"directions": n.Directions, "slopes": n.Slopes, "weights": n.Weights}
	for i, name := range n.Higher {
		called[fmt.Sprintf("d%d", 3+i)] = name
	}
	maps.DeleteFunc(called, func(_, name string) bool { return name == "" })
	return called
}

func fromNumPyNamed[F dual.Float](called map[string]string, members dataset.Members, paths []string) (*Data[F], error) {
	files := numpyFiles[F]{arrays: map[string]*dataset.Array[F]{}}
	members.Names = []string{}
	for _, name := range called {
		members.Names = append(members.Names, name, strings.TrimPrefix(name, "-"))
	}
	for _, path := range paths {
		if err := files.open(path, members); err != nil {
			return nil, err
		}
	}
	f := numpyFiles[F]{arrays: map[string]*dataset.Array[F]{}, called: called}
	for array, name := range called {
		a := files.arrays[name]
		if positive, minus := strings.CutPrefix(name, "-"); a == nil && minus && files.arrays[positive] != nil {
			a = negative(files.arrays[positive])
		}
		if a == nil {
			return nil, fmt.Errorf("%s: no array %q, want one", strings.Join(paths, ", "), name)
		}
		f.arrays[array] = a
	}
	f.flatten()
	d, err := f.data()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(paths, ", "), err)
	}
	return d, nil
}

// negative returns a copy with other signs: the array may have another use.
func negative[F dual.Float](a *dataset.Array[F]) *dataset.Array[F] {
	z := &dataset.Array[F]{Shape: a.Shape, Data: make([]F, len(a.Data))}
	for i, v := range a.Data {
		z.Data[i] = -v
	}
	return z
}

// flatten makes one axis of those that the points have beyond the first, in the points and in labels that repeat them,
// at the end.
func (f *numpyFiles[F]) flatten() {
	x := f.arrays["x"]
	if x == nil || len(x.Shape) < 3 {
		return
	}
	axes, in := x.Shape[1:], 1
	for _, n := range axes {
		in *= n
	}
	for name, a := range f.arrays {
		if name == "y" || name == "slopes" || name == "weights" {
			continue // without axes of inputs
		}
		kept, repeats := a.Shape, 0
		for len(kept) > len(axes) && slices.Equal(kept[len(kept)-len(axes):], axes) {
			kept = kept[:len(kept)-len(axes)]
			repeats++
		}
		shape := append(slices.Clone(kept), slices.Repeat([]int{in}, repeats)...)
		f.arrays[name] = &dataset.Array[F]{Shape: shape, Data: a.Data}
	}
}
