package gradient

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/funcs"
)

// Points without a gradient get none.
func TestOf(t *testing.T) {
	for _, c := range []struct {
		name string
		x    []float64
		want []float64 // nil if there is none
	}{
		{"Ackley", []float64{0, 0}, nil},  // the tip of a cone
		{"Bukin", []float64{-10, 1}, nil}, // on the ridge
		{"Bukin", []float64{-10, 2}, nil}, // |x + 10|
		{"Booth", []float64{0, 0}, []float64{-34, -38}},
		{"Booth", []float64{1, 3}, []float64{0, 0}},
	} {
		f, err := funcs.Lookup(c.name)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := Of(f, c.x); ok != (c.want != nil) || !cmp.Equal(got, c.want) {
			t.Errorf("%s%v: gradient %v, %v, want %v", c.name, c.x, got, ok, c.want)
		}
		u, v := Drawn(f, c.x[0], c.x[1])
		if c.want == nil && !(math.IsNaN(u) && math.IsNaN(v)) || c.want != nil && !cmp.Equal([]float64{u, v}, c.want) {
			t.Errorf("%s%v is drawn as %v, %v, want %v", c.name, c.x, u, v, c.want)
		}
	}
}
