package data_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/given/giventest"
	"example.com/sobolev/train/data"
)

// TestNil expects functions, networks, algebras and data that are nil to be named.
func TestNil(t *testing.T) {
	points := data.Points[float64]{Dim: 1, X: []float64{1, 2}}
	d, err := data.FromFunc(func(x []dual.Any) dual.Any { return x[0].Sin() }, points, 1)
	if err != nil {
		t.Fatal(err)
	}
	units := data.Standardize(d)
	giventest.Panics(t, map[string]func(){
		"data: NewLabels: the algebra is nil, want one":     func() { data.NewLabels[float64](nil, 1, 1) },
		"data: Gather: the function f is nil, want one":     func() { d.Gather(1, nil) },
		"data: Normalizer.Apply: the data is nil, want one": func() { units.Apply(nil) },
	})
	giventest.Errors(t, map[string]func() error{
		"data: FromFunc: the function is nil, want one":          func() error { _, err := data.LazyFunc(nil, points); return err },
		"data: FromNet: the network is nil, want one":            func() error { _, err := data.LazyNet(nil, points); return err },
		"data: Directional: the algebra is nil, want one":        func() error { _, err := d.Directional(nil, nil); return err },
		"data: Normalizer.Network: the network is nil, want one": func() error { _, err := units.Network(nil); return err },
		"data: Normalizer: the network is nil, want one":         func() error { return units.Fold(nil) },
	})
}

// TestNone expects sources, samplers and data that are nil, or empty, to be named with what is wanted.
func TestNone(t *testing.T) {
	box := data.Box{Lo: []float64{0, 0}, Hi: []float64{1, 1}}
	rng := rand.New(rand.NewPCG(1, 2))
	d, err := data.FromFunc(func(x []dual.Any) dual.Any { return x[0] }, data.Uniform[float64](box, 3, rng), 1)
	if err != nil {
		t.Fatal(err)
	}
	for want, f := range map[string]func(){
		"data: Uniform: no source":                 func() { data.Uniform[float64](box, 3, nil) },
		"data: LatinHypercube: no source":          func() { data.LatinHypercube[float64](box, 3, nil) },
		"data: Halton: no source":                  func() { data.Halton[float64](box, 3, nil) },
		"data: OnBoundary: the sampler":            func() { data.OnBoundary[float64](box, 3, nil, rng) },
		"data: Data.Shuffle: no source":            func() { d.Shuffle(nil) },
		"data: Standardize: the data is nil":       func() { data.Standardize[float64](nil) },
		"data: BoxNormalizer: the data is nil":     func() { data.BoxNormalizer[float64](box, nil) },
		"data: Standardize: data of no points":     func() { data.Standardize(d.Slice(0, 0)) },
		"data: BoxNormalizer: data of no points":   func() { data.BoxNormalizer(box, d.Slice(0, 0)) },
		"data: Data.SplitAt: value NaN, ":          func() { d.SplitAt(0, math.NaN()) },
		"data: StandardizeBehind: the network or ": func() { _, err = data.StandardizeBehind[float64](nil, d); panic(err) },
	} {
		if got := panicOf(f); !strings.HasPrefix(got, want) || !strings.Contains(got, "want ") {
			t.Errorf("panic or error %q, want %q and what is wanted", got, want)
		}
	}
	for _, f := range []func() error{
		func() error { _, err := data.FromVectorFunc[float64](nil, data.Points[float64]{}, 0); return err },
	} {
		if err := f(); err == nil || !strings.Contains(err.Error(), "the function is nil") {
			t.Errorf("error %v, want one about the function", err)
		}
	}
}
