package vec

import "unsafe"

// is32 tells whether F is stored in four bytes.
func is32[F Float]() bool {
	var x F
	return unsafe.Sizeof(x) == 4
}

// MatMul sets C = A·B, or adds A·B to C if accumulate is set. C is m×n with row stride ldc, B is k×n with row stride ldb,
// both row-major; element (i, p) of the m×k matrix A is a[i*ars+p*acs], so that ars = 1 multiplies by the transpose of a
// row-major matrix. C may not overlap A or B.
//
// Products with very few columns (n up to 4 or less) and row-major A are formed as dot products, in blocks of the
// inner dimension.
func MatMul[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int, accumulate bool) {
	checkProduct("MatMul", c, ldc, a, ars, acs, m, n, k)
	wantMatrix("MatMul", "b", len(b), k, n, ldb, 1)
	if m == 0 || n == 0 {
		return
	}
	if k == 0 || current == Portable {
		if !accumulate {
			clearRows(c, ldc, m, n)
		}
		if k > 0 {
			mulPortable(c, ldc, a, ars, acs, b, ldb, m, n, k)
		}
		return
	}
	if multiplyNarrow(c, ldc, a, ars, acs, b, ldb, m, n, k, accumulate) {
		return
	}
	f := factor[F]{b: &b[0], ldb: ldb, k: k, n: n}
	if accumulate {
		f.multiply(&c[0], ldc, &c[0], ldc, &a[0], ars, acs, m)
	} else {
		f.multiply(&c[0], ldc, nil, 0, &a[0], ars, acs, m)
	}
}

// MatMulBias sets C = A·B with the row bias added to each row; the other arguments are those of MatMul.
func MatMulBias[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int, bias []F) {
	checkProduct("MatMulBias", c, ldc, a, ars, acs, m, n, k)
	wantMatrix("MatMulBias", "b", len(b), k, n, ldb, 1)
	want("MatMulBias", "bias", len(bias), n)
	if m == 0 || n == 0 {
		return
	}
	if k > 0 && current != Portable && !isNarrow[F](n) {
		f := factor[F]{b: &b[0], ldb: ldb, k: k, n: n}
		f.multiply(&c[0], ldc, &bias[0], 0, &a[0], ars, acs, m)
		return
	}
	copyRows(c, ldc, m, bias)
	MatMul(c, ldc, a, ars, acs, b, ldb, m, n, k, true)
}

// MatMulT sets C = A·Bᵀ, or adds it to C, with B stored row-major as n×k with row stride ldb; the other arguments are
// those of MatMul. It is meant for few rows, where packing or transposing B would cost more than the product, and for
// acs = 1. It forms dot products, so its sums are not bit-identical to those of MatMul.
func MatMulT[F Float](c []F, ldc int, a []F, ars, acs int, b []F, ldb int, m, n, k int, accumulate bool) {
	checkProduct("MatMulT", c, ldc, a, ars, acs, m, n, k)
	wantMatrix("MatMulT", "b", len(b), n, k, ldb, 1)
	if m == 0 || n == 0 {
		return
	}
	if current != Portable && acs == 1 && k > 0 {
		mulDots(&c[0], ldc, &a[0], ars, &b[0], ldb, m, n, k, accumulate)
		return
	}
	if !accumulate {
		clearRows(c, ldc, m, n)
	}
	if k > 0 {
		mulTPortable(c, ldc, a, ars, acs, b, ldb, m, n, k)
	}
}

func checkProduct[F Float](op string, c []F, ldc int, a []F, ars, acs, m, n, k int) {
	wantMatrix(op, "c", len(c), m, n, ldc, 1)
	wantMatrix(op, "a", len(a), m, k, ars, acs)
}

func clearRows[F Float](c []F, ldc, m, n int) {
	for i := 0; i < m; i++ {
		clear(c[i*ldc : i*ldc+n])
	}
}

func copyRows[F Float](c []F, ldc, m int, row []F) {
	for i := 0; i < m; i++ {
		copy(c[i*ldc:i*ldc+len(row)], row)
	}
}
