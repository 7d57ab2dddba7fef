package train

import (
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
	"example.com/sobolev/train/data"
)

// BenchmarkScore times losses alone, without the network, for a tile of 256 points with 2 inputs and 1 output, or 3
// outputs for distributions. Metric ns/label counts every component of every output.
func BenchmarkScore(b *testing.B) {
	cosine, absolute := Sobolev(1, 1), Sobolev(1, 1)
	cosine.Orders[1].Tensor = CosineDistance
	absolute.Orders[0].Penalty, absolute.Orders[1].Penalty = Absolute, Absolute
	for _, c := range []struct {
		name string
		out  int
		loss Loss
	}{
		{"squared/order=1", 1, Sobolev(1, 1)}, {"squared/order=2", 1, Sobolev(1, 1, 1)}, {"absolute/order=1", 1, absolute},
		{"cosine", 1, cosine}, {"kl/order=1", 3, KullbackLeibler(1, 1)}, {"stochastic/order=1", 1, Stochastic(1, 1)},
		{"stochastic/order=2", 1, Stochastic(1, 1, 1)},
	} {
		b.Run(c.name, func(b *testing.B) {
			const n = 256
			d := &data.Data[float32]{In: 2, Out: c.out, X: make([]float32, 2*n), Labels: data.NewLabels[float32](jet.Full(2, 2), n, c.out)}
			for i := range d.Labels.Data {
				d.Labels.Data[i] = float32(i%7) - 3
			}
			net, err := layers.NewMLP[float32](2, []int{4}, c.out, layers.Tanh, rand.New(rand.NewPCG(1, 1)))
			if err != nil {
				b.Fatal(err)
			}
			t, err := newRegression(net, d, c.loss)
			if err != nil {
				b.Fatal(err)
			}
			points := make([]int, n)
			for i := range points {
				points[i] = i
			}
			x, cot, y := jet.NewBatch[float32](t.alg, n, 2), jet.NewBatch[float32](t.alg, n, c.out), jet.NewBatch[float32](t.alg, n, c.out)
			for i := range y.Data {
				y.Data[i] = float32(i%5) - 2
			}
			pass, parts := t.NewPass(n), make([]float64, len(t.Parts()))
			b.ReportAllocs()
			for b.Loop() {
				pass.Load(x, points, 1)
				pass.Score(cot, y, points, 1, 1, parts)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(y.Data)), "ns/label")
		})
	}
}
