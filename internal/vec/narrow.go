package vec

// A product with one or a few columns, as the last layer of a network has, would waste most lanes of the tiles. If
// the rows of A are contiguous, its elements are formed as dot products with the columns of B; if the columns of A
// are, as in a weight gradient, Cᵀ = Bᵀ·Aᵀ is formed by tiles. Which of the ways is taken depends on n and the
// strides alone wherever it changes the sums.

// narrowBlock is the number of rows of B that a dot product goes over before its sum is added to C.
const narrowBlock = 256

// isNarrow tells whether n columns are so few.
func isNarrow[F Float](n int) bool {
	lanes, _, _ := tileShape[F]()
	return n <= max(lanes/4, 1)
}

// multiplyNarrow is MatMul for narrow products, or reports false if tiles are to do it.
func multiplyNarrow[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int, accumulate bool) bool {
	const worthCopying = 16 // terms
	switch {
	case k == 0 || !isNarrow[F](n):
		return false
	case ars == 1 && n == 1 && ldc == 1:
		var start *F
		if accumulate {
			start = &c[0]
		}
		f := factor[F]{b: &a[0], ldb: acs, k: k, n: m}
		f.multiply(&c[0], 0, start, 0, &b[0], 0, ldb, 1)
	case ars == 1 && k >= worthCopying:
		multiplyTransposed(c, ldc, a, acs, b, ldb, m, n, k, accumulate)
	case ars != 1 && acs == 1 && n == 1 && ldb == 1:
		multiplyDots(c, ldc, a, ars, b, k, m, 1, k, accumulate)
	case ars != 1 && acs == 1:
		var columns [4 * narrowBlock]F
		for p := 0; p < k; p += narrowBlock {
			kb := min(narrowBlock, k-p)
			transposeInto(columns[:], kb, b[p*ldb:], ldb, kb, n)
			multiplyDots(c, ldc, a[p:], ars, columns[:], kb, m, n, kb, accumulate || p > 0)
		}
	default:
		return false
	}
	return true
}

// multiplyTransposed sets C = A·B, or adds it to C, for column-major A with column stride lda, by way of the
// transpose of C.
func multiplyTransposed[F Float](c []F, ldc int, a []F, lda int, b []F, ldb, m, n, k int, accumulate bool) {
	const block = 256
	var t [4 * block]F
	for i := 0; i < m; i += block {
		rows := min(block, m-i)
		if accumulate {
			transposeInto(t[:], rows, c[i*ldc:], ldc, rows, n)
		} else {
			clear(t[:])
		}
		f := factor[F]{b: &a[i], ldb: lda, k: k, n: rows}
		f.multiply(&t[0], rows, &t[0], rows, &b[0], 1, ldb, n)
		transposeInto(c[i*ldc:], ldc, t[:], rows, n, rows)
	}
}

// multiplyDots sets C = A·Bᵀ, or adds it to C, for n rows of B, in blocks of narrowBlock columns.
func multiplyDots[F Float](c []F, ldc int, a []F, lda int, b []F, ldb, m, n, k int, accumulate bool) {
	for p := 0; p < k; p += narrowBlock {
		kb := min(narrowBlock, k-p)
		if n == 1 && ldc == 1 { // four rows of A at a time instead of four of B
			mulDots(&c[0], 0, &b[p], 0, &a[p], lda, 1, m, kb, accumulate || p > 0)
		} else {
			mulDots(&c[0], ldc, &a[p], lda, &b[p], ldb, m, n, kb, accumulate || p > 0)
		}
	}
}

// mulDots sets C = A·Bᵀ, or adds it to C, for row-major A and B with k > 0 columns.
func mulDots[F Float](c *F, ldc int, a *F, lda int, b *F, ldb int, m, n, k int, accumulate bool) {
	maxRows, add := tilings[current].dotRows, 0
	if accumulate {
		add = 1
	}
	for i := 0; i < m; i += maxRows {
		dotsKernel(at(c, i*ldc), at(a, i*lda), b, ldc, lda, ldb, min(maxRows, m-i), n, k, add)
	}
}

// transposeInto writes the transpose of the row-major n×k matrix b, row stride ldb, into dst, row stride ld.
func transposeInto[F Float](dst []F, ld int, b []F, ldb, n, k int) {
	for j := range n {
		for i, x := range b[j*ldb : j*ldb+k] {
			dst[i*ld+j] = x
		}
	}
}
