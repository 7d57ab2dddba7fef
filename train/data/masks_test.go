package data_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// sets returns samples of one or two numbers, each behind a mask, with the sum of their squares.
func sets(t *testing.T) *data.Data[float64] {
	t.Helper()
	rng := rand.New(rand.NewPCG(1, 1))
	var a data.Arrays[float64]
	for range 200 {
		u, v, there := 2+rng.Float64(), 2+rng.Float64(), float64(rng.IntN(2))
		a.X = append(a.X, 1, u, there, v*there)
		a.Y = append(a.Y, u*u+there*v*v)
		a.Grad = append(a.Grad, 0, 2*u, 0, 2*v*there)
	}
	d, err := data.FromArrays(4, 1, a)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func setNet(t *testing.T) *layers.Net[float64] {
	t.Helper()
	net, err := layers.New(4, rand.New(rand.NewPCG(1, 2)), layers.EachMasked(2, layers.Dense[float64](8, nil),
		layers.Activate[float64](layers.Tanh), layers.Dense[float64](1, nil)), layers.Sum[float64](2))
	if err != nil {
		t.Fatal(err)
	}
	return net
}

// TestMasksStay: with units that leave masks alone a set is learned and folded; the first group, whose mask is a constant, counts.
func TestMasksStay(t *testing.T) {
	d, net := sets(t), setNet(t)
	n, err := data.StandardizeBehind(net, d)
	if err != nil {
		t.Fatal(err)
	}
	inner, err := n.Network(net)
	if err != nil {
		t.Fatal(err)
	}
	_, err = train.Fit(context.Background(), inner, n.Apply(d), train.Options{Loss: train.Sobolev(1, 1), Epochs: 60,
		Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{})})
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Fold(net); err != nil {
		t.Fatal(err)
	}
	errors, err := train.Compare(net, d)
	if err != nil {
		t.Fatal(err)
	}
	if errors[0].Relative > 1e-3 || errors[1].Relative > 1e-3 {
		t.Errorf("%v, want relative errors below 1e-3", errors)
	}
}

// TestMovedMasks: data whose masks were moved is refused wherever it meets the network, in all that is made of it; a normaliser
// that would move them is not folded.
func TestMovedMasks(t *testing.T) {
	d, net := sets(t), setNet(t)
	box := data.Box{Lo: []float64{1, 0, 0, 0}, Hi: []float64{1, 3, 1, 3}}
	for name, n := range map[string]*data.Normalizer[float64]{"Standardize": data.Standardize(d), "BoxNormalizer": data.BoxNormalizer(box, d)} {
		moved := n.Apply(d)
		plain, err := data.StandardizeBehind(net, moved)
		if err != nil {
			t.Fatal(err)
		}
		for what, m := range map[string]*data.Data[float64]{"data": moved, "subset": moved.Slice(3, 9), "in other units": plain.Apply(moved)} {
			_, err := train.Regression(net, m, train.Sobolev(1))
			wantMoved(t, name+": training on "+what, err)
			_, err = train.Evaluate(net, m, train.Sobolev(1))
			wantMoved(t, name+": evaluating on "+what, err)
			_, err = train.Compare(net, m)
			wantMoved(t, name+": comparing with "+what, err)
			_, err = train.FitValidated(context.Background(), net, d, m, train.Options{Loss: train.Sobolev(1), Epochs: 1, Optimizer: optim.Adam(1e-3)})
			wantMoved(t, name+": validating on "+what, err)
		}
		wantMoved(t, name+": folding", n.Fold(net))
		n.XShift[0], n.XShift[2], n.XScale[0], n.XScale[2] = 0, 0, 1, 1
		if err := n.Apply(d).CheckMasks(net); err != nil {
			t.Errorf("%s without the masks: %v", name, err)
		}
		n.XShift[1] += 0.5
		if err := n.Fold(net); err == nil || !strings.Contains(err.Error(), "other units of input 3 than of input 1") {
			t.Errorf("%s: folding unlike groups: error %v", name, err)
		}
	}
}

func wantMoved(t *testing.T, what string, err error) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), "input 0") || !strings.Contains(err.Error(), "StandardizeBehind") {
		t.Errorf("%s: error %v, want one that names the input and StandardizeBehind", what, err)
	}
}

// TestGroupsAlike: groups of a plain Each get the same units, and fold.
func TestGroupsAlike(t *testing.T) {
	d := sets(t)
	net, err := layers.New(4, rand.New(rand.NewPCG(1, 2)), layers.Each(2, layers.Dense[float64](1, nil)), layers.Sum[float64](2))
	if err != nil {
		t.Fatal(err)
	}
	n, err := data.StandardizeBehind(net, d)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(n.XShift[:2], n.XShift[2:]) || !slices.Equal(n.XScale[:2], n.XScale[2:]) || n.YShift[0] == 0 {
		t.Errorf("units %v, %v and %v, want those of both groups alike and a mean of the values", n.XShift, n.XScale, n.YShift)
	}
	x := []float64{1, 2, 3, 4}
	inner := net.Value(net.NewWorkspace(), []float64{
		(1 - n.XShift[0]) / n.XScale[0], (2 - n.XShift[1]) / n.XScale[1], (3 - n.XShift[0]) / n.XScale[0], (4 - n.XShift[1]) / n.XScale[1]})[0]
	if err := n.Fold(net); err != nil {
		t.Fatal(err)
	}
	want := n.YShift[0] + n.YScale[0]*inner
	if got := net.Value(net.NewWorkspace(), x)[0]; got-want > 1e-12 || want-got > 1e-12 {
		t.Errorf("folded %v, want %v", got, want)
	}
}

// A mask that is always 1 has the mean 1: in units of its own nothing would be left of it.
func ExampleData_CheckMasks() {
	d, err := data.FromArrays(4, 1, data.Arrays[float64]{X: []float64{1, 5, 0, 0, 1, 6, 1, 7}, Y: []float64{25, 85}})
	if err != nil {
		fmt.Println(err)
		return
	}
	net, err := layers.New(4, rand.New(rand.NewPCG(1, 2)), layers.EachMasked(2, layers.Dense[float64](1, nil)), layers.Sum[float64](2))
	if err != nil {
		fmt.Println(err)
		return
	}
	units, err := data.StandardizeBehind(net, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(data.Standardize(d).Apply(d).CheckMasks(net) != nil, units.Apply(d).CheckMasks(net))
	// Output: true <nil>
}
