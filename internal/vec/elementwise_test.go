package vec

import (
	"math"
	"math/rand/v2"
	"testing"
)

// lengths covers every position of the end relative to one and to several vectors.
func lengths() []int {
	var n []int
	for i := range 140 {
		n = append(n, i)
	}
	return append(n, 255, 256, 257, 1000)
}

// elementwiseCase is one kernel with its definition; x[0] is the destination before the call.
type elementwiseCase[F Float] struct {
	name    string
	sources int
	run     func(dst []F, s [][]F)
	want    func(old float64, s []float64) float64
}

func elementwiseCases[F Float]() []elementwiseCase[F] {
	const alpha = -1.75
	return []elementwiseCase[F]{
		{"Fill", 0, func(d []F, s [][]F) { Fill(d, alpha) }, func(old float64, s []float64) float64 { return alpha }},
		{"Scale", 1, func(d []F, s [][]F) { Scale(d, alpha, s[0]) }, func(old float64, s []float64) float64 { return alpha * s[0] }},
		{"Axpy", 1, func(d []F, s [][]F) { Axpy(d, alpha, s[0]) }, func(old float64, s []float64) float64 { return old + alpha*s[0] }},
		{"Add", 2, func(d []F, s [][]F) { Add(d, s[0], s[1]) }, func(old float64, s []float64) float64 { return s[0] + s[1] }},
		{"Sub", 2, func(d []F, s [][]F) { Sub(d, s[0], s[1]) }, func(old float64, s []float64) float64 { return s[0] - s[1] }},
		{"Mul", 2, func(d []F, s [][]F) { Mul(d, s[0], s[1]) }, func(old float64, s []float64) float64 { return s[0] * s[1] }},
		{"MulAdd", 2, func(d []F, s [][]F) { MulAdd(d, s[0], s[1]) }, func(old float64, s []float64) float64 { return old + s[0]*s[1] }},
		{"MulAddMul", 4, func(d []F, s [][]F) { MulAddMul(d, s[0], s[1], s[2], s[3]) },
			func(old float64, s []float64) float64 { return s[0]*s[1] + s[2]*s[3] }},
		{"ScaleMulAdd", 2, func(d []F, s [][]F) { ScaleMulAdd(d, alpha, s[0], s[1]) },
			func(old float64, s []float64) float64 { return old + alpha*s[0]*s[1] }},
	}
}

func TestElementwise(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testElementwise[float32](t, 0x1p-22)
		testElementwise[float64](t, 0x1p-51)
	})
}

func testElementwise[F Float](t *testing.T, tol float64) {
	rng := rand.New(rand.NewPCG(3, 4))
	for _, c := range elementwiseCases[F]() {
		for _, n := range lengths() {
			for alias := -1; alias < c.sources; alias++ { // the destination is no source, or is source number alias
				dst := fence(random[F](rng, n))
				src := make([][]F, c.sources)
				old := append([]F(nil), dst.x...)
				for k := range src {
					src[k] = fence(random[F](rng, n)).x
					if k == alias {
						src[k] = dst.x
					}
				}
				args := make([][]F, c.sources)
				for k := range args {
					args[k] = append([]F(nil), src[k]...)
				}
				c.run(dst.x, src)
				dst.check(t)
				for i := range n {
					s := make([]float64, c.sources)
					for k := range s {
						s[k] = float64(args[k][i])
					}
					if want := c.want(float64(old[i]), s); !(math.Abs(float64(dst.x[i])-want) <= tol*4) {
						t.Fatalf("%s: n=%d alias=%d: element %d = %v, want %v", c.name, n, alias, i, dst.x[i], want)
					}
				}
			}
		}
	}
}

func TestDot(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testDot[float32](t, 0x1p-24)
		testDot[float64](t, 0x1p-53)
	})
}

func testDot[F Float](t *testing.T, eps float64) {
	rng := rand.New(rand.NewPCG(5, 6))
	for _, n := range lengths() {
		a, b := fence(random[F](rng, n)), fence(random[F](rng, n))
		var want, size float64
		for i := range n {
			x, y := float64(a.x[i]), float64(b.x[i])
			want += x * y
			size += math.Abs(x * y)
		}
		if got := Dot(a.x, b.x); !(math.Abs(float64(got)-want) <= eps*float64(n+2)*size) {
			t.Fatalf("n=%d: %v, want %v", n, got, want)
		}
	}
}

// TestDotAlignment checks that a dot product depends on its elements alone, not on where they lie.
func TestDotAlignment(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(7, 8))
		const n = 101
		x := random[float32](rng, n)
		want := Dot(x, x)
		for off := range 20 {
			y := append(make([]float32, off), x...)[off:]
			if got := Dot(y, y); got != want {
				t.Fatalf("offset %d: %v, want %v", off, got, want)
			}
		}
	})
}

func TestRows(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(9, 10))
		for _, n := range []int{1, 2, 7, 16, 33, 50, 100} {
			for _, rows := range []int{0, 1, 2, 5, 20} {
				ld := n + 3
				size := max(0, (rows-1)*ld+n)
				a := fence(random[float64](rng, size))
				bias := random[float64](rng, n)
				sums := append([]float64(nil), bias...)
				ColumnSums(sums, a.x, ld, rows)
				before := append([]float64(nil), a.x...)
				AddBias(a.x, ld, rows, bias)
				a.check(t)
				for j := range n {
					want := bias[j]
					for i := range rows {
						want += before[i*ld+j]
						if got := a.x[i*ld+j]; got != before[i*ld+j]+bias[j] {
							t.Fatalf("AddBias: row %d column %d = %v, want %v", i, j, got, before[i*ld+j]+bias[j])
						}
					}
					if math.Abs(sums[j]-want) > 1e-13 {
						t.Fatalf("ColumnSums: n=%d rows=%d: column %d = %v, want %v", n, rows, j, sums[j], want)
					}
				}
				for i := range a.x {
					if i%ld >= n && a.x[i] != before[i] {
						t.Fatalf("AddBias: wrote between rows at %d", i)
					}
				}
			}
		}
	})
}
