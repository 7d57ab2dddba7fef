package layers_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"example.com/sobolev/jet"
	"example.com/sobolev/layers"
)

// benchmarkPass measures a Forward and a Backward with all cotangents.
func benchmarkPass(b *testing.B, l layers.Layer[float32], in, samples int) {
	for _, alg := range []*jet.Algebra{jet.Real(), jet.Taylor(1), jet.Dual(4), jet.Full(4, 2)} {
		b.Run(fmt.Sprint(alg), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(1, 2))
			out, n, err := l.Shape(in)
			if err != nil {
				b.Fatal(err)
			}
			params, grad := make([]float32, n), make([]float32, n)
			l.Init(params, in, rng)
			x, xbar := jet.NewBatch[float32](alg, samples, in), jet.NewBatch[float32](alg, samples, in)
			y, cot, ybar := jet.NewBatch[float32](alg, samples, out), jet.NewBatch[float32](alg, samples, out), jet.NewBatch[float32](alg, samples, out)
			for i := range x.Data {
				x.Data[i] = float32(rng.NormFloat64())
			}
			for i := range cot.Data {
				cot.Data[i] = float32(rng.NormFloat64())
			}
			pass := l.NewPass(alg, in, samples)
			pass.Prepare(params, samples)
			b.ReportAllocs()
			for b.Loop() {
				pass.Forward(y, x, params)
				copy(ybar.Data, cot.Data)
				pass.Backward(xbar, grad, ybar, params)
			}
			jets := float64(samples * alg.Dim() * in)
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/jets, "ns/coefficient")
		})
	}
}

func BenchmarkLayerNorm(b *testing.B) { benchmarkPass(b, layers.LayerNorm[float32](1e-5), 128, 32) }

func BenchmarkSoftmax(b *testing.B) { benchmarkPass(b, layers.Softmax[float32](), 16, 32) }

func BenchmarkConv2D(b *testing.B) {
	for _, c := range []struct {
		image layers.Image
		out   int
		size  int
	}{
		{layers.Image{Height: 28, Width: 28, Channels: 1}, 8, 5},
		{layers.Image{Height: 14, Width: 14, Channels: 8}, 16, 3},
		{layers.Image{Height: 14, Width: 14, Channels: 32}, 64, 3},
		{layers.Image{Height: 7, Width: 7, Channels: 64}, 64, 3},
	} {
		l := layers.Conv2D[float32](c.image, c.out, layers.Window{Height: c.size, Width: c.size, Padding: c.size / 2}, nil)
		b.Run(fmt.Sprint(l), func(b *testing.B) { benchmarkPass(b, l, c.image.Features(), 16) })
	}
}

func BenchmarkMaxPool2D(b *testing.B) {
	image := layers.Image{Height: 14, Width: 14, Channels: 8}
	benchmarkPass(b, layers.MaxPool2D[float32](image, layers.Window{Height: 2, Width: 2}), image.Features(), 16)
}
