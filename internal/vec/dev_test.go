package vec

import (
	"fmt"
	"math/rand/v2"
	"os"
	"sort"
	"testing"
	"time"
)

func minNs(f func()) float64 {
	f()
	t0 := time.Now()
	f()
	one := time.Since(t0)
	inner := int(20*time.Microsecond/(one+1)) + 1
	best := 1e18
	start := time.Now()
	for i := 0; i < 400 && time.Since(start) < 60*time.Millisecond; i++ {
		t0 := time.Now()
		for j := 0; j < inner; j++ {
			f()
		}
		best = min(best, float64(time.Since(t0).Nanoseconds())/float64(inner))
	}
	return best
}

func devRun[F Float](typ string) {
	const n = 2048
	rng := rand.New(rand.NewPCG(1, 2))
	x, y := random[F](rng, n), make([]F, n)
	for i := range x {
		x[i] *= 3
	}
	var lines []string
	row := func(name string, v float64, unit string) {
		lines = append(lines, fmt.Sprintf("%s %-28s %8.3f %s", typ, name, v, unit))
	}
	for name, f := range unaryFunctions[F]() {
		in := x
		if name == "log1p" {
			in = make([]F, n)
			Exp(in, x)
		}
		row(name, minNs(func() { f(y, in) })/n, "ns/elem")
	}
	d1, d2, d3 := make([]F, n), make([]F, n), make([]F, n)
	for name, f := range activationJets[F]() {
		row(name+"Jet1", minNs(func() { f(y, d1, nil, nil, x) })/n, "ns/elem")
		row(name+"Jet2", minNs(func() { f(y, d1, d2, nil, x) })/n, "ns/elem")
		row(name+"Jet3", minNs(func() { f(y, d1, d2, d3, x) })/n, "ns/elem")
	}
	const params = 67000
	p, m, v, g := random[F](rng, params), random[F](rng, params), random[F](rng, params), random[F](rng, params)
	Mul(v, v, v)
	s := AdamStep{Rate: 1e-3, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Correct1: 1, Correct2: 1}
	row("Adam67000 us", minNs(func() { Adam(p, m, v, g, &s) })/1000, "us")
	row("Adam67000 us again", minNs(func() { Adam(p, m, v, g, &s) })/1000, "us")
	row("Adam4000 ns/elem", minNs(func() { Adam(p[:4000], m[:4000], v[:4000], g[:4000], &s) })/4000, "ns/elem")
	row("SGD67000 us", minNs(func() { SGD(p, v, g, 1e-3, 0.9, 0, false) })/1000, "us")
	row("add", minNs(func() { Add(d1, d2, x) })/n, "ns/elem")
	row("mulAdd", minNs(func() { MulAdd(d1, d2, x) })/n, "ns/elem")
	row("addMulMul", minNs(func() { AddMulMul(y, x, d2, y, d1, d3) })/n, "ns/elem")
	row("dot", minNs(func() { Dot(d1, d2) })/n, "ns/elem")
	row("maxabs", minNs(func() { MaxAbs(d1) })/n, "ns/elem")
	row("columnSums 60x256", minNs(func() { ColumnSums(y[:256], p, 256, 60) })/256/60, "ns/elem")
	var pk Packed[F]
	row("Pack256 us", minNs(func() { pk.Pack(p, 256, 256, 256) })/1000, "us")
	row("PackTransposed256 us", minNs(func() { pk.PackTransposed(p, 256, 256, 256) })/1000, "us")
	for _, d := range []int{2, 10} {
		h, r := make([]F, d*d), random[F](rng, d*d)
		const w = 128
		row(fmt.Sprintf("quad d=%d w=128 ns", d), minNs(func() { Quad(y[:w], r, p, w, d) }), "ns")
		row(fmt.Sprintf("gram d=%d w=128 ns", d), minNs(func() { Gram(h, x[:w], p, w, d) }), "ns")
		row(fmt.Sprintf("mulsmall d=%d w=128 ns", d), minNs(func() { MulSmall(m, w, x[:w], r, p, w, d) }), "ns")
	}
	sort.Strings(lines)
	for _, s := range []int{10000} {
		t := minNs(func() { Peak[F](s) })
		lines = append(lines, fmt.Sprintf("%s peak %.1f GFLOP/s", typ, float64(Peak[F](s))/t))
	}
	for _, s := range [][3]int{{1, 64, 64}, {1, 256, 256}, {3, 256, 256}, {5, 64, 64}, {20, 256, 256}, {60, 256, 256}, {256, 256, 256}, {1024, 256, 256}, {1024, 1024, 1024}, {256, 64, 64}, {60, 200, 200}, {60, 208, 208}, {60, 100, 100}, {60, 112, 112}, {60, 50, 50}, {60, 64, 64}, {1024, 2, 256}, {1024, 256, 1}, {1024, 256, 2}, {1024, 1, 256}} {
		m, k, n := s[0], s[1], s[2]
		a, w, c := random[F](rng, m*k), random[F](rng, k*n), make([]F, m*n)
		flops := 2 * float64(m) * float64(n) * float64(k)
		var p Packed[F]
		p.Pack(w, n, k, n)
		plain := flops / minNs(func() { MatMul(c, n, a, k, 1, w, n, m, n, k, false) })
		packed := flops / minNs(func() { MulPacked(c, n, a, k, 1, &p, m, false) })
		tr := 0.0
		if m <= 5 {
			tr = flops / minNs(func() { MatMulT(c, n, a, k, 1, w, k, m, n, k, false) })
		}
		lines = append(lines, fmt.Sprintf("%s %4dx%4dx%4d plain %6.1f packed %6.1f transposed %6.1f GFLOP/s  (%.1f us)", typ, m, k, n, plain, packed, tr, flops/packed/1000))
	}
	for _, k := range []int{20, 60, 100, 1024} {
		const n = 256
		a, g, c := random[F](rng, k*n), random[F](rng, k*n), make([]F, n*n)
		lines = append(lines, fmt.Sprintf("%s gradient k=%d %6.1f", typ, k, 2*n*n*float64(k)/minNs(func() { MatMul(c, n, a, 1, n, g, n, n, n, k, true) })))
	}
	for _, l := range lines {
		fmt.Println(l)
	}
}

func TestDev(t *testing.T) {
	if os.Getenv("DEV") == "" {
		t.Skip()
	}
	fmt.Println(Current())
	devRun[float32]("f32")
	devRun[float64]("f64")
}
