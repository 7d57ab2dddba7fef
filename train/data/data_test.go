package data_test

import (
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/number"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/data/dataset"
	"example.com/sobolev/train/internal/traintest"
)

var nan = math.NaN()

// requireEqual compares bit for bit, but a NaN is equal to a NaN.
func requireEqual(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got, cmpopts.EquateNaNs()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// TestFromArrays fills in whole tensors and checks the components.
func TestFromArrays(t *testing.T) {
	x := []float64{1, 2, 3, 4}
	d, err := data.FromArrays(2, 1, data.Arrays[float64]{X: x, Grad: []float64{1, 2, 3, nan},
		Hess:   []float64{1, 2, 4, 5, 6, nan, 7, nan},
		Higher: [][]float64{{1, 2, 3, 4, 6, 8, 10, 12, nan, nan, nan, 3, nan, nan, 5, 9}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		indices []int
		want    []float64
	}{
		{nil, []float64{nan, nan}}, {[]int{0}, []float64{1, 3}}, {[]int{1}, []float64{2, nan}},
		{[]int{0, 0}, []float64{1, 6}}, {[]int{0, 1}, []float64{3, 7}}, {[]int{1, 1}, []float64{5, nan}}, // 3 is the mean of 2 and 4
		{[]int{0, 0, 0}, []float64{1, nan}}, {[]int{0, 0, 1}, []float64{11.0 / 3, nan}}, // 2, 3, 6
		{[]int{0, 1, 1}, []float64{22.0 / 3, 4}}, {[]int{1, 1, 1}, []float64{12, 9}}, // 4, 8, 10; 3 and 5
	} {
		k, _ := traintest.Component(d.Labels.Alg, c.indices)
		requireEqual(t, fmt.Sprint("∂", c.indices), d.Labels.Plane(k), c.want)
	}
	hessian, err := data.FromArrays(2, 1, data.Arrays[float64]{X: x, Hess: make([]float64, 8)})
	if err != nil {
		t.Fatal(err)
	}
	requireEqual(t, "order of Hessians alone", hessian.Order(), 2)
	requireEqual(t, "gradients beside Hessians alone", hessian.Labels.Plane(1), []float64{nan, nan})
}

func TestFromArraysErrors(t *testing.T) {
	x := []float64{1, 2, 3, 4}
	for _, c := range []struct {
		in, out int
		arrays  data.Arrays[float64]
		want    string
	}{
		{0, 1, data.Arrays[float64]{X: x}, "0 inputs and 1 outputs"},
		{3, 1, data.Arrays[float64]{X: x}, "4 numbers, want a positive multiple of 3"},
		{2, 1, data.Arrays[float64]{}, "0 numbers, want a positive multiple of 2"},
		{2, 1, data.Arrays[float64]{X: []float64{1, 2, 3, math.Inf(1)}, Y: x[:2]}, "sample 1, input 1 is +Inf"},
		{2, 1, data.Arrays[float64]{X: x}, "neither values nor derivatives"},
		{2, 1, data.Arrays[float64]{X: x, Y: x}, "order 0: 4 numbers, want 2 points × 1"},
		{2, 2, data.Arrays[float64]{X: x, Y: x, Grad: x}, "order 1: 4 numbers, want 2 points × 4"},
		{2, 1, data.Arrays[float64]{X: x, Higher: [][]float64{x}}, "order 3: 4 numbers, want 2 points × 8"},
		{2, 1, data.Arrays[float64]{X: x, Y: x[:2], Weights: x}, "2 points and 4 weights"},
		{2, 1, data.Arrays[float64]{X: x, HessianVectors: &data.HessianVectors[float64]{U: x}}, "4 coordinates of vectors and 0 of products, want 4 and 4"},
		{2, 1, data.Arrays[float64]{X: x, Hess: make([]float64, 8), HessianVectors: &data.HessianVectors[float64]{U: x, H: x}}, "want values or gradients beside them"},
	} {
		if _, err := data.FromArrays(c.in, c.out, c.arrays); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("error %v, want one with %q", err, c.want)
		}
	}
}

// TestDataShapes checks data that a caller put together.
func TestDataShapes(t *testing.T) {
	net := traintest.Small(t, 2, 1, layers.Tanh)
	for want, change := range map[string]func(d *data.Data[float64]){
		"want labels of that shape":                                 func(d *data.Data[float64]) { d.Labels = nil },
		"want a variable for each input or directions":              func(d *data.Data[float64]) { d.Labels = data.NewLabels[float64](jet.Taylor(2), 3, 1) },
		"4 coordinates of directions, want 3 points × 2 directions": func(d *data.Data[float64]) { d.Directions = make([]float64, 4) },
	} {
		d := traintest.Labelled(t, 2, 1, 1)
		change(d)
		if _, err := train.Regression(net, d, train.Sobolev(1)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// TestSlice checks that all parts of the data go along.
func TestSlice(t *testing.T) {
	d := traintest.Labelled(t, 2, 2, 0)
	d.Labels = data.NewLabels[float64](jet.Taylor(1), 3, 2)
	d.Directions, d.Weights = []float64{1, 2, 3, 4, 5, 6}, []float64{7, 8, 9}
	s := d.Slice(1, 3)
	requireEqual(t, "directions of points 1 and 2", s.Directions, []float64{3, 4, 5, 6})
	requireEqual(t, "weights of points 1 and 2", s.Weights, []float64{8, 9})
	h := traintest.Labelled(t, 2, 2, 1)
	h.HessianVectors = &data.HessianVectors[float64]{U: []float64{1, 2, 3, 4, 5, 6}, H: []float64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}}
	requireEqual(t, "Hessian-vector products of point 1", h.Slice(1, 2).HessianVectors,
		&data.HessianVectors[float64]{U: []float64{3, 4}, H: []float64{5, 6, 7, 8}})
	along, err := data.LazyVectorFunc(traintest.Target[dual.Any](2), data.Points[float64]{Dim: 2, X: d.X})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := train.Regression(traintest.Small(t, 2, 2, layers.Tanh), along.Slice(0, 2), train.Stochastic(1, 1)); err != nil {
		t.Error(err)
	}
}

// TestDirectional contracts derivatives with directions and compares with jets of the function along them.
func TestDirectional(t *testing.T) {
	full := traintest.Labelled(t, 3, 2, 3)
	along, err := data.LazyVectorFunc(traintest.Target[dual.Any](2), data.Points[float64]{Dim: 3, X: full.X})
	if err != nil {
		t.Fatal(err)
	}
	for _, alg := range []*jet.Algebra{jet.Dual(1), jet.Dual(4), jet.HyperDual(), jet.Taylor(3),
		jet.Laplace(3, 2, 1, -0.5), jet.Diagonal(2, 3), jet.Full(2, 3), jet.Full(4, 2)} {
		v := make([]float64, 3*alg.Vars()*3)
		for i := range v {
			v[i] = math.Cos(float64(i * i))
		}
		got, err := full.Directional(alg, v)
		if err != nil {
			t.Fatal(err)
		}
		want, err := along.Directional(alg, v)
		if err != nil {
			t.Fatal(err)
		}
		traintest.RequireNear(t, alg.String(), got.Labels.Data, want.Labels.Data, 1e-12)
		if parts, err := train.Evaluate(traintest.Small(t, 3, 2, layers.Tanh), got, train.Sobolev(1, 1)); err != nil || !number.Finite(parts[1]) {
			t.Errorf("%v: loss %v with error %v", alg, parts, err)
		}
	}
	few := "labels over Full(3, 1), want all derivatives to order 2"
	if _, err := traintest.Labelled(t, 3, 2, 1).Directional(jet.HyperDual(), make([]float64, 18)); err == nil || !strings.Contains(err.Error(), few) {
		t.Errorf("error %v, want one with %q", err, few)
	}
	if _, err := full.Directional(jet.Dual(2), make([]float64, 5)); err == nil || !strings.Contains(err.Error(), "5 coordinates, want 3 points × 2 directions") {
		t.Errorf("error %v", err)
	}
}

// TestSourceOfFewerOrders asks for a second derivative along a direction that labels of first derivatives do not tell: it is
// not known, which is another thing than 0.
func TestSourceOfFewerOrders(t *testing.T) {
	d := traintest.Labelled(t, 2, 1, 1)
	for _, alg := range []*jet.Algebra{jet.Taylor(2), jet.HyperDual(), jet.Laplace(2)} {
		x, y := jet.NewBatch[float64](alg, 1, 2), jet.NewBatch[float64](alg, 1, 1)
		x.Plane(1)[0] = 1 // along the first coordinate
		d.NewSource().Jets(y, x, []int{1})
		want := []float64{d.Labels.Plane(0)[1], d.Labels.Plane(1)[1]}
		if got := y.Data[:2]; !slices.Equal(got, want) {
			t.Errorf("%v: value and slope %v, want %v", alg, got, want)
		}
		if got := y.Data[alg.Dim()-1]; !math.IsNaN(got) {
			t.Errorf("%v: second derivative %v, want NaN", alg, got)
		}
	}
}

// TestFromFiles reads the same samples of x0²x1 from NumPy's archive, from its single arrays and from CSV.
func TestFromFiles(t *testing.T) {
	archive := filepath.Join("dataset", "testdata", "samples.npz")
	full, err := data.FromNumPy[float64](archive)
	if err != nil {
		t.Fatal(err)
	}
	want, err := data.FromFunc(func(x []dual.Any) dual.Any { return x[0].Mul(x[0]).Mul(x[1]) }, data.Points[float64]{Dim: 2, X: []float64{1, 2, -1, 0.5, 0, 3, 2, -1}}, 2)
	if err != nil {
		t.Fatal(err)
	}
	want.Labels.Plane(0)[3] = nan
	check := func(name string, got *data.Data[float64], order int) {
		t.Helper()
		requireEqual(t, name+": points", got.X, want.X)
		requireEqual(t, name+": weights", got.Weights, []float64{1, 1, 1, 2})
		requireEqual(t, name+": order", got.Order(), order)
		for k := range got.Labels.Alg.Dim() {
			requireEqual(t, fmt.Sprint(name, ": component ", k), got.Labels.Plane(k), want.Labels.Plane(k))
		}
	}
	check("npz", full, 2)

	arrays, err := dataset.OpenNPZ[float64](archive, dataset.Members{})
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for name, a := range arrays {
		if name == "grad" || name == "hess" || name == "y" { // with the axis of outputs
			a.Shape = append([]int{4, 1}, a.Shape[1:]...)
		}
		path := filepath.Join(t.TempDir(), name+".npy")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := dataset.WriteNPY(f, a); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	single, err := data.FromNumPy[float64](paths...)
	if err != nil {
		t.Fatal(err)
	}
	check("npy", single, 2)

	table, err := data.FromCSV[float64](filepath.Join("dataset", "testdata", "samples.csv"), data.Columns{X: []string{"x0", "x1"}, Y: []string{"y"},
		Grad: [][]string{{"dy/dx0", "dy/dx1"}}, Weight: "w"})
	if err != nil {
		t.Fatal(err)
	}
	check("csv", table, 1)
}

func TestFromFilesErrors(t *testing.T) {
	write := func(name string, shape ...int) string {
		n := 1
		for _, s := range shape {
			n *= s
		}
		path := filepath.Join(t.TempDir(), name+".npy")
		f, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := dataset.WriteNPY(f, &dataset.Array[float64]{Shape: shape, Data: make([]float64, n)}); err != nil {
			t.Fatal(err)
		}
		return path
	}
	x, y := write("x", 3, 2), write("y", 3)
	for _, c := range []struct {
		paths []string
		want  string
	}{
		{[]string{y}, `no array "x"`},
		{[]string{write("x", 3, 2, 1), y}, `array "x" has shape [3 2 1], want points × inputs`},
		{[]string{x, write("y", 4)}, `array "y" has shape [4], want [3 1]`},
		{[]string{x, write("grad", 3, 2, 3)}, `array "grad" has shape [3 2 3], want [3 2 2]`},
		{[]string{x, y, write("grad", 3, 2, 2)}, `array "grad" has shape [3 2 2], want [3 1 2] or [3 2] for 3 points, 2 inputs and 1 outputs`},
		{[]string{x, y, write("d3", 3, 2, 2)}, `array "d3" has shape [3 2 2], want [3 1 2 2 2]`},
		{[]string{x, y, write("d99", 3)}, `array "d99" has no meaning`},
		{[]string{x, y, write("force", 3)}, `array "force" has no meaning here`},
		{[]string{x, y, x}, `a second array "x"`},
		{[]string{x}, "neither values nor derivatives"},
		{[]string{"none.npz"}, "none.npz"},
	} {
		if _, err := data.FromNumPy[float64](c.paths...); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: error %v, want one with %q", c.paths, err, c.want)
		}
	}
	samples := filepath.Join("dataset", "testdata", "samples.csv")
	for want, c := range map[string]data.Columns{
		`no column "z"`: {X: []string{"x0"}, Y: []string{"z"}},
		"gradient of output 0 in 1 columns, want one for each of 2":     {X: []string{"x0", "x1"}, Grad: [][]string{{"y"}}},
		`samples.csv:6: column "y", an input, is empty or not a number`: {X: []string{"y"}, Y: []string{"x0"}},
	} {
		if _, err := data.FromCSV[float64](samples, c); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}
