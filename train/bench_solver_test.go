package train

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// BenchmarkLevenbergMarquardt times whole steps of a fit of values and gradients at 100 points, 300 residuals, by two
// layers of 64 tanh units, 4,417 parameters: the first 40 steps, again and again. It reports evaluations of the residuals
// a step.
func BenchmarkLevenbergMarquardt(b *testing.B) {
	const points, steps = 100, 40
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[float64](2, []int{64, 64}, 1, layers.Tanh, rng)
	if err != nil {
		b.Fatal(err)
	}
	d := &data.Data[float64]{In: 2, Out: 1, X: make([]float64, points*2), Labels: data.NewLabels[float64](jet.Full(2, 1), points, 1)}
	for i := range points {
		x, y := rng.Float64()*4-2, rng.Float64()*4-2
		d.X[2*i], d.X[2*i+1] = x, y
		d.Labels.Plane(0)[i] = (100*(y-x*x)*(y-x*x) + (1-x)*(1-x)) / 600
		d.Labels.Plane(1)[i] = (-400*x*(y-x*x) - 2*(1-x)) / 600
		d.Labels.Plane(2)[i] = 200 * (y - x*x) / 600
	}
	term, err := Regression(net, d, Balanced(nil, 1, 1))
	if err != nil {
		b.Fatal(err)
	}
	start := append([]float64(nil), net.Params()...)
	evaluations := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		copy(net.Params(), start)
		t, err := NewTrainer(net, Options{Optimizer: optim.LevenbergMarquardt(optim.LevenbergOptions{}), Epochs: steps, Workers: 1}, term)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		for _, err := range t.Steps(b.Context()) {
			if err != nil {
				b.Fatal(err)
			}
		}
		evaluations += t.solver.(*optim.Levenberg).Evaluations()
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e3/float64(b.N*steps), "ms/step")
	b.ReportMetric(float64(evaluations)/float64(b.N*steps), "evaluations/step")
}
