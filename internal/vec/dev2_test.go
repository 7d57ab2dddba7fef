package vec

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
)

func TestDev2(t *testing.T) {
	if os.Getenv("DEV") == "" {
		t.Skip()
	}
	dev2[float32]("f32")
	dev2[float64]("f64")
}

func dev2[F Float](typ string) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, w := range []int{64, 128, 256} {
		for _, m := range []int{5, 8, 20, 60, 120, 300} {
			k, n := w, w
			a, b, c := random[F](rng, m*k), random[F](rng, k*n), make([]F, m*n)
			flops := 2 * float64(m) * float64(n) * float64(k)
			var p Packed[F]
			p.Pack(b, n, k, n)
			plain := minNs(func() { MatMul(c, n, a, k, 1, b, n, m, n, k, false) })
			packed := minNs(func() { MulPacked(c, n, a, k, 1, &p, m, false) })
			packing := minNs(func() { p.PackTransposed(b, n, n, k) })
			tr := minNs(func() { MatMulT(c, n, a, k, 1, b, k, m, n, k, false) })
			fmt.Printf("%s w=%d rows=%d plain %.1f packed %.1f MatMulT %.1f GFLOP/s; us: plain %.2f packed %.2f packing %.2f MatMulT %.2f\n", typ, w, m, flops/plain, flops/packed, flops/tr, plain/1e3, packed/1e3, packing/1e3, tr/1e3)
		}
	}
}
