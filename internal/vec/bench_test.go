package vec

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// eachLevel runs a benchmark with every level and both types.
func eachLevel(b *testing.B, single, double func(b *testing.B)) {
	for _, l := range Levels() {
		b.Run(l.String(), func(b *testing.B) {
			defer Force(l)()
			b.Run("float32", single)
			b.Run("float64", double)
		})
	}
}

// measure times f and reports per nanosecond what one call does so much of: flops as GFLOP/s, bytes as GB/s.
func measure(b *testing.B, name string, work float64, unit string, f func()) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f()
		}
		b.ReportMetric(work*float64(b.N)/float64(b.Elapsed().Nanoseconds()), unit)
	})
}

// perElement times f and reports the time per element.
func perElement(b *testing.B, name string, n int, f func()) {
	b.Run(name, func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			f()
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/elem")
	})
}

func BenchmarkPeak(b *testing.B) { eachLevel(b, benchPeak[float32], benchPeak[float64]) }

func benchPeak[F Float](b *testing.B) {
	const iterations = 100_000
	measure(b, "fma", float64(Peak[F](iterations)), "GFLOP/s", func() { Peak[F](iterations) })
}

func BenchmarkMatMul(b *testing.B) { eachLevel(b, benchMatMul[float32], benchMatMul[float64]) }

func benchMatMul[F Float](b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, s := range [][3]int{
		{1, 64, 64}, {5, 64, 64}, {256, 64, 64}, {1, 256, 256}, {3, 256, 256}, {20, 256, 256}, {60, 256, 256}, {256, 256, 256},
		{1024, 256, 256}, {1024, 1024, 1024}, {60, 50, 50}, {60, 100, 100}, {60, 200, 200}, {1024, 2, 256}, {1024, 256, 1}, {1024, 256, 3},
	} {
		m, k, n := s[0], s[1], s[2]
		a, w, c := random[F](rng, m*k), random[F](rng, k*n), make([]F, m*n)
		flops := 2 * float64(m) * float64(n) * float64(k)
		name := fmt.Sprintf("%dx%dx%d/", m, k, n)
		measure(b, name+"plain", flops, "GFLOP/s", func() { MatMul(c, n, a, k, 1, w, n, m, n, k, false) })
		measure(b, name+"transposed", flops, "GFLOP/s", func() { MatMulT(c, n, a, k, 1, w, k, m, n, k, false) })
		var p Packed[F]
		p.PackTransposed(w, k, n, k)
		measure(b, name+"packed", flops, "GFLOP/s", func() { MulPacked(c, n, a, k, 1, &p, m, false) })
	}
}

// BenchmarkWeightGradient times Aᵀ·G for layers of 256 units and the given numbers of samples.
func BenchmarkWeightGradient(b *testing.B) {
	eachLevel(b, benchWeightGradient[float32], benchWeightGradient[float64])
}

func benchWeightGradient[F Float](b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	const n = 256
	for _, k := range []int{20, 60, 100, 512} {
		a, g, c := random[F](rng, k*n), random[F](rng, k*n), make([]F, n*n)
		measure(b, fmt.Sprint(k), 2*n*n*float64(k), "GFLOP/s", func() { MatMul(c, n, a, 1, n, g, n, n, n, k, true) })
	}
}

func BenchmarkPack(b *testing.B) { eachLevel(b, benchPack[float32], benchPack[float64]) }

func benchPack[F Float](b *testing.B) {
	const n = 256
	w := random[F](rand.New(rand.NewPCG(1, 2)), n*n)
	var p Packed[F]
	perElement(b, "PackTransposed", n*n, func() { p.PackTransposed(w, n, n, n) })
}

func BenchmarkElementwise(b *testing.B) {
	eachLevel(b, benchElementwise[float32], benchElementwise[float64])
}

func benchElementwise[F Float](b *testing.B) {
	const n = 1000
	rng := rand.New(rand.NewPCG(1, 2))
	dst := make([]F, n)
	src := make([][]F, 5)
	for i := range src {
		src[i] = random[F](rng, n)
	}
	for _, c := range elementwiseCases[F]() {
		perElement(b, c.name, n, func() { c.run(dst, src[:c.sources]) })
	}
	var sink F
	perElement(b, "Dot", n, func() { sink += Dot(src[0], src[1]) })
	perElement(b, "ColumnSums", n, func() { ColumnSums(dst[:50], src[0], 50, 20) })
	perElement(b, "AddBias", n, func() { AddBias(dst, 50, 20, src[0][:50]) })
}

func BenchmarkFunctions(b *testing.B) { eachLevel(b, benchFunctions[float32], benchFunctions[float64]) }

func benchFunctions[F Float](b *testing.B) {
	const n = 2000
	x, y := random[F](rand.New(rand.NewPCG(1, 2)), n), make([]F, n)
	Scale(x, 0.99, x) // inside the domain of log1p
	functions := unaryFunctions[F]()
	for _, name := range slices.Sorted(maps.Keys(functions)) {
		perElement(b, name, n, func() { functions[name](y, x) })
	}
}

func BenchmarkJets(b *testing.B) { eachLevel(b, benchJets[float32], benchJets[float64]) }

func benchJets[F Float](b *testing.B) {
	const n = 2000
	z := random[F](rand.New(rand.NewPCG(1, 2)), n)
	y, d1, d2, d3 := make([]F, n), make([]F, n), make([]F, n), make([]F, n)
	jets := activationJets[F]()
	for _, name := range slices.Sorted(maps.Keys(jets)) {
		perElement(b, name+"/1", n, func() { jets[name](y, d1, nil, nil, z) })
		perElement(b, name+"/3", n, func() { jets[name](y, d1, d2, d3, z) })
	}
}

// BenchmarkPlanes times the contractions of one sample's d tangents in a layer of 128 units, and the sweep through
// its activation.
func BenchmarkPlanes(b *testing.B) { eachLevel(b, benchPlanes[float32], benchPlanes[float64]) }

func benchPlanes[F Float](b *testing.B) {
	const w = 128
	rng := rand.New(rand.NewPCG(1, 2))
	for _, d := range []int{2, 10} {
		t, tbar, r, h := random[F](rng, d*w), random[F](rng, d*w), random[F](rng, d*d), make([]F, d*d)
		v := make([][]F, 6)
		for i := range v {
			v[i] = random[F](rng, w)
		}
		for _, c := range []struct {
			name string
			run  func()
		}{
			{"Quad", func() { Quad(v[0], r, t, w, d) }},
			{"Gram", func() { Gram(h, v[0], t, w, d) }},
			{"MulSmall", func() { MulSmall(tbar, w, v[0], r, t, w, d); Fill(tbar, 0) }},
			{"WeightedSquares", func() { WeightedSquares(v[0], r[:d], t, w) }},
			{"AddScaledPlanes", func() { AddScaledPlanes(tbar, w, r[:d], t, w, v[0]); Fill(tbar, 0) }},
			{"MulPlanes", func() { MulPlanes(tbar, w, t, w, d, v[0]) }},
			{"ActivationAdjoint", func() { ActivationAdjoint(v[0], tbar, t, w, d, v[1], v[2], v[3], v[4], nil, nil) }},
		} {
			perElement(b, fmt.Sprintf("%s/d=%d", c.name, d), d*w, c.run)
		}
	}
}

// BenchmarkOptimizers times updates of the 67 thousand parameters of a 2-256-256-1 network.
func BenchmarkOptimizers(b *testing.B) {
	eachLevel(b, benchOptimizers[float32], benchOptimizers[float64])
}

func benchOptimizers[F Float](b *testing.B) {
	const n = 2*256 + 256 + 256*256 + 256 + 256 + 1
	rng := rand.New(rand.NewPCG(1, 2))
	p, m, v, g := random[F](rng, n), random[F](rng, n), random[F](rng, n), random[F](rng, n)
	Mul(v, v, v)
	s := AdamStep{Rate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Correct1: 1, Correct2: 1}
	perElement(b, "Adam", n, func() { Adam(p, m, v, g, &s) })
	perElement(b, "SGD", n, func() { SGD(p, m, g, 1e-3, 0.9, 0, false) })
}
