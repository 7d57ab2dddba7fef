package vec

import (
	"math"
	"math/rand/v2"
	"testing"
)

func TestQuadratic(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		for d := range 20 {
			for _, w := range []int{0, 1, 2, 3, 4, 7, 8, 9, 15, 16, 17, 31, 33, 50, 64, 100, 130} {
				testQuadratic[float32](t, d, w, 0x1p-23)
				testQuadratic[float64](t, d, w, 0x1p-52)
			}
		}
	})
}

func testQuadratic[F Float](t *testing.T, d, w int, eps float64) {
	t.Helper()
	rng := rand.New(rand.NewPCG(uint64(d), uint64(w)))
	stride := w + d%3
	size := max(0, (d-1)*stride+w)
	tangents := fence(random[F](rng, size))
	r := random[F](rng, d*d)
	for i := range d {
		for j := range i {
			r[i*d+j] = r[j*d+i]
		}
	}
	weights, lambda := fence(random[F](rng, w)), random[F](rng, d)
	plane := func(i, u int) float64 { return float64(tangents.x[i*stride+u]) }
	tol := eps * float64(d*d+w+4) * 2

	quad, squares := fence(random[F](rng, w)), fence(random[F](rng, w))
	Quad(quad.x, r, tangents.x, stride, d)
	WeightedSquares(squares.x, lambda, tangents.x, stride)
	out := fence(random[F](rng, size))
	before := append([]F(nil), out.x...)
	MulSmall(out.x, stride, weights.x, r, tangents.x, stride, d)
	h := random[F](rng, d*d)
	old := append([]F(nil), h...)
	Gram(h, weights.x, tangents.x, stride, d)
	diagonal := fence(append([]F(nil), before...))
	AddScaledPlanes(diagonal.x, stride, lambda, tangents.x, stride, weights.x)
	for _, f := range []fenced[F]{quad, squares, out, diagonal} {
		f.check(t)
	}
	check := func(name string, i, j int, got F, want float64) {
		if !(math.Abs(float64(got)-want) <= tol) {
			t.Fatalf("%s: d=%d w=%d: [%d,%d] = %v, want %v", name, d, w, i, j, got, want)
		}
	}
	for u := range w {
		var q, s float64
		for i := range d {
			s += float64(lambda[i]) * plane(i, u) * plane(i, u)
			row := 0.0
			for j := range d {
				row += float64(r[i*d+j]) * plane(j, u)
			}
			q += row * plane(i, u)
			check("AddScaledPlanes", i, u, diagonal.x[i*stride+u], float64(before[i*stride+u])+float64(lambda[i])*float64(weights.x[u])*plane(i, u))
			check("MulSmall", i, u, out.x[i*stride+u], float64(before[i*stride+u])+float64(weights.x[u])*row)
		}
		check("Quad", 0, u, quad.x[u], q)
		check("WeightedSquares", 0, u, squares.x[u], s)
	}
	for i := range d {
		for j := range d {
			want := float64(old[i*d+j])
			for u := range w {
				want += float64(weights.x[u]) * plane(i, u) * plane(j, u)
			}
			check("Gram", i, j, h[i*d+j], want)
		}
	}
	zero := make([]F, d*d)
	Gram(zero, weights.x, tangents.x, stride, d)
	for i := range d {
		for j := range d {
			if zero[i*d+j] != zero[j*d+i] {
				t.Fatalf("Gram: d=%d w=%d: not symmetric at %d,%d", d, w, i, j)
			}
		}
	}
	for i := range before {
		if i%stride >= w && (out.x[i] != before[i] || diagonal.x[i] != before[i]) {
			t.Fatalf("MulSmall or AddScaledPlanes: wrote between planes at %d", i)
		}
	}
}
