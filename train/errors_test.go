package train_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
)

// TestCompare: the errors are those whose squares [train.Evaluate] adds up over the outputs.
func TestCompare(t *testing.T) {
	for _, d := range []*data.Data[float64]{traintest.Labelled(t, 2, 3, 2), traintest.Labelled(t, 1, 1, 4), traintest.Labelled(t, 3, 1, 1)} {
		d.Labels.Plane(d.Labels.Alg.Dim() - 1)[0] = math.NaN()
		net := traintest.Small(t, d.In, d.Out, layers.Tanh)
		all, err := train.Compare(net, d)
		if err != nil {
			t.Fatal(err)
		}
		squares, err := train.Evaluate(net, d, train.MeanSquared(d.Order()))
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range all {
			traintest.RequireNear(t, e.String(), []float64{e.RMSE * e.RMSE * float64(d.Out)}, squares[i:i+1], 1e-12)
			if e.MAE > e.RMSE || e.RMSE > e.Max || e.Order != i {
				t.Errorf("%v: want MAE ≤ RMSE ≤ the largest, of order %d", e, i)
			}
			first, end := d.Labels.Alg.Components(i)
			if len(e.Entries) != (end-first)*d.Out {
				t.Errorf("%d entries, want %d", len(e.Entries), (end-first)*d.Out)
			}
		}
	}
}

// TestCompareDirections compares labels along directions with those of the full gradient.
func TestCompareDirections(t *testing.T) {
	d := traintest.Labelled(t, 3, 1, 1)
	n := d.Len()
	along := *d
	along.Labels, along.Directions = data.NewLabels[float64](jet.Dual(1), n, 1), make([]float64, 3*n)
	copy(along.Labels.Plane(0), d.Labels.Plane(0))
	copy(along.Labels.Plane(1), d.Labels.Plane(2))
	for p := range n {
		along.Directions[3*p+1] = 1
	}
	net := traintest.Small(t, 3, 1, layers.Tanh)
	all, err := train.Compare(net, d)
	if err != nil {
		t.Fatal(err)
	}
	one, err := train.Compare(net, &along)
	if err != nil {
		t.Fatal(err)
	}
	traintest.RequireNear(t, "along x₁", []float64{one[1].RMSE, one[1].Entries[0], one[0].MAE}, []float64{all[1].Entries[1], all[1].Entries[1], all[0].MAE}, 1e-12)
}

// TestCompareMagnitude: errors of a zero network, the labels themselves, 3 and 4 of a unit, up to the ends of the range of floats.
func TestCompareMagnitude(t *testing.T) {
	for _, unit := range []float64{1, 1e160, 1e200, 0x1p1021, 1e-160, 1e-200, 1e-320} {
		net, d := zeroNet(t, 2), ones(2, 2)
		copy(d.Labels.Data, []float64{3 * unit, 4 * unit, -3 * unit, 4 * unit, 0, 0})
		all, err := train.Compare(net, d)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range all {
			want := []float64{3.5, math.Sqrt(12.5), 4, 1, math.Sqrt(12.5)}
			if e.Order == 1 { // the second slope is 0, and so is its error
				want[0], want[1] = 1.75, 2.5
			}
			got := []float64{e.MAE / unit, e.RMSE / unit, e.Max / unit, e.Relative, e.Entries[0] / unit}
			tolerance := 1e-15
			if unit < 1e-300 {
				tolerance = 1e-3 // the digits that such numbers have
			}
			for i := range want {
				if !(math.Abs(got[i]-want[i]) <= tolerance*want[i]) {
					t.Errorf("unit %g, order %d: %v of the unit, want %v", unit, e.Order, got, want)
					break
				}
			}
		}
	}
}

func TestCompareRefuses(t *testing.T) {
	d := traintest.Labelled(t, 2, 1, 2)
	if _, err := train.Compare(zeroNet(t, 2), nil); err == nil || !strings.Contains(err.Error(), "the data is nil, want some") {
		t.Errorf("without data: error %v", err)
	}
	if _, err := train.Compare(nil, d); err == nil || !strings.Contains(err.Error(), "the network is nil, want one") {
		t.Errorf("without a network: error %v", err)
	}
	for want, net := range map[string]*layers.Net[float64]{
		"data with 2 inputs and 1 outputs, the network has 3 and 1": traintest.Small(t, 3, 1, layers.Tanh),
		"derivatives of order 2":                                    traintest.Small(t, 2, 1, layers.ReLU),
	} {
		if _, err := train.Compare(net, d); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %q", err, want)
		}
	}
}

// Errors in the units of the labels: y = 2x + 1 against measurements of values and slopes.
func ExampleCompare() {
	net, err := layers.New(1, rand.New(rand.NewPCG(1, 2)), layers.Dense[float64](1, nil))
	if err != nil {
		fmt.Println(err)
		return
	}
	copy(net.Params(), []float64{2, 1})
	d, err := data.FromArrays(1, 1, data.Arrays[float64]{X: []float64{0, 1, 2}, Y: []float64{1, 3, 8}, Grad: []float64{2, 2.5, math.NaN()}})
	if err != nil {
		fmt.Println(err)
		return
	}
	errors, err := train.Compare(net, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, e := range errors {
		fmt.Println(e)
	}
	// Output:
	// order 0: MAE 1, RMSE 1.73, largest 3, relative 0.349 of 3 labels
	// order 1: MAE 0.25, RMSE 0.354, largest 0.5, relative 0.156 of 2 labels
}
