package data_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/funcs"
	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// numbered is data of which every number says what it is: its kind, its point and its place.
func numbered(points int) *data.Data[float64] {
	d := &data.Data[float64]{In: 2, Out: 2, Labels: data.NewLabels[float64](jet.Dual(3), points, 2)}
	fill := func(kind, width int) []float64 {
		x := make([]float64, points*width)
		for i := range x {
			x[i] = float64(1000*kind + 10*(i/width) + i%width)
		}
		return x
	}
	d.X, d.Weights, d.Directions = fill(1, 2), fill(2, 1), fill(3, 6)
	d.HessianVectors = &data.HessianVectors[float64]{U: fill(4, 2), H: fill(5, 4)}
	for k := range d.Labels.Alg.Dim() {
		copy(d.Labels.Plane(k), fill(6+k, 2))
	}
	return d
}

func TestSubset(t *testing.T) {
	got, points := numbered(5).Subset([]int{4, 0, 4}), []float64{4, 0, 4}
	want := numbered(3)
	relabel := func(x []float64) {
		for i, v := range x {
			kind, rest := int(v)/1000, int(v)%1000
			x[i] = float64(1000*kind) + 10*points[rest/10] + float64(rest%10)
		}
	}
	for _, x := range [][]float64{want.X, want.Weights, want.Directions, want.HessianVectors.U, want.HessianVectors.H, want.Labels.Data} {
		relabel(x)
	}
	opts := cmp.Options{cmpopts.IgnoreUnexported(data.Data[float64]{}), cmp.Comparer(func(a, b *jet.Algebra) bool { return a.Equal(b) })}
	if diff := cmp.Diff(want, got, opts); diff != "" {
		t.Errorf("points 4, 0 and 4 (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(numbered(5).Subset([]int{1, 2}), numbered(5).Slice(1, 3), opts); diff != "" {
		t.Errorf("Slice(1, 3) is not points 1 and 2:\n%s", diff)
	}
	shuffled := numbered(50).Shuffle(rand.New(rand.NewPCG(1, 2)))
	if slices.IsSorted(shuffled.X) {
		t.Error("Shuffle leaves the order")
	}
	if back := slices.Sorted(slices.Values(shuffled.X)); !slices.Equal(back, numbered(50).X) {
		t.Errorf("Shuffle has other points: %v", back)
	}
	defer func() {
		if r := fmt.Sprint(recover()); r != "data: Data.Subset: point 5, want 0 to 4" {
			t.Errorf("panic %q", r)
		}
	}()
	numbered(5).Subset([]int{1, 5})
}

// Rows of a table that are sorted by time or size are shuffled before a part of them is set aside.
func ExampleData_Shuffle() {
	p := data.Points[float64]{Dim: 1, X: []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}
	d, err := data.FromFunc(funcs.Rastrigin, p, 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fit, validation := d.Shuffle(rand.New(rand.NewPCG(1, 2))).Split(0.8)
	fmt.Println(fit.Len(), validation.Len(), slices.Max(validation.X) > 1)
	// Output: 8 2 true
}

// A period of measurements in time.
func ExampleData_Slice() {
	d := must(data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{0, 1, 2, 3, 4}, Y: []float64{0, 1, 4, 9, 16}}))
	period := d.Slice(1, 4)
	fmt.Println(period.X, period.Labels.Plane(0))
	// Output: [1 2 3] [1 4 9]
}
