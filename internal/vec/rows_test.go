package vec

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestRowKernels checks the kernels of rows against their definitions: to the last bit at the portable level, elsewhere by a
// bound; and a row among others against the row alone.
func TestRowKernels(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testRowKernels[float32](t, 1e-5)
		testRowKernels[float64](t, 1e-13)
	})
}

func testRowKernels[F Float](t *testing.T, tol float64) {
	rng := rand.New(rand.NewPCG(61, 62))
	if Current() == Portable {
		tol = 0
	}
	for _, n := range []int{1, 2, 7} {
		for _, d := range edges {
			if d == 0 {
				continue
			}
			a, b, old, r, s := random[F](rng, n*d), random[F](rng, n*d), random[F](rng, n*d), random[F](rng, n), random[F](rng, n)
			gain := random[F](rng, d)
			scales := []F{1, -0.3}
			each := func(name string, dst []F, run func(dst []F), define func(i, j int) F) {
				t.Helper()
				f := fence(dst)
				run(f.x)
				f.check(t)
				for k, got := range f.x {
					i, j := k/d, k%d
					if len(dst) != n*d {
						i, j = k, k
					}
					if w := define(i, j); math.Abs(float64(got-w)) > tol {
						t.Fatalf("%s of %d×%d: element %d is %v, want %v", name, n, d, k, got, w)
					}
				}
			}
			dots := make([]F, n)
			each("RowDots", dots, func(dst []F) { RowDots(dst, a, b, d) },
				func(i, _ int) F {
					return fold(0, d, func(j int) F { return a[i*d+j] }, func(j int) F { return b[i*d+j] })
				})
			each("CombineRows", old, func(dst []F) { CombineRows(dst, scales, [][]F{r, a, s, b}, d) },
				func(i, j int) F {
					return add(add(0, mul(mul(1, r[i]), a[i*d+j])), mul(mul(scales[1], s[i]), b[i*d+j]))
				})
			each("CombineRows in place", a, func(dst []F) { CombineRows(dst, scales[:1], [][]F{r, dst}, d) },
				func(i, j int) F { return mul(r[i], a[i*d+j]) })
			each("ShiftRows", old, func(dst []F) { ShiftRows(dst, a, r, d) }, func(i, j int) F { return a[i*d+j] - r[i] })
			each("ScaleRows", old, func(dst []F) { ScaleRows(dst, gain, a) }, func(i, j int) F { return mul(gain[j], a[i*d+j]) })
			if n != 1 { // a row of n·d elements cannot be told from a matrix of one row
				each("AddRowProducts", gain, func(dst []F) { AddRowProducts(dst, a, b) },
					func(j, _ int) F {
						return fold(gain[j], n, func(i int) F { return a[i*d+j] }, func(i int) F { return b[i*d+j] })
					})
			}
			testOneRow(t, n, d, a, b, r)
		}
	}
}

// testOneRow checks that the last row of the results has the same bits if it is alone.
func testOneRow[F Float](t *testing.T, n, d int, a, b, r []F) {
	t.Helper()
	last := (n - 1) * d
	dots, one := make([]F, n), make([]F, 1)
	RowDots(dots, a, b, d)
	RowDots(one, a[last:], b[last:], d)
	all, alone := make([]F, n*d), make([]F, d)
	CombineRows(all, []F{0.7}, [][]F{r, a}, d)
	CombineRows(alone, []F{0.7}, [][]F{r[n-1:], a[last:]}, d)
	if dots[n-1] != one[0] || !slices.Equal(all[last:], alone) {
		t.Errorf("row %d of %d×%d differs from the row alone", n-1, n, d)
	}
}

func TestRowsOfNothing(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		dst := []float64{1, 2}
		RowDots(dst, nil, nil, 0)
		if dst[0] != 0 || dst[1] != 0 {
			t.Errorf("dots of empty rows: %v, want zeros", dst)
		}
		RowDots[float64](nil, nil, nil, 3)
		CombineRows(nil, []float64{1}, [][]float64{nil, nil}, 3)
		ShiftRows(nil, nil, []float64{}, 3)
		ScaleRows(nil, []float64{1}, nil)
		AddRowProducts(dst, nil, nil)
		CombineRows(dst, nil, nil, 2)
		if dst[0] != 0 || dst[1] != 0 {
			t.Errorf("a combination of no terms is %v, want zeros", dst)
		}
	})
}

func TestRowsPanics(t *testing.T) {
	two, three := []float64{1, 2}, []float64{1, 2, 3}
	for message, do := range map[string]func(){
		"vec: RowDots: a has 3 elements, want 2×1":        func() { RowDots(two, three, two, 1) },
		"vec: CombineRows: planes has 1 elements, want 2": func() { CombineRows(two, []float64{1}, [][]float64{two}, 1) },
		"vec: CombineRows: x has 3 elements, want 2×1":    func() { CombineRows(two, []float64{1}, [][]float64{two, three}, 1) },
		"vec: ShiftRows: x has 3 elements, want 2×1":      func() { ShiftRows(three, three, two, 1) },
		"vec: ScaleRows: x has 3 elements, want 1×2":      func() { ScaleRows(three, two, three) },
		"vec: AddRowProducts: b has 2 elements, want 3":   func() { AddRowProducts(three, three, two) },
		"vec: AddRowProducts: a has 3 elements, want 1×2": func() { AddRowProducts(two, three, three) },
		"vec: CombineRows: dst has 3 elements, want 2×1":  func() { CombineRows(three, []float64{1}, [][]float64{two, two}, 1) },
	} {
		func() {
			defer func() {
				if got := recover(); got != message {
					t.Errorf("panic %v, want %q", got, message)
				}
			}()
			do()
		}()
	}
}
