package vec

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// forEachLevel runs a test with every level that the machine supports.
func forEachLevel(t *testing.T, f func(t *testing.T)) {
	for _, l := range Levels() {
		t.Run(l.String(), func(t *testing.T) {
			defer Force(l)()
			f(t)
		})
	}
}

func random[F Float](rng *rand.Rand, n int) []F {
	x := make([]F, n)
	for i := range x {
		x[i] = F(rng.Float64()*2 - 1)
	}
	return x
}

// margin is the number of elements put around a slice to see whether they are written to.
const margin = 24

// fenced is a copy of a slice with margins of NaN around it; a kernel that read them would show it.
type fenced[F Float] struct{ all, x []F }

func fence[F Float](x []F) fenced[F] {
	all := make([]F, len(x)+2*margin)
	for i := range all {
		all[i] = F(math.NaN())
	}
	f := fenced[F]{all, all[margin : margin+len(x) : margin+len(x)]}
	copy(f.x, x)
	return f
}

func (f fenced[F]) check(t *testing.T) {
	t.Helper()
	for i := range margin {
		if x, y := f.all[i], f.all[len(f.all)-1-i]; x == x || y == y {
			t.Fatalf("wrote outside the slice: %v before, %v behind", x, y)
		}
	}
}

var (
	edges      = []int{0, 1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 47, 48, 49, 50, 64, 100} // columns
	rowEdges   = []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 17, 33}
	innerEdges = []int{0, 1, 2, 3, 7, 8, 15, 16, 17, 33, 100}
)

// product is the definition: C = C + A·B in float64, with the sum of absolute terms for a bound on rounding.
func product[F Float](c []F, a []F, ars, acs int, b []F, brs, bcs int, i, j, k int, init F) (sum, size float64) {
	sum, size = float64(init), math.Abs(float64(init))
	for p := range k {
		x := float64(a[i*ars+p*acs]) * float64(b[p*brs+j*bcs])
		sum += x
		size += math.Abs(x)
	}
	return
}

func testMatMul[F Float](t *testing.T, eps float64) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, m := range rowEdges {
		for _, n := range edges {
			for _, k := range innerEdges {
				if testing.Short() && (m+n+k)%3 != 0 {
					continue
				}
				checkMatMul[F](t, rng, m, n, k, eps)
			}
		}
	}
	checkMatMul[F](t, rng, 20, 70, 600, eps)
	checkMatMul[F](t, rng, 520, 70, 300, eps)
}

func checkMatMul[F Float](t *testing.T, rng *rand.Rand, m, n, k int, eps float64) {
	t.Helper()
	ldc, ldb, lda := n+rng.IntN(3), n+rng.IntN(3), k+rng.IntN(3)
	ars, acs := lda, 1
	if rng.IntN(2) == 0 {
		lda = m + rng.IntN(3)
		ars, acs = 1, lda
	}
	transposed := rng.IntN(2) == 0
	brs, bcs := ldb, 1
	if transposed {
		ldb = k + rng.IntN(3)
		brs, bcs = 1, ldb
	}
	size := func(rows, cols, rs, cs int) int {
		if rows == 0 || cols == 0 {
			return 0
		}
		return (rows-1)*rs + (cols-1)*cs + 1
	}
	a, b := fence(random[F](rng, size(m, k, ars, acs))), fence(random[F](rng, size(k, n, brs, bcs)))
	c0 := random[F](rng, size(m, n, ldc, 1))
	c := fence(c0)
	bias := fence(random[F](rng, n))
	mode := rng.IntN(3)
	var packed Packed[F]
	usePacked := transposed && rng.IntN(2) == 0
	if usePacked {
		packed.PackTransposed(b.x, ldb, n, k)
	}
	name := fmt.Sprintf("m=%d n=%d k=%d ldc=%d ars=%d acs=%d ldb=%d mode=%d transposed=%v packed=%v", m, n, k, ldc, ars, acs, ldb, mode, transposed, usePacked)
	switch {
	case usePacked && mode == 2:
		if n > 0 {
			copyRows(c.x, ldc, m, bias.x)
		}
		MulPacked(c.x, ldc, a.x, ars, acs, &packed, m, true)
	case usePacked:
		MulPacked(c.x, ldc, a.x, ars, acs, &packed, m, mode == 1)
	case transposed:
		mode %= 2
		MatMulT(c.x, ldc, a.x, ars, acs, b.x, ldb, m, n, k, mode == 1)
	case mode == 2:
		MatMulBias(c.x, ldc, a.x, ars, acs, b.x, ldb, m, n, k, bias.x)
	default:
		MatMul(c.x, ldc, a.x, ars, acs, b.x, ldb, m, n, k, mode == 1)
	}
	c.check(t)
	for i := range m {
		for j := range ldc {
			at := i*ldc + j
			if j >= n {
				if at < len(c.x) && c.x[at] != c0[at] {
					t.Fatalf("%s: wrote beside row %d at column %d", name, i, j)
				}
				continue
			}
			init := []F{0, c0[at], bias.x[j]}[mode]
			sum, size := product(c.x, a.x, ars, acs, b.x, brs, bcs, i, j, k, init)
			if !(math.Abs(float64(c.x[at])-sum) <= eps*float64(k+2)*size) {
				t.Fatalf("%s: C[%d,%d] = %v, want %v", name, i, j, c.x[at], sum)
			}
		}
	}
}

func TestMatMul(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		t.Run("float32", func(t *testing.T) { testMatMul[float32](t, 0x1p-24) })
		t.Run("float64", func(t *testing.T) { testMatMul[float64](t, 0x1p-53) })
	})
}
