package train_test

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// zeroNet returns a network whose parameters, and so all values and derivatives, are 0.
func zeroNet(t *testing.T, in int) *layers.Net[float64] {
	t.Helper()
	net, err := layers.NewMLP[float64](in, []int{3}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	clear(net.Params())
	return net
}

// ones returns data whose labels to order 1 are all 1, so that a zero network is off by 1 everywhere.
func ones(points, in int) *data.Data[float64] {
	d := &data.Data[float64]{In: in, Out: 1, X: make([]float64, points*in), Labels: data.NewLabels[float64](jet.Full(in, 1), points, 1)}
	for i := range d.Labels.Data {
		d.Labels.Data[i] = 1
	}
	return d
}

// TestMeansOverMeasured checks that an error of 1 is reported as that, however many labels are missing, whatever points,
// entries and outputs weigh, in evaluation, training and validation.
func TestMeansOverMeasured(t *testing.T) {
	nan := math.NaN()
	for name, spoil := range map[string]func(d *data.Data[float64]){
		"nothing missing": func(*data.Data[float64]) {},
		"half the values": func(d *data.Data[float64]) {
			for i := range 5 {
				d.Labels.Plane(0)[2*i] = nan
			}
		},
		"four of five slopes": func(d *data.Data[float64]) {
			for k := range 4 {
				for i := range d.Labels.Plane(1 + k) {
					d.Labels.Plane(1 + k)[i] = nan
				}
			}
		},
		"the heaviest point": func(d *data.Data[float64]) {
			d.Weights = []float64{0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 9.1} // 1 on average
			d.Labels.Plane(0)[9], d.Labels.Plane(3)[9] = nan, nan
		},
	} {
		net, d := zeroNet(t, 5), ones(10, 5)
		spoil(d)
		mean, err := train.Evaluate(net, d, train.MeanSquared(1))
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(mean[0]-1) > 1e-14 || math.Abs(mean[1]-1) > 1e-14 {
			t.Errorf("%s: mean squared errors %v, want 1 and 1", name, mean)
		}
		l := train.Sobolev(1, 1) // sums over the 5 entries
		res, err := train.FitValidated(t.Context(), net, d, d, train.Options{Loss: l, Epochs: 1, BatchSize: 4, Optimizer: optim.SGD(0, 0)})
		if err != nil {
			t.Fatal(err)
		}
		e := res.Epochs[0]
		for i, got := range []float64{e.Loss, e.Validation, e.Parts[0] + 5, e.Parts[1] + 1} {
			if math.Abs(got-6) > 1e-13 {
				t.Errorf("%s: loss, validation and parts: number %d is off, %v for 6", name, i, got)
			}
		}
	}
}

// TestEpochLossIsOverPoints checks that every point of an epoch counts alike, those of a short last batch too: at a rate of
// 0 the mean is that of an evaluation.
func TestEpochLossIsOverPoints(t *testing.T) {
	net, d := testNet[float64](t, 4), teacherData[float64](t, 10, 1, 1)
	want, err := train.Evaluate(net, d, train.Sobolev(1, 0.5))
	if err != nil {
		t.Fatal(err)
	}
	res, err := train.Fit(t.Context(), net, d, train.Options{Loss: train.Sobolev(1, 0.5), Epochs: 3, BatchSize: 7, Optimizer: optim.SGD(0, 0)})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range res.Epochs {
		if sum := want[0] + want[1]; math.Abs(e.Loss-sum) > 1e-13 || math.Abs(e.Parts[0]-want[0]) > 1e-13 || math.Abs(e.Parts[1]-want[1]) > 1e-13 {
			t.Errorf("epoch %d: loss %v of parts %v, want %v of %v", e.Epoch, e.Loss, e.Parts, sum, want)
		}
	}
}

// TestUnmeasuredOrder checks that an order of which there is no label cannot have a weight, and can be left out.
func TestUnmeasuredOrder(t *testing.T) {
	net, d := zeroNet(t, 2), ones(4, 2)
	for i := range d.Labels.Plane(0) {
		d.Labels.Plane(0)[i] = math.NaN()
	}
	if _, err := train.Regression(net, d, train.Sobolev(0, 1)); err != nil {
		t.Errorf("without the values: %v", err)
	}
	scheduled := train.Sobolev(0, 1)
	scheduled.Schedule = train.SwapWeights(0.5, []float64{0, 1}, []float64{1, 1})
	for _, l := range []train.Loss{train.Sobolev(1, 1), train.Balanced(nil, 0.5, 1), train.Stochastic(1, 1), scheduled} {
		_, err := train.Fit(t.Context(), net, d, train.Options{Loss: l, Epochs: 4})
		if err == nil || !strings.Contains(err.Error(), "of order 0, of which the data has no label at all, want") {
			t.Errorf("%v: error %v", l, err)
		}
	}
}

// TestNothingMeasured: what gives a loss of 0 whatever the network is an error, in training, validation and evaluation, and says why.
func TestNothingMeasured(t *testing.T) {
	net := zeroNet(t, 2)
	noValues, weightless, noSlopes, light := ones(4, 2), ones(4, 2), ones(4, 2), ones(4, 2)
	for i := range 4 {
		noValues.Labels.Plane(0)[i], noSlopes.Labels.Plane(1)[i], noSlopes.Labels.Plane(2)[i] = math.NaN(), math.NaN(), math.NaN()
	}
	weightless.Weights = make([]float64, 4)
	light.Labels.Plane(0)[2], light.Weights = math.NaN(), []float64{0, 0, 1, 0}
	values := ones(4, 2)
	values.Labels = data.NewLabels[float64](jet.Full(2, 0), 4, 1)
	for _, c := range []struct {
		d        *data.Data[float64]
		loss     train.Loss
		want     string
		training bool // whether it is an error in training
	}{
		{noValues, train.Sobolev(1), "order 0, of which the data has no label at all, want", true},
		{weightless, train.Sobolev(1), "order 0, of which no label has a weight above 0, by its point, output and entry, want", true},
		{weightless, train.Stochastic(0, 1), "order 1, of which no label has a weight above 0, by its point, output and entry, want", true},
		{light, train.Sobolev(1), "order 0, of which no label has a weight above 0, by its point, output and entry, want", true},
		{ones(4, 2), train.Sobolev(0, 0), "the weights [0] of the orders, want one above 0", true},
		{noSlopes, train.Sobolev(1, 1), "", false}, // values are there
		{values, train.Sobolev(1, 1), "", false},
		{values, train.Sobolev(0, 1), "order 1, of which the data has no label at all, want", false},
	} {
		refused := func(what string, err error, want string) {
			t.Helper()
			if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s, %v: error %v, want %q", what, c.loss, err, want)
			}
		}
		if c.training {
			_, err := train.Fit(t.Context(), net, c.d, train.Options{Loss: c.loss, Epochs: 1})
			refused("training", err, c.want)
			_, err = train.Evaluate(net, c.d, c.loss)
			refused("evaluation", err, c.want)
			if c.loss.Orders[0].Weight+c.loss.Orders[len(c.loss.Orders)-1].Weight == 0 {
				continue // training on it is refused before validation
			}
		}
		_, err := train.FitValidated(t.Context(), net, ones(4, 2), c.d, train.Options{Loss: c.loss, Epochs: 2, Patience: 1})
		refused("validation", err, c.want)
	}
}

// TestNoiseHasNoScale checks that a column of rounding errors weighs no more than the others, as one of zeros does, and that
// columns in other units keep their own scale. Residuals of a zero network are the labels over their scales.
func TestNoiseHasNoScale(t *testing.T) {
	for _, c := range []struct{ second, want float64 }{
		{0, 0.5}, // of slopes 1 and 0, the latter divided by the order's √½
		{1e-15, 0.5},
		{1e-10, 0.5},
		{1e-4, 1}, // in units of its own
		{1e4, 1},
		{1e200, 0.5}, // whose square overflows; beside it 1 is noise
	} {
		net, d := zeroNet(t, 2), ones(6, 2)
		for i := range 6 {
			d.Labels.Plane(2)[i] = math.Copysign(c.second, float64(i%2)-0.5)
		}
		for _, l := range []train.Loss{train.Balanced(nil, 1, 1), train.Differential(2, 1e300)} {
			parts, err := train.Evaluate(net, d, l)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(parts[1]-c.want) > 1e-12 {
				t.Errorf("%v: slopes of 1 and ±%g: loss %v, want %v", l, c.second, parts[1], c.want)
			}
		}
	}
}
