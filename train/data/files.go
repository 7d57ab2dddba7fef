package data

import (
	"fmt"
	"slices"

	"example.com/sobolev/dual"
	"example.com/sobolev/train/data/dataset"
)

// Columns says which columns of a CSV file hold what. A minus before a name changes the sign of the column, unless the
// minus belongs to its name: the gradient of an energy is "-force". The empty name stands for what was not measured; a
// kind of which there is nothing is nil.
type Columns struct {
	X    []string   // one for each input
	Y    []string   // one for each output
	Grad [][]string // for each output one for each input
	Hess [][]string // for each output inputs × inputs, row by row; of ij and ji one is enough

	U  []string   // vectors, one for each input
	HU [][]string // their products with the Hessian, for each output one for each input

	Directions [][]string // for each direction one for each input
	Slopes     [][]string // derivatives along them, in place of Grad: for each output one for each direction

	Weight string // of the sample, "" if there is none
}

// FromCSV reads training data from a CSV file whose first line names the columns, as [dataset.ReadCSV] does. Empty cells
// were not measured.
//
//	d, err := data.FromCSV[float32]("run.csv", data.Columns{X: []string{"r"}, Y: []string{"energy"}, Grad: [][]string{{"slope"}}})
func FromCSV[F dual.Float](path string, c Columns) (*Data[F], error) {
	t, err := dataset.OpenCSV(path)
	if err != nil {
		return nil, fmt.Errorf("data: FromCSV: %w", err)
	}
	d, err := fromTable[F](t, c)
	if err != nil {
		return nil, fmt.Errorf("data: FromCSV: %s: %w", path, err)
	}
	return d, nil
}

// FromCSVShards is [FromCSV] for ranks that read their rows of the file alone, see [Sharding].
func FromCSVShards[F dual.Float](s Sharding, path string, c Columns) (*Data[F], error) {
	rows := shardRows{Sharding: s}
	t, err := dataset.OpenCSVRows(path, rows.choose)
	if err == nil {
		err = rows.err
	}
	if err != nil {
		return nil, fmt.Errorf("data: FromCSVShards: %s: %w", path, err)
	}
	d, err := fromTable[F](t, c)
	if err != nil {
		return nil, fmt.Errorf("data: FromCSVShards: %s: %w", path, err)
	}
	d.shards = rows.shards(rows.n)
	return d, nil
}

// fromTable makes data of the columns of a table.
func fromTable[F dual.Float](t *dataset.Table, c Columns) (*Data[F], error) {
	if i := slices.Index(c.X, ""); i >= 0 {
		return nil, fmt.Errorf("input %d has no column, want one for each input", i)
	}
	outputs, err := c.outputs()
	if err != nil {
		return nil, err
	}
	if t.Rows() == 0 {
		return nil, fmt.Errorf("no rows below the names of the columns, want some")
	}
	a, err := selectArrays[F](t, c)
	if err == nil {
		err = checkCells(t, c, a)
	}
	if err != nil {
		return nil, err
	}
	return FromArrays(len(c.X), outputs, a)
}

// outputs returns their number, which is the same in all kinds of labels that there are.
func (c Columns) outputs() (n int, err error) {
	first := ""
	for _, kind := range []struct {
		name    string
		outputs int
	}{{"Y", len(c.Y)}, {"Grad", len(c.Grad)}, {"Hess", len(c.Hess)}, {"HU", len(c.HU)}, {"Slopes", len(c.Slopes)}} {
		switch {
		case kind.outputs == 0:
		case n == 0:
			n, first = kind.outputs, kind.name
		case kind.outputs != n:
			return 0, fmt.Errorf("%s has columns for %d outputs and %s for %d, want as many", first, n, kind.name, kind.outputs)
		}
	}
	return n, nil
}

// checkCells reports the first input that is not there and the first weight that cannot be meant, by their places in the file.
func checkCells[F dual.Float](t *dataset.Table, c Columns, a Arrays[F]) error {
	for i, v := range a.X {
		if v != v {
			return fmt.Errorf("%s: column %q, an input, is empty or not a number, want a number", t.Place(i/len(c.X)), c.X[i%len(c.X)])
		}
	}
	for i, w := range a.Weights {
		if !(w >= 0) {
			return fmt.Errorf("%s: column %q, the weight, is %v, want a number of at least 0", t.Place(i), c.Weight, w)
		}
	}
	return nil
}

// selectArrays takes the arrays out of a table.
func selectArrays[F dual.Float](t *dataset.Table, c Columns) (a Arrays[F], err error) {
	in := len(c.X)
	var hv HessianVectors[F]
	var weight []string
	if c.Weight != "" {
		weight = []string{c.Weight}
	}
	for _, part := range []struct {
		dst   *[]F
		of    string     // what a row of columns belongs to
		rows  [][]string // of columns
		width int
		each  string // what a column of a row stands for
	}{
		{&a.X, "", [][]string{c.X}, in, ""},
		{&a.Y, "", [][]string{c.Y}, len(c.Y), ""},
		{&a.Grad, "gradient of output", c.Grad, in, "inputs"},
		{&a.Hess, "Hessian of output", c.Hess, in * in, "pairs of inputs"},
		{&hv.U, "vector", [][]string{c.U}, in, "inputs"},
		{&hv.H, "product of output", c.HU, in, "inputs"},
		{&a.Directions, "direction", c.Directions, in, "inputs"},
		{&a.Slopes, "slopes of output", c.Slopes, len(c.Directions), "directions"},
		{&a.Weights, "", [][]string{weight}, len(weight), ""},
	} {
		names := slices.Concat(part.rows...)
		if names == nil {
			continue
		}
		for i, row := range part.rows {
			if len(row) != part.width {
				return a, fmt.Errorf("%s %d in %d columns, want one for each of %d %s", part.of, i, len(row), part.width, part.each)
			}
		}
		if *part.dst, err = dataset.Select[F](t, names...); err != nil {
			return a, err
		}
	}
	if hv.U != nil || hv.H != nil {
		a.HessianVectors = &hv
	}
	return a, nil
}
