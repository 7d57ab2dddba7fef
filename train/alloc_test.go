package train_test

import (
	"math/rand/v2"
	"runtime"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/internal/traintest"
	"example.com/sobolev/train/optim"
)

// TestLossesStepWithoutAllocations checks steps, and the epochs that begin with them, of losses that draw directions or change
// their weights.
func TestLossesStepWithoutAllocations(t *testing.T) {
	taught, err := data.LazyNet(testNet[float64](t, 6), data.Points[float64]{Dim: 2, X: teacherData[float64](t, 100, 0, 1).X})
	if err != nil {
		t.Fatal(err)
	}
	scheduled := func(s train.WeightSchedule) train.Loss {
		l := train.Sobolev(1, 1, 1)
		l.Schedule = s
		return l
	}
	held := teacherData[float64](t, 100, 2, 1)
	for _, c := range []struct {
		name string
		data *data.Data[float64]
		loss train.Loss
	}{
		{"BalanceWeights", held, scheduled(train.BalanceWeights(1, 1, 1))},
		{"DecayWeights", held, scheduled(train.DecayWeights(0.9, 1, 1, 1))},
		{"AnnealWeights", held, scheduled(train.AnnealWeights(1, 1, 1))},
		{"SwapWeights", held, scheduled(train.SwapWeights(0.5, []float64{1, 1, 1}, []float64{1, 0, 0}))},
		{"Stochastic", held, train.Stochastic(1, 1, 1)},
		{"Line", held, train.Line(1, 1, 1)},
		{"Stochastic of a teacher", taught, train.Stochastic(1, 1, 1)},
		{"Line of a teacher", taught, train.Line(1, 1, 1, 1)},
	} {
		for _, workers := range []int{1, 2} {
			for _, batch := range []int{0, 30} {
				net := testNet[float64](t, 8)
				term, err := train.Regression(net, c.data, c.loss)
				if err != nil {
					t.Fatal(err)
				}
				tr, err := train.NewTrainer(net, train.Options{Optimizer: optim.Adam(1e-3), Epochs: 1000, Workers: workers, BatchSize: batch}, term)
				if err != nil {
					t.Fatal(err)
				}
				traintest.RequireNoAllocations(t, c.name, tr.Steps(t.Context()), 10)
			}
		}
	}
}

// TestManyInputsMemory trains on the gradients of 100,000 inputs: memory grows with their number, not with its square, of
// which one tile of jets would take terabytes. The gradient of Σx is 1 everywhere, and the first step brings it nearer.
func TestManyInputsMemory(t *testing.T) {
	const inputs, limit = 100_000, 256 << 20
	d := &data.Data[float32]{In: inputs, Out: 1, X: make([]float32, 2*inputs), Labels: data.NewLabels[float32](jet.Full(inputs, 1), 2, 1)}
	for i := range d.Labels.Data {
		d.Labels.Data[i] = 1
	}
	net, err := layers.NewMLP[float32](inputs, []int{2}, 1, layers.Tanh, rand.New(rand.NewPCG(1, 1)))
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	res, err := train.Fit(t.Context(), net, d, train.Options{Loss: train.Balanced(nil, 1, 1), Epochs: 2, Optimizer: optim.Adam(1e-2)})
	if err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if got := after.TotalAlloc - before.TotalAlloc; got > limit {
		t.Errorf("%d bytes, want at most %d", got, limit)
	}
	if first, second := res.Epochs[0].Parts[1], res.Epochs[1].Parts[1]; !(second < first) {
		t.Errorf("loss of the slopes %v, then %v, want it lower", first, second)
	}
}
