package vec

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRowsAreIndependent checks that a row of a product is the same to the last bit whatever rows are computed with
// it, wherever the matrices lie in memory, and whether B is packed or not.
func TestRowsAreIndependent(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testRowsAreIndependent[float32](t)
		testRowsAreIndependent[float64](t)
	})
}

func testRowsAreIndependent[F Float](t *testing.T) {
	rng := rand.New(rand.NewPCG(21, 22))
	for _, s := range [][2]int{{1, 5}, {1, 300}, {2, 64}, {3, 20}, {16, 7}, {50, 50}, {64, 300}, {100, 33}} {
		n, k := s[0], s[1]
		const m = 61
		a, b, bias := random[F](rng, m*k), random[F](rng, k*n), random[F](rng, n)
		bt := make([]F, n*k)
		transposeInto(bt, k, b, n, k, n)
		var packed Packed[F]
		packed.PackTransposed(bt, k, n, k)
		forms := map[string]func(c, a []F, m int){
			"MatMul":        func(c, a []F, m int) { MatMul(c, n, a, k, 1, b, n, m, n, k, false) },
			"MatMulBias":    func(c, a []F, m int) { MatMulBias(c, n, a, k, 1, b, n, m, n, k, bias) },
			"MatMulT":       func(c, a []F, m int) { MatMulT(c, n, a, k, 1, bt, k, m, n, k, false) },
			"MulPacked":     func(c, a []F, m int) { MulPacked(c, n, a, k, 1, &packed, m, false) },
			"MulPackedBias": func(c, a []F, m int) { copyRows(c, n, m, bias); MulPacked(c, n, a, k, 1, &packed, m, true) },
		}
		whole := map[string][]F{}
		for name, f := range forms {
			c := make([]F, m*n)
			f(c, a, m)
			whole[name] = c
			for rows := 1; rows <= 20; rows++ {
				for _, first := range []int{0, 7, m - rows} {
					off := rng.IntN(20)
					ac := append(make([]F, off), a[first*k:(first+rows)*k]...)[off:]
					part := make([]F, rows*n+off)[off:]
					f(part, ac, rows)
					if !slices.Equal(part, c[first*n:(first+rows)*n]) {
						t.Fatalf("%s: n=%d k=%d: rows %d to %d alone differ from the same rows of %d", name, n, k, first, first+rows, m)
					}
				}
			}
		}
		for _, pair := range [][2]string{{"MatMul", "MulPacked"}, {"MatMulBias", "MulPackedBias"}} {
			if !slices.Equal(whole[pair[0]], whole[pair[1]]) {
				t.Fatalf("n=%d k=%d: %s and %s differ", n, k, pair[0], pair[1])
			}
		}
	}
}

// TestInnerDimensionSplits checks that accumulating over parts of the inner dimension, as weight gradients do tile by
// tile, gives the same bits as one product.
func TestInnerDimensionSplits(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		rng := rand.New(rand.NewPCG(23, 24))
		const m, k = 37, 300
		for _, n := range []int{1, 2, 50, 64} {
			a, g := random[float32](rng, k*m), random[float32](rng, k*n)
			want := make([]float32, m*n)
			MatMul(want, n, a, 1, m, g, n, m, n, k, true)
			for _, step := range []int{1, 20, 100, 256} {
				c := make([]float32, m*n)
				for p := 0; p < k; p += step {
					MatMul(c, n, a[p*m:], 1, m, g[p*n:], n, m, n, min(step, k-p), true)
				}
				if !slices.Equal(c, want) {
					t.Fatalf("n=%d: steps of %d differ from one product", n, step)
				}
			}
		}
	})
}

// TestProductsAreChains checks that the kernels of products add the terms of every element in the order of the inner index,
// rounding once for each, which makes their bits the same at every level but the portable one.
func TestProductsAreChains(t *testing.T) {
	fma32 := func(x, y, z float32) float32 {
		exact := new(big.Float).SetPrec(400).SetFloat64(float64(x) * float64(y)) // 48 bits
		sum, _ := exact.Add(exact, big.NewFloat(float64(z))).Float32()
		return sum
	}
	forEachLevel(t, func(t *testing.T) {
		if Current() == Portable {
			t.Skip("it rounds twice")
		}
		testProductsAreChains(t, fma32)
		testProductsAreChains(t, math.FMA)
	})
}

func testProductsAreChains[F Float](t *testing.T, fma func(x, y, z F) F) {
	rng := rand.New(rand.NewPCG(25, 26))
	const m, most = 17, 9 // rows, terms
	for n := 5; n <= 67; n++ {
		k := 1 + n%most
		a, b := random[F](rng, m*k), random[F](rng, k*n)
		want := make([]F, m*n)
		for i := range want {
			for p := range k {
				want[i] = fma(a[i/n*k+p], b[p*n+i%n], want[i])
			}
		}
		for rows := 1; rows <= m; rows++ {
			c := make([]F, rows*n)
			MatMul(c, n, a, k, 1, b, n, rows, n, k, false)
			if !slices.Equal(c, want[:rows*n]) {
				t.Fatalf("%d×%d by %d×%d: the terms are not added one after another", rows, k, k, n)
			}
		}
	}
}

func TestNoAllocations(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testNoAllocations[float32](t)
		testNoAllocations[float64](t)
	})
}

func testNoAllocations[F Float](t *testing.T) {
	const n = 40
	x, y, d1, d2, d3 := make([]F, n*n), make([]F, n*n), make([]F, n*n), make([]F, n*n), make([]F, n*n)
	var p Packed[F]
	p.PackTransposed(x, n, n, n)
	step := AdamStep{Rate: 1, Beta1: 0.9, Beta2: 0.9, Epsilon: 1, Correct1: 1, Correct2: 1}
	allocs := testing.AllocsPerRun(5, func() {
		var stack [n]F // a caller's array must be able to stay on the stack
		Fill(stack[:], 1)
		Exp(stack[:], stack[:])
		MatMul(y, n, x, n, 1, d1, n, n, n, n, false)
		MatMulBias(y, n, x, n, 1, d1, n, n, n, n, stack[:])
		MatMul(stack[:], 1, x, n, 1, d1, 1, n, 1, n, false)
		MatMul(y, 2, x, n, 1, d1, 2, n, 2, n, false)
		MatMul(y, 2, x, 1, n, d1, 2, n, 2, n, true)
		MatMulT(y, n, x, n, 1, d1, n, 3, n, n, false)
		p.PackTransposed(x, n, n, n)
		MulPacked(y, n, d1, n, 1, &p, n, true)
		SinCos(y, d1, x)
		TanhJet(y, d1, d2, d3, x)
		SinJet(y, d1, nil, d3, x)
		GELUJet(nil, d1, d2, nil, x)
		Quad(stack[:], d2[:9], x, n, 3)
		Gram(d2[:9], stack[:], x, n, 3)
		MulSmall(d1, n, stack[:], d2[:9], x, n, 3)
		ColumnSums(stack[:], x, n, n)
		AddBias(x, n, n, stack[:])
		MulEach(y, d1, nil, x, d2, d3, nil)
		MulPlanes(y, n, x, n, 3, stack[:])
		ActivationAdjoint(stack[:], y, x, n, 3, d1[:n], d2[:n], d3[:n], d3[:n], nil, nil)
		Adam(x, y, d1, d2, &step)
		SGD(x, y, d1, 1, 1, 1, true)
		x[0] = Dot(y, d1)
	})
	if allocs != 0 {
		t.Errorf("%T: %v allocations, want 0", x[0], allocs)
	}
}

// TestNamedTypes checks that types derived from the machine types take the same kernels.
func TestNamedTypes(t *testing.T) {
	type celsius float32
	forEachLevel(t, func(t *testing.T) {
		x, y := make([]celsius, 33), make([]float32, 33)
		for i := range x {
			x[i], y[i] = celsius(i)/8, float32(i)/8
		}
		TanhJet(x, nil, nil, nil, x)
		TanhJet(y, nil, nil, nil, y)
		for i := range x {
			if float32(x[i]) != y[i] {
				t.Fatalf("element %d: %v, want %v", i, x[i], y[i])
			}
		}
	})
}

func TestWrongShapesPanic(t *testing.T) {
	x, y := make([]float64, 4), make([]float64, 5)
	var p Packed[float64]
	p.PackTransposed(y, 2, 2, 2)
	tests := []struct {
		want string
		call func()
	}{
		{"vec: Add: b has 5 elements, want 4", func() { Add(x, x, y) }},
		{"vec: Exp: x has 5 elements, want 4", func() { Exp(x, y) }},
		{"vec: TanhJet: d2 has 5 elements, want 4", func() { TanhJet(x, nil, y, nil, x) }},
		{"vec: Adam: g has 5 elements, want 4", func() { Adam(x, x, x, y, &AdamStep{}) }},
		{"vec: Quad: r has 5 elements, want 4", func() { Quad(x, y, x, 2, 2) }},
		{"vec: MatMul: c has 4 elements, want at least 6 for 2×3 with strides 3, 1", func() { MatMul(x, 3, y, 1, 1, y, 3, 2, 3, 1, false) }},
		{"vec: MatMul: a has 5 elements, want at least 6 for 2×3 with strides 3, 1", func() { MatMul(x, 1, y, 3, 1, y, 1, 2, 1, 3, false) }},
		{"vec: MatMul: b has 4 elements, want at least 5 for 3×1 with strides 2, 1", func() { MatMul(x, 1, y, 1, 1, x, 2, 2, 1, 3, false) }},
		{"vec: MatMul: c is -1×1 with strides 1, 1, want none negative", func() { MatMul(x, 1, y, 1, 1, x, 2, -1, 1, 3, false) }},
		{"vec: MatMulBias: bias has 5 elements, want 2", func() { MatMulBias(x, 2, x, 1, 1, x, 2, 2, 2, 1, y) }},
		{"vec: PackTransposed: b has 4 elements, want at least 6 for 2×3 with strides 3, 1", func() { new(Packed[float64]).PackTransposed(x, 3, 2, 3) }},
		{"vec: MulPacked: c has 4 elements, want at least 6 for 3×2 with strides 2, 1", func() { MulPacked(x, 2, y, 1, 1, &p, 3, false) }},
	}
	forEachLevel(t, func(t *testing.T) {
		p.PackTransposed(y, 2, 2, 2)
		for _, test := range tests {
			if got := panicOf(test.call); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		}
	})
}

func panicOf(f func()) (message string) {
	defer func() { message = fmt.Sprint(recover()) }()
	f()
	return
}
