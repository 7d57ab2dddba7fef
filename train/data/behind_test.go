package data_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/dual"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// squares makes features of uneven units.
func squares[T dual.Scalar[T]](x []T) []T {
	return []T{x[0].Mul(x[0]).Scale(10), x[0].Mul(x[1]), x[1].Exp().Shift(100)}
}

// groups makes two groups of features, each after one number that says whether it is there.
func groups[T dual.Scalar[T]](x []T) []T {
	y := squares(x)
	return []T{x[0].Lift(1), y[0], y[1], x[0].Lift(x[1].Value()), y[2], y[0].Shift(3)}
}

func newNet(t *testing.T, l ...layers.Layer[float64]) *layers.Net[float64] {
	t.Helper()
	net, err := layers.New(2, rand.New(rand.NewPCG(7, 8)), l...)
	if err != nil {
		t.Fatal(err)
	}
	return net
}

func behindNet(t *testing.T) *layers.Net[float64] {
	t.Helper()
	return newNet(t, layers.FromFunc[float64]("squares", 2, 3, squares),
		layers.Dense[float64](5, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](2, nil))
}

// TestStandardizeBehind: features and values are standard in the new units, the inputs stay, and the folded network is the
// trained one in the old units.
func TestStandardizeBehind(t *testing.T) {
	dense, tanh := layers.Dense[float64], layers.Activate[float64](layers.Tanh)
	testStandardizeBehind(t, behindNet(t), 3, false)
	testStandardizeBehind(t, newNet(t, layers.FromFunc[float64]("groups", 2, 6, groups),
		layers.Each(2, dense(4, nil), tanh, dense(2, nil)), layers.Sum[float64](2)), 3, false)
	testStandardizeBehind(t, newNet(t, layers.FromFunc[float64]("groups", 2, 6, groups),
		layers.EachMasked(2, dense(4, nil), tanh, dense(2, nil)), layers.Sum[float64](2)), 3, true)
	testStandardizeBehind(t, newNet(t, layers.FromFunc[float64]("groups", 2, 6, groups),
		layers.Each(2, dense(4, nil), tanh), dense(2, nil)), 3, false)
}

func testStandardizeBehind(t *testing.T, net *layers.Net[float64], width int, masked bool) {
	t.Helper()
	d := traintest.Labelled(t, 2, 2, 1)
	n, err := data.StandardizeBehind(net, d)
	if err != nil {
		t.Fatal(err)
	}
	inner, err := n.Network(net)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(n.Apply(d).X, d.X) {
		t.Error("the inputs have changed their units")
	}
	first, err := layers.New(2, nil, inner.Layers()[0])
	if err != nil {
		t.Fatal(err)
	}
	features := first.Value(first.NewWorkspace(), d.X)
	for i := range width {
		count, mean, square := 0.0, 0.0, 0.0
		for s := 0; s < len(features); s += width {
			if masked && (i == 0 || !(features[s] > 0)) {
				continue
			}
			count, mean, square = count+1, mean+features[s+i], square+features[s+i]*features[s+i]
		}
		if count > 0 && (math.Abs(mean) > 1e-12*count || math.Abs(square/count-1) > 1e-12) && square > 0 {
			t.Errorf("%v: feature %d has mean %v and mean square %v, want 0 and 1", net, i, mean/count, square/count)
		}
	}
	if masked != (n.YShift[0] == 0) {
		t.Errorf("%v: values are shifted by %v", net, n.YShift)
	}
	y, grad := inner.Gradient(inner.NewWorkspace(), d.X)
	params := slices.Clone(net.Params())
	if err := n.Fold(net); err != nil {
		t.Fatal(err)
	}
	got, gotGrad := net.Gradient(net.NewWorkspace(), d.X)
	for i := range y {
		o := i % 2
		y[i] = n.YShift[o] + n.YScale[o]*y[i]
		grad[2*i], grad[2*i+1] = n.YScale[o]*grad[2*i], n.YScale[o]*grad[2*i+1]
	}
	traintest.RequireNear(t, "values", got, y, 1e-12)
	traintest.RequireNear(t, "gradients", gotGrad, grad, 1e-12)
	if err := n.Unfold(net); err != nil {
		t.Fatal(err)
	}
	traintest.RequireNear(t, "parameters, unfolded", net.Params(), params, 1e-12)
}

func TestStandardizeBehindRefuses(t *testing.T) {
	d := traintest.Labelled(t, 2, 2, 1)
	plain := traintest.Small(t, 2, 2, layers.Tanh)
	if _, err := data.StandardizeBehind(plain, d); err == nil || !strings.Contains(err.Error(), "begins with a layer of FromFunc") {
		t.Errorf("a network of dense layers: error %v", err)
	}
	if _, err := data.StandardizeBehind(behindNet(t), traintest.Labelled(t, 3, 2, 1)); err == nil || !strings.Contains(err.Error(), "data of 3 inputs and 2 outputs, the network has 2 and 2") {
		t.Errorf("data of other inputs: error %v", err)
	}
	if err := data.Standardize(d).Fold(behindNet(t)); err == nil || !strings.Contains(err.Error(), "StandardizeBehind") {
		t.Errorf("a normaliser of inputs that a function takes: error %v", err)
	}
	n, err := data.StandardizeBehind(behindNet(t), d)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Fold(plain); err == nil || !strings.Contains(err.Error(), "StandardizeBehind") {
		t.Errorf("a network without the function: error %v", err)
	}
	if net, err := n.Network(plain); err == nil {
		t.Errorf("a network without the function was given back as %v", net)
	}
	if net, err := data.Standardize(d).Network(plain); err != nil || net != plain {
		t.Errorf("without a function: %v, %v, want the network itself", net, err)
	}
}

// A spring: its energy is a function of its length, its forces are derivatives in the positions of its ends.
func ExampleStandardizeBehind() {
	energy := func(x []dual.Any) dual.Any {
		stretch := length(x)[0].Shift(-1)
		return stretch.Mul(stretch).Scale(50)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	box := data.Box{Lo: []float64{-1, -1, -1, -1}, Hi: []float64{1, 1, 1, 1}}
	d, err := data.FromFunc(energy, data.Uniform[float64](box, 200, rng), 1)
	if err != nil {
		fmt.Println(err)
		return
	}
	net, err := layers.New(4, rng, layers.FromFunc[float64]("length", 4, 1, length),
		layers.Dense[float64](16, nil), layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	n, err := data.StandardizeBehind(net, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	inner, err := n.Network(net)
	if err != nil {
		fmt.Println(err)
		return
	}
	if _, err := train.Fit(context.Background(), inner, n.Apply(d), train.Options{
		Loss: train.Sobolev(1, 0.1), Optimizer: optim.Adam(1e-2), Schedule: optim.Cosine, Epochs: 1000, BatchSize: 50}); err != nil {
		fmt.Println(err)
		return
	}
	if err := n.Fold(net); err != nil {
		fmt.Println(err)
		return
	}
	y, grad := net.Gradient(net.NewWorkspace(), []float64{0, 0, 0.96, 0.72}) // 1.2 long
	fmt.Printf("energy %.0f, force on the second end (%.0f, %.0f)\n", y[0], -grad[2], -grad[3])
	// Output: energy 2, force on the second end (-16, -12)
}

// length is the distance of two points in the plane.
func length[T dual.Scalar[T]](x []T) []T { return []T{x[0].Sub(x[2]).Hypot(x[1].Sub(x[3]))} }
