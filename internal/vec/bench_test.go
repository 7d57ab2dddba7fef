package vec

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

func benchMatMul[F Float](b *testing.B, typ string) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, s := range [][3]int{{1, 256, 256}, {3, 256, 256}, {20, 256, 256}, {60, 256, 256}, {256, 256, 256}, {1024, 256, 256}, {1024, 1024, 1024}, {256, 64, 64}, {60, 200, 200}, {60, 208, 208}, {60, 100, 100}, {60, 112, 112}, {60, 50, 50}, {60, 64, 64}} {
		m, k, n := s[0], s[1], s[2]
		a, w, c := random[F](rng, m*k), random[F](rng, k*n), make([]F, m*n)
		flops := 2 * float64(m) * float64(n) * float64(k)
		run := func(name string, f func()) {
			b.Run(fmt.Sprintf("%s/%dx%dx%d/%s", typ, m, k, n, name), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					f()
				}
				b.ReportMetric(flops*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
			})
		}
		run("plain", func() { MatMul(c, n, a, k, 1, w, n, m, n, k, false) })
		var p Packed[F]
		p.Pack(w, n, k, n)
		run("packed", func() { MulPacked(c, n, a, k, 1, &p, m, false) })
		if m <= 4 {
			run("transposed", func() { MatMulT(c, n, a, k, 1, w, k, m, n, k, false) })
		}
	}
	for _, k := range []int{20, 60, 100, 1024} { // weight gradients
		const n = 256
		a, g, c := random[F](rng, k*n), random[F](rng, k*n), make([]F, n*n)
		b.Run(fmt.Sprintf("%s/gradient%d", typ, k), func(b *testing.B) {
			for b.Loop() {
				MatMul(c, n, a, 1, n, g, n, n, n, k, true)
			}
			b.ReportMetric(2*n*n*float64(k)*float64(b.N)/float64(b.Elapsed().Nanoseconds()), "GFLOP/s")
		})
	}
}

func BenchmarkMatMul(b *testing.B) {
	for _, l := range Levels() {
		b.Run(l.String(), func(b *testing.B) {
			defer Force(l)()
			benchMatMul[float32](b, "float32")
			benchMatMul[float64](b, "float64")
		})
	}
}

func benchFunctions[F Float](b *testing.B, typ string) {
	const n = 4096
	rng := rand.New(rand.NewPCG(1, 2))
	x, y := random[F](rng, n), make([]F, n)
	for i := range x {
		x[i] *= 3
	}
	perElement := func(name string, n int, f func()) {
		b.Run(typ+"/"+name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				f()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/elem")
		})
	}
	for name, f := range unaryFunctions[F]() {
		in := x
		if name == "log1p" {
			in = make([]F, n)
			Exp(in, x)
		}
		perElement(name, n, func() { f(y, in) })
	}
	d1, d2, d3 := make([]F, n), make([]F, n), make([]F, n)
	for name, f := range activationJets[F]() {
		perElement(name+"Jet1", n, func() { f(y, d1, nil, nil, x) })
		perElement(name+"Jet3", n, func() { f(y, d1, d2, d3, x) })
	}
	const params = 67000
	p, m, v, g := random[F](rng, params), random[F](rng, params), random[F](rng, params), random[F](rng, params)
	Mul(v, v, v)
	s := AdamStep{Rate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Correct1: 1, Correct2: 1}
	perElement("Adam67000", params, func() { Adam(p, m, v, g, &s) })
	perElement("SGD67000", params, func() { SGD(p, v, g, 1e-3, 0.9, 0, false) })
}

func BenchmarkFunctions(b *testing.B) {
	for _, l := range Levels() {
		b.Run(l.String(), func(b *testing.B) {
			defer Force(l)()
			benchFunctions[float32](b, "float32")
			benchFunctions[float64](b, "float64")
		})
	}
}
