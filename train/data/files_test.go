package data_test

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/train/data"
	"example.com/sobolev/train/data/dataset"
)

// cubicTable is f(x, y) = x²y at (1, 2) and (-1, 3) with all that can be known of it, worked out by hand: the gradients
// (4, 1) and (-6, 1), the Hessians (4 2; 2 0) and (6 -2; -2 0), along u = (1, 1) and (2, -1) the products (6, 2) and
// (14, -4), and the slopes 4, 5 and -6, -13 along the directions (1, 0) and (1, 1), and (1, 0) and (2, -1).
const cubicTable = `x,y,f,minus fx,fy,fxx,fxy,fyx,fyy,ux,uy,hux,huy,one,nil,s1,s2,w
1,2,2,-4,1,4,2,,0,1,1,6,2,1,0,4,5,0.5
-1,3,3,6,1,6,-2,-2,0,2,-1,14,-4,1,0,-6,-13,2
`

func writeCubic(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "cubic.csv")
	if err := os.WriteFile(path, []byte(cubicTable), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// planes returns all labels, component after component.
func planes(d *data.Data[float64]) [][]float64 {
	var p [][]float64
	for k := range d.Labels.Alg.Dim() {
		p = append(p, d.Labels.Plane(k))
	}
	return p
}

func TestFromCSVColumns(t *testing.T) {
	path := writeCubic(t)
	x, f, grad := []string{"x", "y"}, []string{"f"}, [][]string{{"-minus fx", "fy"}}
	for _, c := range []struct {
		name    string
		columns data.Columns
		labels  [][]float64
		hv      *data.HessianVectors[float64]
		along   []float64
		weights []float64
	}{
		{"Hessians", data.Columns{X: x, Y: f, Grad: grad, Hess: [][]string{{"fxx", "fxy", "fyx", "fyy"}}, Weight: "w"},
			[][]float64{{2, 3}, {4, -6}, {1, 1}, {4, 6}, {2, -2}, {0, 0}}, nil, nil, []float64{0.5, 2}},
		{"half of the Hessians", data.Columns{X: x, Hess: [][]string{{"fxx", "fxy", "", ""}}},
			[][]float64{{nan, nan}, {nan, nan}, {nan, nan}, {4, 6}, {2, -2}, {nan, nan}}, nil, nil, nil},
		{"products", data.Columns{X: x, Y: f, Grad: grad, U: []string{"ux", "uy"}, HU: [][]string{{"hux", "huy"}}},
			[][]float64{{2, 3}, {4, -6}, {1, 1}}, &data.HessianVectors[float64]{U: []float64{1, 1, 2, -1}, H: []float64{6, 2, 14, -4}}, nil, nil},
		{"slopes", data.Columns{X: x, Y: f, Directions: [][]string{{"one", "nil"}, {"ux", "uy"}}, Slopes: [][]string{{"s1", "s2"}}, Weight: "w"},
			[][]float64{{2, 3}, {4, -6}, {5, -13}}, nil, []float64{1, 0, 1, 1, 1, 0, 2, -1}, []float64{0.5, 2}},
		{"slopes without values", data.Columns{X: x, Directions: [][]string{{"ux", "uy"}}, Slopes: [][]string{{"s2"}, {"-s2"}}},
			[][]float64{{nan, nan, nan, nan}, {5, -5, -13, 13}}, nil, []float64{1, 1, 2, -1}, nil},
	} {
		d, err := data.FromCSV[float64](path, c.columns)
		if err != nil {
			t.Error(c.name, err)
			continue
		}
		for what, diff := range map[string]string{
			"points":     cmp.Diff([]float64{1, 2, -1, 3}, d.X),
			"labels":     cmp.Diff(c.labels, planes(d), cmpopts.EquateNaNs()),
			"products":   cmp.Diff(c.hv, d.HessianVectors),
			"directions": cmp.Diff(c.along, d.Directions),
			"weights":    cmp.Diff(c.weights, d.Weights),
		} {
			if diff != "" {
				t.Errorf("%s: %s (-want +got):\n%s", c.name, what, diff)
			}
		}
		if err := d.Check(); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestFromCSVColumnErrors(t *testing.T) {
	path := writeCubic(t)
	x := []string{"x", "y"}
	for want, c := range map[string]data.Columns{
		"0 inputs and 1 outputs": {Y: x[:1]},
		"Hessian of output 0 in 3 columns, want one for each of 4 pairs of inputs":   {X: x, Hess: [][]string{{"fxx", "fxy", "fyy"}}},
		"direction 1 in 1 columns, want one for each of 2 inputs":                    {X: x, Directions: [][]string{x, {"x"}}},
		"slopes of output 0 in 2 columns, want one for each of 1 directions":         {X: x, Directions: [][]string{x}, Slopes: [][]string{{"s1", "s2"}}},
		"slopes of output 0 in 1 columns, want one for each of 0 directions":         {X: x, Slopes: [][]string{{"s1"}}},
		"product of output 0 in 1 columns, want one for each of 2 inputs":            {X: x, HU: [][]string{{"hux"}}},
		"vector 0 in 1 columns, want one for each of 2 inputs":                       {X: x, U: []string{"ux"}},
		"slopes: 0 numbers, want 2 points × 1 outputs × 1 directions":                {X: x, Y: []string{"f"}, Directions: [][]string{x}},
		"slopes along directions beside derivatives along the inputs":                {X: x, Grad: [][]string{x}, Directions: [][]string{x}, Slopes: [][]string{{"s1"}}},
		"cubic.csv:3: column \"s1\", the weight, is -6, want a number of at least 0": {X: x, Y: []string{"f"}, Weight: "s1"},
		"cubic.csv:2: column \"fyx\", the weight, is NaN, want a number":             {X: x, Y: []string{"f"}, Weight: "fyx"},
		"cubic.csv:2: column \"fyx\", an input, is empty or not a number":            {X: []string{"x", "fyx"}, Y: []string{"f"}},
		"input 1 has no column, want one for each input":                             {X: []string{"x", ""}, Y: []string{"f"}},
		"Y has columns for 1 outputs and Grad for 2, want as many":                   {X: x, Y: []string{"f"}, Grad: [][]string{x, x}},
		"Y has columns for 1 outputs and Slopes for 2, want as many":                 {X: x, Y: []string{"f"}, Directions: [][]string{x}, Slopes: [][]string{{"s1"}, {"s2"}}},
	} {
		if _, err := data.FromCSV[float64](path, c); err == nil || !strings.Contains(err.Error(), "cubic.csv: ") || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestFromCSVWithoutRows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "head.csv")
	if err := os.WriteFile(path, []byte("x,y\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	const want = "head.csv: no rows below the names of the columns, want some"
	if _, err := data.FromCSV[float64](path, data.Columns{X: []string{"x"}, Y: []string{"y"}}); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want one with %q", err, want)
	}
}

// TestInfiniteLabels puts what cannot have been measured into every array.
func TestInfiniteLabels(t *testing.T) {
	inf := math.Inf(1)
	x, x2 := []float64{1, 2, 3, 4}, func(i int) []float64 { // two points with two numbers each, one of them infinite
		z := []float64{1, nan, 3, 4}
		z[i] = inf
		return z
	}
	tensor := make([]float64, 16) // of two points with eight numbers each
	tensor[15] = -inf
	for want, a := range map[string]data.Arrays[float64]{
		"points: sample 1, input 0 is +Inf, want a finite number":                {X: []float64{1, 2, inf, 4}, Y: x[:2]},
		"values: sample 1, number 0 of 1 is +Inf, want a finite number, or NaN":  {X: x, Y: []float64{1, inf}},
		"gradients: sample 0, number 1 of 2 is +Inf":                             {X: x, Grad: x2(1)},
		"Hessians: sample 1, number 2 of 4 is +Inf":                              {X: x, Hess: append(x[:4:4], x2(2)...)},
		"derivatives of order 3: sample 1, number 7 of 8 is -Inf":                {X: x, Higher: [][]float64{tensor}},
		"products with the Hessian: sample 0, number 0 of 2 is +Inf":             {X: x, HessianVectors: &data.HessianVectors[float64]{U: x, H: x2(0)}},
		"vectors: sample 1, number 1 of 2 is +Inf":                               {X: x, HessianVectors: &data.HessianVectors[float64]{U: []float64{1, 2, 3, inf}, H: x}},
		"slopes: sample 1, number 0 of 1 is +Inf":                                {X: x, Directions: x, Slopes: []float64{1, inf}},
		"directions: sample 0, number 0 of 2 is +Inf":                            {X: x, Directions: x2(0), Slopes: x[:2]},
		"vectors: sample 0, number 1 of 2 is NaN, want a finite number":          {X: x, HessianVectors: &data.HessianVectors[float64]{U: []float64{1, nan, 3, 4}, H: x}},
		"directions: sample 1, number 1 of 2 is NaN, want a finite number":       {X: x, Directions: []float64{1, 2, 3, nan}, Slopes: x[:2]},
		"directions: 3 numbers, want a positive multiple of 2 points × 2 inputs": {X: x, Directions: x[:3], Slopes: x[:2]},
		"weights: sample 1 is +Inf, want a finite number of at least 0":          {X: x, Y: x[:2], Weights: []float64{1, inf}},
		"weights: sample 0 is -1, want a finite number of at least 0":            {X: x, Y: x[:2], Weights: []float64{-1, 1}},
		"weights: sample 0 is NaN, want a finite number of at least 0":           {X: x, Directions: x, Slopes: x[:2], Weights: []float64{nan, 1}},
		"data: 2 points and 1 weights, want a weight for every point":            {X: x, Directions: x, Slopes: x[:2], Weights: []float64{1}},
	} {
		if _, err := data.FromArrays(2, 1, a); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestFromNumPyNamed reads molecules of two atoms as a program of molecular dynamics left them (make.py): energies
// |r|²/2 of the bond r, whose gradient is minus the forces, and names of atoms, which are not looked into.
func TestFromNumPyNamed(t *testing.T) {
	archive := filepath.Join("dataset", "testdata", "molecules.npz")
	d, err := data.FromNumPyNamed[float32](data.NumPyNames{X: "positions", Y: "energy", Grad: "-forces"}, archive)
	if err != nil {
		t.Fatal(err)
	}
	if d.In != 6 || d.Out != 1 || d.Len() != 3 || d.Order() != 1 {
		t.Fatalf("%d points with %d inputs, %d outputs and order %d, want 3 with 6, 1 and 1", d.Len(), d.In, d.Out, d.Order())
	}
	if diff := cmp.Diff([]float32{0, 0, 0, 1, 2, 3}, d.X[:6]); diff != "" {
		t.Errorf("first molecule (-want +got):\n%s", diff)
	}
	for i, want := range [][]float32{{7, 0.5, 2.5}, {-1, 0, -1}, {-2, 0, 0}, {-3, 1, 2}, {1, 0, 1}, {2, 0, 0}, {3, -1, -2}} {
		if diff := cmp.Diff(want, d.Labels.Plane(i)); diff != "" {
			t.Errorf("component %d (-want +got):\n%s", i, diff)
		}
	}
	for want, names := range map[string]data.NumPyNames{
		`molecules.npz: no array "force"`:              {X: "positions", Y: "energy", Grad: "force"},
		`molecules.npz: no array "-force"`:             {X: "positions", Y: "energy", Grad: "-force"},
		`molecules.npz: no array "x", want the points`: {Y: "energy"},
		`array "energy" has shape [3], want [3 6]`:     {X: "positions", U: "energy"},
		`names.npy: offset`:                            {X: "positions", Y: "names"},
		`array "forces" has shape [3 2 3], want [3]`:   {X: "energy", Y: "energy", Weights: "forces"},
		`molecules.npz: MaxBytes -1, want at least 0`:  {X: "positions", Y: "energy", MaxBytes: -1},
	} {
		if _, err := data.FromNumPyNamed[float64](names, archive); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestFromNumPyNamedArrays gives every array another name, beside one that is not wanted.
func TestFromNumPyNamedArrays(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, shape []int, numbers ...float64) string {
		path := filepath.Join(dir, name+".npy")
		f, err := os.Create(path)
		if err == nil {
			err = dataset.WriteNPY(f, &dataset.Array[float64]{Shape: shape, Data: numbers})
		}
		if err == nil {
			err = f.Close()
		}
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	// f(x) = (x, -x)³ at x = 1 and 2, in one input, and along the direction 3
	paths := []string{write("t", []int{2}, 1, 2), write("a", []int{2, 2}, 1, -1, 8, -8), write("b", []int{2, 2, 1}, 3, -3, 12, -12),
		write("c", []int{2, 2, 1, 1}, 6, -6, 12, -12), write("d", []int{2, 2, 1, 1, 1}, 6, -6, 6, -6), write("-w", []int{2}, 1, 2), write("w", []int{2}, 5, 6),
		write("v", []int{2, 1, 1}, 3, 3), write("s", []int{2, 2, 1}, 9, -9, 36, -36), write("minus a", []int{2, 2}, -1, 1, -8, 8), write("other", []int{1}, 0)}
	d, err := data.FromNumPyNamed[float64](data.NumPyNames{X: "t", Y: "-minus a", Grad: "b", Hess: "c", Higher: []string{"d"}, Weights: "-w"}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	want := [][]float64{{1, -1, 8, -8}, {3, -3, 12, -12}, {6, -6, 12, -12}, {6, -6, 6, -6}}
	if diff := cmp.Diff(want, planes(d)); diff != "" {
		t.Errorf("labels (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]float64{1, 2}, d.Weights); diff != "" {
		t.Errorf("weights (-want +got):\n%s", diff)
	}
	d, err = data.FromNumPyNamed[float64](data.NumPyNames{X: "t", Directions: "v", Slopes: "s"}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]float64{{nan, nan, nan, nan}, {9, -9, 36, -36}}, planes(d), cmpopts.EquateNaNs()); diff != "" || d.Labels.Alg.String() != "Dual(1)" {
		t.Errorf("slopes over %v (-want +got):\n%s", d.Labels.Alg, diff)
	}
	d, err = data.FromNumPyNamed[float64](data.NumPyNames{X: "t", Y: "a", U: "t", HU: "b"}, paths...)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(&data.HessianVectors[float64]{U: []float64{1, 2}, H: []float64{3, -3, 12, -12}}, d.HessianVectors); diff != "" {
		t.Errorf("products (-want +got):\n%s", diff)
	}
}
