package vec

import (
	"os"
	"syscall"
	"testing"
	"unsafe"
)

// guarded returns n elements, all 1, behind which lies a page that may not be touched: a kernel that reads beyond its
// slices crashes.
func guarded[F Float](t *testing.T, n int) []F {
	t.Helper()
	var x F
	page := os.Getpagesize()
	bytes := (n*int(unsafe.Sizeof(x)) + page - 1) / page * page
	mem, err := syscall.Mmap(-1, 0, bytes+page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Munmap(mem) })
	if err := syscall.Mprotect(mem[bytes:], syscall.PROT_NONE); err != nil {
		t.Fatal(err)
	}
	all := unsafe.Slice((*F)(unsafe.Pointer(&mem[0])), bytes/int(unsafe.Sizeof(x)))
	s := all[len(all)-n:]
	Fill(s, 1)
	return s
}

func TestGuardPages(t *testing.T) {
	forEachLevel(t, func(t *testing.T) {
		testGuardPages[float32](t)
		testGuardPages[float64](t)
	})
}

func testGuardPages[F Float](t *testing.T) {
	const most = 40
	var s [8][]F
	for i := range s {
		s[i] = guarded[F](t, most*most)
	}
	end := func(i, n int) []F { return s[i][len(s[i])-n:] } // the last n elements
	for n := 1; n <= most; n++ {
		for _, c := range elementwiseCases[F]() {
			c.run(end(0, n), [][]F{end(1, n), end(2, n), end(3, n), end(4, n), end(5, n)}[:c.sources])
		}
		for _, f := range unaryFunctions[F]() {
			f(end(0, n), end(1, n))
		}
		for _, f := range activationJets[F]() {
			f(end(0, n), end(1, n), end(2, n), end(3, n), end(4, n))
		}
		program, _, _, _ := sampleProgram[F]()
		program.Run([][]F{end(0, n), end(1, n), end(2, n), end(3, n), end(4, n), end(5, n)})
		for _, taylor := range taylors[F](6) {
			taylor.Coefficients([][]F{end(0, n), end(1, n), end(2, n), end(3, n), end(4, n), end(5, n)}, end(6, n))
		}
		RowDots(end(0, 3), end(1, 3*n), end(2, 3*n), n)
		CombineRows(end(0, 3*n), []F{1, 1}, [][]F{end(1, 3), end(2, 3*n), end(3, 3), end(4, 3*n)}, n)
		ShiftRows(end(0, 3*n), end(2, 3*n), end(1, 3), n)
		ScaleRows(end(0, 3*n), end(1, n), end(2, 3*n))
		AddRowProducts(end(0, n), end(1, 3*n), end(2, 3*n))
		_ = Dot(end(0, n), end(1, n))
		Adam(end(0, n), end(1, n), end(2, n), end(3, n), &AdamStep{Epsilon: 1})
		SGD(end(0, n), end(1, n), end(2, n), 1, 1, 1, true)
		MulEach(end(0, n), end(1, n), end(2, n), end(3, n), end(4, n), end(5, n), end(6, n))
		const d = 3
		Quad(end(0, n), end(1, d*d), end(2, d*n), n, d)
		Gram(end(0, d*d), end(1, n), end(2, d*n), n, d)
		MulSmall(end(0, d*n), n, end(1, n), end(2, d*d), end(3, d*n), n, d)
		WeightedSquares(end(0, n), end(1, d), end(2, d*n), n)
		AddScaledPlanes(end(0, d*n), n, end(1, d), end(2, d*n), n, end(3, n))
		MulPlanes(end(0, d*n), n, end(1, d*n), n, d, end(2, n))
		ActivationAdjoint(end(0, n), end(1, d*n), end(2, d*n), n, d, end(3, n), end(4, n), end(5, n), end(6, n), end(7, n), end(7, n))
		for _, m := range []int{1, 2, 3, 4, 5, 9, 17} {
			for _, k := range []int{1, 2, 15, 16, 33} {
				a, b, c := end(0, m*k), end(1, k*n), end(2, m*n)
				MatMul(c, n, a, k, 1, b, n, m, n, k, true)
				MatMul(c, n, a, 1, m, b, n, m, n, k, true)
				MatMulT(c, n, a, k, 1, b, k, m, n, k, true)
				MatMulBias(c, n, a, k, 1, b, n, m, n, k, end(3, n))
				var p Packed[F]
				p.PackTransposed(b, k, n, k)
				MulPacked(c, n, a, k, 1, &p, m, true)
				ColumnSums(end(3, n), c, n, m)
				AddBias(c, n, m, end(3, n))
			}
		}
	}
}
