package layers_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
)

// TestMasks: masks are found behind layers that pass inputs on, and nowhere else.
func TestMasks(t *testing.T) {
	dense, one := layers.Dense[float64](1, nil), layers.Dense[float64](2, nil)
	masked, picked := layers.EachMasked(2, dense), layers.Pick[float64](5, 0, 1, 2)
	first := layers.FromFunc[float64]("same", 6, 6, func(x []dual.Any) []dual.Any { return x })
	for _, c := range []struct {
		name   string
		layers []layers.Layer[float64]
		want   []int
	}{
		{"none", []layers.Layer[float64]{layers.Each(2, dense)}, nil},
		{"groups", []layers.Layer[float64]{layers.EachMasked(2, dense)}, []int{0, 3}},
		{"groups of groups", []layers.Layer[float64]{layers.Each(2, layers.EachMasked(1, dense))}, []int{0, 3}},
		{"masked groups in masked ones", []layers.Layer[float64]{layers.EachMasked(2, layers.EachMasked(1, dense))}, []int{0, 1, 3, 4}},
		{"a sequence", []layers.Layer[float64]{layers.Sequential[float64]{masked, one}}, []int{0, 3}},
		{"picked", []layers.Layer[float64]{picked, masked}, []int{1, 5}},
		{"side by side", []layers.Layer[float64]{layers.Concat(layers.Sequential[float64]{picked, masked}, dense), one}, []int{1, 5}},
		{"picked side by side", []layers.Layer[float64]{layers.Concat(picked, layers.Pick[float64](4, 3)), masked}, []int{2, 5}},
		{"a skip", []layers.Layer[float64]{layers.Skip(masked, layers.Dense[float64](6, nil)), masked}, []int{0, 3}},
		{"features of a function", []layers.Layer[float64]{first, masked}, nil},
		{"features of a layer", []layers.Layer[float64]{layers.Dense[float64](4, nil), masked}, nil},
	} {
		net, err := layers.New(6, rand.New(rand.NewPCG(1, 2)), c.layers...)
		if err != nil {
			t.Fatal(c.name, err)
		}
		if diff := cmp.Diff(c.want, net.Masks()); diff != "" {
			t.Errorf("%s: masks, - want + got:\n%s", c.name, diff)
		}
	}
}

// Two groups of a mask and one number each.
func ExampleNet_Masks() {
	net, err := layers.New(4, rand.New(rand.NewPCG(1, 2)), layers.EachMasked(2, layers.Dense[float64](1, nil)), layers.Sum[float64](2))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(net.Masks())
	// Output: [0 2]
}
