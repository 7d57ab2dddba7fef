package vec

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestMulEach(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(31, 32))
		for _, n := range lengths() {
			g := random[float32](rng, n)
			p := [3][]float32{random[float32](rng, n), random[float32](rng, n), random[float32](rng, n)}
			for choice := range 16 { // a bit for each destination, and one for d1 = g
				in := fence(g)
				var d [3]fenced[float32]
				var dst [3][]float32
				for i := range d {
					d[i] = fence(make([]float32, n))
					if choice>>i&1 == 1 {
						dst[i] = d[i].x
					}
				}
				if choice&9 == 9 {
					d[0], dst[0] = in, in.x
				}
				MulEach(dst[0], dst[1], dst[2], in.x, p[0], p[1], p[2])
				for i := range d {
					d[i].check(t)
					for j := range n {
						if dst[i] != nil && dst[i][j] != g[j]*p[i][j] {
							t.Fatalf("n=%d choice %04b: d%d[%d] = %v, want %v", n, choice, i+1, j, dst[i][j], g[j]*p[i][j])
						}
					}
				}
			}
		}
	})
}

func TestPlanes(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		for _, d := range []int{0, 1, 2, 3, 10} {
			for _, n := range []int{0, 1, 3, 4, 8, 15, 16, 17, 50, 64, 100, 200} {
				testPlanes[float32](t, d, n, 0x1p-21)
				testPlanes[float64](t, d, n, 0x1p-50)
			}
		}
	})
}

func testPlanes[F Float](t *testing.T, d, n int, tol float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(d), uint64(n)))
	stride := n + 2
	size := max(0, (d-1)*stride+n)
	tangents, out := fence(random[F](rng, size)), fence(random[F](rng, size))
	v := make([][]F, 7)
	for i := range v {
		v[i] = fence(random[F](rng, n)).x
	}
	check := func(name string, k, u int, got F, want float64) {
		if !(math.Abs(float64(got)-want) <= tol*float64(d+4)) {
			t.Fatalf("%s: d=%d n=%d: plane %d element %d = %v, want %v", name, d, n, k, u, got, want)
		}
	}
	MulPlanes(out.x, stride, tangents.x, stride, d, v[0])
	out.check(t)
	for k := range d {
		for u := range n {
			check("MulPlanes", k, u, out.x[k*stride+u], float64(tangents.x[k*stride+u])*float64(v[0][u]))
		}
	}
	for choice := range 4 {
		zbar, tbar := fence(random[F](rng, n)), fence(random[F](rng, size))
		z0, t0 := append([]F(nil), zbar.x...), append([]F(nil), tbar.x...)
		args := append([][]F(nil), v...)
		if choice&1 == 0 {
			args[2], args[3] = nil, nil
		}
		if choice&2 == 0 {
			args[4], args[5] = nil, nil
		}
		ActivationAdjoint(zbar.x, tbar.x, tangents.x, stride, d, args[0], args[1], args[2], args[3], args[4], args[5])
		zbar.check(t)
		tbar.check(t)
		for u := range n {
			at := func(x []F) float64 {
				if x == nil {
					return 0
				}
				return float64(x[u])
			}
			want := at(args[0])*float64(z0[u]) + at(args[2])*at(args[3]) + at(args[4])*at(args[5])
			for k := range d {
				want += at(args[1]) * float64(tangents.x[k*stride+u]) * float64(t0[k*stride+u])
				check("ActivationAdjoint", k, u, tbar.x[k*stride+u], at(args[0])*float64(t0[k*stride+u]))
			}
			check("ActivationAdjoint", -1, u, zbar.x[u], want)
		}
		for i := range t0 {
			if i%stride >= n && tbar.x[i] != t0[i] {
				t.Fatalf("ActivationAdjoint: wrote between planes at %d", i)
			}
		}
	}
}
