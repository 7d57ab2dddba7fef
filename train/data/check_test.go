package data_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// TestCheckNamesNumbers puts one number that cannot have been meant into every part of data, and checks that it is named.
func TestCheckNamesNumbers(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		want  string
		spoil func(d *data.Data[float64])
	}{
		{"", func(d *data.Data[float64]) { d.Labels.Plane(1)[3] = nan }},
		{"", func(d *data.Data[float64]) { d.HessianVectors.H[3] = nan }},
		{"point 1: input 0 is NaN", func(d *data.Data[float64]) { d.X[2] = nan }},
		{"point 1: label of output 1, component 2 of Full(2, 1), is -Inf", func(d *data.Data[float64]) { d.Labels.Plane(2)[3] = -inf }},
		{"point 2: weight -1,", func(d *data.Data[float64]) { d.Weights[2] = -1 }},
		{"point 0: weight NaN,", func(d *data.Data[float64]) { d.Weights[0] = nan }},
		{"point 0: weight +Inf,", func(d *data.Data[float64]) { d.Weights[0] = inf }},
		{"point 2: coordinate 1 of the vector is NaN", func(d *data.Data[float64]) { d.HessianVectors.U[5] = nan }},
		{"point 1: number 2 of the product with the Hessian is +Inf", func(d *data.Data[float64]) { d.HessianVectors.H[6] = inf }},
		{"5 coordinates of points", func(d *data.Data[float64]) { d.X = d.X[:5] }},
		{"0 inputs", func(d *data.Data[float64]) { d.In = 0 }},
	} {
		d := &data.Data[float64]{In: 2, Out: 2, X: make([]float64, 6), Labels: data.NewLabels[float64](jet.Full(2, 1), 3, 2),
			Weights: make([]float64, 3), HessianVectors: &data.HessianVectors[float64]{U: make([]float64, 6), H: make([]float64, 12)}}
		c.spoil(d)
		err := d.Check()
		if c.want == "" {
			if err != nil {
				t.Errorf("a label that was not measured: %v", err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "want") {
			t.Errorf("error %v, want one about %q", err, c.want)
		}
	}
	d := &data.Data[float64]{In: 1, Out: 1, X: []float64{0, 1}, Labels: data.NewLabels[float64](jet.Dual(1), 2, 1), Directions: []float64{1, inf}}
	if err := d.Check(); err == nil || !strings.Contains(err.Error(), "point 1: a direction has the coordinate +Inf") {
		t.Errorf("an infinite direction: error %v", err)
	}
}

// TestInfiniteStaysInfinite puts one infinite number into every part of data, and checks that it is the one that is named after a
// change of units made of all of them: an infinite mean would make NaN of a whole column, which says that nothing was measured.
func TestInfiniteStaysInfinite(t *testing.T) {
	for _, inf := range []float64{math.Inf(1), math.Inf(-1)} {
		for want, spoil := range map[string]func(d *data.Data[float64]){
			"point 1: input 0 is ":                                  func(d *data.Data[float64]) { d.X[2] = inf },
			"point 1: label of output 0, component 0 of Full(2, 1)": func(d *data.Data[float64]) { d.Labels.Plane(0)[2] = inf },
			"point 1: label of output 1, component 2 of Full(2, 1)": func(d *data.Data[float64]) { d.Labels.Plane(2)[3] = inf },
			"point 1: number 2 of the product with the Hessian is ": func(d *data.Data[float64]) { d.HessianVectors.H[6] = inf },
			"point 2: coordinate 1 of the vector is ":               func(d *data.Data[float64]) { d.HessianVectors.U[5] = inf },
			"point 0: weight ":                                      func(d *data.Data[float64]) { d.Weights[0] = inf },
		} {
			d := &data.Data[float64]{In: 2, Out: 2, X: []float64{1, 2, 3, 4, 6, 5}, Labels: data.NewLabels[float64](jet.Full(2, 1), 3, 2),
				Weights: make([]float64, 3), HessianVectors: &data.HessianVectors[float64]{U: make([]float64, 6), H: make([]float64, 12)}}
			spoil(d)
			for name, n := range map[string]*data.Normalizer[float64]{"Standardize": data.Standardize(d),
				"BoxNormalizer": data.BoxNormalizer(data.Box{Lo: []float64{0, 0}, Hi: []float64{6, 6}}, d)} {
				err := n.Apply(d).Check()
				if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), fmt.Sprint(inf)) {
					t.Errorf("%s: error %v, want one about %q and %v", name, err, want, inf)
				}
			}
		}
	}
}

// TestDirectionalOfInfinite checks that an infinite label is not lost where a direction has a 0.
func TestDirectionalOfInfinite(t *testing.T) {
	d := &data.Data[float64]{In: 2, Out: 1, X: make([]float64, 4), Labels: data.NewLabels[float64](jet.Full(2, 1), 2, 1)}
	d.Labels.Plane(2)[1] = math.Inf(1)
	_, err := d.Directional(jet.Dual(1), []float64{1, 0, 1, 0})
	if want := "point 1: label of output 0, component 2 of Full(2, 1), is +Inf"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want one about %q", err, want)
	}
}

// TestStandardizeExtremes standardises numbers whose squares overflow or vanish, and ones that vary by rounding alone. The
// deviation of a and b is |a−b|/2.
func TestStandardizeExtremes(t *testing.T) {
	for _, c := range []struct{ a, b, mean, deviation float64 }{
		{1e200, 3e200, 2e200, 1e200},
		{-1e308, 1e308, 0, 1e308},
		{1e-200, 3e-200, 2e-200, 1e-200},
		{5, 5 + 1e-15, 5, 1},
		{5, 5, 5, 1},
		{1e6, 1e6 + 0x1p-10, 1e6 + 0x1p-11, 0x1p-11},
	} {
		d := &data.Data[float64]{In: 1, Out: 1, X: []float64{c.a, c.b}, Labels: data.NewLabels[float64](jet.Real(), 2, 1)}
		n := data.Standardize(d)
		if math.Abs(n.XShift[0]/c.deviation-c.mean/c.deviation) > 1e-7 || math.Abs(n.XScale[0]/c.deviation-1) > 1e-6 {
			t.Errorf("%v and %v: mean %v and deviation %v, want %v and %v", c.a, c.b, n.XShift[0], n.XScale[0], c.mean, c.deviation)
		}
	}
	d := &data.Data[float32]{In: 1, Out: 1, X: []float32{0.1, 0.1 + 1e-8}, Labels: data.NewLabels[float32](jet.Real(), 2, 1)}
	if n := data.Standardize(d); n.XScale[0] != 1 {
		t.Errorf("float32: deviation %v of rounding errors, want 1", n.XScale[0])
	}
}
