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
