package fit

import (
	"math"
	"strings"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// TestErrorsOfEvenLabels: labels that do not vary, or by rounding errors alone, have no share of their spread, and leave the headline
// to the others; labels of any size have one.
func TestErrorsOfEvenLabels(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		y, grad  []float64 // for the inputs 0, 1, 2, with a network that says x and a slope of 1
		relative [2]float64
		headline string
	}{
		"usual":          {[]float64{0, 2, 4}, []float64{1, 2, 3}, [2]float64{math.Sqrt(5./3) / math.Sqrt(8./3), math.Sqrt(5./3) / math.Sqrt(2./3)}, "in its values by 79 %, in its first derivatives by 158 % of"},
		"huge":           {[]float64{0, 2e300, 4e300}, []float64{nan, nan, nan}, [2]float64{math.Sqrt(20./3) / math.Sqrt(8./3), nan}, "in its values by 158 % of"},
		"even":           {[]float64{5, 5, 5}, []float64{0, 0, 0}, [2]float64{nan, nan}, "labels of 3 rows here do not vary. Left out, as they do not vary but by rounding errors: y, dy/dx."},
		"rounding":       {[]float64{0, 2, 4}, []float64{0, 1e-12, -1e-12}, [2]float64{math.Sqrt(5./3) / math.Sqrt(8./3), nan}, "in its values by 79 % of the spread of the labels (root mean squares). Left out, as they do not vary but by rounding errors: dy/dx."},
		"values rounded": {[]float64{5, 5, 5 + 1e-15}, []float64{1, 2, 3}, [2]float64{nan, math.Sqrt(5./3) / math.Sqrt(2./3)}, "in its first derivatives by 158 % of"},
	} {
		d, err := data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{0, 1, 2}, Y: c.y, Grad: c.grad})
		if err != nil {
			t.Fatal(err)
		}
		net, err := layers.New(1, nil, layers.Activate[float64](layers.Identity))
		if err != nil {
			t.Fatal(err)
		}
		all := compare(net, d, columns{x: []string{"x"}, y: []string{"y"}})
		for k, want := range c.relative {
			if r, _ := all[k].judge(); !(math.Abs(r.Relative-want) < 1e-12) && !(r.Relative != r.Relative && want != want) {
				t.Errorf("%s: %s: share %v, want %v", name, r.Label, r.Relative, want)
			}
		}
		if got := (&fit{all: d, kept: d}).headline(all, "here"); !strings.Contains(got, c.headline) {
			t.Errorf("%s: %q, want %q in it", name, got, c.headline)
		}
	}
}

// TestHeadlineOfUnevenColumns: a column that hardly varies, met as well as another, does not decide: of two slopes that are 0.1 off,
// the one spread by 1 and the other by 1e-4, the share is √(0.1² + 0.1²)/√(1 + 1e-8).
func TestHeadlineOfUnevenColumns(t *testing.T) {
	all := []component{
		{name: "a", order: 1, want: []float64{-1, 1}, got: []float64{-0.9, 1.1}, typical: 1},
		{name: "b", order: 1, want: []float64{-1e-4, 1e-4}, got: []float64{0.1, 0.1}, typical: 1},
	}
	d, err := data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{0, 1}, Grad: []float64{1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := (&fit{all: d, kept: d}).headline(all, "here"), "in its first derivatives by 14 %"; !strings.Contains(got, want) {
		t.Errorf("%q, want %q in it", got, want)
	}
}
