package fit

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"

	"example.com/sobolev/cmd/demo/internal/cli"
	"example.com/sobolev/cmd/demo/internal/count"
	"example.com/sobolev/train/data/dataset"
)

// waitForPoints is readPoints until the context is done.
func waitForPoints(ctx context.Context, path string, names []string) ([]float64, error) {
	return cli.Waiting(ctx, func() ([]float64, error) { return readPoints(path, names) })
}

// readPoints returns the inputs in a file, row by row: columns of a CSV file by their names, or the array x of a NumPy archive. There is a row at least.
func readPoints(path string, names []string) ([]float64, error) {
	var x []float64
	var err error
	switch strings.ToLower(filepath.Ext(path)) {
	case ".npz", ".npy":
		x, err = readNumPyPoints(path, len(names))
	default:
		var t *dataset.Table
		if t, err = dataset.OpenCSV(path); err == nil {
			x, err = dataset.Select[float64](t, names...)
		}
	}
	if err == nil && len(x) == 0 {
		err = fmt.Errorf("%s: no rows, want some", path)
	}
	return x, plainly(err, path)
}

// readNumPyPoints returns an array of points × inputs, of whose axes the second one may be left out where there is one input.
func readNumPyPoints(path string, in int) ([]float64, error) {
	var a *dataset.Array[float64]
	if strings.EqualFold(filepath.Ext(path), ".npy") {
		var err error
		if a, err = dataset.OpenNPY[float64](path); err != nil {
			return nil, err
		}
	} else {
		arrays, err := dataset.OpenNPZ[float64](path, dataset.Members{Names: []string{"x"}})
		if err != nil {
			return nil, err
		}
		if a = arrays["x"]; a == nil {
			return nil, fmt.Errorf("%s: no array %q, want the points", path, "x")
		}
	}
	if s := a.Shape; len(s) != 2 && (len(s) != 1 || in != 1) || len(s) == 2 && s[1] != in {
		return nil, fmt.Errorf("%s: an array of shape %v, want points × %s", path, s, count.Of(in, "input"))
	}
	if i := slices.IndexFunc(a.Data, func(v float64) bool { return math.IsInf(v, 0) }); i >= 0 {
		return nil, fmt.Errorf("%s: row %d, input %d is %v, want a finite number", path, i/in, i%in, a.Data[i])
	}
	return a.Data, nil
}

// libraryNames stand before what the library says.
var libraryNames = []string{"data", "dataset", "FromCSV", "FromNumPy", "FromNumPyNamed", "FromArrays"}

// plainly returns an error of reading the file at path without the names of the library's packages and functions, which say nothing to those
// who do not write Go, and with the path once.
func plainly(err error, path string) error {
	if err == nil {
		return nil
	}
	text, ofFile := err.Error(), false
	for cut := true; cut; {
		cut = false
		for _, name := range append(libraryNames, path) {
			if rest, found := strings.CutPrefix(text, name+": "); found {
				text, cut, ofFile = rest, true, ofFile || name == path
			}
		}
	}
	if ofFile && !strings.HasPrefix(text, path) {
		text = path + ": " + text
	}
	return &plainError{text, err}
}

// A plainError says text of an error.
type plainError struct {
	text string
	error
}

func (e *plainError) Error() string { return e.text }

// Unwrap makes it the error that it is.
func (e *plainError) Unwrap() error { return e.error }
