package data_test

import (
	"math"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/train/data"
)

// TestLabelsConvert compares derivatives with factorials written out, at points in the middle, and converts back.
func TestLabelsConvert(t *testing.T) {
	alg := jet.Full(2, 3)
	y := jet.NewBatch[float64](alg, 2, 2)
	for i := range y.Data {
		y.Data[i] = float64(i*i%17) - 5
	}
	labels := data.NewLabels[float64](alg, 4, 2)
	for i := range labels.Data {
		labels.Data[i] = math.Pi
	}
	labels.SetJets(1, y)
	factorials := []float64{1, 1, 1, 2, 1, 2, 6, 2, 2, 6} // of 1, x, y, xx, xy, yy, xxx, xxy, xyy, yyy
	for k, f := range factorials {
		var want []float64
		want = append(want, math.Pi, math.Pi)
		for _, c := range y.Plane(k) {
			want = append(want, f*c)
		}
		requireEqual(t, alg.String(), labels.Plane(k), append(want, math.Pi, math.Pi))
	}
	back := jet.NewBatch[float64](alg, 2, 2)
	labels.Jets(back, 1)
	requireEqual(t, "jets", back.Data, y.Data)
}

func TestLabelsRefuse(t *testing.T) {
	labels := data.NewLabels[float64](jet.Dual(2), 3, 1)
	for name, y := range map[string]*jet.Batch[float64]{
		"another algebra": jet.NewBatch[float64](jet.Full(2, 2), 1, 1),
		"too many points": jet.NewBatch[float64](jet.Dual(2), 3, 1),
		"other outputs":   jet.NewBatch[float64](jet.Dual(2), 1, 2),
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			labels.SetJets(1, y)
		}()
	}
}
