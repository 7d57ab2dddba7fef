package vec

// Dot returns Σ a·b.
func Dot[F Float](a, b []F) F {
	want("Dot", "b", len(b), len(a))
	var out [4]F
	if dotKernel(&out, a, b) {
		return addLanes(&out)
	}
	var s F
	for i, x := range a {
		s += F(x * b[i])
	}
	return s
}

// addLanes adds what the kernels leave of a sum, 16 bytes of partial sums.
func addLanes[F Float](out *[4]F) F { return (out[0] + out[2]) + (out[1] + out[3]) }

// ColumnSums adds the rows of the row-major matrix a (rows×len(dst), row stride lda) to dst: a bias gradient.
func ColumnSums[F Float](dst, a []F, lda, rows int) {
	wantMatrix("ColumnSums", "a", len(a), rows, len(dst), lda, 1)
	one := [1]F{1}
	MatMul(dst, len(dst), one[:], 0, 0, a, lda, 1, len(dst), rows, true)
}

// AddBias adds the row bias to every row of the row-major matrix c (rows×len(bias), row stride ldc).
func AddBias[F Float](c []F, ldc, rows int, bias []F) {
	wantMatrix("AddBias", "c", len(c), rows, len(bias), ldc, 1)
	for i := 0; i < rows; i++ {
		row := c[i*ldc : i*ldc+len(bias)]
		Add(row, row, bias)
	}
}
