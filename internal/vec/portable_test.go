package vec

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// mul and add are single operations that no compiler can fuse with another.
//
//go:noinline
func mul[F Float](x, y F) F { return x * y }

//go:noinline
func add[F Float](x, y F) F { return x + y }

// TestPortableRoundsEveryProduct checks the portable kernels to the last bit against their definition, every operation
// of which is rounded by itself: so their bits are the same on processors that fuse multiplication and addition, where
// the compiler would do so in one loop and not in another, and on those that do not.
func TestPortableRoundsEveryProduct(t *testing.T) {
	defer Force(Portable)()
	t.Run("float32", testPortable[float32])
	t.Run("float64", testPortable[float64])
}

func testPortable[F Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(41, 42))
	for _, n := range []int{1, 2, 5, 8, 13, 64} {
		testPortableProducts[F](t, rng, n)
		testPortableElementwise[F](t, rng, n)
		testPortablePlanes[F](t, rng, n)
		testPortableOptimizers[F](t, rng, n)
	}
}

func equalBits[F Float](t *testing.T, name string, got, want []F) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s of %d elements: got %v, want %v", name, len(want), got, want)
	}
}

// fold returns init plus the products of pairs, one after the other.
func fold[F Float](init F, n int, x, y func(p int) F) F {
	for p := range n {
		init = add(init, mul(x(p), y(p)))
	}
	return init
}

func testPortableProducts[F Float](t *testing.T, rng *rand.Rand, n int) {
	const m, k = 5, 140 // an odd number of rows, and more than one strip of the inner dimension
	a, b, bias, c := random[F](rng, m*k), random[F](rng, k*n), random[F](rng, n), random[F](rng, m*n)
	want, biased := make([]F, m*n), make([]F, m*n)
	for i := range m {
		for j := range n {
			x, y := func(p int) F { return a[i*k+p] }, func(p int) F { return b[p*n+j] }
			want[i*n+j] = fold(c[i*n+j], k, x, y)
			biased[i*n+j] = fold(bias[j], k, x, y)
		}
	}
	bt := make([]F, n*k)
	transposeInto(bt, k, b, n, k, n)
	var packed Packed[F]
	packed.PackTransposed(bt, k, n, k)
	got := slices.Clone(c)
	MatMul(got, n, a, k, 1, b, n, m, n, k, true)
	equalBits(t, "MatMul", got, want)
	copy(got, c)
	MatMulT(got, n, a, k, 1, bt, k, m, n, k, true)
	equalBits(t, "MatMulT", got, want)
	copy(got, c)
	MulPacked(got, n, a, k, 1, &packed, m, true)
	equalBits(t, "MulPacked", got, want)
	MatMulBias(got, n, a, k, 1, b, n, m, n, k, bias)
	equalBits(t, "MatMulBias", got, biased)
	sums := slices.Clone(bias)
	for j := range n {
		bias[j] = fold(bias[j], k, func(int) F { return 1 }, func(p int) F { return b[p*n+j] })
	}
	ColumnSums(sums, b, n, k)
	equalBits(t, "ColumnSums", sums, bias)
}

func testPortableElementwise[F Float](t *testing.T, rng *rand.Rand, n int) {
	a, b, c, d, old := random[F](rng, n), random[F](rng, n), random[F](rng, n), random[F](rng, n), random[F](rng, n)
	alpha := F(rng.Float64())
	each := func(name string, run func(dst []F), define func(i int) F) {
		t.Helper()
		got, want := slices.Clone(old), make([]F, n)
		run(got)
		for i := range want {
			want[i] = define(i)
		}
		equalBits(t, name, got, want)
	}
	each("Axpy", func(dst []F) { Axpy(dst, alpha, a) }, func(i int) F { return add(old[i], mul(alpha, a[i])) })
	each("MulAdd", func(dst []F) { MulAdd(dst, a, b) }, func(i int) F { return add(old[i], mul(a[i], b[i])) })
	each("MulAddMul", func(dst []F) { MulAddMul(dst, a, b, c, d) },
		func(i int) F { return add(mul(a[i], b[i]), mul(c[i], d[i])) })
	each("ScaleMulAdd", func(dst []F) { ScaleMulAdd(dst, alpha, a, b) },
		func(i int) F { return add(old[i], mul(mul(alpha, a[i]), b[i])) })
	dot := fold(0, n, func(p int) F { return a[p] }, func(p int) F { return b[p] })
	equalBits(t, "Dot", []F{Dot(a, b)}, []F{dot})
}

func testPortablePlanes[F Float](t *testing.T, rng *rand.Rand, n int) {
	const d = 3
	tangents, out := random[F](rng, d*n), random[F](rng, d*n)
	r, lambda, weights := random[F](rng, d*d), random[F](rng, d), random[F](rng, n)
	at := func(i, u int) F { return tangents[i*n+u] }

	quad, squares := make([]F, n), make([]F, n)
	small, scaled := slices.Clone(out), slices.Clone(out)
	for u := range n {
		for i := range d {
			half := mul(r[i*d+i], at(i, u))
			for j := i + 1; j < d; j++ {
				half = add(half, mul(mul(2, r[i*d+j]), at(j, u)))
			}
			quad[u] = add(quad[u], mul(at(i, u), half))
			squares[u] = add(squares[u], mul(mul(lambda[i], at(i, u)), at(i, u)))
			row := fold(0, d, func(j int) F { return r[i*d+j] }, func(j int) F { return at(j, u) })
			small[i*n+u] = add(out[i*n+u], mul(weights[u], row))
			scaled[i*n+u] = add(out[i*n+u], mul(mul(lambda[i], weights[u]), at(i, u)))
		}
	}
	got := make([]F, n)
	Quad(got, r, tangents, n, d)
	equalBits(t, "Quad", got, quad)
	WeightedSquares(got, lambda, tangents, n)
	equalBits(t, "WeightedSquares", got, squares)
	planes := slices.Clone(out)
	MulSmall(planes, n, weights, r, tangents, n, d)
	equalBits(t, "MulSmall", planes, small)
	copy(planes, out)
	AddScaledPlanes(planes, n, lambda, tangents, n, weights)
	equalBits(t, "AddScaledPlanes", planes, scaled)

	h := slices.Clone(r)
	Gram(h, weights, tangents, n, d)
	for i := range d {
		for j := range d {
			lo, hi := min(i, j), max(i, j)
			s := fold(0, n, func(u int) F { return mul(weights[u], at(lo, u)) }, func(u int) F { return at(hi, u) })
			r[i*d+j] = add(r[i*d+j], s)
		}
	}
	equalBits(t, "Gram", h, r)

	v := [7][]F{}
	for i := range v {
		v[i] = random[F](rng, n)
	}
	zbar, tbar := slices.Clone(v[0]), slices.Clone(out)
	wantZ, wantT := make([]F, n), make([]F, d*n)
	for u := range n {
		z := add(add(mul(zbar[u], v[1][u]), mul(v[3][u], v[4][u])), mul(v[5][u], v[6][u]))
		for k := range d {
			z = add(z, mul(mul(v[2][u], at(k, u)), tbar[k*n+u]))
			wantT[k*n+u] = mul(tbar[k*n+u], v[1][u])
		}
		wantZ[u] = z
	}
	ActivationAdjoint(zbar, tbar, tangents, n, d, v[1], v[2], v[3], v[4], v[5], v[6])
	equalBits(t, "ActivationAdjoint", zbar, wantZ)
	equalBits(t, "ActivationAdjoint's tangents", tbar, wantT)
}

func testPortableOptimizers[F Float](t *testing.T, rng *rand.Rand, n int) {
	const rate, momentum, l2 = 0.1, 0.9, 0.01
	p0, m0, v0, g := random[F](rng, n), random[F](rng, n), random[F](rng, n), random[F](rng, n)
	for i := range v0 {
		v0[i] = mul(v0[i], v0[i])
	}
	want := [3][]F{make([]F, n), make([]F, n), make([]F, n)}
	for i := range n {
		grad := add(g[i], mul(F(l2), p0[i]))
		velocity := add(mul(F(momentum), m0[i]), grad)
		want[0][i] = add(p0[i], -mul(F(rate), add(grad, mul(F(momentum), velocity))))
		want[1][i] = velocity
	}
	p, m, v := slices.Clone(p0), slices.Clone(m0), slices.Clone(v0)
	SGD(p, m, g, rate, momentum, l2, true)
	equalBits(t, "SGD's parameters", p, want[0])
	equalBits(t, "SGD's velocity", m, want[1])

	s := AdamStep{Rate: rate, Beta1: 0.9, Beta2: 0.999, Epsilon: 1e-8, Correct1: 10, Correct2: 1000, L2: l2, Decay: 0.3}
	keep := F(1 - mul(s.Rate, s.Decay))
	for i := range n {
		grad := add(g[i], mul(F(s.L2), p0[i]))
		first := add(mul(F(s.Beta1), m0[i]), mul(F(1-s.Beta1), grad))
		second := add(mul(F(s.Beta2), v0[i]), mul(mul(F(1-s.Beta2), grad), grad))
		root := F(math.Sqrt(float64(mul(F(s.Correct2), second))))
		step := mul(F(mul(s.Rate, s.Correct1)), first) / add(root, F(s.Epsilon))
		want[0][i], want[1][i], want[2][i] = add(mul(keep, p0[i]), -step), first, second
	}
	copy(p, p0)
	copy(m, m0)
	Adam(p, m, v, g, &s)
	equalBits(t, "Adam's parameters", p, want[0])
	equalBits(t, "Adam's first moments", m, want[1])
	equalBits(t, "Adam's second moments", v, want[2])
}
