package layers

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
)

// TestFindNonFinite plants numbers that overflow at known places.
func TestFindNonFinite(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name  string
		alg   *jet.Algebra
		plant func(n *Net[float64], x *jet.Batch[float64])
		score func(cot, y *jet.Batch[float64])
		want  string // empty if all is finite
	}{
		{"nothing", jet.Full(2, 2), nil, func(cot, y *jet.Batch[float64]) { cot.Copy(y) }, ""},
		{"input", jet.Full(2, 2), func(_ *Net[float64], x *jet.Batch[float64]) { x.Data[3] = nan }, nil,
			"the network's input: unit 1, value, sample 1, is NaN"},
		{"bias", jet.Full(2, 2), func(n *Net[float64], _ *jet.Batch[float64]) {
			a, _ := n.Affine(2)
			a.B[4] = math.Inf(1)
		}, nil, "layer 2, Dense(5): unit 4, value, sample 0, is +Inf"},
		// W·W overflows in the second derivative of the square alone
		{"second derivative", jet.Full(2, 2), func(n *Net[float64], x *jet.Batch[float64]) {
			a, _ := n.Affine(0)
			clear(a.W)
			a.W[1*4+2] = 1e200 // from input 1 to unit 2
			clear(x.Data)
			x.Data[2*2+1] = 1e-200 // sample 2
		}, nil, "layer 1, square: unit 2, derivative ∂x1∂x1, sample 0, is +Inf"},
		{"Laplacian", jet.Laplace(2), func(n *Net[float64], x *jet.Batch[float64]) {
			a, _ := n.Affine(0)
			clear(a.W)
			a.W[2] = 1e200
			clear(x.Data)
		}, nil, "layer 1, square: unit 2, Laplacian, sample 0, is +Inf"},
		{"loss", jet.Full(2, 1), nil, func(cot, y *jet.Batch[float64]) {
			cot.Zero()
			cot.Plane(2)[1] = nan
		}, "layer 3, Dense(1): cotangent of unit 0's derivative ∂x1, sample 1, is NaN"},
		{"gradient", jet.Real(), func(n *Net[float64], _ *jet.Batch[float64]) {
			a, _ := n.Affine(2)
			a.B[3] = 1e200
		}, func(cot, y *jet.Batch[float64]) {
			for i := range cot.Data {
				cot.Data[i] = 1e200
			}
		}, "layer 3, Dense(1): gradient in parameter 3, sample 0, is +Inf"},
		{"cotangent", jet.Real(), func(n *Net[float64], _ *jet.Batch[float64]) {
			a, _ := n.Affine(3)
			a.W[2] = 1e200
		}, func(cot, y *jet.Batch[float64]) {
			for i := range cot.Data {
				cot.Data[i] = 1e200
			}
		}, "layer 2, Dense(5): cotangent of unit 2's value, sample 0, is +Inf"},
	} {
		square := Activation{Name: "square", Smoothness: Smooth, Rule: func(c []float64, a float64) {
			clear(c)
			for k, v := range []float64{a * a, 2 * a, 1} {
				if k < len(c) {
					c[k] = v
				}
			}
		}}
		net, err := New(2, rand.New(rand.NewPCG(1, 2)), Dense[float64](4, nil), Activate[float64](square), Dense[float64](5, nil), Dense[float64](1, nil))
		if err != nil {
			t.Fatal(err)
		}
		x := jet.NewBatch[float64](c.alg, 3, 2)
		fill(x.Plane(0), rand.New(rand.NewPCG(3, 4)))
		if c.plant != nil {
			c.plant(net, x)
		}
		at, found := net.FindNonFinite(x, true, c.score)
		if found != (c.want != "") || found && at.String() != c.want {
			t.Errorf("%s: found %v: %v, want %s", c.name, found, at, c.want)
		}
	}
}
