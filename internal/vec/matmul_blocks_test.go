package vec

import "testing"

// TestBlocksOfRows multiplies matrices whose products are computed in several blocks of rows and of the inner dimension. The
// elements are small integers, so every sum is exact in whatever order.
func TestBlocksOfRows(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		t.Run("float32", testBlocksOfRows[float32])
		t.Run("float64", testBlocksOfRows[float64])
	})
}

func testBlocksOfRows[F Float](t *testing.T) {
	const m, n, k = 601, 40, 300
	a, b, c, bias := make([]F, m*k), make([]F, k*n), make([]F, m*n), make([]F, n)
	for i := range a {
		a[i] = F(i%7 - 3)
	}
	for i := range b {
		b[i] = F(i%5 - 2)
	}
	for i := range c {
		c[i] = F(i % 1001)
	}
	for j := range bias {
		bias[j] = F(j - 11)
	}
	want, biased := make([]F, m*n), make([]F, m*n)
	for i := range m {
		for j := range n {
			sum := 0
			for p := range k {
				sum += ((i*k+p)%7 - 3) * ((p*n+j)%5 - 2)
			}
			want[i*n+j], biased[i*n+j] = F(sum+(i*n+j)%1001), F(sum+j-11)
		}
	}
	requireEqual(t, "added to C", c, want, func(c []F) { MatMul(c, n, a, k, 1, b, n, m, n, k, true) })
	requireEqual(t, "added to a bias", c, biased, func(c []F) { MatMulBias(c, n, a, k, 1, b, n, m, n, k, bias) })
}

// requireEqual compares what f makes of c.
func requireEqual[F Float](t *testing.T, name string, c, want []F, f func(c []F)) {
	t.Helper()
	got := append([]F(nil), c...)
	f(got)
	for i := range want {
		if got[i] != want[i] {
			t.Fatalf("%s: element %d is %v, want %v", name, i, got[i], want[i])
		}
	}
}
