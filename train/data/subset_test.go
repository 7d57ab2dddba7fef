package data_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// TestSubsetIsSlices: a subset is what slices of single points are, put together, with all kinds of labels.
func TestSubsetIsSlices(t *testing.T) {
	plain := traintest.Labelled(t, 2, 3, 2)
	weighted := traintest.Labelled(t, 2, 1, 1)
	n := weighted.Len()
	weighted.Weights = make([]float64, n)
	weighted.HessianVectors = &data.HessianVectors[float64]{U: make([]float64, 2*n), H: make([]float64, 2*n)}
	directed := traintest.Labelled(t, 2, 1, 0)
	directed.Labels, directed.Directions = data.NewLabels[float64](jet.Dual(3), n, 1), make([]float64, 3*2*n)
	for _, s := range [][]float64{weighted.Weights, weighted.HessianVectors.U, weighted.HessianVectors.H, directed.Labels.Data, directed.Directions} {
		for i := range s {
			s[i] = float64(i) + 0.5
		}
	}
	for _, d := range []*data.Data[float64]{plain, weighted, directed} {
		got := d.Subset([]int{2, 0, 2})
		for i, p := range []int{2, 0, 2} {
			if diff := cmp.Diff(d.Slice(p, p+1), got.Slice(i, i+1), cmpopts.IgnoreUnexported(data.Data[float64]{}, jet.Algebra{})); diff != "" {
				t.Errorf("point %d (-want, +got):\n%s", p, diff)
			}
		}
		got.X[0] = 1e9
		if d.X[2*d.In] == 1e9 {
			t.Error("a subset shares memory with the data")
		}
	}
	shuffled := plain.Shuffle(rand.New(rand.NewPCG(1, 2)))
	a, b := slices.Clone(plain.Labels.Plane(0)), slices.Clone(shuffled.Labels.Plane(0))
	slices.Sort(a)
	slices.Sort(b)
	if !slices.Equal(a, b) {
		t.Errorf("shuffled values %v, want those of %v", b, a)
	}
}

func TestSubsetPanics(t *testing.T) {
	d := traintest.Labelled(t, 2, 1, 0)
	for want, f := range map[string]func(){
		"Subset: point -1":  func() { d.Subset([]int{0, -1}) },
		"SplitAt: input 2,": func() { d.SplitAt(2, 0) },
	} {
		func() {
			defer func() {
				if r := recover(); r == nil || !strings.Contains(r.(string), want) {
					t.Errorf("panic %v, want %q", r, want)
				}
			}()
			f()
		}()
	}
}

func ExampleData_SplitAt() {
	d, err := data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{3, 1, 4, 2}, Y: []float64{30, 10, 40, 20}})
	if err != nil {
		fmt.Println(err)
		return
	}
	before, after := d.SplitAt(0, 2.5)
	fmt.Println(before.Labels.Plane(0), after.Labels.Plane(0))
	fmt.Println(d.Subset([]int{3, 0}).Labels.Plane(0), d.Shuffle(rand.New(rand.NewPCG(1, 2))).Len())
	// Output:
	// [10 20] [30 40]
	// [20 30] 4
}
