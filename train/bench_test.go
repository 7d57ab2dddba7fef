package train

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"example.com/sobolev/dual"
	"example.com/sobolev/internal/vec"
	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
	"example.com/sobolev/train/optim"
)

// BenchmarkStep times full training steps: forward, loss, parameter gradient and Adam, and reports which fraction of
// the processor's measured peak the counted products reach.
func BenchmarkStep(b *testing.B) {
	for _, c := range []struct{ order, d, w, batch int }{
		{1, 2, 256, 1024}, {1, 2, 256, 100}, {1, 2, 256, 20}, {1, 2, 64, 256}, {1, 10, 128, 256},
		{2, 2, 256, 1024}, {2, 2, 256, 20}, {2, 10, 128, 256},
	} {
		name := fmt.Sprintf("order=%d/d=%d/w=%d/batch=%d", c.order, c.d, c.w, c.batch)
		b.Run(name+"/f32", func(b *testing.B) { benchmarkStep[float32](b, c.order, c.d, c.w, c.batch) })
		b.Run(name+"/f64", func(b *testing.B) { benchmarkStep[float64](b, c.order, c.d, c.w, c.batch) })
	}
}

func benchmarkStep[F dual.Float](b *testing.B, order, d, w, batch int) {
	rng := rand.New(rand.NewPCG(1, 2))
	net, err := layers.NewMLP[F](d, []int{w, w}, 1, layers.Tanh, rng)
	if err != nil {
		b.Fatal(err)
	}
	training := &data.Data[F]{In: d, Out: 1, X: make([]F, batch*d), Labels: data.NewLabels[F](jet.Full(d, order), batch, 1)}
	for i := range training.X {
		training.X[i] = F(rng.NormFloat64())
	}
	for i := range training.Labels.Data {
		training.Labels.Data[i] = F(rng.NormFloat64())
	}
	term, err := Regression(net, training, MeanSquared(order))
	if err != nil {
		b.Fatal(err)
	}
	t, err := NewTrainer(net, Options{Loss: MeanSquared(order), Optimizer: optim.Adam(1e-4), Epochs: 1 << 30, Workers: 1}, term)
	if err != nil {
		b.Fatal(err)
	}
	t.pool = newPool(0)
	defer t.pool.close()
	t.total = 1 << 30
	for range 3 {
		if err := t.take(0); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		if err := t.take(0); err != nil {
			b.Fatal(err)
		}
	}
	products := []int{3, 6, 3*d + 6}[order]
	flops := 2 * float64(batch*products*(d*w+w*w+w))
	rate := flops * float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(rate/1e9, "GFLOP/s")
	b.ReportMetric(rate/peak[F](), "of-peak")
}

// peak measures the processor's multiply-add rate.
func peak[F dual.Float]() float64 {
	best := 0.0
	for range 5 {
		start := time.Now()
		flops := vec.Peak[F](1 << 18)
		best = max(best, float64(flops)/time.Since(start).Seconds())
	}
	return best
}
