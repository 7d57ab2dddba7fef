package data_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/train/data"
)

// TestBoxes gives every function that takes a box one that is none.
func TestBoxes(t *testing.T) {
	d, err := data.FromArrays(2, 1, data.Arrays[float64]{X: []float64{1, 2, 3, 4}, Y: []float64{1, 2}})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(1, 1))
	functions := map[string]func(data.Box){
		"Uniform":        func(b data.Box) { data.Uniform[float64](b, 3, rng) },
		"LatinHypercube": func(b data.Box) { data.LatinHypercube[float64](b, 3, rng) },
		"Halton":         func(b data.Box) { data.Halton[float64](b, 3, rng) },
		"OnBoundary":     func(b data.Box) { data.OnBoundary(b, 3, data.Uniform[float64], rng) },
		"BoxNormalizer":  func(b data.Box) { data.BoxNormalizer(b, d) },
	}
	zero := []float64{0, 0}
	for _, c := range []struct {
		box  data.Box
		want string
	}{
		{data.Box{}, "0 lower and 0 upper bounds"},
		{data.Box{zero, []float64{1}}, "2 lower and 1 upper bounds"},
		{data.Box{zero, []float64{1, -2}}, "box from 0 to -2 in input 1, want finite bounds"},
		{data.Box{[]float64{nan, 0}, []float64{1, 1}}, "box from NaN to 1 in input 0"},
		{data.Box{zero, []float64{1, math.Inf(1)}}, "box from 0 to +Inf in input 1"},
		{data.Box{[]float64{-1e308, 0}, []float64{1e308, 1}}, "box from -1e+308 to 1e+308 in input 0"},
	} {
		for name, f := range functions {
			if got := panicOf(func() { f(c.box) }); !strings.Contains(got, c.want) || !strings.Contains(got, "data: "+name) {
				t.Errorf("%s of %v: panic %q, want one with %q", name, c.box, got, c.want)
			}
		}
	}
	if got := panicOf(func() { data.BoxNormalizer(data.Box{[]float64{0}, []float64{1}}, d) }); !strings.Contains(got, "box of 1 inputs, the data has 2") {
		t.Errorf("BoxNormalizer of one input: panic %q", got)
	}
	n := data.BoxNormalizer(data.Box{zero, []float64{1, 0}}, d) // a face of a box
	if n.XScale[0] != 0.5 || n.XScale[1] != 1 {
		t.Errorf("scales %v of a box of no width, want 0.5 and 1", n.XScale)
	}
}

// A side that ends before it begins.
func ExampleBox_Check() {
	fmt.Println(data.Box{Lo: []float64{0, 1}, Hi: []float64{1, 0}}.Check())
	// Output: box from 1 to 0 in input 1, want finite bounds, the lower one first
}

// panicOf returns what f panics with, as text.
func panicOf(f func()) (text string) {
	defer func() {
		if r := recover(); r != nil {
			text = fmt.Sprint(r)
		}
	}()
	f()
	return ""
}
